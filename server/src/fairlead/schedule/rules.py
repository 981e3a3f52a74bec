"""Health of projects and programs from facts. Pure; the words are made at the edge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How a project or program stands, worst first."""

    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    DONE = "done"


class Concern(StrEnum):
    """Why a state is not better: a fact with a count."""

    FINISHES_LATE = "finishes_late"  # days past the promised finish
    UNMET_CONSTRAINTS = "unmet_constraints"  # tasks whose constraint or deadline leaves no time
    MISSED_DEADLINES = "missed_deadlines"  # tasks that finish past their deadline
    OVERDUE = "overdue"  # tasks that should be done by now
    BLOCKED = "blocked"  # tasks that somebody says cannot go on
    NOT_PLANNED = "not_planned"  # no tasks at all
    PROJECTS_OFF_TRACK = "projects_off_track"
    PROJECTS_AT_RISK = "projects_at_risk"


@dataclass(frozen=True, slots=True)
class Reason:
    """A concern and how many tasks, days or projects it is about."""

    concern: Concern
    count: int


@dataclass(frozen=True, slots=True)
class Health:
    """A state and the facts it rests on, gravest first."""

    state: State
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project's health rests on; counts are of its tasks."""

    finish_at: datetime | None
    finish_by_at: datetime | None
    task_count: int
    done_count: int
    overdue_count: int
    blocked_count: int
    missed_deadline_count: int
    unmet_constraint_count: int


def project_health(facts: ProjectFacts) -> Health:
    """Return off track where promises cannot be kept, at risk where work is late or stuck, else on track."""
    if facts.task_count == 0:
        return Health(State.ON_TRACK, (Reason(Concern.NOT_PLANNED, 0),))
    if facts.done_count == facts.task_count:
        return Health(State.DONE)
    grave = [
        Reason(Concern.FINISHES_LATE, days_late(facts.finish_at, facts.finish_by_at)),
        Reason(Concern.UNMET_CONSTRAINTS, facts.unmet_constraint_count),
    ]
    light = [
        Reason(Concern.MISSED_DEADLINES, facts.missed_deadline_count),
        Reason(Concern.OVERDUE, facts.overdue_count),
        Reason(Concern.BLOCKED, facts.blocked_count),
    ]
    grave, light = [[reason for reason in each if reason.count] for each in (grave, light)]
    state = State.OFF_TRACK if grave else State.AT_RISK if light else State.ON_TRACK
    return Health(state, (*grave, *light))


def program_health(projects: Iterable[Health]) -> Health:
    """Return the state of the worst of its projects, and how many are off track or at risk."""
    states = [health.state for health in projects]
    off, risk = states.count(State.OFF_TRACK), states.count(State.AT_RISK)
    reasons = [Reason(Concern.PROJECTS_OFF_TRACK, off), Reason(Concern.PROJECTS_AT_RISK, risk)]
    if states and all(state is State.DONE for state in states):
        return Health(State.DONE)
    state = State.OFF_TRACK if off else State.AT_RISK if risk else State.ON_TRACK
    return Health(state, tuple(reason for reason in reasons if reason.count))


def days_late(finish_at: datetime | None, finish_by_at: datetime | None) -> int:
    """Return by how many days a finish is later than the agreed one; 0 where it is not, or either is unknown."""
    if finish_at is None or finish_by_at is None or finish_at <= finish_by_at:
        return 0
    # Both are exclusive: what is over at midnight was done the day before.
    moment = timedelta(minutes=1)
    return max(1, ((finish_at - moment).date() - (finish_by_at - moment).date()).days)
