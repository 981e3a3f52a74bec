"""The days on which a recurring exception of a calendar falls.

Types, items and positions are those of the Project XML schema (Exception/Type, MonthItem,
MonthPosition, DaysOfWeek).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

DAILY, YEARLY_DAY, YEARLY_POSITION, MONTHLY_DAY, MONTHLY_POSITION, WEEKLY, DAY_COUNT = range(1, 8)
_LAST = 4
_WEEKDAY, _WEEKEND_DAY = 1, 2
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule for days from `start` on; `month` is 0 for January, `weekdays` has bit 0 for Sunday."""

    type: int
    start: date
    every: int = 1
    weekdays: int = 0
    month: int = 0
    month_day: int = 1
    item: int = 0
    position: int = 0

    def days(self) -> Iterator[date | None]:
        """Yield the days in order until the calendar ends, and None for each step at which there is none.

        Raises: KeyError for a type that does not recur.
        """
        rule = _RULES[self.type]
        try:
            yield from rule(self)
        except (OverflowError, ValueError):  # past the year 9999
            return


def _daily(rule: Recurrence) -> Iterator[date | None]:
    for step in count():
        yield rule.start + timedelta(days=step * rule.every)


def _weekly(rule: Recurrence) -> Iterator[date | None]:
    weekdays = rule.weekdays or 1 << rule.start.isoweekday() % 7
    sunday = rule.start - timedelta(days=rule.start.isoweekday() % 7)
    for week in count(0, rule.every):
        for number in range(7):
            day = sunday + timedelta(days=7 * week + number)
            yield day if weekdays >> number & 1 and day >= rule.start else None


def _monthly(rule: Recurrence) -> Iterator[date | None]:
    for step in count(rule.start.year * 12 + rule.start.month - 1, rule.every):
        yield _within(rule, *divmod(step, 12))


def _yearly(rule: Recurrence) -> Iterator[date | None]:
    for year in count(rule.start.year, rule.every):
        yield _within(rule, year, rule.month)


def _within(rule: Recurrence, year: int, month: int) -> date | None:
    """Return the rule's day in one month (0 for January), or None where that is before its start or does not exist."""
    by_position = rule.type in {YEARLY_POSITION, MONTHLY_POSITION}
    day = _positioned(rule, year, month) if by_position else _dated(rule.month_day, year, month)
    return day if day is not None and day >= rule.start else None


def _dated(month_day: int, year: int, month: int) -> date:
    """Return a day of the month, the last one where the month is shorter."""
    return date(year, month + 1, min(month_day, _month_end(year, month).day))


def _positioned(rule: Recurrence, year: int, month: int) -> date | None:
    end = _month_end(year, month)
    days = [day for number in range(end.day) if _is_item(rule.item, day := end.replace(day=number + 1))]
    if rule.position >= _LAST:
        return days[-1]
    return days[rule.position] if rule.position < len(days) else None


def _is_item(item: int, day: date) -> bool:
    """Return whether a day is what MonthItem names: any, a weekday, a weekend day, or (3 on) Sunday to Saturday."""
    if item == _WEEKDAY:
        return day.weekday() < 5
    if item == _WEEKEND_DAY:
        return day.weekday() >= 5
    return item == 0 or day.isoweekday() % 7 == item - 3


def _month_end(year: int, month: int) -> date:
    return date(year + month // 11, (month + 1) % 12 + 1, 1) - _ONE_DAY


_RULES: dict[int, Callable[[Recurrence], Iterator[date | None]]] = {
    DAILY: _daily,
    DAY_COUNT: _daily,
    WEEKLY: _weekly,
    MONTHLY_DAY: _monthly,
    MONTHLY_POSITION: _monthly,
    YEARLY_DAY: _yearly,
    YEARLY_POSITION: _yearly,
}
