"""Duration, work and units of one task: what becomes of the others when one is edited, or when people come and go.

Work is duration times units. A task's type says which of these stays when another is edited, as in Microsoft Project:

    fixed      edited duration   edited work   edited units
    units      work              duration      duration
    work       units             duration      duration
    duration   work              units         work

An effort-driven task keeps its work when people come or go, and one of fixed work always does. Durations and work are
whole minutes. Everybody works at even strength: a task lasts as long as the one of its people who takes longest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from fairlead_engine.errors import PlanError
from fairlead_engine.plan import TaskType

Who = TypeVar("Who")


class AbsurdEffort(PlanError):
    """A duration or work below 0, or units that are not above 0; `what` names it."""

    def __init__(self, what: str, value: float) -> None:
        least = "above 0" if what == "units" else "0 or more"
        super().__init__(f"A task's {what} must be {least}, not {value:g}.")
        self.what, self.value = what, value


class NotOnTask(PlanError):
    """An edit of somebody who does not work on the task."""

    def __init__(self, who: object) -> None:
        super().__init__(f"{who} does not work on this task.")
        self.who = who


@dataclass(frozen=True, slots=True)
class Share:
    """What one person gives: `units` (1.0 is a whole person), and `work` in minutes."""

    units: float
    work: int

    @property
    def minutes(self) -> float:
        """Return how long the person takes."""
        return self.work / self.units


@dataclass(frozen=True, slots=True)
class Effort(Generic[Who]):
    """A task's duration in working minutes and the shares of its people, by whoever they are."""

    duration: int
    shares: Mapping[Who, Share] = field(default_factory=dict)
    type: TaskType = TaskType.FIXED_UNITS
    is_effort_driven: bool = False

    @property
    def work(self) -> int:
        """Return the minutes of work of all people together."""
        return sum(share.work for share in self.shares.values())

    @property
    def keeps_work(self) -> bool:
        """Return whether the work stays when people come or go."""
        return self.is_effort_driven or self.type is TaskType.FIXED_WORK


def with_duration(effort: Effort[Who], duration: int) -> Effort[Who]:
    """Return `effort` lasting `duration` minutes: of fixed work with other units, else with other work.

    Raises: AbsurdEffort.
    """
    _check("duration", duration)
    factor = duration / effort.duration if effort.duration else 0.0
    if effort.type is TaskType.FIXED_WORK and factor:
        shares = {who: replace(share, units=share.units / factor) for who, share in effort.shares.items()}
    elif effort.duration:
        shares = {who: replace(share, work=_whole(share.work * factor)) for who, share in effort.shares.items()}
    else:
        shares = {who: replace(share, work=_whole(duration * share.units)) for who, share in effort.shares.items()}
    return replace(effort, duration=duration, shares=shares)


def with_work(effort: Effort[Who], work: int) -> Effort[Who]:
    """Return `effort` with `work` minutes in all, shared out as before: of fixed duration with other units.

    Raises: AbsurdEffort.
    """
    _check("work", work)
    return _shared_out(effort, work, {who: float(share.work) for who, share in effort.shares.items()})


def with_work_of(effort: Effort[Who], who: Who, work: int) -> Effort[Who]:
    """Return `effort` with `work` minutes of one person: of fixed duration with other units, else another duration.

    Raises: AbsurdEffort, NotOnTask.
    """
    _check("work", work)
    share = _share(effort, who)
    if effort.type is TaskType.FIXED_DURATION and share.work and work:
        return _with(effort, who, Share(share.units * work / share.work, work))
    return _lasting(_with(effort, who, replace(share, work=work)))


def with_units_of(effort: Effort[Who], who: Who, units: float) -> Effort[Who]:
    """Return `effort` with other `units` of one person: of fixed duration with other work, else another duration.

    Raises: AbsurdEffort, NotOnTask.
    """
    _check("units", units)
    share = _share(effort, who)
    if effort.type is TaskType.FIXED_DURATION:
        return _with(effort, who, Share(units, _whole(share.minutes * units)))
    return _lasting(_with(effort, who, replace(share, units=units)))


def with_person(effort: Effort[Who], who: Who, units: float = 1.0) -> Effort[Who]:
    """Return `effort` with one person more; whoever is on the task already has other units from now on.

    The first brings the work of the task's duration. Further ones take their part of an effort-driven task's work,
    by units, and bring as much work as its duration asks to any other.
    Raises: AbsurdEffort.
    """
    _check("units", units)
    if who in effort.shares:
        return with_units_of(effort, who, units)
    if not effort.shares or not effort.keeps_work:
        return _with(effort, who, Share(units, _whole(effort.duration * units)))
    return _by_units(_with(effort, who, Share(units, 0)), effort.work)


def without_person(effort: Effort[Who], who: Who) -> Effort[Who]:
    """Return `effort` with one person less: the others take over the work of an effort-driven task, by units.

    Any other task loses it, and lasts as long as before. Without anybody left a task keeps its duration.
    Raises: NotOnTask.
    """
    _share(effort, who)
    left = replace(effort, shares={each: share for each, share in effort.shares.items() if each != who})
    return _by_units(left, effort.work) if left.shares and effort.keeps_work else left


def _by_units(effort: Effort[Who], work: int) -> Effort[Who]:
    return _shared_out(effort, work, {who: share.units for who, share in effort.shares.items()})


def _shared_out(effort: Effort[Who], work: int, weights: Mapping[Who, float]) -> Effort[Who]:
    """Return `effort` with `work` minutes parted by `weights`, to the minute; by units where all weights are 0."""
    if not any(weights.values()):
        weights = {who: share.units for who, share in effort.shares.items()}
    total, given, before = sum(weights.values()), 0, 0.0
    shares = {}
    for who, share in effort.shares.items():
        before += weights[who]
        part = _whole(work * before / total) - given
        given += part
        shares[who] = replace(share, work=part)
    found = replace(effort, shares=shares)
    return _at_units(found) if effort.type is TaskType.FIXED_DURATION else _lasting(found)


def _at_units(effort: Effort[Who]) -> Effort[Who]:
    """Return `effort` with the units that do everybody's work within its duration."""
    if not effort.duration:
        return effort
    shares = {
        who: replace(share, units=share.work / effort.duration) if share.work else share
        for who, share in effort.shares.items()
    }
    return replace(effort, shares=shares)


def _lasting(effort: Effort[Who]) -> Effort[Who]:
    """Return `effort` as long as the one of its people takes who takes longest; of fixed duration as it is."""
    if effort.type is TaskType.FIXED_DURATION or not effort.shares:
        return effort
    return replace(effort, duration=_whole(max(share.minutes for share in effort.shares.values())))


def _with(effort: Effort[Who], who: Who, share: Share) -> Effort[Who]:
    return replace(effort, shares={**effort.shares, who: share})


def _share(effort: Effort[Who], who: Who) -> Share:
    if who not in effort.shares:
        raise NotOnTask(who)
    return effort.shares[who]


def _check(what: str, value: float) -> None:
    if value < 0 or (what == "units" and value == 0):
        raise AbsurdEffort(what, value)


def _whole(minutes: float) -> int:
    return int(minutes + 0.5)
