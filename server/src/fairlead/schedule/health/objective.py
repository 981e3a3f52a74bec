"""The rules by which key results and objectives stand. Pure; docs/reference/strategy.md states each."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

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
from fairlead.strategy.rules.measure import Direction, Measure, hopeful, is_reached, progress_of

STALE_DAYS = 45
DOUBT_SHARE = 0.4
BEHIND_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found of a key result: its last value, when and how sure, and the forecast for the end of its period."""

    last_on: date
    value: float
    confidence_share: float | None
    count: int
    progress: float
    forecast: float | None
    low: float | None
    high: float | None


class ResultFacts(NamedTuple):
    """A key result on the day `today`, in a period from `start_on` to before `finish_on`; None before any check-in."""

    measure: Measure
    reading: Reading | None
    start_on: date
    finish_on: date
    today: date


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """What an active objective stands by: its key results, the objectives below it, the work that serves it."""

    results: Tally = field(default_factory=Tally)
    children: Tally = field(default_factory=Tally)
    work: Tally = field(default_factory=Tally)


def result_health(facts: ResultFacts) -> Health:
    """Return how a key result stands; reached is reached."""
    reading, is_over = facts.reading, facts.today >= facts.finish_on
    may_be_done = is_over or facts.measure.direction is not Direction.HOLD
    if reading is not None and may_be_done and is_reached(facts.measure, reading.value):
        return Health(State.DONE)
    return judged(findings_by(ENDED_RULES if is_over else RESULT_RULES, facts))


def objective_health(facts: ObjectiveFacts) -> Health:
    """Return how an active objective stands; reached is reached, however the work goes."""
    if facts.results.counts.keys() | facts.children.counts.keys() == {State.DONE}:
        return Health(State.DONE)
    return judged(findings_by(RULES, facts))


def missed(facts: ResultFacts) -> Finding | None:
    """Off track: the period has ended, and only so many percent of the way are done."""
    progress = 0.0 if facts.reading is None else facts.reading.progress
    return Finding(Concern.MISSED, State.OFF_TRACK, int(100 * progress))


def no_check_in(facts: ResultFacts) -> Finding | None:
    """At risk: so many days into the period, and nobody has checked in."""
    days = (facts.today - facts.start_on).days
    if facts.reading is not None or days <= STALE_DAYS:
        return None
    return Finding(Concern.NO_CHECK_IN, State.AT_RISK, days)


def heading(facts: ResultFacts) -> Finding | None:
    """Off track where even the hopeful end of the forecast misses the target, at risk where only that reaches it."""
    measure, reading = facts.measure, facts.reading
    if reading is None or reading.forecast is None or reading.low is None or reading.high is None:
        return None
    if is_reached(measure, reading.forecast):
        return None
    reached = int(100 * progress_of(measure, reading.forecast))
    if is_reached(measure, hopeful(measure, reading.low, reading.high)):
        return Finding(Concern.MAY_FALL_SHORT, State.AT_RISK, reached)
    return Finding(Concern.FALLS_SHORT, State.OFF_TRACK, reached)


def behind(facts: ResultFacts) -> Finding | None:
    """At risk: without a forecast, so many points of percent behind a straight line over the period."""
    reading = facts.reading
    if reading is None or facts.measure.direction is Direction.HOLD:
        return None
    if reading.forecast is not None and reading.low is not None and reading.high is not None:
        return None
    whole = max((facts.finish_on - facts.start_on).days, 1)
    lag = min(max((reading.last_on - facts.start_on).days / whole, 0.0), 1.0) - reading.progress
    return Finding(Concern.BEHIND, State.AT_RISK, round(100 * lag)) if lag > BEHIND_SHARE else None


def doubted(facts: ResultFacts) -> Finding | None:
    """At risk: who checked in last was only so many percent confident."""
    sure = None if facts.reading is None else facts.reading.confidence_share
    return (
        Finding(Concern.DOUBTED, State.AT_RISK, round(100 * sure)) if sure is not None and sure < DOUBT_SHARE else None
    )


def stale(facts: ResultFacts) -> Finding | None:
    """At risk: nobody has checked in for so many days."""
    days = 0 if facts.reading is None else (facts.today - facts.reading.last_on).days
    return found(Concern.STALE, State.AT_RISK, days if days > STALE_DAYS else 0)


def results_off(facts: ObjectiveFacts) -> Finding | None:
    """Off track: so many of its key results are."""
    return found(Concern.RESULTS_OFF, State.OFF_TRACK, facts.results.count(State.OFF_TRACK))


def results_at_risk(facts: ObjectiveFacts) -> Finding | None:
    """At risk: so many of its key results are."""
    return found(Concern.RESULTS_AT_RISK, State.AT_RISK, facts.results.count(State.AT_RISK))


def children_off(facts: ObjectiveFacts) -> Finding | None:
    """Off track where objectives below that are so weigh half of what is not done; fewer of them put it at risk."""
    return off_track(Concern.CHILDREN_OFF, facts.children)


def children_at_risk(facts: ObjectiveFacts) -> Finding | None:
    """At risk: so many objectives below are."""
    return found(Concern.CHILDREN_AT_RISK, State.AT_RISK, facts.children.count(State.AT_RISK))


def work_off(facts: ObjectiveFacts) -> Finding | None:
    """Off track where the projects that are so give half of the work that is not done; fewer put it at risk."""
    return off_track(Concern.WORK_OFF, facts.work)


def work_at_risk(facts: ObjectiveFacts) -> Finding | None:
    """At risk where projects at risk and off track give half of the work that is not done."""
    return at_risk(Concern.WORK_AT_RISK, facts.work)


def unserved(facts: ObjectiveFacts) -> Finding | None:
    """At risk: nobody works for it."""
    return None if facts.children or facts.work else Finding(Concern.UNSERVED, State.AT_RISK)


def not_measured(facts: ObjectiveFacts) -> Finding | None:
    """At risk: nothing measures it."""
    return None if facts.children or facts.results else Finding(Concern.NOT_MEASURED, State.AT_RISK)


ENDED_RULES: tuple[Rule[ResultFacts], ...] = (missed,)
RESULT_RULES: tuple[Rule[ResultFacts], ...] = (no_check_in, heading, behind, doubted, stale)
RULES: tuple[Rule[ObjectiveFacts], ...] = (
    results_off,
    results_at_risk,
    children_off,
    children_at_risk,
    work_off,
    work_at_risk,
    unserved,
    not_measured,
)
