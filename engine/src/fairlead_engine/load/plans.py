"""The load of a plan's people, from its schedule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fairlead_engine.cpm import Schedule
from fairlead_engine.load.pauses import Course, Span, spans_of
from fairlead_engine.load.spreading import (
    PARTS,
    UNSAID,
    LoadBroken,
    Pieces,
    Spans,
    Window,
    excess_of,
    period_sums,
    spread,
)
from fairlead_engine.machine import Ints, Machine, machine_for
from fairlead_engine.network import PROJECTS, Hours, calendars_of_tasks, worked_calendars
from fairlead_engine.network.waiting import splits_of
from fairlead_engine.plan import (
    Assignment,
    Plan,
    Project,
    ProjectId,
    Resource,
    ResourceId,
    ResourceKind,
    Split,
    Task,
    TaskId,
    TaskKind,
)
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import Rules, rules_of


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Minutes of one person by period: offered, asked by tasks, done of that.

    `overload` counts day by day what is asked above what is offered: two full days on one Tuesday are too much though
    the week has room for them.
    """

    resource: ResourceId
    capacity: tuple[float, ...]
    planned: tuple[float, ...]
    actual: tuple[float, ...]
    overload: tuple[float, ...]


Given = tuple[Pieces, Spans, list[Rules]]


def load_of(schedule: Schedule, edges: Sequence[int], machine: Machine | None = None) -> list[PersonLoad]:
    """Return the load of everybody who works, in the order of the plan's resources.

    `edges` are the days, counted from 1970-01-01, on which periods begin, ascending, then the day after the last.
    Summary and inactive tasks ask for nothing.
    Raises: LoadBroken, OutsideYears.
    """
    if any(one >= other for one, other in pairwise(edges)) or len(edges) < 2:
        raise LoadBroken("its periods do not follow each other")
    plan = schedule.plan
    machine = machine or machine_for(len(plan.assignments))
    people = [each for each in plan.resources if each.kind is ResourceKind.WORK]
    window = Window(len(people), edges[0], edges[-1] - edges[0])
    offered = spread(*_capacity(plan, people, window), window, machine)
    asked = spread(*_asked(schedule, people), window, machine)
    over = excess_of(asked.asked, offered.asked, machine)
    places = [edge - edges[0] for edge in edges]
    columns = [_by_period(values, places, machine) for values in (offered.asked, asked.asked, asked.done, over)]
    return [PersonLoad(person.id, *rows) for person, *rows in zip(people, *columns, strict=True)]


def _by_period(values: Ints, places: Sequence[int], machine: Machine) -> list[tuple[float, ...]]:
    sums, periods = period_sums(values, places, machine), len(places) - 1
    minutes = [int(each) / PARTS for each in sums]
    return [tuple(minutes[at : at + periods]) for at in range(0, len(minutes), periods)]


def _capacity(plan: Plan, people: Sequence[Resource], window: Window) -> Given:
    """Return what people offer: their own hours, else their first project's."""
    places: dict[str, int] = {calendar.id: place for place, calendar in enumerate(plan.calendars)}
    usual = plan.projects[0].calendar if plan.projects else None
    start, finish = window.first_day * MINUTES_PER_DAY, (window.first_day + window.days) * MINUTES_PER_DAY
    n = len(people)
    pieces = Pieces(
        row=list(range(n)),
        calendar=[places.get(person.calendar or usual or "", PROJECTS) for person in people],
        parts=[round(person.max_units * PARTS) for person in people],
        work=[UNSAID] * n,
        delay=[0] * n,
        first=list(range(n + 1)),
    )
    return pieces, Spans([start] * n, [finish] * n, [0] * n), rules_of(plan.calendars)


def _asked(schedule: Schedule, people: Sequence[Resource]) -> Given:
    """Return what tasks ask of people, each in their own hours within the task's."""
    plan = schedule.plan
    rows = {person.id: row for row, person in enumerate(people)}
    asking = list(_asking(plan, rows))
    worked = {each.task: each for each in asking}
    spans = _spans(schedule, worked)
    number, rules = _hours(plan, asking)
    pieces = Pieces([], [], [], [], [], [0])
    when = Spans([], [], [])
    for place, each in enumerate(asking):
        pieces.row.append(rows[each.resource])
        pieces.calendar.append(number[place])
        pieces.parts.append(round(each.units * PARTS))
        pieces.work.append(UNSAID if each.work is None else each.work)
        pieces.delay.append(each.delay)
        pieces.first.append(pieces.first[-1] + len(spans[each.task]))
        for span in spans[each.task]:
            when.start.append(span.start)
            when.finish.append(span.finish)
            when.is_done.append(int(span.is_done))
    return pieces, when, rules


def _asking(plan: Plan, rows: dict[ResourceId, int]) -> Iterator[Assignment]:
    """Yield the assignments of people to tasks that are worked."""
    summaries = {task.parent for task in plan.tasks}
    working = {task.id for task in plan.tasks if task.is_active and task.id not in summaries}
    return (each for each in plan.assignments if each.resource in rows and each.task in working and each.units > 0)


def _spans(schedule: Schedule, tasks: dict[TaskId, Assignment]) -> dict[TaskId, list[Span]]:
    plan = schedule.plan
    hours = calendars_of_tasks(plan, tasks.keys())
    pauses = splits_of(plan)
    return {
        task.id: spans_of(_course(schedule, place, pauses[place]), hours[task.id])
        for place, task in enumerate(plan.tasks)
        if task.id in tasks
    }


def _course(schedule: Schedule, place: int, splits: Sequence[Split]) -> Course:
    task = schedule.plan.tasks[place]
    return Course(
        start=int(schedule.found.numbers("start")[place]),
        finish=int(schedule.found.numbers("finish")[place]),
        duration=task.duration,
        done=int(task.duration * task.percent_complete / 100 + 0.5),
        remaining=task.remaining,
        is_started=task.actual_start is not None,
        is_finished=task.actual_finish is not None or task.percent_complete >= 100,
        splits=splits,
    )


def _hours(plan: Plan, asking: Sequence[Assignment]) -> tuple[list[int], list[Rules]]:
    """Return the calendar in which each assignment is worked, as a place in the rules returned with them."""
    places: dict[str | None, int] = {calendar.id: place for place, calendar in enumerate(plan.calendars)}
    projects = {project.id: project for project in plan.projects}
    tasks = {task.id: task for task in plan.tasks}
    of_person = {person.id: places.get(person.calendar, PROJECTS) for person in plan.resources}
    keys = [_hours_of(tasks[each.task], projects, places, of_person[each.resource]) for each in asking]
    hours = {each: place for place, each in enumerate(dict.fromkeys(keys))}
    worked, calendars = worked_calendars({place: each for each, place in hours.items()}, plan.calendars)
    known = rules_of(plan.calendars)
    rules = [*known, *(each for each in calendars[len(known) :] if isinstance(each, Rules))]
    numbers = [each.of_project if worked[hours[each]] == PROJECTS else worked[hours[each]] for each in keys]
    elapsed = (tasks[each.task].is_elapsed for each in asking)
    return [PROJECTS if free or one is None else one for one, free in zip(numbers, elapsed, strict=True)], rules


def _hours_of(task: Task, projects: dict[ProjectId, Project], places: dict[str | None, int], person: int) -> Hours:
    project = projects[task.project]
    is_own = project.options is not None and task.kind is not TaskKind.RESOURCE_DEPENDENT
    return Hours(
        own=PROJECTS if project.options is not None and not is_own else places.get(task.calendar, PROJECTS),
        of_project=places.get(project.calendar),
        people=(person,),
        is_free=is_own or task.is_elapsed or (task.calendar is not None and task.ignores_resource_calendars),
    )
