"""Small Microsoft Project XML files, written where they are needed."""

from xml.sax.saxutils import escape

from fairlead_engine.formats import Limits, ReadResult, read
from fairlead_engine.plan import Calendar, Task

NAMESPACE = "http://schemas.microsoft.com/project"


def elements(**texts):
    """Return one element for each keyword; a list repeats it, and a text that begins with < stays as it is."""
    written = []
    for tag, value in texts.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            text = str(one)
            written.append(f"<{tag}>{text if text.startswith('<') else escape(text)}</{tag}>")
    return "".join(written)


def task(uid, name="dig", level=1, **texts):
    """Return a task of one working day that can be changed by keyword."""
    said = {"UID": uid, "ID": uid, "Name": name, "OutlineLevel": level, "Duration": "PT8H0M0S", "DurationFormat": 7}
    return f"<Task>{elements(**{**said, **texts})}</Task>"


def link(predecessor, **texts):
    """Return what is within a PredecessorLink."""
    return elements(**{"PredecessorUID": predecessor, "Type": 1, "LinkLag": 0, "LagFormat": 7, **texts})


def calendar(uid, name="Standard", **texts):
    return f"<Calendar>{elements(UID=uid, Name=name, **texts)}</Calendar>"


def day(day_type, *times, **texts):
    """Return a WeekDay (1 is Sunday) that works at `times` such as "08:00-12:00", or not at all."""
    return f"<WeekDay>{elements(DayType=day_type)}{working(*times)}{elements(**texts)}</WeekDay>"


def working(*times):
    """Return DayWorking and WorkingTimes."""
    written = "".join(
        f"<WorkingTime>{elements(FromTime=f'{start}:00', ToTime=f'{finish}:00')}</WorkingTime>"
        for start, finish in (time.split("-") for time in times)
    )
    return elements(DayWorking=int(bool(times))) + (f"<WorkingTimes>{written}</WorkingTimes>" if times else "")


def period(first, last):
    return elements(TimePeriod=elements(FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:59"))


WEEK = f"<WeekDays>{day(1)}{''.join(day(n, '08:00-12:00', '13:00-17:00') for n in range(2, 7))}{day(7)}</WeekDays>"
STANDARD = f"<Calendar>{elements(UID=1, Name='Standard', IsBaseCalendar=1, BaseCalendarUID=-1)}{WEEK}</Calendar>"


def mspdi(*tasks, calendars=STANDARD, resources="", assignments="", extra="", **project):
    """Return the text of a file; `project` are elements of the project itself, None leaves one out."""
    said = {"Title": "House", "ScheduleFromStart": 1, "StartDate": "2026-03-02T08:00:00", "CalendarUID": 1, **project}
    said = {tag: text for tag, text in said.items() if text is not None}
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="{NAMESPACE}">{elements(**said)}{extra}'
        f"<Calendars>{calendars}</Calendars><Tasks>{''.join(tasks)}</Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>"
    )


def read_text(text: str, **limits) -> ReadResult:
    return read(text.encode(), limits=Limits(**limits))


def read_tasks(*tasks, **parts) -> list[Task]:
    return list(read_text(mspdi(*tasks, **parts)).plan.tasks)


def read_calendar(**texts) -> Calendar:
    """Return a calendar of the given content that is based on the standard one."""
    result = read_text(mspdi(calendars=STANDARD + calendar(2, "Mine", BaseCalendarUID=1, **texts)))
    return next(each for each in result.plan.calendars if each.id == "2")


def said(result: ReadResult) -> dict[str, int]:
    """Return how often a report says what."""
    return {line.kind: line.count for line in result.report.lines}
