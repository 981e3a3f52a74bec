"""A proposal becomes what is said: its edits are replayed in one transaction, or refused with what changed since."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.schedule.leveling.basis import Changed, Difference, basis_of, differences
from fairlead.schedule.leveling.ground import ground_of
from fairlead.schedule.leveling.running import wall_clock_of
from fairlead.schedule.leveling.selectors import scenario_get
from fairlead.schedule.models import (
    Acceptance,
    AcceptanceUndo,
    Recalculation,
    Scenario,
    ScenarioEdit,
    ScenarioMove,
    State,
    TaskMove,
)
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.recalculation import Trigger, recalculate
from fairlead.schedule.scope import scope_lock
from fairlead.work.services import leveling_delays_say

ACCEPTABLE = (State.DONE, State.STOPPED)


class PlanChanged(Refused):
    """The plan is not what the proposal was made of any more; `differences` says where, and nothing was changed."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(
            _("The plan changed since this proposal was made, so nothing was said. Level again, from the plan of now."),
            code="plan_changed",
        )
        self.differences = list(differences)


@transaction.atomic
def scenario_accept(*, actor: Actor, id: int, project_ids: Collection[int] | None, now: datetime) -> Outcome:
    """Say the leveling delays of a proposal, of the projects `project_ids` or of all (None), and find the dates.

    Raises: NotFound, Forbidden; PlanChanged where that matters to the proposal; Refused while it is searched for, for
    one that is over, and for projects that it does not move.
    """
    scenario = _locked(id, actor)
    if scenario.state not in ACCEPTABLE or scenario.leveling.score is None:
        raise Refused(_refusal(scenario.state), code="not_acceptable")
    moving = dict(_moved(scenario))
    edits = list(ScenarioEdit.objects.filter(scenario=scenario).select_related("task"))
    known = set(moving.values()) | {edit.task.project_id for edit in edits}
    chosen = known if project_ids is None else set(project_ids)
    if not chosen or chosen - known:
        raise Refused(_("Choose among the projects that this proposal moves."), fields={"projects": _("Unknown")})
    touched = moving.keys() | {edit.task_id for edit in edits}
    _check_unchanged(scenario, touched)
    mine = [edit for edit in edits if edit.task.project_id in chosen]
    delays = {edit.task_id: edit.leveling_delay_minutes for edit in mine}
    outcome = _said(scenario, delays, actor, now, cause=_("leveled so that nobody is asked for more than there is"))
    if chosen == known:
        _check_as_proposed(scenario, outcome.revision)
    Acceptance.objects.create(
        of=scenario,
        at=now,
        by_id=actor.person_id,
        project_ids=sorted(chosen),
        is_whole=chosen == known,
        recalculation_id=outcome.revision,
    )
    told = {"projects": sorted(chosen), "tasks": len(delays)}
    audit_write([Change("scenario.accept", "scenario", id, after=told)], by=by(actor, now))
    return outcome


@transaction.atomic
def acceptance_undo(*, actor: Actor, id: int, now: datetime) -> Outcome:
    """Take an acceptance back as a whole: the leveling delays are again what they were before it.

    Raises: NotFound, Forbidden; PlanChanged with the tasks whose delay is another by now; Refused where nothing was
    accepted, or it was taken back already.
    """
    scenario = _locked(id, actor)
    if scenario.state is not State.ACCEPTED:
        raise Refused(_("Only an accepted proposal can be taken back, and only once."), code="not_accepted")
    edits = ScenarioEdit.objects.filter(scenario=scenario, task__project_id__in=scenario.acceptance.project_ids)
    rows = list(edits.select_related("task"))
    changed = [each for each in rows if each.task.leveling_delay_minutes != each.leveling_delay_minutes]
    if changed:
        raise PlanChanged([Difference(each.task_id, Changed.DELAYED) for each in changed])
    delays = {each.task_id: each.leveling_delay_before for each in rows}
    outcome = _said(scenario, delays, actor, now, cause=_("leveling taken back"))
    AcceptanceUndo.objects.create(of=scenario.acceptance, at=now, by_id=actor.person_id)
    audit_write([Change("scenario.undo", "scenario", id, after={"tasks": len(delays)})], by=by(actor, now))
    return outcome


def _locked(id: int, actor: Actor) -> Scenario:
    scenario = scenario_get(id=id, actor=actor)
    scope_lock(scenario.scope)
    return scenario_get(id=id, actor=actor)


def _moved(scenario: Scenario) -> list[tuple[int, int]]:
    moves = ScenarioMove.objects.filter(scenario=scenario)
    return list(moves.values_list("task_id", "task__project_id"))


def _check_unchanged(scenario: Scenario, touched: set[int]) -> None:
    """Compare the plan of now with what the proposal was made of."""
    moment = wall_clock_of(scenario.at)
    is_within = scenario.leveling.wishes["within_slack"]
    ground = ground_of(scenario.scope, now=moment, with_promises=not is_within)
    found = list(differences(scenario.leveling.basis, basis_of(ground), touched=touched))
    if found:
        raise PlanChanged(found)


def _check_as_proposed(scenario: Scenario, recalculation: int) -> None:
    """Compare what moved with what was shown: a new link or calendar may lead to other dates. Two queries."""
    shown = ScenarioMove.objects.filter(scenario=scenario).values_list("task_id", "start_after_at", "finish_after_at")
    moved = TaskMove.objects.filter(recalculation=recalculation, task__dates__is_summary=False)
    proposed = set(shown)
    found = set(moved.values_list("task_id", "start_after_at", "finish_after_at"))
    wrong = sorted({id for id, *_dates in proposed ^ found})
    if wrong:
        raise PlanChanged([Difference(id, Changed.OTHERWISE) for id in wrong])


def _said(scenario: Scenario, delays: dict[int, int], actor: Actor, now: datetime, *, cause: str) -> Outcome:
    leveling_delays_say(actor=actor, delays=delays, now=now, cause=cause)
    return recalculate(scenario.scope, Trigger(Recalculation.Cause.LEVELING, now, actor))


def _refusal(state: State) -> str:
    if state in (State.QUEUED, State.RUNNING):
        return _("Better plans are still looked for. Stop that first, then accept the best of them.")
    if state in (State.ACCEPTED, State.UNDONE):
        return _("This proposal was accepted already.")
    return _("There is no proposal to accept.")
