"""Objectives rolled up from below: key results, objectives under them, and the work that serves them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from fairlead.schedule.alignment.rows import ObjectiveRow, ObjectiveSaid, Part, ResultRow, Work, summed
from fairlead.schedule.health.findings import Health, Override, State, Weighed, worst
from fairlead.schedule.health.objective import ObjectiveFacts, objective_health
from fairlead.strategy.models import Status

_STANDS = {
    Status.ACHIEVED: Health(State.DONE),
    Status.DRAFT: Health(State.ON_TRACK),
    Status.DROPPED: Health(State.ON_TRACK),
}


def objective_rows(
    said: Mapping[int, ObjectiveSaid],
    results: Mapping[int, Sequence[ResultRow]],
    parts: Mapping[int, dict[int, Part]],
    overrides: Mapping[int, Override],
) -> dict[int, ObjectiveRow]:
    """Return all objectives rolled up, in the order of their tree: each before those below it.

    `said` has siblings in their order, `overrides` what people say of how they stand.
    Costs a step for each objective and for each part on each level above it.
    """
    children: dict[int | None, list[int]] = {}
    for each in said.values():
        children.setdefault(each.parent_id, []).append(each.id)
    order = _ordered(children)
    rows: dict[int, ObjectiveRow] = {}
    under: dict[int, dict[int, Part]] = {}
    for id, depth in reversed(order):
        below = [rows[child] for child in children.get(id, ())]
        mine = parts.get(id, {})
        kept = [under.pop(row.id) for row in below if row.said.status is not Status.DROPPED]
        under[id] = summed([mine, *kept]) if kept else mine
        health = _health(said[id], below, results.get(id, ()), mine).said(overrides.get(id))
        rows[id] = _row(said[id], depth, below, results.get(id, ()), mine, under[id], health)
    return {id: rows[id] for id, _ in order}


def _ordered(children: Mapping[int | None, Sequence[int]]) -> list[tuple[int, int]]:
    """Each objective with its depth, the parent first."""
    order: list[tuple[int, int]] = []
    stack = [(id, 0) for id in reversed(children.get(None, ()))]
    while stack:
        id, depth = stack.pop()
        order.append((id, depth))
        stack += [(child, depth + 1) for child in reversed(children.get(id, ()))]
    return order


def _row(
    said: ObjectiveSaid,
    depth: int,
    below: Sequence[ObjectiveRow],
    results: Sequence[ResultRow],
    mine: dict[int, Part],
    under: dict[int, Part],
    health: Health,
) -> ObjectiveRow:
    counted = [row for row in below if row.counts]
    told = [(row.said.weight, row.progress) for row in counted if row.progress is not None]
    progress = mean([*((each.weight, each.progress) for each in results), *told])
    return ObjectiveRow(
        said=said,
        depth=depth,
        children=tuple(row.id for row in below),
        results=tuple(results),
        progress=1.0 if said.status is Status.ACHIEVED else progress,
        unmeasured=len(counted) - len(told),
        parts=mine,
        work=work_of(under),
        health=health,
    )


def _health(
    said: ObjectiveSaid, below: Sequence[ObjectiveRow], results: Sequence[ResultRow], mine: Mapping[int, Part]
) -> Health:
    facts = ObjectiveFacts(
        results=[Weighed(each.weight, each.health.state) for each in results],
        children=[Weighed(row.said.weight, row.health.effective) for row in below if row.counts],
        work=[Weighed(part.minutes, part.state) for part in mine.values()],
    )
    return _STANDS.get(said.status) or objective_health(facts)


def mean(parts: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of values, given as weight and value; None where nothing weighs."""
    weight = total = 0.0
    for each, value in parts:
        weight += each
        total += each * value
    return total / weight if weight else None


def work_of(parts: Mapping[int, Part]) -> Work:
    """Return how the work stands that `parts` are: progress weighs by the minutes that serve."""
    minutes = done = 0.0
    finish_at: datetime | None = None
    counts: dict[State, int] = {}
    for part in parts.values():  # once for all figures: there are many parts on many levels
        project = part.project
        minutes += part.minutes
        done += part.minutes * project.percent_complete
        counts[part.state] = counts.get(part.state, 0) + 1
        if project.finish_at is not None and (finish_at is None or project.finish_at > finish_at):
            finish_at = project.finish_at
    return Work(
        percent_complete=done / minutes if minutes else None,
        finish_at=finish_at,
        state=worst(counts),
        minutes=minutes,
        project_count=len(parts),
        off_count=counts.get(State.OFF_TRACK, 0),
    )
