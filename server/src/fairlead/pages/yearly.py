"""A year as twelve small months, each day told by what it is."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from fairlead.pages.times import day_shown
from fairlead.resources.selectors import Day, DayKind

_FIRST, _LAST = 1970, 2149


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month: its number, what it is, and what to say of it; None outside of the month."""

    number: int
    kind: str
    title: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]


def year_asked(text: str, *, today: date) -> int:
    """Return the year that an address asks for; this one where it asks for none."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year
    return min(max(year, _FIRST), _LAST)


def months_of(days: Sequence[Day], *, year: int, today: date, week_start: int = 0) -> list[Month]:
    """Return the months of `year`, all of whose days are in `days`, by weeks that begin on `week_start`."""
    cells = {day.date: _cell(day, today) for day in days}
    return [Month(str(MONTHS[month]), _weeks(year, month, cells, week_start)) for month in range(1, 13)]


def weekdays(week_start: int = 0) -> list[str]:
    """Return the short names of the weekdays, in the order of weeks that begin on `week_start`, 0 for Monday."""
    return [str(WEEKDAYS_ABBR[(week_start + day) % 7]) for day in range(7)]


def _weeks(year: int, month: int, cells: Mapping[date, Cell], week_start: int) -> tuple[tuple[Cell | None, ...], ...]:
    weeks = Calendar(week_start).monthdatescalendar(year, month)
    return tuple(tuple(cells.get(day) if day.month == month else None for day in week) for week in weeks)


def _cell(day: Day, today: date) -> Cell:
    return Cell(day.date.day, day.kind.value, _title(day), day.date == today)


def _title(day: Day) -> str:
    if day.kind is DayKind.AWAY:
        return _("Time off")
    if day.kind is DayKind.HOLIDAY:
        return day.name or _("Holiday")
    if day.kind is DayKind.WORK and day.name:
        return f"{day.name}: {day_shown([(each.start, each.finish) for each in day.shifts])}"
    return ""
