"""The rules of a program's health. Pure; docs/reference/health.md states each."""

from dataclasses import dataclass, field

from fairlead.schedule.health.findings import (
    Concern,
    Finding,
    Health,
    Rule,
    State,
    Tally,
    at_risk,
    findings_by,
    found,
    judged,
    off_track,
)


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What a program's health rests on: its projects, weighed by their work, its gates and its benefits.

    `activities` says how stands what it does itself, None where it plans nothing.
    """

    projects: Tally = field(default_factory=Tally)
    activities: State | None = None
    overdue_gate_count: int = 0
    off_benefit_count: int = 0
    unmeasured_benefit_count: int = 0


def program_health(facts: ProgramFacts) -> Health:
    """Return how a program stands by its projects, and by what it is to decide and to bring itself."""
    health = judged(findings_by(RULES, facts))
    own = {facts.activities} if facts.activities else set()
    is_done = facts.projects.counts.keys() | own == {State.DONE}
    return Health(State.DONE) if is_done and not health.reasons else health


def projects_off_track(facts: ProgramFacts) -> Finding | None:
    """Off track where projects that are so weigh half of what is not done; fewer of them put it at risk."""
    return off_track(Concern.PROJECTS_OFF_TRACK, facts.projects)


def projects_at_risk(facts: ProgramFacts) -> Finding | None:
    """At risk where projects at risk and off track weigh half of what is not done."""
    return at_risk(Concern.PROJECTS_AT_RISK, facts.projects)


def activities_behind(facts: ProgramFacts) -> Finding | None:
    """At risk: what the program does itself is at risk or off track."""
    is_behind = facts.activities in (State.OFF_TRACK, State.AT_RISK)
    return found(Concern.ACTIVITIES_BEHIND, State.AT_RISK, int(is_behind))


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
    activities_behind,
    gates_overdue,
    benefits_off,
    benefits_unmeasured,
)
