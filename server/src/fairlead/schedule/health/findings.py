"""States, concerns and findings: what the rules of health speak in. Pure; the words are in `words`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar


class State(StrEnum):
    """How a project, program, key result or objective stands, worst first."""

    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    DONE = "done"


class Concern(StrEnum):
    """What a rule looks at: why a state is not better, as a fact with a count."""

    # of projects
    FINISHES_LATE = "finishes_late"  # days past the promised finish
    UNMET_CONSTRAINTS = "unmet_constraints"  # tasks whose constraint or deadline leaves no time
    LITTLE_SLACK = "little_slack"  # days left before the promised finish, fewer than is wise
    MILESTONES_MISSED = "milestones_missed"  # milestones that should have been reached by now
    MISSED_DEADLINES = "missed_deadlines"  # tasks that finish past their deadline
    OVERDUE = "overdue"  # tasks that should be done by now
    BLOCKED = "blocked"  # tasks that somebody says cannot go on
    OVERLOADED = "overloaded"  # people asked for far more than they have just ahead
    NOT_PLANNED = "not_planned"  # no tasks at all
    # of projects and programs
    GATES_OVERDUE = "gates_overdue"  # gates that should have been decided by now
    # of programs
    PROJECTS_OFF_TRACK = "projects_off_track"
    PROJECTS_AT_RISK = "projects_at_risk"
    ACTIVITIES_BEHIND = "activities_behind"  # what it does itself is at risk or off track
    BENEFITS_OFF = "benefits_off"  # benefits that lag behind what was expected of them by now
    BENEFITS_UNMEASURED = "benefits_unmeasured"  # benefits that should have been measured by now
    # of key results
    MISSED = "missed"  # percent of the way that was reached when the period ended
    FALLS_SHORT = "falls_short"  # percent of the way that the forecast reaches; its hopeful end misses, too
    MAY_FALL_SHORT = "may_fall_short"  # percent of the way that the forecast reaches; its hopeful end would do
    BEHIND = "behind"  # points of percent behind a straight line over the period
    DOUBTED = "doubted"  # percent of confidence at the last check-in
    STALE = "stale"  # days since the last check-in
    NO_CHECK_IN = "no_check_in"  # days since the period began
    # of objectives
    RESULTS_OFF = "results_off"  # key results off track
    RESULTS_AT_RISK = "results_at_risk"
    CHILDREN_OFF = "children_off"  # objectives below that are off track
    CHILDREN_AT_RISK = "children_at_risk"
    WORK_OFF = "work_off"  # projects serving it that are off track, or finish after its period
    WORK_AT_RISK = "work_at_risk"  # projects serving it that are at risk
    UNSERVED = "unserved"  # nobody works for it
    NOT_MEASURED = "not_measured"  # no key results, and no objectives below


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a concern, the state that it alone would mean, and how many of what it counts."""

    concern: Concern
    level: State
    count: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """What somebody says of a health instead of the rules: who, why, and the last day on which it holds."""

    state: State
    reason: str
    until_on: date
    by: str
    said_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Health:
    """The state that the rules find, the findings it rests on, gravest first, and what somebody says instead, if so."""

    state: State
    reasons: tuple[Finding, ...] = ()
    override: Override | None = None

    @property
    def effective(self) -> State:
        """What counts in whatever this is part of: what somebody says, else what the rules find."""
        return self.state if self.override is None else self.override.state

    def said(self, override: Override | None) -> "Health":
        """Return this health beside what somebody says of it."""
        return self if override is None else replace(self, override=override)


@dataclass(frozen=True, slots=True)
class Tally:
    """Parts of something by how they stand: how many these are, and how much they count there."""

    counts: dict[State, int] = field(default_factory=dict)
    weights: dict[State, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def count(self, state: State) -> int:
        return self.counts.get(state, 0)

    def share(self, *states: State) -> float:
        """Return which share of the weight of the parts that are not done is in `states`; 0 where nothing weighs."""
        whole = sum(weight for state, weight in self.weights.items() if state is not State.DONE)
        return sum(self.weights.get(state, 0.0) for state in states) / whole if whole else 0.0


def tally(parts: Iterable[tuple[float, State]]) -> Tally:
    """Return parts, given as weight and state, by state."""
    counts: dict[State, int] = {}
    weights: dict[State, float] = {}
    for weight, state in parts:
        counts[state] = counts.get(state, 0) + 1
        weights[state] = weights.get(state, 0.0) + weight
    return Tally(counts, weights)


Facts = TypeVar("Facts")
Rule = Callable[[Facts], Finding | None]
WORST = (State.OFF_TRACK, State.AT_RISK, State.ON_TRACK, State.DONE)
GRAVE_SHARE = 0.5
_FINE = Health(State.ON_TRACK)


def found(concern: Concern, level: State, count: int) -> Finding | None:
    """Return a finding of `count`, None for 0."""
    return Finding(concern, level, count) if count else None


def findings_by(rules: Sequence[Rule[Facts]], facts: Facts) -> list[Finding]:
    """Return what `rules` find of `facts`, in their order."""
    return [finding for rule in rules if (finding := rule(facts)) is not None]


def judged(findings: Iterable[Finding]) -> Health:
    """Return the health that rests on `findings`: the worst level of any, on track without."""
    ordered = sorted(findings, key=lambda finding: WORST.index(finding.level))
    return Health(ordered[0].level, tuple(ordered)) if ordered else _FINE


def off_track(concern: Concern, parts: Tally) -> Finding | None:
    """Return the finding that parts are off track: grave where they weigh half of what is not done, else a risk."""
    count = parts.count(State.OFF_TRACK)
    if not count:
        return None
    grave = parts.share(State.OFF_TRACK) >= GRAVE_SHARE
    return Finding(concern, State.OFF_TRACK if grave else State.AT_RISK, count)


def at_risk(concern: Concern, parts: Tally) -> Finding | None:
    """Return the finding that parts are at risk, where these and those off track weigh half of what is not done."""
    count = parts.count(State.AT_RISK)
    if not count or parts.share(State.OFF_TRACK, State.AT_RISK) < GRAVE_SHARE:
        return None
    return Finding(concern, State.AT_RISK, count)


def worst(states: Iterable[State]) -> State | None:
    """Return the worst of `states`; None for none."""
    return min(states, key=WORST.index, default=None)
