"""A proposal becomes what is said: its edits are replayed in one transaction, or refused with what changed since."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.schedule.leveling.basis import Changed, Difference, basis_of, differences
from fairlead.schedule.leveling.ground import ground_of
from fairlead.schedule.leveling.roles import can_fill
from fairlead.schedule.leveling.running import wall_clock_of
from fairlead.schedule.leveling.selectors import scenario_get
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import (
    Acceptance,
    AcceptanceUndo,
    Recalculation,
    Scenario,
    ScenarioEdit,
    ScenarioFill,
    ScenarioMove,
    State,
    TaskMove,
)
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.recalculation import Trigger, recalculate
from fairlead.schedule.scope import scope_lock
from fairlead.work.models import Assignment
from fairlead.work.selectors import pauses_of
from fairlead.work.services import leveling_say, people_replace

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
    """Say the delays, pauses and people of a proposal, of `project_ids` or of all (None), and find the dates.

    Raises: NotFound, Forbidden; PlanChanged where that matters to the proposal; Refused while it is searched for, for
    one that is over, and for projects that it does not move.
    """
    scenario = _locked(id, actor)
    if scenario.state not in ACCEPTABLE or scenario.leveling.score is None:
        raise Refused(_refusal(scenario.state), code="not_acceptable")
    moving = dict(_moved(scenario))
    edits = list(ScenarioEdit.objects.filter(scenario=scenario).select_related("task"))
    fills = list(ScenarioFill.objects.filter(scenario=scenario).select_related("task"))
    edited = {each.task_id: each.task.project_id for each in edits} | {
        each.task_id: each.task.project_id for each in fills
    }
    known = {*moving.values(), *edited.values()}
    chosen = known if project_ids is None else set(project_ids)
    if not chosen or chosen - known:
        raise Refused(_("Choose among the projects that this proposal moves."), fields={"projects": _("Unknown")})
    _check_unchanged(scenario, moving.keys() | edited.keys(), fills)
    said = _Said(
        delays={each.task_id: each.leveling_delay_minutes for each in edits if each.task.project_id in chosen},
        splits={each.task_id: each.splits for each in edits if each.task.project_id in chosen},
        people=[(each.task_id, each.role_id, each.person_id) for each in fills if each.task.project_id in chosen],
    )
    outcome = _say(scenario, said, actor, now, cause=_("leveled so that nobody is asked for more than there is"))
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
    told = {"projects": sorted(chosen), "tasks": len(said.delays), "roles": len(said.people)}
    audit_write([Change("scenario.accept", "scenario", id, after=told)], by=by(actor, now))
    return outcome


@transaction.atomic
def acceptance_undo(*, actor: Actor, id: int, now: datetime) -> Outcome:
    """Take an acceptance back as a whole: leveling delays, pauses and roles are again what they were before it.

    Raises: NotFound, Forbidden; PlanChanged with the tasks whose delay or people are others by now; Refused where
    nothing was accepted, or it was taken back already.
    """
    scenario = _locked(id, actor)
    if scenario.state is not State.ACCEPTED:
        raise Refused(_("Only an accepted proposal can be taken back, and only once."), code="not_accepted")
    inside = {"scenario": scenario, "task__project_id__in": scenario.acceptance.project_ids}
    edits = list(ScenarioEdit.objects.filter(**inside).select_related("task"))
    fills = list(ScenarioFill.objects.filter(**inside))
    changed = list(_changed_since(edits, fills))
    if changed:
        raise PlanChanged(changed)
    said = _Said(
        delays={each.task_id: each.leveling_delay_before for each in edits},
        splits={each.task_id: each.splits_before for each in edits},
        people=[(each.task_id, each.person_id, each.role_id) for each in fills],
    )
    outcome = _say(scenario, said, actor, now, cause=_("leveling taken back"))
    AcceptanceUndo.objects.create(of=scenario.acceptance, at=now, by_id=actor.person_id)
    audit_write([Change("scenario.undo", "scenario", id, after={"tasks": len(edits)})], by=by(actor, now))
    return outcome


def _changed_since(edits: Sequence[ScenarioEdit], fills: Sequence[ScenarioFill]) -> Iterator[Difference]:
    """Yield the tasks that are not as they were said on acceptance. Two queries."""
    pauses = pauses_of([each.task_id for each in edits])
    for edit in edits:
        now_said = edit.task.leveling_delay_minutes, pauses.get(edit.task_id, [])
        if now_said != (edit.leveling_delay_minutes, [list(pair) for pair in edit.splits]):
            yield Difference(edit.task_id, Changed.DELAYED)
    on_it = Assignment.objects.filter(task__in=[each.task_id for each in fills])
    who = set(on_it.values_list("task_id", "resource_id"))
    for fill in fills:
        if (fill.task_id, fill.person_id) not in who or (fill.task_id, fill.role_id) in who:
            yield Difference(fill.task_id, Changed.PEOPLE)


def _locked(id: int, actor: Actor) -> Scenario:
    scenario = scenario_get(id=id, actor=actor)
    scope_lock(scenario.scope)
    return scenario_get(id=id, actor=actor)


def _moved(scenario: Scenario) -> list[tuple[int, int]]:
    moves = ScenarioMove.objects.filter(scenario=scenario)
    return list(moves.values_list("task_id", "task__project_id"))


def _check_unchanged(scenario: Scenario, touched: set[int], fills: Sequence[ScenarioFill]) -> None:
    """Compare the plan of now with what the proposal was made of."""
    row = scenario.leveling
    ground = ground_of(scenario.scope, Asked.of_json(row.wishes), now=wall_clock_of(scenario.at))
    people = {each.person_id for each in fills}
    found = list(differences(row.basis, basis_of(ground), touched=touched, people=people))
    unable = {each.person_id for each in fills if not can_fill(ground.plan, each.role_id, each.person_id)}
    found += [Difference(id, Changed.ABSENT) for id in sorted(unable)]
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What is to be said: delays and pauses by task, and on a task one resource in the place of another."""

    delays: dict[int, int]
    splits: dict[int, list[tuple[int, int]]]
    people: list[tuple[int, int, int]]


def _say(scenario: Scenario, said: _Said, actor: Actor, now: datetime, *, cause: str) -> Outcome:
    leveling_say(actor=actor, delays=said.delays, splits=said.splits, now=now, cause=cause)
    people_replace(actor=actor, places=said.people, now=now, cause=cause)
    return recalculate(scenario.scope, Trigger(Recalculation.Cause.LEVELING, now, actor))


def _refusal(state: State) -> str:
    if state in (State.QUEUED, State.RUNNING):
        return _("Better plans are still looked for. Stop that first, then accept the best of them.")
    if state in (State.ACCEPTED, State.UNDONE):
        return _("This proposal was accepted already.")
    return _("There is no proposal to accept.")
