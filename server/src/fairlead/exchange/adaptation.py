"""A plan from a file made such as the tables can keep it, with a line for everything that this changes.

The dates of a preview are those of the adapted plan, so they are the dates that the project will have.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairlead.exchange.calendars import own_times, rooted
from fairlead.work.rules import FIRST_DAY, LAST_DAY, MOST_MINUTES, NAME_LIMIT, NOTES_LIMIT, clean_name
from fairlead_engine.errors import PlanError
from fairlead_engine.formats.report import Kind, Notes, ReportLine, Severity
from fairlead_engine.network.waiting import splits_of
from fairlead_engine.plan import (
    Calendar,
    CalendarId,
    ConstraintKind,
    FiledDates,
    Link,
    Plan,
    Project,
    Resource,
    Split,
    Task,
    TaskId,
    week_of,
)
from fairlead_engine.units import instant_of

MOST_LAG = 60 * 24 * 366 * 5
MOST_UNITS = 100.0
TITLE_LIMIT = 200
CODE_LIMIT = 60
_LONGEST_EMAIL = 254
_LONGEST_NUMBER = 500  # of an outline number: a file of a stranger may nest without end
_FIRST, _LAST = instant_of(FIRST_DAY), instant_of(LAST_DAY)
_DATES = (
    "constraint_at",
    "deadline",
    "manual_start",
    "manual_finish",
    "actual_start",
    "actual_finish",
    "stop_at",
    "resume_at",
    "second_constraint_at",
    "expected_finish",
    "outside_start",
    "outside_finish",
)
_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

FROM_FINISH = Kind(
    "from_finish",
    _CHANGED,
    gettext_noop("The file plans backward from a finish that it does not say. Here work begins as early as it can."),
)
FAR_DATES = Kind("far_dates", _LOST, gettext_noop("Dates before 1970 or after 2149 are left out."))
FAR_START = Kind("far_start", _CHANGED, gettext_noop("A project start outside 1970 to 2149 is moved to that bound."))
NO_DATE = Kind("constraint_without_date", _LOST, gettext_noop("Constraints that lack their date are left out."))
LONG_DURATION = Kind("long_durations", _CHANGED, gettext_noop("Durations above 20 years are taken as 20 years."))
LONG_LAG = Kind("long_lags", _CHANGED, gettext_noop("Lags and leads above five years are taken as five years."))
NO_START = Kind(
    "finished_without_start", _CHANGED, gettext_noop("Tasks that finished but never started get their planned start.")
)
BACKWARD = Kind(
    "finished_before_start", _CHANGED, gettext_noop("Tasks that finished before they started are done at once.")
)
LONG_TEXT = Kind("long_texts_here", _CHANGED, gettext_noop("Names and notes that are too long are cut off."))
NO_NAME = Kind("no_names", _CHANGED, gettext_noop("What has no name is called “Unnamed”."))
MANY_UNITS = Kind("many_units", _CHANGED, gettext_noop("Units above 100 whole people are taken as 100."))
LONG_CODE = Kind("long_codes", _CHANGED, gettext_noop("Ids of activities longer than 60 characters are cut off."))
WBS = Kind(
    "wbs_codes", _LOST, gettext_noop("WBS codes of the file's own are not kept; tasks are numbered by their outline.")
)
EMAILS = Kind("resource_emails", _LOST, gettext_noop("E-mail addresses that are none are left out."))
EMPTY_CALENDARS = Kind(
    "repeating_calendars", _NOTE, gettext_noop("Calendars that say nothing of their own are replaced by their base.")
)


@dataclass(frozen=True, slots=True)
class Adapted:
    """The plan as it will be kept, and what that changed."""

    plan: Plan
    lines: tuple[ReportLine, ...]


def adapted(plan: Plan) -> Adapted:
    """Return `plan` within the bounds of the tables; ids and the order of tasks stay."""
    notes = Notes()
    roots = rooted(plan.calendars)
    for calendar in plan.calendars:
        if roots[calendar.id] != calendar.id:
            notes.add(EMPTY_CALENDARS, calendar.name)
    calendars = tuple(_calendar(each, roots, notes) for each in plan.calendars if roots[each.id] == each.id)
    always = _every_minute(roots)
    if any(project.calendar is None for project in plan.projects):
        calendars = (*calendars, always)
    tasks = tuple(_task(task, plan.filed.get(task.id), roots, notes) for task in plan.tasks)
    _note_wbs(plan, notes)
    names = {task.id: task.name for task in plan.tasks}
    made = replace(
        plan,
        name=_title(plan.name, notes),
        projects=tuple(_project(project, roots, always.id, notes) for project in plan.projects),
        tasks=tasks,
        links=tuple(_link(link, names, notes) for link in plan.links),
        calendars=calendars,
        resources=tuple(_resource(resource, roots, notes) for resource in plan.resources),
        assignments=tuple(
            replace(each, units=_units(each.units, notes), work=None if each.work is None else max(0, each.work))
            for each in plan.assignments
        ),
    )
    return Adapted(_with_pauses(made), notes.report("").lines)


def _with_pauses(plan: Plan) -> Plan:
    """Return `plan` with the pauses said in which all who work on a task wait, for the tables keep what is said.

    A plan whose calendars cannot be read stays as it is: scheduling it says why.
    """
    try:
        splits = splits_of(plan)
    except PlanError:
        return plan
    return replace(plan, tasks=tuple(replace(task, splits=of) for task, of in zip(plan.tasks, splits, strict=True)))


def _every_minute(roots: dict[CalendarId, CalendarId]) -> Calendar:
    id = CalendarId("every-minute")
    while id in roots:
        id = CalendarId(f"{id}-")
    return Calendar(id, _("Every minute"), week_of(range(7), (0, 1440)))


def _calendar(calendar: Calendar, roots: dict[CalendarId, CalendarId], notes: Notes) -> Calendar:
    base = roots[calendar.base] if calendar.base else None
    exceptions = tuple(replace(each, name=clean_name(each.name)[:TITLE_LIMIT]) for each in calendar.exceptions)
    return replace(own_times(calendar), name=_title(calendar.name, notes), base=base, exceptions=exceptions)


def _project(project: Project, roots: dict[CalendarId, CalendarId], always: CalendarId, notes: Notes) -> Project:
    finish = _near(project.finish, project.name, notes)
    if project.from_finish and finish is None:
        notes.add(FROM_FINISH, project.name)
    start = min(max(project.start, _FIRST), _LAST)
    if start != project.start:
        notes.add(FAR_START, project.name)
    return replace(
        project,
        name=_title(project.name, notes),
        start=start,
        calendar=roots[project.calendar] if project.calendar else always,
        finish=finish,
        from_finish=project.from_finish and finish is not None,
        must_finish_at=_near(project.must_finish_at, project.name, notes),
        code=clean_name(project.code),
        status_at=_near(project.status_at, project.name, notes),
    )


def _task(task: Task, filed: FiledDates | None, roots: dict[CalendarId, CalendarId], notes: Notes) -> Task:
    changes: dict[str, Any] = {"name": _name(task.name, NAME_LIMIT, notes), "notes": task.notes.replace("\0", "")}
    changes["code"] = clean_name(task.code)
    if len(task.notes) > NOTES_LIMIT:
        notes.add(LONG_TEXT, task.name)
        changes["notes"] = changes["notes"][:NOTES_LIMIT]
    changes |= {name: _near(getattr(task, name), task.name, notes) for name in _DATES}
    if task.calendar is not None:
        changes["calendar"] = roots[task.calendar]
    if task.duration > MOST_MINUTES:
        notes.add(LONG_DURATION, task.name)
        changes["duration"] = MOST_MINUTES
    if task.constraint > ConstraintKind.ALAP and changes["constraint_at"] is None:
        notes.add(NO_DATE, task.name)
        changes["constraint"] = ConstraintKind.ASAP
    changes["splits"] = _splits(task, changes.get("duration", task.duration))
    if task.second_constraint > ConstraintKind.ALAP and changes["second_constraint_at"] is None:
        notes.add(NO_DATE, task.name)
        changes["second_constraint"] = ConstraintKind.ASAP
    if len(changes["code"]) > CODE_LIMIT:
        notes.add(LONG_CODE, task.code)
        changes["code"] = changes["code"][:CODE_LIMIT]
    if task.remaining is not None:
        changes["remaining"] = min(max(task.remaining, 0), MOST_MINUTES)
    changes |= _actuals(changes, task, filed, notes)
    return replace(task, **changes)


def _splits(task: Task, duration: int) -> tuple[Split, ...]:
    """Return the pauses that lie within a task, those after the same work as one: others move no date."""
    pauses: dict[int, int] = {}
    for split in sorted(task.splits, key=lambda split: split.after):
        if 0 < split.after < duration and split.pause > 0:
            pauses[split.after] = min(pauses.get(split.after, 0) + split.pause, MOST_MINUTES)
    return tuple(Split(after, pause) for after, pause in pauses.items())


def _actuals(changes: dict[str, Any], task: Task, filed: FiledDates | None, notes: Notes) -> dict[str, Any]:
    start, finish = changes["actual_start"], changes["actual_finish"]
    if finish is None:
        return {}
    if start is None:
        notes.add(NO_START, task.name)
        planned = filed.start if filed and filed.start is not None else finish
        return {"actual_start": min(max(planned, _FIRST), finish)}
    if finish < start:
        notes.add(BACKWARD, task.name)
        return {"actual_finish": start}
    return {}


def _link(link: Link, names: dict[TaskId, str], notes: Notes) -> Link:
    lag = min(max(link.lag, -MOST_LAG), MOST_LAG)
    if lag != link.lag:
        notes.add(LONG_LAG, f"{names[link.predecessor]} → {names[link.successor]}")
    return link if lag == link.lag else replace(link, lag=lag)


def _resource(resource: Resource, roots: dict[CalendarId, CalendarId], notes: Notes) -> Resource:
    return replace(
        resource,
        name=_name(resource.name, TITLE_LIMIT, notes),
        calendar=roots[resource.calendar] if resource.calendar else None,
        max_units=_units(resource.max_units, notes),
        email=_email(resource, notes),
        group=clean_name(resource.group)[:TITLE_LIMIT],
    )


def _email(resource: Resource, notes: Notes) -> str:
    email = resource.email.strip()
    try:
        validate_email(email)
        MaxLengthValidator(_LONGEST_EMAIL)(email)
    except ValidationError:
        if email:
            notes.add(EMAILS, resource.name)
        return ""
    return email


def _units(units: float, notes: Notes) -> float:
    if units > MOST_UNITS:
        notes.add(MANY_UNITS)
    return min(MOST_UNITS, round(units, 2))


def _note_wbs(plan: Plan, notes: Notes) -> None:
    for task, number in zip(plan.tasks, outline_numbers(plan), strict=True):
        if task.wbs not in ("", number):
            notes.add(WBS, f"{task.wbs} {task.name}")


def outline_numbers(plan: Plan) -> Iterator[str]:
    """Yield where each task stands in its project's outline, as 2.1.3."""
    children: dict[str, int] = {}
    numbers: dict[str, str] = {}
    for task in plan.tasks:
        above = f"{numbers[task.parent]}." if task.parent else ""
        key = task.parent or f"project {task.project}"
        children[key] = children.get(key, 0) + 1
        numbers[task.id] = f"{above}{children[key]}"[:_LONGEST_NUMBER]
        yield numbers[task.id]


def _near(instant: int | None, example: str, notes: Notes) -> Any:
    if instant is None or _FIRST <= instant <= _LAST:
        return instant
    notes.add(FAR_DATES, example)
    return None


def _title(text: str, notes: Notes) -> str:
    return _name(text, TITLE_LIMIT, notes)


def _name(text: str, limit: int, notes: Notes) -> str:
    clean = clean_name(text)
    if not clean:
        notes.add(NO_NAME)
        return _("Unnamed")
    if len(clean) > limit:
        notes.add(LONG_TEXT, clean)
    return clean[:limit]
