"""What follows from what is said of a resource. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

NOBODY = Decimal(0)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2150, 1, 1)  # of whatever is said of the pool; LAST_DAY itself is none


def plain_name(name: str) -> str:
    """Return a name as two of them are compared: without case and spare space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Period:
    """How many `units` there are from `start` (None: since ever) to before `finish` (None: for ever).

    `is_said` tells what was said of this period apart from what holds otherwise.
    """

    start: date | None
    finish: date | None
    units: Decimal
    is_said: bool = field(default=False, compare=False)

    def holds_on(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return (self.start is None or self.start <= day) and (self.finish is None or day < self.finish)


def availability_of(
    said: Iterable[Period], *, usual: Decimal, from_on: date | None = None, until_on: date | None = None
) -> tuple[Period, ...]:
    """Return how many units there are at all times, in order and without a gap: the `said` periods, `usual` between.

    Nobody is there before `from_on`, or from `until_on` on. Where said periods overlap, the one that begins later
    waits for the end of the other.
    """
    periods: list[Period] = []
    for each in _all_times(sorted(said, key=lambda each: each.start or date.min), usual):
        periods += _within(each, from_on, until_on)
    if from_on is not None:
        periods.insert(0, Period(None, from_on, NOBODY))
    if until_on is not None:
        periods.append(Period(until_on, None, NOBODY))
    return tuple(periods)


def overlapping(said: Iterable[Period]) -> bool:
    """Say whether any two of `said` periods have a day in common."""
    periods = sorted(said, key=lambda each: each.start or date.min)
    return any(one.finish is None or (other.start or date.min) < one.finish for one, other in pairwise(periods))


def units_on(day: date, periods: Iterable[Period]) -> Decimal:
    """Return how many units there are on `day` by `periods` that leave no gap."""
    return next(each.units for each in periods if each.holds_on(day))


def _all_times(said: Iterable[Period], usual: Decimal) -> Iterator[Period]:
    reached: date | None = None
    for each in said:
        start = each.start if reached is None else max(each.start or reached, reached)
        if start is not None and start != reached:
            yield Period(reached, start, usual)
        if each.finish is None:
            yield Period(start, None, each.units, is_said=True)
            return
        if start is None or start < each.finish:
            yield Period(start, each.finish, each.units, is_said=True)
            reached = each.finish
    yield Period(reached, None, usual)


def _within(period: Period, from_on: date | None, until_on: date | None) -> Iterator[Period]:
    start = max(filter(None, (period.start, from_on)), default=None)
    finish = min(filter(None, (period.finish, until_on)), default=None)
    if start is None or finish is None or start < finish:
        yield Period(start, finish, period.units, is_said=period.is_said)
