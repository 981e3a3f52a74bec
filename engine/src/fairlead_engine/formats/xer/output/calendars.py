"""Calendars as P6 keeps them: a text of parts within parts, every day of an exception on its own."""

from dataclasses import dataclass, field
from datetime import date

from fairlead_engine.formats.limits import DEFAULT
from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.calendars import always, days_of, has_overlaps, joined_shifts, parted, whole
from fairlead_engine.formats.output.writing import Numbers, Writing
from fairlead_engine.formats.xer.calendars import SERIAL_START
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.rows import Rows, hours
from fairlead_engine.plan import Calendar, CalendarException, CalendarId, DayShifts, Project

_COLUMNS = (
    *("clndr_id", "default_flag", "clndr_name", "proj_id", "base_clndr_id", "last_chng_date", "clndr_type"),
    *("day_hr_cnt", "week_hr_cnt", "month_hr_cnt", "year_hr_cnt", "rsrc_private", "clndr_data"),
)
_FIRST, _LAST = date(DEFAULT.first_year, 1, 1), date(DEFAULT.last_year + 1, 1, 1)
_USUAL_LENGTHS = (480, 2400, 20)


@dataclass(slots=True)
class Calendars:
    """The calendars to write, with their numbers; one that always works is added when it is first asked for."""

    writing: Writing
    numbers: Numbers
    made: Calendar | None = None
    _lengths: dict[CalendarId | None, tuple[int, int, int]] = field(default_factory=dict)

    def number(self, calendar: CalendarId | None) -> int:
        """Return the number of a calendar, None being the one that always works."""
        if calendar is not None:
            return self.numbers[calendar]
        if self.made is None:
            self.made = always(CalendarId(f"new {self.numbers.new()}"), "24 Hours")
        return self.numbers[self.made.id]

    def take_lengths(self, project: Project) -> None:
        """Remember how long a day, a week and a month are in a project; P6 keeps that at the calendar."""
        lengths = (project.minutes_per_day, project.minutes_per_week, project.days_per_month)
        if self._lengths.setdefault(project.calendar, lengths) != lengths:
            self.writing.notes.add(kinds.SHARED_LENGTHS, project.name)

    def table(self) -> Rows:
        """Return the table of all calendars; the first project's is the usual one."""
        plan = self.writing.plan
        known = {calendar.id: calendar for calendar in plan.calendars}
        rows = Rows("CALENDAR", _COLUMNS)
        usual = self.number(plan.projects[0].calendar)
        for calendar in (*plan.calendars, *((self.made,) if self.made else ())):
            if calendar.base is not None:
                self.writing.notes.add(shared.BASES, calendar.name)
            key = None if calendar is self.made else calendar.id
            day, week, days = self._lengths.get(key, _USUAL_LENGTHS)
            rows.add(
                clndr_id=self.numbers[calendar.id],
                default_flag=self.numbers[calendar.id] == usual,
                clndr_name=self.writing.line(calendar.name),
                clndr_type="CA_Base",
                day_hr_cnt=hours(day),
                week_hr_cnt=hours(week),
                month_hr_cnt=hours(day * days),
                year_hr_cnt=hours(week * 52),
                rsrc_private=False,
                clndr_data=self._data(whole(calendar, known)),
            )
        return rows

    def _data(self, calendar: Calendar) -> str:
        week = "".join(_part(str(number), _shifts(calendar.week[(number + 5) % 7])) for number in range(1, 8))
        days = [(day, each.shifts) for each in self._exceptions(calendar) for day in days_of(each.start, each.finish)]
        exceptions = "".join(
            _part(str(number), _shifts(shifts), f"d|{(day - SERIAL_START).days}")
            for number, (day, shifts) in enumerate(days)
        )
        parts = _part("DaysOfWeek", week) + _part("VIEW", "", "ShowTotal|Y") + _part("Exceptions", exceptions)
        return _part("CalendarData", parts)

    def _exceptions(self, calendar: Calendar) -> list[CalendarException]:
        """Return the exceptions that are within the years written, none of them over another."""
        exceptions = calendar.exceptions
        if has_overlaps(exceptions):
            self.writing.notes.add(shared.EXCEPTIONS_PARTED, calendar.name)
        if any(each.name for each in exceptions):
            self.writing.notes.add(kinds.EXCEPTION_NAMES, calendar.name)
        if any(each.start < _FIRST or each.finish > _LAST for each in exceptions):
            self.writing.notes.add(shared.YEARS, calendar.name)
        return [
            CalendarException(max(each.start, _FIRST), min(each.finish, _LAST), each.shifts)
            for each in parted(exceptions)
            if each.start < _LAST and each.finish > _FIRST
        ]


def _part(name: str, parts: str, values: str = "") -> str:
    return f"(0||{name}({values})({parts}))"


def _shifts(shifts: DayShifts | None) -> str:
    return "".join(
        f"(0||{number}(s|{_clock(shift.start)}|f|{_clock(shift.finish)})())"
        for number, shift in enumerate(joined_shifts(shifts or ()))
    )


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour:02}:{rest:02}"
