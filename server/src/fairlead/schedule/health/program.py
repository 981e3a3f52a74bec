"""The rules of a program's health. Pure; docs/reference/health.md states each."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.schedule.health.findings import (
    Concern,
    Finding,
    Health,
    Rule,
    State,
    Weighed,
    at_risk,
    found,
    judged,
    off_track,
)


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What a program's health rests on: its projects, weighed by their work, its gates and its benefits."""

    projects: Sequence[Weighed] = ()
    overdue_gate_count: int = 0
    off_benefit_count: int = 0
    unmeasured_benefit_count: int = 0


def program_health(facts: ProgramFacts) -> Health:
    """Return how a program stands by its projects, and by what it is to decide and to bring itself."""
    health = judged(RULES, facts)
    is_done = bool(facts.projects) and all(each.state is State.DONE for each in facts.projects)
    return Health(State.DONE) if is_done and not health.reasons else health


def projects_off_track(facts: ProgramFacts) -> Finding | None:
    """Off track where projects that are so weigh half of what is not done; fewer of them put it at risk."""
    return off_track(Concern.PROJECTS_OFF_TRACK, facts.projects)


def projects_at_risk(facts: ProgramFacts) -> Finding | None:
    """At risk where projects at risk and off track weigh half of what is not done."""
    return at_risk(Concern.PROJECTS_AT_RISK, facts.projects)


def gates_overdue(facts: ProgramFacts) -> Finding | None:
    """At risk: so many gates should have been decided by now."""
    return found(Concern.GATES_OVERDUE, State.AT_RISK, facts.overdue_gate_count)


def benefits_off(facts: ProgramFacts) -> Finding | None:
    """At risk: so many benefits lag behind what was expected of them by now."""
    return found(Concern.BENEFITS_OFF, State.AT_RISK, facts.off_benefit_count)


def benefits_unmeasured(facts: ProgramFacts) -> Finding | None:
    """At risk: so many benefits should have been measured by now."""
    return found(Concern.BENEFITS_UNMEASURED, State.AT_RISK, facts.unmeasured_benefit_count)


RULES: tuple[Rule[ProgramFacts], ...] = (
    projects_off_track,
    projects_at_risk,
    gates_overdue,
    benefits_off,
    benefits_unmeasured,
)
