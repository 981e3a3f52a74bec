"""A plan as Microsoft Project XML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead_engine.formats.mspdi.output.calendars import Calendars, calendars_of
from fairlead_engine.formats.mspdi.output.elements import element, moment
from fairlead_engine.formats.mspdi.output.merging import merged
from fairlead_engine.formats.mspdi.output.resources import Assignments, fixed_tasks, resource_xml
from fairlead_engine.formats.mspdi.output.tasks import Tasks
from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.output.unheld import names, note_unheld
from fairlead_engine.formats.output.writing import Numbers, Writing, outlined, writing_of
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.plan import Assignment, Calendar, Link, Plan, Project, Resource, Task

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule

_SAVE_VERSION = 14  # Project 2010: the first that knows manual and inactive tasks
_HELD = {
    Project: names(
        """name start calendar finish from_finish status_at honors_constraints critical_limit has_multiple_paths
        minutes_per_day minutes_per_week days_per_month"""
    ),
    Task: names(
        """duration is_elapsed is_estimated is_milestone is_manual is_active calendar ignores_resource_calendars
        deadline manual_start manual_finish stop_at resume_at leveling_delay splits priority wbs notes
        type is_effort_driven"""
    ),
    Link: names("lag_kind"),
    Resource: names("kind calendar max_units email group"),
    Assignment: names("work delay"),
    Calendar: names("week"),
}


def write_mspdi(plan: Plan, schedule: "Schedule | None" = None) -> tuple[bytes, ReadReport]:
    """Return `plan` as Microsoft Project XML, and a report of what that cannot say.

    Dates are those of `schedule`, else those that were filed. Several projects become summary tasks of one.
    """
    writing = writing_of(plan, schedule)
    note_unheld(plan, _HELD, writing.notes)
    writing.plan = merged(writing)
    content = "".join(_document(writing))
    return content.encode(), writing.notes.report("Microsoft Project XML")


def _document(writing: Writing) -> Iterator[str]:
    plan = writing.plan
    calendars = calendars_of(writing)
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield '<Project xmlns="http://schemas.microsoft.com/project">\n'
    yield from _project(plan.projects[0], writing, calendars)
    yield _section("Calendars", calendars.xml())
    numbers = Numbers.of((task.id for task in plan.tasks), writing.notes)
    yield _section("Tasks", _tasks(writing, numbers, calendars))
    people = Numbers.of((resource.id for resource in plan.resources), writing.notes)
    yield _section(
        "Resources",
        (resource_xml(each, row, people[each.id], calendars) for row, each in enumerate(plan.resources, 1)),
    )
    yield _section("Assignments", Assignments(writing, numbers, people).xml())
    yield "</Project>\n"


def _section(tag: str, parts: Iterator[str]) -> str:
    return f"<{tag}>\n{''.join(f'{part}{chr(10)}' for part in parts)}</{tag}>\n"


def _project(project: Project, writing: Writing, calendars: Calendars) -> Iterator[str]:
    day = int(writing.bounded(project.minutes_per_day, 1, 1440, "minutes per day"))
    limit = round(project.critical_limit / day)
    if limit * day != project.critical_limit or abs(limit) > 10_000:
        writing.notes.add(kinds.BOUNDS, "slack of critical tasks")
    calendar = calendars.always if project.calendar is None else project.calendar
    finish = writing.moment(project.finish, "project finish") if project.from_finish else None
    if project.finish is not None and not project.from_finish:
        writing.notes.add(kinds.UNUSED_DATES, "project finish")
    yield element("SaveVersion", _SAVE_VERSION)
    yield element("Title", writing.title(project.name))
    yield element("ScheduleFromStart", not project.from_finish)
    yield element("StartDate", moment(writing.moment_within(project.start, "project start")))
    yield element("FinishDate", moment(finish or writing.moment(_last_finish(writing))))
    yield element("CriticalSlackLimit", max(-10_000, min(limit, 10_000)))
    yield element("CalendarUID", None if calendar is None else calendars.numbers[calendar])
    yield element("MinutesPerDay", day)
    yield element("MinutesPerWeek", int(writing.bounded(project.minutes_per_week, 1, 10_080, "minutes per week")))
    yield element("DaysPerMonth", int(writing.bounded(project.days_per_month, 1, 31, "days per month")))
    yield element("HonorConstraints", project.honors_constraints)
    yield element("MultipleCriticalPaths", project.has_multiple_paths)
    yield element("StatusDate", moment(writing.moment(project.status_at, "status date")))
    yield "\n"


def _last_finish(writing: Writing) -> int | None:
    finishes = (found.finish for found in writing.dates.values() if found.finish is not None)
    return max((finish for finish in finishes if writing.moment(finish) is not None), default=None)


def _tasks(writing: Writing, numbers: Numbers, calendars: Calendars) -> Iterator[str]:
    plan = writing.plan
    ids = {each: calendars.numbers[each] for each in calendars.written}
    tasks = Tasks(writing, numbers, ids, {task.parent for task in plan.tasks} - {None}, fixed_tasks(plan))
    ordered = list(outlined(plan.tasks))
    if any(task is not each for task, (each, _) in zip(plan.tasks, ordered, strict=True)):
        writing.notes.add(kinds.ORDER)
    place: list[int] = []
    for row, (task, level) in enumerate(ordered, 1):
        del place[level:]
        if len(place) < level:
            place.append(0)
        place[-1] += 1
        yield tasks.xml(task, row, ".".join(map(str, place)), level)
