"""Whether the parts of a plan from a file fit together, so that whoever takes it need not ask again."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.native.codec import Misfit
from fairlead_engine.plan import Calendar, Link, Plan, Project, Shift, Task
from fairlead_engine.units import MINUTES_PER_DAY

_MOST_MINUTES = 1_000 * 366 * MINUTES_PER_DAY
_MOST_UNITS = 1_000_000.0


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check(plan: Plan, limits: Limits) -> None:
    """Raise unless ids are unique and known where they are named, and every number is one that a plan can hold.

    Raises: Misfit, TooComplex.
    """
    if len(plan.tasks) > limits.max_tasks:
        raise TooComplex("tasks", limits.max_tasks)
    if not plan.projects:
        raise Misfit("plan.projects", "a project belongs here")
    projects = _ids(plan.projects, "projects")
    calendars = _ids(plan.calendars, "calendars")
    tasks = _ids(plan.tasks, "tasks")
    _check_calendars(plan.calendars, calendars)
    _check_projects(plan.projects, calendars, tasks)
    _check_tasks(plan.tasks, projects, calendars)
    _check_links(plan.links, tasks)
    _check_people(plan, calendars, tasks)
    for id in plan.filed:
        _known(id, tasks, "plan.filed")


def _check_projects(projects: Sequence[Project], calendars: set[str], tasks: set[str]) -> None:
    for place, project in enumerate(projects):
        where = f"plan.projects[{place}]"
        _known(project.calendar, calendars, f"{where}.calendar")
        for name in ("minutes_per_day", "minutes_per_week", "days_per_month"):
            _within(getattr(project, name), 1, _MOST_MINUTES, f"{where}.{name}")
        _within(project.critical_limit, -_MOST_MINUTES, _MOST_MINUTES, f"{where}.critical_limit")
        paths = project.options.float_paths if project.options else None
        if paths is not None:
            _within(paths.count, 1, 1000, f"{where}.options.float_paths.count")
            _known(paths.end, tasks, f"{where}.options.float_paths.end")


def _check_links(links: Sequence[Link], tasks: set[str]) -> None:
    for place, link in enumerate(links):
        where = f"plan.links[{place}]"
        _known(link.predecessor, tasks, f"{where}.predecessor")
        _known(link.successor, tasks, f"{where}.successor")
        _within(link.lag, -_MOST_MINUTES, _MOST_MINUTES, f"{where}.lag")


def _check_people(plan: Plan, calendars: set[str], tasks: set[str]) -> None:
    """Check who works, and on what."""
    resources = _ids(plan.resources, "resources")
    for place, resource in enumerate(plan.resources):
        where = f"plan.resources[{place}]"
        _known(resource.calendar, calendars, f"{where}.calendar")
        _within(resource.max_units, 0, _MOST_UNITS, f"{where}.max_units")
        for skill in resource.skills:
            _within(skill.level, 1, 5, f"{where}.skills.{skill.name[:40]}.level")
        for period in resource.availability:
            _within(period.units, 0, _MOST_UNITS, f"{where}.availability.units")
    for place, assignment in enumerate(plan.assignments):
        where = f"plan.assignments[{place}]"
        _known(assignment.task, tasks, f"{where}.task")
        _known(assignment.resource, resources, f"{where}.resource")
        _within(assignment.units, 0, _MOST_UNITS, f"{where}.units")
        _within(assignment.delay, 0, _MOST_MINUTES, f"{where}.delay")
        _within(assignment.work or 0, 0, 1_000 * _MOST_MINUTES, f"{where}.work")


def _check_tasks(tasks: Sequence[Task], projects: set[str], calendars: set[str]) -> None:
    homes: dict[str, str] = {}
    for place, task in enumerate(tasks):
        where = f"plan.tasks[{place}]"
        _known(task.project, projects, f"{where}.project")
        _known(task.calendar, calendars, f"{where}.calendar")
        if task.parent is not None and homes.get(task.parent) != task.project:
            raise Misfit(f"{where}.parent", "a task that stands above in the same project belongs here")
        homes[task.id] = task.project
        _within(task.percent_complete, 0, 100, f"{where}.percent_complete")
        _within(task.priority, 0, 1000, f"{where}.priority")
        _within(task.duration, 0, _MOST_MINUTES, f"{where}.duration")
        _within(task.leveling_delay, 0, _MOST_MINUTES, f"{where}.leveling_delay")
        _within(task.remaining or 0, 0, _MOST_MINUTES, f"{where}.remaining")


def _check_calendars(calendars: Sequence[Calendar], known: set[str]) -> None:
    bases: dict[str, str | None] = {calendar.id: calendar.base for calendar in calendars}
    settled: set[str] = set()
    for place, calendar in enumerate(calendars):
        where = f"plan.calendars[{place}]"
        _known(calendar.base, known, f"{where}.base")
        if len(calendar.week) != 7:
            raise Misfit(f"{where}.week", "seven days belong here")
        for day in calendar.week:
            _check_shifts(day or (), f"{where}.week")
        for number, exception in enumerate(calendar.exceptions):
            _check_shifts(exception.shifts, f"{where}.exceptions[{number}]")
            if exception.finish <= exception.start:
                raise Misfit(f"{where}.exceptions[{number}]", "it ends before it begins")
        _check_bases(calendar.id, bases, settled, where)


def _check_shifts(shifts: Iterable[Shift], where: str) -> None:
    for shift in shifts:
        if not 0 <= shift.start < shift.finish <= MINUTES_PER_DAY:
            raise Misfit(where, "working time lies within a day and ends after it begins")


def _check_bases(id: str, bases: dict[str, str | None], settled: set[str], where: str) -> None:
    """Follow the bases of a calendar to one that is `settled` or has none, and settle all on the way."""
    way = {id}
    base = bases[id]
    while base is not None and base not in settled:
        if base in way:
            raise Misfit(f"{where}.base", "these calendars are based on each other in a circle")
        way.add(base)
        base = bases[base]
    settled.update(way)


def _ids(records: Sequence[_Named], name: str) -> set[str]:
    seen: set[str] = set()
    for place, record in enumerate(records):
        if record.id in seen or not record.id:
            raise Misfit(f"plan.{name}[{place}].id", "an id of its own belongs here")
        seen.add(record.id)
    return seen


def _known(id: str | None, ids: set[str], where: str) -> None:
    if id is not None and id not in ids:
        raise Misfit(where, f"“{id[:40]}” is not in the file")


def _within(value: float, least: float, most: float, where: str) -> None:
    if not least <= value <= most:
        raise Misfit(where, "the number is beyond what a plan can hold")
