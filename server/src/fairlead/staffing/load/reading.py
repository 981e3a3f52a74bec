"""From the tables to pieces of load: assignments, bookings and hours, in a fixed number of flat queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from fairlead.kernel.bulk import Integers, integers_of
from fairlead.kernel.fields import PlanMinutes
from fairlead.resources.models import Calendar
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.hours import WORKING
from fairlead.schedule.models import TaskDates
from fairlead.staffing.load.periods import Periods
from fairlead.work.models import Assignment, Project, Split, Task
from fairlead_engine.network import PROJECTS
from fairlead_engine.plan import Calendar as EngineCalendar
from fairlead_engine.plan import TaskKind
from fairlead_engine.units import MINUTES_PER_DAY, moment_of
from fairlead_engine.worktime import Rules, rules_of

MANY = 4  # as that part of the pool, members are many
BATCH = 10_000
IS_ELAPSED, IGNORES, IS_DONE, IS_SPECIAL, BY_RESOURCE = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class Hours:
    """The calendars of a workspace by their place; `usual` is that of who has none, PROJECTS where there is none."""

    calendars: list[EngineCalendar]
    rules: list[Rules]
    places: dict[int, int]
    usual: int

    def place(self, calendar_id: int | None) -> int:
        """Return where a calendar stands, `usual` for None."""
        return self.usual if calendar_id is None else self.places[calendar_id]


@dataclass(frozen=True, slots=True)
class Assigned:
    """Assignments to tasks that are worked in some days, one entry each; keys are primary keys.

    `calendar` is that of the task itself, 0 for none. `hundredths` of a person, `work` and `delay` in minutes, work
    below 0 where none was said. `flags` adds up the marks of the task.
    """

    resource: Integers
    task: Integers
    project: Integers
    calendar: Integers
    flags: Integers
    start: Integers
    finish: Integers
    hundredths: Integers
    work: Integers
    delay: Integers

    def only(self, keep: NDArray[np.bool_]) -> "Assigned":
        """Return the entries that are marked in `keep`."""
        return Assigned(*(getattr(self, each.name)[keep] for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Progress:
    """A task that pauses, or has begun and is not finished: what its course depends on; `None` where not said."""

    duration: int
    percent: int
    done: int | None
    remaining: int | None
    is_started: bool
    splits: tuple[tuple[int, int], ...]
    people: tuple[int | None, ...]


def hours_read(workspace_id: int) -> Hours:
    """Return the calendars of a workspace. Four queries."""
    calendars = engine_calendars(workspace_id)
    places = {int(each.id): place for place, each in enumerate(calendars)}
    shared = Calendar.objects.filter(workspace_id=workspace_id, resource__isnull=True)
    usual = shared.order_by("-is_default", "id").values_list("pk", flat=True).first()
    return Hours(calendars, rules_of(calendars), places, PROJECTS if usual is None else places[usual])


def projects_read(workspace_id: int) -> dict[int, tuple[int, bool]]:
    """Return the calendar of each project of a workspace, and whether P6's rules hold in it. One query."""
    by_p6 = Case(When(options__isnull=False, then=Value(1)), default=Value(0))
    rows = Project.plans.filter(workspace_id=workspace_id).annotate(by_p6=by_p6)
    return {id: (calendar, by_p6 == 1) for id, calendar, by_p6 in rows.values_list("pk", "calendar_id", "by_p6")}


def assigned_read(members: Collection[int], pool: Collection[int], periods: Periods, workspace_id: int) -> Assigned:
    """Return what is assigned to `members` of the `pool` with a day among those of `periods`. Two queries."""
    keys = np.fromiter(members, np.int64)
    is_many = len(keys) * MANY >= len(pool)
    dates, asked = _dates(periods, workspace_id), Assignment.objects.filter(units__gt=0)
    if is_many:  # asked by person, a database would look up every task by itself: five times the reading through
        asked = asked.filter(task__in=dates.values("task"))
    else:
        asked = asked.filter(resource__in=members)
        dates = dates.filter(task__in=asked.values("task"))
    entries = integers_of(asked.order_by().values_list(*_asked_columns()), 5, hundredths={2})
    tasks = integers_of(dates.filter(task__is_active=True).values_list(*_task_columns()), 6)
    return _joined(entries[np.isin(entries[:, 0], keys)] if is_many else entries, tasks)


def _joined(entries: Integers, tasks: Integers) -> Assigned:
    """Return the entries whose tasks are there, with what is to know of these."""
    order = np.argsort(tasks[:, 0])
    known = tasks[order, 0]
    place = np.searchsorted(known, entries[:, 1])
    is_there = place < len(known)
    is_there[is_there] = known[place[is_there]] == entries[is_there, 1]
    resource, task, *amounts = np.ascontiguousarray(entries[is_there].T)
    _, *about = np.ascontiguousarray(tasks[order[place[is_there]]].T)
    return Assigned(resource, task, *about, *amounts)


def progress_read(assigned: Assigned) -> dict[int, Progress]:
    """Return what the course of every special task of `assigned` depends on. Three queries for each BATCH of them."""
    tasks = np.unique(assigned.task[assigned.flags & IS_SPECIAL > 0]).tolist()
    found: dict[int, Progress] = {}
    for first in range(0, len(tasks), BATCH):
        found |= _progress(tasks[first : first + BATCH])
    return found


def _progress(tasks: Sequence[int]) -> dict[int, Progress]:
    splits: dict[int, list[tuple[int, int]]] = {}
    pauses = Split.objects.filter(task__in=tasks).order_by("task_id", "after_minutes")
    for task, after, pause in pauses.values_list("task_id", "after_minutes", "pause_minutes"):
        splits.setdefault(task, []).append((after, pause))
    people: dict[int, list[int | None]] = {}
    on_it = Assignment.objects.filter(task__in=tasks, resource__kind__in=WORKING).order_by("task_id", "id")
    for task, calendar in on_it.values_list("task_id", "resource__calendar_id"):
        people.setdefault(task, []).append(calendar)
    fields = ("pk", "duration_minutes", "percent_complete", "done_minutes", "remaining_minutes", "actual_start_at")
    return {
        id: Progress(duration, percent, done, left, begun is not None, tuple(splits.get(id, ())), tuple(people[id]))
        for id, duration, percent, done, left, begun in Task.objects.filter(pk__in=tasks).values_list(*fields)
    }


def _dates(periods: Periods, workspace_id: int) -> "QuerySet[TaskDates]":
    """Return the dates of tasks with a day among those of `periods`, but for what closed projects left undone."""
    begin, end = (moment_of(day * MINUTES_PER_DAY) for day in (periods.first, periods.first + periods.days))
    in_time = TaskDates.objects.filter(is_summary=False, start_at__lt=end, finish_at__gte=begin)
    left = Q(project__closed_at__isnull=False, open_finish_at__isnull=True, percent_complete__lt=100)
    return in_time.filter(~left, project__workspace_id=workspace_id).order_by()


def _asked_columns() -> list[Any]:
    return [
        "resource_id",
        "task_id",
        "units",
        Coalesce(F("work_minutes"), Value(-1), output_field=BigIntegerField()),
        "delay_minutes",
    ]


def _task_columns() -> list[Any]:
    return [
        "task_id",
        "project_id",
        Coalesce(F("task__calendar_id"), Value(0), output_field=BigIntegerField()),
        _flags(),
        PlanMinutes(F("start_at")),
        PlanMinutes(F("finish_at")),
    ]


def _flags() -> Any:
    has_begun = Q(task__percent_complete__gt=0) | Q(task__actual_start_at__isnull=False)
    pauses = Exists(Split.objects.filter(task=OuterRef("task")))
    marks = {
        IS_ELAPSED: Q(task__is_elapsed=True),
        IGNORES: Q(task__ignores_resource_calendars=True),
        IS_DONE: Q(task__percent_complete=100),
        IS_SPECIAL: Q(task__percent_complete__lt=100) & (has_begun | Q(pauses)),  # its course is not its bar
        BY_RESOURCE: Q(task__kind=TaskKind.RESOURCE_DEPENDENT.value),
    }
    cases = [Case(When(holds, then=Value(mark)), default=Value(0)) for mark, holds in marks.items()]
    return sum(cases[1:], start=cases[0])
