"""Pure decisions of programs: the stages they go through, what a gate lets pass, how far a benefit has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile

from fairlead.strategy.rules.measure import Measure, progress_of


class Stage(StrEnum):
    """Where a program stands, in the order in which it usually goes through them."""

    FORMULATION = "formulation"
    PLANNING = "planning"
    DELIVERY = "delivery"
    TRANSITION = "transition"
    CLOSED = "closed"


class GateOutcome(StrEnum):
    """What is decided at a gate."""

    GO = "go"
    CONDITIONAL = "conditional"
    HOLD = "hold"
    STOP = "stop"

    @property
    def passes(self) -> bool:
        """Whether the program goes on: at once, or under the conditions that the decision names."""
        return self in {GateOutcome.GO, GateOutcome.CONDITIONAL}


STAGES = tuple(Stage)


def stages_between(now: Stage, then: Stage) -> tuple[Stage, ...]:
    """Return the stages that are entered on the way from `now` to `then`; going back enters `then` alone."""
    here, there = STAGES.index(now), STAGES.index(then)
    return STAGES[here + 1 : there + 1] if there > here else (then,)


class Standing(StrEnum):
    """How a benefit stands beside what was expected by now."""

    TO_COME = "to_come"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    REALIZED = "realized"
    UNMEASURED = "unmeasured"


# A benefit is at risk where it lags behind what is expected by more than a tenth of its whole gain, off track by more
# than a quarter.
AT_RISK_SHARE = 0.10
OFF_TRACK_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Expected:
    """A value that is expected, or was measured, on a day."""

    on: date
    value: float


def expected_on(profile: Sequence[Expected], day: date) -> float:
    """Return what `profile` expects on `day`: straight between its points, level before the first and after the last.

    `profile` has at least one point and is in order of days.
    """
    if day <= profile[0].on:
        return profile[0].value
    for before, after in pairwise(profile):
        if day <= after.on:
            share = (day - before.on).days / (after.on - before.on).days
            return before.value + share * (after.value - before.value)
    return profile[-1].value


@dataclass(frozen=True, slots=True)
class Stand:
    """How a benefit stands: the share of its gain that is there, that was expected by then, and the verdict.

    `lag` is the one beyond the other, 0 where it is not behind. `due_on` is when it is to be measured next, None where
    no more.
    """

    standing: Standing
    share: float | None
    expected_share: float
    lag: float
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a benefit is measured: every `every_days` from the beginning of its gain until a day."""

    every_days: int
    until_on: date


def stand_of(
    measure: Measure, profile: Sequence[Expected], last: Expected | None, rhythm: Rhythm, *, today: date
) -> Stand:
    """Return how a benefit stands on `today`, by its `last` measurement.

    It is judged by what `profile` expected on the day of the measurement; without one, by what it expects today.
    """
    due = due_on(profile, last, rhythm)
    expected = progress_of(measure, expected_on(profile, last.on if last else today))
    if last is None:
        standing = Standing.TO_COME if due is None or due >= today else Standing.UNMEASURED
        return Stand(standing, None, expected, 0.0, due)
    share = progress_of(measure, last.value)
    lag = max(expected - share, 0.0)
    return Stand(_standing(share, lag), share, expected, lag, due)


def stand_of_disbenefit(
    measure: Measure, profile: Sequence[Expected], last: Expected | None, rhythm: Rhythm, *, today: date
) -> Stand:
    """Return how a disbenefit stands: behind is what has become worse than `profile` accepts."""
    stand = stand_of(measure, profile, last, rhythm, today=today)
    if last is None:
        return stand
    whole = measure.target - measure.baseline
    share = (last.value - measure.baseline) / whole
    lag = max(share - (expected_on(profile, last.on) - measure.baseline) / whole, 0.0)
    return Stand(_lagging(lag), share, stand.expected_share, lag, stand.due_on)


def due_on(profile: Sequence[Expected], last: Expected | None, rhythm: Rhythm) -> date | None:
    """Return when a benefit is to be measured next: a period after the last time, or after its gain begins."""
    begins = last.on if last else gain_begins_on(profile)
    due = begins + timedelta(days=rhythm.every_days)
    return due if due <= rhythm.until_on else None


def gain_begins_on(profile: Sequence[Expected]) -> date:
    """Return the last day on which `profile` still expects what it began with."""
    return [point.on for point in takewhile(lambda point: point.value == profile[0].value, profile)][-1]


def _standing(share: float, lag: float) -> Standing:
    return Standing.REALIZED if share >= 1 else _lagging(lag)


def _lagging(lag: float) -> Standing:
    if lag > OFF_TRACK_SHARE:
        return Standing.OFF_TRACK
    return Standing.AT_RISK if lag > AT_RISK_SHARE else Standing.ON_TRACK
