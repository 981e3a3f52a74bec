"""A leveling is asked for, watched, stopped, given up."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor, ScopeKind
from fairlead.access.selectors import by
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.schedule import tasks
from fairlead.schedule.leveling.selectors import scenario_get, scenarios_of, scope_to_level
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import (
    Leveling,
    LevelingEnd,
    LevelingStop,
    Scenario,
    ScenarioDiscard,
    ScenarioEdit,
    ScenarioFill,
    ScenarioMove,
    State,
)
from fairlead.schedule.scope import scope_lock
from fairlead.work.models import Project, Task

PATIENCE = timedelta(seconds=30)  # without a sign of life
QUEUE_PATIENCE = timedelta(minutes=10)  # while other work may come first
MOST_ATTEMPTS = 3
KEPT = timedelta(days=7)
OPEN = (State.QUEUED, State.RUNNING)


@transaction.atomic
def leveling_begin(*, actor: Actor, kind: ScopeKind, id: int, asked: Asked, now: datetime) -> Scenario:
    """Ask a worker to level a program, or a project that is in none, and return the scenario it will fill.

    Proposals of the scope that were left lying for seven days are given up on the way.
    Raises: NotFound, Forbidden; Refused for what cannot be asked, or while a leveling of the same is under way.
    """
    scope = scope_to_level(kind=kind, id=id, actor=actor)
    asked.check()
    scope_lock(scope)
    rows = list(scenarios_of(scope).filter(discard=None, acceptance=None))
    if any(row.state in OPEN for row in rows):
        raise Refused(_("A leveling of this is under way. Wait for it, or stop it first."), code="under_way")
    asked = _known(asked, scope.project_filter)
    for row in rows:
        if now - row.at >= KEPT:
            _give_up(row, None, now)
    program, project = (id, None) if kind is ScopeKind.PROGRAM else (None, id)
    scenario = Scenario.objects.create(
        workspace_id=scope.workspace_id, program_id=program, project_id=project, by_id=actor.person_id, at=now
    )
    Leveling.objects.create(of=scenario, wishes=asked.as_json(), asked_at=now)
    audit_write([Change("leveling.begin", "scenario", scenario.pk, after=asked.as_json())], by=by(actor, now))
    tasks.program_level_later(scenario.pk)
    return scenario


def _known(asked: Asked, project_filter: dict[str, int]) -> Asked:
    """Return `asked` with the priorities of the projects where it says none.

    Raises: Refused for what is not of the program, and where there is nothing to level.
    """
    projects = dict(Project.plans.filter(**project_filter).values_list("pk", "priority"))
    if asked.priorities is None:
        # Where all are alike, none goes first, and no reason says so.
        asked = replace(asked, priorities=projects if len(set(projects.values())) > 1 else {})
    named = asked.still | (asked.priorities or {}).keys() | asked.weights.keys()
    inside = {f"project__{name}": value for name, value in project_filter.items()}
    wrong = {}
    if not projects:
        raise Refused(_("There is nothing to level yet: no project, no task."), code="empty")
    if named - projects.keys():
        wrong["projects"] = _("Not of this program")
    if asked.pins and Task.objects.filter(pk__in=asked.pins, **inside).count() != len(asked.pins):
        wrong["pins"] = _("Not of this program")
    if wrong:
        raise Refused(_("The leveling was not begun."), code="invalid", fields=wrong)
    return asked


def leveling_watch(*, actor: Actor, id: int, now: datetime) -> Scenario:
    """Return a scenario; where its worker gave no sign of life, another is asked to go on, and at last nobody.

    Writes nothing as long as the search is under way or over.
    Raises: NotFound, Forbidden.
    """
    scenario = scenario_get(id=id, actor=actor)
    if not _is_stuck(scenario, now):
        return scenario
    _wake(scenario, now)
    return scenario_get(id=id, actor=actor)


@transaction.atomic
def _wake(seen: Scenario, now: datetime) -> None:
    Leveling.objects.select_for_update().get(pk=seen.pk)
    scenario = Scenario.objects.with_state().get(pk=seen.pk)
    if not _is_stuck(scenario, now):
        return
    row = scenario.leveling
    if hasattr(scenario, "stop"):
        _end(scenario, LevelingEnd.Kind.STOPPED, now)
    elif row.attempts >= MOST_ATTEMPTS:
        message = _(
            "Leveling stopped %(times)d times without a word; it may need more memory than there is. "
            "Level for a shorter time, or ask whoever runs this server."
        )
        kind = LevelingEnd.Kind.FAILED if row.score is None else LevelingEnd.Kind.STOPPED
        _end(scenario, kind, now, code="died", message=message % {"times": row.attempts})
    else:
        row.asked_at, row.claim = now, ""
        row.save(update_fields=["asked_at", "claim"])
        tasks.program_level_later(row.pk)


def _is_stuck(scenario: Scenario, now: datetime) -> bool:
    row = scenario.leveling
    if scenario.state is State.QUEUED:
        return now - row.asked_at >= (PATIENCE if hasattr(scenario, "stop") else QUEUE_PATIENCE)
    last = max(row.asked_at, row.beat_at or row.asked_at)
    return scenario.state is State.RUNNING and now - last >= PATIENCE


@transaction.atomic
def leveling_stop(*, actor: Actor, id: int, now: datetime) -> Scenario:
    """End a search with the best it has; its worker sees it within a second. Doing so twice changes nothing.

    Raises: NotFound, Forbidden.
    """
    scenario = scenario_get(id=id, actor=actor)
    Leveling.objects.select_for_update().get(pk=id)
    if scenario.state in OPEN and not hasattr(scenario, "stop"):
        LevelingStop.objects.create(of=scenario, at=now, by_id=actor.person_id)
        if scenario.state is State.QUEUED:
            _end(scenario, LevelingEnd.Kind.STOPPED, now)
    return scenario_get(id=id, actor=actor)


@transaction.atomic
def scenario_discard(*, actor: Actor, id: int, now: datetime) -> None:
    """Give a scenario up, also while it is searched for; doing so twice changes nothing.

    Raises: NotFound, Forbidden; Refused where it was accepted already.
    """
    scenario = scenario_get(id=id, actor=actor)
    scope_lock(scenario.scope)
    scenario = scenario_get(id=id, actor=actor)
    if scenario.state is State.DISCARDED:
        return
    if scenario.state in (State.ACCEPTED, State.UNDONE):
        raise Refused(_("This proposal was accepted already; there is nothing left to discard."), code="accepted")
    Leveling.objects.select_for_update().get(pk=id)
    _give_up(scenario, actor, now)
    audit_write([Change("scenario.discard", "scenario", id)], by=by(actor, now))


def _give_up(scenario: Scenario, actor: Actor | None, now: datetime) -> None:
    ScenarioEdit.objects.filter(scenario=scenario).delete()
    ScenarioMove.objects.filter(scenario=scenario).delete()
    ScenarioFill.objects.filter(scenario=scenario).delete()
    Leveling.objects.filter(pk=scenario.pk).update(basis={}, claim="")
    ScenarioDiscard.objects.create(of=scenario, at=now, by_id=actor.person_id if actor else None)


def _end(scenario: Scenario, kind: LevelingEnd.Kind, now: datetime, *, code: str = "", message: str = "") -> None:
    LevelingEnd.objects.create(of=scenario, at=now, kind=kind, code=code, message=message)
