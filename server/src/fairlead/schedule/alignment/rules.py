"""How key results and objectives stand, and how figures roll up. Pure; docs/reference/strategy.md states each rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairlead.schedule.rules import State
from fairlead.strategy.rules.measure import Direction, Measure, hopeful, is_reached, progress_of

STALE_DAYS = 45
DOUBT_SHARE = 0.4
BEHIND_SHARE = 0.1
GRAVE_SHARE = 0.5

_WORST = (State.OFF_TRACK, State.AT_RISK, State.ON_TRACK, State.DONE)


class Shortfall(StrEnum):
    """Why a key result or objective does not stand better: a fact with a count."""

    MISSED = "missed"  # percent of the way that was reached when the period ended
    FALLS_SHORT = "falls_short"  # percent of the way that the forecast reaches; its hopeful end misses, too
    MAY_FALL_SHORT = "may_fall_short"  # percent of the way that the forecast reaches; its hopeful end would do
    BEHIND = "behind"  # points of percent behind a straight line over the period
    DOUBTED = "doubted"  # percent of confidence at the last check-in
    STALE = "stale"  # days since the last check-in
    NO_CHECK_IN = "no_check_in"  # days since the period began
    RESULTS_OFF = "results_off"  # key results off track
    RESULTS_AT_RISK = "results_at_risk"
    CHILDREN_OFF = "children_off"  # objectives below that are off track
    CHILDREN_AT_RISK = "children_at_risk"
    WORK_OFF = "work_off"  # projects serving it that are off track, or finish after its period
    WORK_AT_RISK = "work_at_risk"  # projects serving it that are at risk
    UNSERVED = "unserved"  # nobody works for it
    NOT_MEASURED = "not_measured"  # no key results, and no objectives below


@dataclass(frozen=True, slots=True)
class Reason:
    """A concern and the number it is about."""

    concern: Shortfall
    count: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and the facts it rests on, gravest first."""

    state: State
    reasons: tuple[Reason, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Weighed:
    """How something below an objective stands, and how much it counts there."""

    weight: float
    state: State


def result_standing(
    measure: Measure, reading: Reading | None, *, start_on: date, finish_on: date, today: date
) -> Standing:
    """Return how a key result stands on the day `today`, in a period from `start_on` to before `finish_on`."""
    if today >= finish_on:
        return _ended(measure, reading)
    if reading is None:
        days = (today - start_on).days
        return _stands([], [Reason(Shortfall.NO_CHECK_IN, days)] if days > STALE_DAYS else [])
    if measure.direction is not Direction.HOLD and is_reached(measure, reading.value):
        return Standing(State.DONE)
    grave, light = _heading(measure, reading, start_on, finish_on)
    if reading.confidence_share is not None and reading.confidence_share < DOUBT_SHARE:
        light.append(Reason(Shortfall.DOUBTED, round(100 * reading.confidence_share)))
    if (today - reading.last_on).days > STALE_DAYS:
        light.append(Reason(Shortfall.STALE, (today - reading.last_on).days))
    return _stands(grave, light)


def objective_standing(
    *,
    results: Sequence[Weighed],
    children: Sequence[Weighed],
    work: Sequence[Weighed],
) -> Standing:
    """Return how an active objective stands by its key results, the objectives below it and the work that serves it.

    Reached is reached, however the work goes.
    A key result off track puts it off track. Objectives below, and work, do so where they make up at least half of what
    there is by weight or by minutes; less of them puts it at risk. Work that is only at risk counts from half on.
    """
    if (results or children) and all(each.state is State.DONE for each in (*results, *children)):
        return Standing(State.DONE)
    grave: list[Reason] = []
    light: list[Reason] = []
    _add(grave, Shortfall.RESULTS_OFF, results, State.OFF_TRACK)
    _add(light, Shortfall.RESULTS_AT_RISK, results, State.AT_RISK)
    off = grave if _part(children, {State.OFF_TRACK}) >= GRAVE_SHARE else light
    _add(off, Shortfall.CHILDREN_OFF, children, State.OFF_TRACK)
    _add(light, Shortfall.CHILDREN_AT_RISK, children, State.AT_RISK)
    off = grave if _part(work, {State.OFF_TRACK}) >= GRAVE_SHARE else light
    _add(off, Shortfall.WORK_OFF, work, State.OFF_TRACK)
    if _part(work, {State.OFF_TRACK, State.AT_RISK}) >= GRAVE_SHARE:
        _add(light, Shortfall.WORK_AT_RISK, work, State.AT_RISK)
    if not children and not work:
        light.append(Reason(Shortfall.UNSERVED))
    if not children and not results:
        light.append(Reason(Shortfall.NOT_MEASURED))
    return _stands(grave, light)


def mean(parts: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of values, given as weight and value; None where nothing weighs."""
    weight = total = 0.0
    for each, value in parts:
        weight += each
        total += each * value
    return total / weight if weight else None


def worst(states: Iterable[State]) -> State | None:
    """Return the worst of `states`; None for none."""
    return min(states, key=_WORST.index, default=None)


def _ended(measure: Measure, reading: Reading | None) -> Standing:
    progress = 0.0 if reading is None else reading.progress
    if reading is not None and is_reached(measure, reading.value):
        return Standing(State.DONE)
    return Standing(State.OFF_TRACK, (Reason(Shortfall.MISSED, int(100 * progress)),))


def _heading(measure: Measure, reading: Reading, start_on: date, finish_on: date) -> tuple[list[Reason], list[Reason]]:
    if reading.forecast is None or reading.low is None or reading.high is None:
        whole = max((finish_on - start_on).days, 1)
        expected = min(max((reading.last_on - start_on).days / whole, 0.0), 1.0)
        behind = 0.0 if measure.direction is Direction.HOLD else expected - reading.progress
        return [], [Reason(Shortfall.BEHIND, round(100 * behind))] if behind > BEHIND_SHARE else []
    if is_reached(measure, reading.forecast):
        return [], []
    reached = int(100 * progress_of(measure, reading.forecast))
    if is_reached(measure, hopeful(measure, reading.low, reading.high)):
        return [], [Reason(Shortfall.MAY_FALL_SHORT, reached)]
    return [Reason(Shortfall.FALLS_SHORT, reached)], []


def _stands(grave: list[Reason], light: list[Reason]) -> Standing:
    state = State.OFF_TRACK if grave else State.AT_RISK if light else State.ON_TRACK
    return Standing(state, (*grave, *light))


def _add(to: list[Reason], concern: Shortfall, parts: Sequence[Weighed], state: State) -> None:
    count = sum(each.state is state for each in parts)
    if count:
        to.append(Reason(concern, count))


def _part(parts: Sequence[Weighed], states: set[State]) -> float:
    whole = sum(each.weight for each in parts)
    return sum(each.weight for each in parts if each.state in states) / whole if whole else 0.0
