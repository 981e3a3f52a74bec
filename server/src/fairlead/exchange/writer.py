"""The rows of a plan, written in a few statements: calendars, resources, tasks level by level, links, assignments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from fairlead.exchange.calendars import bases_first, fingerprints, of_one, own_times
from fairlead.resources.models import Calendar, CalendarException, Resource, Team
from fairlead.resources.selectors import engine_calendars_shared
from fairlead.work.models import Assignment, Link, Project, Split, Task
from fairlead_engine.formats.native.codec import encoded
from fairlead_engine.plan import Assignment as SaidAssignment
from fairlead_engine.plan import Calendar as SaidCalendar
from fairlead_engine.plan import CalendarId, DayShifts, Plan, ResourceKind
from fairlead_engine.plan import Link as SaidLink
from fairlead_engine.plan import Project as SaidProject
from fairlead_engine.plan import Resource as SaidResource
from fairlead_engine.plan import Task as SaidTask
from fairlead_engine.units import moment_of

_KINDS = {
    ResourceKind.WORK: Resource.Kind.PERSON,
    ResourceKind.MATERIAL: Resource.Kind.MATERIAL,
    ResourceKind.COST: Resource.Kind.COST,
}
_BATCH = 2_000
_SETTINGS = [
    "status_at",
    "honors_constraints",
    "critical_limit_minutes",
    "minutes_per_day",
    "minutes_per_week",
    "days_per_month",
    "must_finish_at",
    "has_multiple_paths",
    "reschedules_uncompleted",
]


def calendars_write(plan: Plan, needed: Iterable[str | None], workspace_id: int) -> dict[str, int]:
    """Return the calendar of the workspace for each of the `needed` ones of a plan, and for those they are based on.

    One of the same name and times is taken as it is; the others are created, one statement for each of them
    and one for all exceptions.
    """
    prints = fingerprints(plan.calendars)
    known = {mark: int(id) for id, mark in reversed(fingerprints(engine_calendars_shared(workspace_id)).items())}
    wanted = _with_bases(plan.calendars, needed)
    keys: dict[str, int] = {}
    exceptions: list[CalendarException] = []
    for calendar in bases_first(plan.calendars):
        if calendar.id not in wanted:
            continue
        key = known.get(prints[calendar.id])
        if key is None:
            row = _calendar_row(calendar, keys, workspace_id)
            exceptions += _exception_rows(calendar, row)
            key = known[prints[calendar.id]] = row.pk
        keys[calendar.id] = key
    CalendarException.objects.bulk_create(exceptions, batch_size=_BATCH)
    return keys


def resources_write(
    resources: Sequence[SaidResource], calendars: Mapping[str, int], workspace_id: int
) -> dict[str, int]:
    """Add `resources` to the pool, in the teams that they are grouped in, and return their keys by id.

    Four statements at most.
    """
    teams = _teams({each.group for each in resources if each.group}, workspace_id)
    rows = [
        Resource(
            workspace_id=workspace_id,
            kind=_KINDS[each.kind],
            name=each.name,
            calendar_id=calendars.get(each.calendar) if each.calendar else None,
            max_units=Decimal(str(each.max_units)),
            email=each.email,
            team_id=teams.get(each.group),
        )
        for each in resources
    ]
    Resource.objects.bulk_create(rows, batch_size=_BATCH)
    return {each.id: row.pk for each, row in zip(resources, rows, strict=True)}


def own_calendars(plan: Plan, resources: Sequence[SaidResource]) -> dict[str, SaidCalendar]:
    """Return by id of the resource the calendars of a plan that are one's own; see `calendars.of_one`."""
    by_id = {each.id: each for each in plan.calendars}
    found = of_one(
        ((each.id, each.name, each.calendar) for each in resources),
        names={each.id: each.name for each in plan.calendars},
        bases={each.id: each.base for each in plan.calendars},
    )
    return {id: by_id[CalendarId(calendar)] for id, calendar in found.items()}


def own_calendars_write(
    own: Mapping[str, SaidCalendar], resources: Mapping[str, int], calendars: Mapping[str, int], workspace_id: int
) -> None:
    """Write the hours of people alone, over calendars that are written. Three statements."""
    people = Resource.objects.in_bulk([resources[id] for id in own])
    rows = [
        Calendar(
            workspace_id=workspace_id,
            name=people[resources[id]].name,
            base_id=calendars[said.base] if said.base else None,
            week=[None if day is None else _shifts(day) for day in said.week],
            resource=people[resources[id]],
        )
        for id, said in own.items()
    ]
    Calendar.objects.bulk_create(rows, batch_size=_BATCH)
    exceptions = [each for row, said in zip(rows, own.values(), strict=True) for each in _exception_rows(said, row)]
    CalendarException.objects.bulk_create(exceptions, batch_size=_BATCH)
    for row in rows:
        people[row.resource_id or 0].calendar = row
    Resource.objects.bulk_update(people.values(), ["calendar"], batch_size=_BATCH)


def _teams(names: set[str], workspace_id: int) -> dict[str, int]:
    """Return the teams of these names by name; those that are not there are created."""
    if not names:
        return {}
    teams = Team.objects.filter(workspace_id=workspace_id, name__in=names)
    new = names - set(teams.values_list("name", flat=True))
    Team.objects.bulk_create([Team(workspace_id=workspace_id, name=name) for name in sorted(new)])
    return dict(teams.values_list("name", "pk"))


def tasks_write(tasks: Sequence[SaidTask], projects: Mapping[str, int], calendars: Mapping[str, int]) -> dict[str, int]:
    """Write `tasks`, in outline order, and return their keys by id. One statement for each level of the outline."""
    keys: dict[str, int] = {}
    for level in _levels(tasks):
        rows = [_task_row(task, position, projects, calendars, keys) for position, task in level]
        Task.objects.bulk_create(rows, batch_size=_BATCH)
        keys |= {task.id: row.pk for (_position, task), row in zip(level, rows, strict=True)}
    return keys


def settings_write(said: Sequence[SaidProject], projects: Sequence[Project]) -> None:
    """Write what a plan says of how its projects are scheduled. One statement."""
    for each, project in zip(said, projects, strict=True):
        project.status_at = _moment(each.status_at)
        project.must_finish_at = _moment(each.must_finish_at)
        project.honors_constraints = each.honors_constraints
        project.critical_limit_minutes = each.critical_limit
        project.minutes_per_day = each.minutes_per_day
        project.minutes_per_week = each.minutes_per_week
        project.days_per_month = each.days_per_month
        project.has_multiple_paths = each.has_multiple_paths
        project.reschedules_uncompleted = each.reschedules_uncompleted
    Project.plans.bulk_update(projects, _SETTINGS, batch_size=_BATCH)


def options_write(said: Sequence[SaidProject], projects: Sequence[Project], tasks: Mapping[str, int]) -> None:
    """Write the options of P6's scheduler, which may name a task. One statement."""
    planned = [(each.options, project) for each, project in zip(said, projects, strict=True) if each.options]
    for options, project in planned:
        paths = options.float_paths
        if paths is not None and paths.end is not None:
            paths = replace(paths, end=str(tasks[paths.end]) if paths.end in tasks else None)
        project.options = encoded(replace(options, float_paths=paths))
    Project.plans.bulk_update([project for _options, project in planned], ["options"], batch_size=_BATCH)


def splits_write(said: Sequence[SaidTask], tasks: Mapping[str, int]) -> None:
    """Write the pauses of tasks. One statement."""
    rows = [
        Split(task_id=tasks[task.id], after_minutes=split.after, pause_minutes=split.pause)
        for task in said
        for split in task.splits
    ]
    Split.objects.bulk_create(rows, batch_size=_BATCH)


def links_write(links: Sequence[SaidLink], tasks: Mapping[str, int]) -> None:
    """Write `links`; of several between the same two tasks the first. One statement."""
    rows: dict[tuple[int, int], Link] = {}
    for link in links:
        pair = tasks[link.predecessor], tasks[link.successor]
        rows.setdefault(
            pair,
            Link(
                predecessor_id=pair[0],
                successor_id=pair[1],
                kind=int(link.kind),
                lag=link.lag,
                lag_kind=int(link.lag_kind),
            ),
        )
    Link.objects.bulk_create(rows.values(), batch_size=_BATCH)


def assignments_write(
    assignments: Sequence[SaidAssignment], tasks: Mapping[str, int], resources: Mapping[str, int]
) -> None:
    """Write `assignments`; where two resources of the file are one of the pool, add theirs up. One statement."""
    rows: dict[tuple[int, int], Assignment] = {}
    for each in assignments:
        pair = tasks[each.task], resources[each.resource]
        row = rows.setdefault(
            pair, Assignment(task_id=pair[0], resource_id=pair[1], units=Decimal(0), delay_minutes=each.delay)
        )
        row.units += Decimal(str(each.units))
        row.delay_minutes = min(row.delay_minutes, each.delay)
        if each.work is not None:
            row.work_minutes = (row.work_minutes or 0) + each.work
    Assignment.objects.bulk_create(rows.values(), batch_size=_BATCH)


def _with_bases(calendars: Sequence[SaidCalendar], needed: Iterable[str | None]) -> set[CalendarId]:
    bases = {calendar.id: calendar.base for calendar in calendars}
    wanted: set[CalendarId] = set()
    for id in needed:
        at = CalendarId(id) if id is not None else None
        while at is not None and at not in wanted:
            wanted.add(at)
            at = bases[at]
    return wanted


def _calendar_row(calendar: SaidCalendar, keys: Mapping[str, int], workspace_id: int) -> Calendar:
    week = [None if day is None else _shifts(day) for day in own_times(calendar).week]
    base_id = keys[calendar.base] if calendar.base else None
    return Calendar.objects.create(workspace_id=workspace_id, name=calendar.name, base_id=base_id, week=week)


def _exception_rows(calendar: SaidCalendar, row: Calendar) -> list[CalendarException]:
    return [
        CalendarException(
            calendar=row,
            name=each.name,
            start_on=each.start,
            finish_on=each.finish,
            shifts=_shifts(each.shifts),
        )
        for each in calendar.exceptions
    ]


def _shifts(shifts: DayShifts) -> list[list[int]]:
    return [[shift.start, shift.finish] for shift in shifts]


def _levels(tasks: Sequence[SaidTask]) -> list[list[tuple[int, SaidTask]]]:
    """Return tasks by their depth in the outline, the outermost first, each with its position in its project."""
    depth: dict[str | None, int] = {None: -1}
    sizes: dict[str, int] = defaultdict(int)
    levels: list[list[tuple[int, SaidTask]]] = []
    for task in tasks:
        at = depth[task.id] = depth[task.parent] + 1
        if at == len(levels):
            levels.append([])
        levels[at].append((sizes[task.project], task))
        sizes[task.project] += 1
    return levels


def _task_row(
    task: SaidTask,
    position: int,
    projects: Mapping[str, int],
    calendars: Mapping[str, int],
    keys: Mapping[str, int],
) -> Task:
    return Task(
        project_id=projects[task.project],
        parent_id=keys[task.parent] if task.parent else None,
        position=position,
        name=task.name,
        duration_minutes=task.duration,
        is_elapsed=task.is_elapsed,
        is_estimated=task.is_estimated,
        is_milestone=task.is_milestone,
        is_manual=task.is_manual,
        is_active=task.is_active,
        calendar_id=calendars[task.calendar] if task.calendar else None,
        ignores_resource_calendars=task.ignores_resource_calendars,
        constraint=int(task.constraint),
        constraint_at=_moment(task.constraint_at),
        deadline_at=_moment(task.deadline),
        manual_start_at=_moment(task.manual_start),
        manual_finish_at=_moment(task.manual_finish),
        actual_start_at=_moment(task.actual_start),
        actual_finish_at=_moment(task.actual_finish),
        percent_complete=_whole_percent(task.percent_complete),
        done_minutes=None if task.percent_complete.is_integer() else round(task.duration * task.percent_complete / 100),
        stop_at=_moment(task.stop_at),
        resume_at=_moment(task.resume_at),
        leveling_delay_minutes=task.leveling_delay,
        priority=task.priority,
        notes=task.notes,
        external_id=task.id[:64],
        type=task.type.value if task.type else "",
        is_effort_driven=task.is_effort_driven,
        kind=task.kind.value,
        code=task.code,
        second_constraint=int(task.second_constraint),
        second_constraint_at=_moment(task.second_constraint_at),
        remaining_minutes=task.remaining,
        expected_finish_at=_moment(task.expected_finish),
        outside_start_at=_moment(task.outside_start),
        outside_finish_at=_moment(task.outside_finish),
    )


def _whole_percent(percent: float) -> int:
    """Return `percent` rounded, but never as done what is not, nor as not begun what is."""
    return round(percent) if percent in (0, 100) else min(99, max(1, round(percent)))


def _moment(instant: int | None) -> datetime | None:
    return None if instant is None else moment_of(instant)
