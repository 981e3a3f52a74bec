"""Finding dates again after something was said: load, find, write what changed, and tell what moved and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from fairlead.access.rules import Actor, ScopeKind
from fairlead.schedule.finder import Discovery, discover
from fairlead.schedule.flags import flags_of
from fairlead.schedule.loader import Loaded, load_plan
from fairlead.schedule.models import Recalculation, TaskMove
from fairlead.schedule.moves import Move, moves_of
from fairlead.schedule.outcome import Order, Outcome, found_rows, moved_of, project_spans, trail_of
from fairlead.schedule.payload import revision_of
from fairlead.schedule.scope import Scope
from fairlead.schedule.slips import finishes_of, slips_tell
from fairlead.schedule.writer import Changed, dates_write, moves_write, projects_write, rows_changed
from fairlead.work.models import Project

Cause = Recalculation.Cause
_FALLBACK = {
    Cause.PROJECT: TaskMove.Reason.PROJECT,
    Cause.CALENDAR: TaskMove.Reason.CALENDAR,
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """What set a recalculation off: who, when, and the task, link or project that was edited."""

    cause: Recalculation.Cause
    now: datetime
    actor: Actor | None = None  # None is the system, which sees everything
    task_id: int | None = None
    restructured: int | None = None  # the project whose outline changed
    task: Mapping[str, Any] | None = None  # what is said of the edited task now
    link: Mapping[str, Any] | None = None


def recalculate(scope: Scope, trigger: Trigger) -> Outcome:
    """Find the dates of `scope`, keep those that changed with their causes, and return what the edit did.

    To be called with the scope locked, in the transaction of the edit. A fixed number of queries.
    Raises: Refused where it cannot be scheduled; nothing is written then.
    """
    loaded = load_plan(scope)
    discovery = discover(loaded)
    changed = rows_changed(loaded, discovery)
    moves = _moves(loaded, discovery, trigger)
    before = revision_of(scope)
    row = Recalculation.objects.create(
        workspace_id=scope.workspace_id,
        program_id=scope.id if scope.kind is ScopeKind.PROGRAM else None,
        project_id=scope.id if scope.kind is ScopeKind.PROJECT else None,
        cause=trigger.cause,
        task_id=trigger.task_id,
        by_id=trigger.actor.person_id if trigger.actor else None,
        at=trigger.now,
        is_structural=trigger.restructured is not None or trigger.cause in (Cause.LINK, Cause.PROJECT),
        moved_count=len(moves),
    )
    watched = finishes_of(scope) if trigger.actor else []
    dates_write(loaded, discovery, changed, row)
    projects_write(loaded, discovery, row)
    moves_write(
        loaded,
        discovery,
        row,
        moved=[move.place for move in moves],
        reasons=[int(move.reason) for move in moves],
        because=[None if move.because is None else int(loaded.ids[move.because]) for move in moves],
    )
    outcome = outcome_of(loaded, discovery, moves, trigger, revisions=(before, row.pk))
    if trigger.actor is None or not watched:
        return outcome
    finishes = dict(zip((each.id for each in loaded.projects), discovery.project_finish.tolist(), strict=True))
    return replace(outcome, slips=slips_tell(watched, finishes, actor=trigger.actor, now=trigger.now))


def outcome_of(
    loaded: Loaded, discovery: Discovery, moves: list[Move], trigger: Trigger, *, revisions: tuple[int, int] = (0, 0)
) -> Outcome:
    """Return what changed from what was found before, as far as the actor may see it. Two queries.

    `revisions` are those before and after, 0 where nothing is written. The edited task's row is always told;
    `moved` counts every task.
    """
    shown = _shown(loaded, trigger.actor)
    changed = rows_changed(loaded, discovery)
    if trigger.task_id is not None:
        changed = changed | (loaded.ids == trigger.task_id)
    changed = changed & shown
    return Outcome(
        revision_before=revisions[0],
        revision=revisions[1],
        changed=found_rows(loaded.ids, loaded.said, discovery.found, discovery.percent, changed),
        projects=project_spans(loaded, discovery, changed),
        moved=moved_of(loaded, discovery, moves, shown),
        trail=trail_of(loaded, discovery, moves, shown),
        task=trigger.task,
        link=trigger.link,
        order=None if trigger.restructured is None else _order(loaded, discovery, project_id=trigger.restructured),
    )


def _shown(loaded: Loaded, actor: Actor | None) -> Changed:
    """Say for each task whether `actor` may see its project."""
    if actor is None or actor.sees_everything:
        return np.ones(len(loaded.ids), dtype=bool)
    visible = Project.plans.visible_to(actor).filter(**loaded.scope.project_filter)
    return np.isin(loaded.project_ids, list(visible.values_list("pk", flat=True)))


def _moves(loaded: Loaded, discovery: Discovery, trigger: Trigger) -> list[Move]:
    fallback = _FALLBACK.get(Cause(trigger.cause), TaskMove.Reason.DRIVER)
    moves = moves_of(loaded, discovery, edited=trigger.task_id, fallback=fallback)
    return [move for move in moves if move.reason is not TaskMove.Reason.NEW]


def _order(loaded: Loaded, discovery: Discovery, *, project_id: int) -> Order:
    mine = np.flatnonzero(loaded.project_ids == project_id)
    return Order(
        id=loaded.ids[mine].tolist(),
        parent=loaded.parent_ids[mine].tolist(),
        flags=flags_of(loaded.said, discovery.found)[mine].tolist(),
    )
