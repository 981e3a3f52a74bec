"""Objectives rolled up from below: key results, objectives under them, and the work that serves them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fairlead.schedule.alignment.rows import ObjectiveRow, ObjectiveSaid, Part, ResultRow, Work
from fairlead.schedule.health.findings import Health, Override, State, Tally, tally, worst
from fairlead.schedule.health.objective import ObjectiveFacts, objective_health
from fairlead.strategy.models import Status
from fairlead.strategy.rules.tree import tree_order

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
        children.setdefault(each.parent_id if each.parent_id in said else None, []).append(each.id)
    order = tree_order(children)
    rows: dict[int, ObjectiveRow] = {}
    under: dict[int, _Sum] = {}
    for id, depth in reversed(order):
        below = [rows[child] for child in children.get(id, ())]
        mine = parts.get(id, {})
        own = _sum(mine.values())
        health = _health(said[id], below, results.get(id, ()), own.tally).said(overrides.get(id))
        under[id] = own.with_all(under.pop(row.id) for row in below if row.said.status is not Status.DROPPED)
        rows[id] = _row(said[id], depth, below, results.get(id, ()), mine, under[id].work, health)
    return {id: rows[id] for id, _ in order}


def _row(
    said: ObjectiveSaid,
    depth: int,
    below: Sequence[ObjectiveRow],
    results: Sequence[ResultRow],
    mine: dict[int, Part],
    work: Work,
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
        work=work,
        health=health,
    )


def _health(said: ObjectiveSaid, below: Sequence[ObjectiveRow], results: Sequence[ResultRow], work: Tally) -> Health:
    facts = ObjectiveFacts(
        results=tally((each.weight, each.health.state) for each in results),
        children=tally((row.said.weight, row.health.effective) for row in below if row.counts),
        work=work,
    )
    return _STANDS.get(said.status) or objective_health(facts)


def mean(parts: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of values, given as weight and value; None where nothing weighs."""
    weight = total = 0.0
    for each, value in parts:
        weight += each
        total += each * value
    return total / weight if weight else None


@dataclass(slots=True)
class _Sum:
    """Work as it adds up: minutes by state, and the projects by it, since one may serve several objectives."""

    done: float = 0.0
    finish_at: datetime | None = None
    minutes: dict[State, float] = field(default_factory=dict)
    ids: dict[State, set[int]] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        return Tally({state: len(ids) for state, ids in self.ids.items()}, dict(self.minutes))

    @property
    def work(self) -> Work:
        """How it stands: progress weighs by the minutes that serve."""
        minutes = sum(self.minutes.values())
        return Work(
            percent_complete=self.done / minutes if minutes else None,
            finish_at=self.finish_at,
            state=worst(self.ids),
            minutes=minutes,
            project_count=len(set().union(*self.ids.values())),
            off_count=len(self.ids.get(State.OFF_TRACK, ())),
        )

    def with_all(self, others: Iterable["_Sum"]) -> "_Sum":
        """Add others to it, a step for each state of theirs, and return it."""
        for each in others:
            self.done += each.done
            for state, minutes in each.minutes.items():
                self.minutes[state] = self.minutes.get(state, 0.0) + minutes
                self.ids[state] = self.ids.get(state, set()) | each.ids[state]
            self.finish_at = max((at for at in (self.finish_at, each.finish_at) if at), default=None)
        return self


def _sum(parts: Iterable[Part]) -> _Sum:
    """Return parts that serve one objective, each of another project, as one."""
    whole = _Sum()
    done, minutes, ids = 0.0, whole.minutes, whole.ids
    for project, _share, served, _through, _over, state in parts:
        done += served * project.percent_complete
        if state in ids:
            minutes[state] += served
            ids[state].add(project.id)
        else:
            minutes[state], ids[state] = served, {project.id}
        if project.finish_at is not None and (whole.finish_at is None or project.finish_at > whole.finish_at):
            whole.finish_at = project.finish_at
    whole.done = done
    return whole
