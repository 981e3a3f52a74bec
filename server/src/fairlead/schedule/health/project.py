"""The rules of a project's health. Pure; docs/reference/health.md states each."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from fairlead.schedule.health.findings import (
    Concern,
    Finding,
    Health,
    Override,
    Rule,
    State,
    findings_by,
    found,
    judged,
)

SPARE_SHARE = 0.05
_MOMENT = timedelta(minutes=1)


class Counts(NamedTuple):
    """What is counted of a project that its health rests on: tasks, milestones among them, people and gates."""

    overdue: int = 0
    missed_milestones: int = 0
    blocked: int = 0
    missed_deadlines: int = 0
    unmet_constraints: int = 0
    overloaded: int = 0
    overdue_gates: int = 0


class ProjectFacts(NamedTuple):
    """What a project's health rests on, a tuple as there are many; `now` is the wall clock."""

    now: datetime
    is_closed: bool
    finish_at: datetime | None
    finish_by_at: datetime | None
    task_count: int
    done_count: int
    counts: Counts


def project_health(facts: ProjectFacts, override: Override | None = None) -> Health:
    """Return off track where promises cannot be kept, at risk where work is late or stuck, else on track.

    A closed project is done, whatever it left undone and the `override` says.
    """
    return Health(State.DONE) if facts.is_closed else _found(facts).said(override)


def _found(facts: ProjectFacts) -> Health:
    if facts.task_count == 0:
        return Health(State.ON_TRACK, (Finding(Concern.NOT_PLANNED, State.ON_TRACK),))
    if facts.done_count == facts.task_count:
        return Health(State.DONE)
    dated = findings_by(DATE_RULES, facts)
    return judged((*dated, *_counted(facts.counts))) if dated else _judged(facts.counts)


@lru_cache(maxsize=4096)
def _judged(counts: Counts) -> Health:
    """Judge by counts alone; of a thousand projects many have the same few."""
    return judged(_counted(counts))


def _counted(counts: Counts) -> list[Finding]:
    return findings_by(COUNT_RULES, counts) if any(counts) else []


def finishes_late(facts: ProjectFacts) -> Finding | None:
    """Off track: it finishes later than promised, by so many days."""
    return found(Concern.FINISHES_LATE, State.OFF_TRACK, days_late(facts.finish_at, facts.finish_by_at))


def unmet_constraints(counts: Counts) -> Finding | None:
    """Off track: so many tasks cannot keep a date that is said of them."""
    return found(Concern.UNMET_CONSTRAINTS, State.OFF_TRACK, counts.unmet_constraints)


def little_slack(facts: ProjectFacts) -> Finding | None:
    """At risk: fewer days are left before the promised finish than a twentieth of those still to go."""
    finish, promise = facts.finish_at, facts.finish_by_at
    if finish is None or promise is None or not facts.now < finish <= promise:
        return None
    spare = ((promise - _MOMENT).date() - (finish - _MOMENT).date()).days
    to_go = (finish - facts.now) / timedelta(days=1)
    return Finding(Concern.LITTLE_SLACK, State.AT_RISK, spare) if spare < SPARE_SHARE * to_go else None


def milestones_missed(counts: Counts) -> Finding | None:
    """At risk: so many milestones should have been reached by now."""
    return found(Concern.MILESTONES_MISSED, State.AT_RISK, counts.missed_milestones)


def missed_deadlines(counts: Counts) -> Finding | None:
    """At risk: so many tasks finish past their deadline."""
    return found(Concern.MISSED_DEADLINES, State.AT_RISK, counts.missed_deadlines)


def overdue(counts: Counts) -> Finding | None:
    """At risk: so many tasks should be done by now."""
    return found(Concern.OVERDUE, State.AT_RISK, counts.overdue)


def blocked(counts: Counts) -> Finding | None:
    """At risk: so many tasks cannot go on, as somebody says."""
    return found(Concern.BLOCKED, State.AT_RISK, counts.blocked)


def gates_overdue(counts: Counts) -> Finding | None:
    """At risk: so many gates should have been decided by now."""
    return found(Concern.GATES_OVERDUE, State.AT_RISK, counts.overdue_gates)


def overloaded(counts: Counts) -> Finding | None:
    """At risk: so many of its people are asked for far more than they have just ahead."""
    return found(Concern.OVERLOADED, State.AT_RISK, counts.overloaded)


DATE_RULES: tuple[Rule[ProjectFacts], ...] = (finishes_late, little_slack)
COUNT_RULES: tuple[Rule[Counts], ...] = (
    unmet_constraints,
    milestones_missed,
    missed_deadlines,
    overdue,
    blocked,
    gates_overdue,
    overloaded,
)


def days_late(finish_at: datetime | None, finish_by_at: datetime | None) -> int:
    """Return by how many days a finish is later than the agreed one; 0 where it is not, or either is unknown."""
    if finish_at is None or finish_by_at is None or finish_at <= finish_by_at:
        return 0
    # Both are exclusive: what is over at midnight was done the day before.
    return max(1, ((finish_at - _MOMENT).date() - (finish_by_at - _MOMENT).date()).days)
