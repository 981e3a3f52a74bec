"""Calendars: base ones whole, and one of its own for every resource that has one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fairlead_engine.formats.mspdi.output.elements import clock, element, group
from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.output.calendars import always, has_overlaps, parted, whole
from fairlead_engine.formats.output.writing import Numbers, Writing
from fairlead_engine.plan import Calendar, CalendarException, CalendarId, DayShifts, ResourceId

_DAYS = (6, 0, 1, 2, 3, 4, 5)  # Sunday first


@dataclass(slots=True)
class Calendars:
    """The calendars to write with their numbers; in Microsoft Project a derived one belongs to one resource."""

    writing: Writing
    numbers: Numbers
    written: dict[CalendarId, Calendar] = field(default_factory=dict)
    of_resources: dict[ResourceId, CalendarId] = field(default_factory=dict)
    always: CalendarId | None = None

    def xml(self) -> Iterator[str]:
        """Yield an element for each calendar, those that others are based on first."""
        for calendar in sorted(self.written.values(), key=lambda each: each.base is not None):
            yield self._calendar(calendar)

    def _calendar(self, calendar: Calendar) -> str:
        base = -1 if calendar.base is None else self.numbers[calendar.base]
        exceptions = calendar.exceptions
        if has_overlaps(exceptions):
            self.writing.notes.add(kinds.EXCEPTIONS_PARTED, calendar.name)
            exceptions = parted(exceptions)
        week = "".join(_week_day(number, calendar.week[day]) for number, day in enumerate(_DAYS, 1))
        return group(
            "Calendar",
            (
                element("UID", self.numbers[calendar.id]),
                element("Name", self.writing.line(calendar.name)),
                element("IsBaseCalendar", calendar.base is None),
                element("IsBaselineCalendar", content=False),
                element("BaseCalendarUID", base),
                group("WeekDays", [week]) if week else "",
                group("Exceptions", map(self._exception, exceptions)) if exceptions else "",
            ),
        )

    def _exception(self, exception: CalendarException) -> str:
        days = (exception.finish - exception.start).days
        period = element("FromDate", f"{exception.start}T00:00:00") + element("ToDate", f"{_last(exception)}T23:59:00")
        return group(
            "Exception",
            (
                element("EnteredByOccurrences", content=False),
                group("TimePeriod", [period]),
                element("Occurrences", days),
                element("Name", self.writing.line(exception.name)),
                element("Type", 1),
                *_times(exception.shifts),
            ),
        )


def calendars_of(writing: Writing) -> Calendars:
    """Return the calendars to write: what tasks, projects and others use is whole, a resource's own may derive."""
    plan, notes = writing.plan, writing.notes
    known = {calendar.id: calendar for calendar in plan.calendars}
    needed = {each.calendar for each in plan.projects} | {each.calendar for each in plan.tasks}
    needed |= {each.base for each in plan.calendars}
    users: dict[CalendarId, list[ResourceId]] = {}
    for resource in plan.resources:
        if resource.calendar is not None:
            users.setdefault(resource.calendar, []).append(resource.id)
    found = Calendars(writing, Numbers.of(known, notes))
    for calendar in plan.calendars:
        owners = users.get(calendar.id, [])
        is_own = calendar.base is not None and calendar.id not in needed and len(owners) <= 1
        if is_own:
            found.of_resources.update(dict.fromkeys(owners, calendar.id))
        elif calendar.base is not None:
            notes.add(kinds.BASES, calendar.name)
        found.written[calendar.id] = calendar if is_own else whole(calendar, known)
    _derive_for_resources(found)
    if any(project.calendar is None for project in plan.projects):
        notes.add(kinds.CALENDAR_MADE)
        found.always = CalendarId(f"new {found.numbers.new()}")
        found.written[found.always] = always(found.always, "24 Hours")
    return found


def _derive_for_resources(found: Calendars) -> None:
    for resource in found.writing.plan.resources:
        if resource.calendar is None or resource.id in found.of_resources:
            continue
        found.writing.notes.add(kinds.OWN_CALENDARS, resource.name)
        own = CalendarId(f"new {found.numbers.new()}")
        found.of_resources[resource.id] = own
        found.written[own] = replace(Calendar(own, resource.name), base=resource.calendar)


def _week_day(number: int, shifts: DayShifts | None) -> str:
    return "" if shifts is None else group("WeekDay", (element("DayType", number), *_times(shifts)))


def _times(shifts: DayShifts) -> Iterator[str]:
    yield element("DayWorking", bool(shifts))
    if shifts:
        times = (
            group("WorkingTime", (element("FromTime", clock(shift.start)), element("ToTime", clock(shift.finish))))
            for shift in shifts
        )
        yield group("WorkingTimes", times)


def _last(exception: CalendarException) -> date:
    return exception.finish - timedelta(days=1)
