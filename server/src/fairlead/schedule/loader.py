"""From the tables to the engine: a program's plan as arrays, in a fixed number of flat queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Case, CharField, Expression, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Round
from numpy.typing import NDArray

from fairlead.access.rules import ScopeKind
from fairlead.kernel.bulk import SOME_KEY, Integers, Statement, integers_by, statement_of
from fairlead.kernel.fields import PlanMinutes, PlanTimeField
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.hours import People, hours_of, people_of
from fairlead.schedule.p6 import columns_by_p6
from fairlead.schedule.scope import Scope
from fairlead.work.models import Link, Project, Split, Task
from fairlead_engine.network import NONE, Columns, worked_calendars
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import Calendar, TaskKind
from fairlead_engine.worktime import Rules

Indexes = NDArray[np.int64]

SAID = (
    "duration_minutes",
    "is_elapsed",
    "is_estimated",
    "is_milestone",
    "is_manual",
    "is_active",
    "calendar_id",
    "ignores_resource_calendars",
    "constraint",
    "constraint_at",
    "deadline_at",
    "manual_start_at",
    "manual_finish_at",
    "actual_start_at",
    "actual_finish_at",
    "percent_complete",
    "done_minutes",
    "stop_at",
    "resume_at",
    "leveling_delay_minutes",
    "version",
)
FOUND = (
    "start_at",
    "finish_at",
    "early_start_at",
    "early_finish_at",
    "late_start_at",
    "late_finish_at",
    "total_slack_minutes",
    "free_slack_minutes",
    "is_critical",
    "is_summary",
    "duration_minutes",
    "open_finish_at",
    "driver_kind",
    "driver_link_id",
    "driver_task_id",
    "driver_at",
)
P6_SAID = (
    "kind",
    "second_constraint",
    "second_constraint_at",
    "remaining_minutes",
    "expected_finish_at",
    "outside_start_at",
    "outside_finish_at",
)
LINK = ("id", "predecessor_id", "successor_id", "kind", "lag", "lag_kind", "version")
PROJECT = (
    "id",
    "start_at",
    "finish_by_at",
    "from_finish",
    "calendar_id",
    "status_at",
    "must_finish_at",
    "reschedules_uncompleted",
    "honors_constraints",
    "critical_limit_minutes",
    "has_multiple_paths",
)
SPLIT = ("task_id", "after_minutes", "pause_minutes")
_TASK_KEYS = ("id", "project_id", "parent_id")


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What the dates of a project depend on, besides its tasks; instants are minutes since 1970.

    `options` None means that Microsoft Project's rules hold, else P6's do. `found_finish` is the finish found last,
    NONE before the first time.
    """

    id: int
    start: int
    finish: int
    from_finish: bool
    calendar_id: int
    status: int
    must_finish: int
    reschedules: bool
    honors_constraints: bool
    critical_limit: int
    has_multiple_paths: bool
    is_closed: bool
    options: ScheduleOptions | None
    found_finish: int = NONE

    @property
    def opens_critical(self) -> bool:
        """Whether a task that nothing follows has no slack."""
        return self.has_multiple_paths or (self.options is not None and self.options.opens_critical)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scope as said and as last found; arrays have one entry per task in outline order, or per link.

    `people` has the calendars of those who work on a task, where any has one.
    `ids`, `project_ids` and `parent_ids` are primary keys (0 for no parent); `said` and `found` hold the
    columns of SAID, of P6_SAID where P6's rules hold in any project, and of FOUND; NONE stands for no value.
    Tasks never scheduled have `is_new`. `splits` has a row for each pause: the key of its task, the work before it,
    and its length in minutes.
    """

    scope: Scope
    projects: list[ProjectSettings]
    calendars: list[Calendar]
    people: People
    ids: Indexes
    project_ids: Indexes
    parent_ids: Indexes
    said: dict[str, Integers]
    found: dict[str, Integers]
    percent_found: NDArray[np.float64]
    is_new: NDArray[np.bool_]
    links: dict[str, Integers]
    splits: Integers

    def index_of(self, task_id: int) -> int:
        """Return where a task stands in the arrays."""
        return int(np.flatnonzero(self.ids == task_id)[0])


def load_plan(scope: Scope) -> Loaded:
    """Return all that the engine needs of `scope`, with what it found last time.

    Nine queries, ten where people have hours of their own.

    Tasks of projects stand in the order of their projects, then of the outline.
    """
    projects = _projects(scope)
    is_p6 = any(project.options is not None for project in projects)
    keys, said, found, percent = _tasks(scope, (*SAID, *P6_SAID) if is_p6 else SAID)
    return Loaded(
        scope=scope,
        projects=projects,
        calendars=engine_calendars(scope.workspace_id),
        people=people_of(scope),
        ids=keys[:, 0],
        project_ids=keys[:, 1],
        parent_ids=np.where(keys[:, 2] == NONE, 0, keys[:, 2]),
        said=said,
        found=found,
        percent_found=percent,
        is_new=found["start_at"] == NONE,
        links=_links(scope),
        splits=_splits(scope),
    )


def columns_of(loaded: Loaded) -> Columns:
    """Return `loaded` as the engine takes it: ids become indexes, absent calendars the project's."""
    said, links = loaded.said, loaded.links
    calendar_ids = [int(calendar.id) for calendar in loaded.calendars]
    project_ids = [project.id for project in loaded.projects]
    calendar, calendars = _worked(loaded)
    given: dict[str, Any] = {
        "project": _places(loaded.project_ids, project_ids),
        "parent": _places(loaded.parent_ids, loaded.ids),
        "duration": said["duration_minutes"],
        "is_elapsed": said["is_elapsed"],
        "is_milestone": said["is_milestone"],
        "is_manual": said["is_manual"],
        "is_active": said["is_active"],
        "calendar": calendar,
        "constraint": said["constraint"],
        "constraint_at": said["constraint_at"],
        "deadline": said["deadline_at"],
        "manual_start": said["manual_start_at"],
        "manual_finish": said["manual_finish_at"],
        "actual_start": said["actual_start_at"],
        "actual_finish": said["actual_finish_at"],
        "percent": _percent(said),
        "stop_at": said["stop_at"],
        "resume_at": said["resume_at"],
        "leveling_delay": said["leveling_delay_minutes"],
        "split_task": _places(loaded.splits[:, 0], loaded.ids),
        "split_after": np.ascontiguousarray(loaded.splits[:, 1]),
        "split_pause": np.ascontiguousarray(loaded.splits[:, 2]),
        "predecessor": _places(links["predecessor_id"], loaded.ids),
        "successor": _places(links["successor_id"], loaded.ids),
        "link_kind": links["kind"],
        "lag": links["lag"],
        "lag_kind": links["lag_kind"],
        "project_start": [project.start for project in loaded.projects],
        "project_calendar": _places(
            np.array([project.calendar_id for project in loaded.projects], dtype=np.int64), calendar_ids
        ),
        "project_finish": [project.finish for project in loaded.projects],
        "project_from_finish": [int(project.from_finish) for project in loaded.projects],
        "project_opens_critical": [int(project.opens_critical) for project in loaded.projects],
        "project_must_finish_at": [project.must_finish for project in loaded.projects],
        "project_reschedules": [int(project.reschedules) for project in loaded.projects],
        "project_status_at": [project.status for project in loaded.projects],
        "project_critical_limit": [project.critical_limit for project in loaded.projects],
        "project_honors_constraints": [int(project.honors_constraints) for project in loaded.projects],
        "calendars": calendars,
    }
    options = [(each.calendar_id, each.options) for each in loaded.projects]
    return Columns(**given | columns_by_p6(given, said, loaded.ids, options, loaded.calendars))


def _worked(loaded: Loaded) -> tuple[NDArray[np.int32], list[Calendar | Rules]]:
    """Return the calendar that each task is worked in, and all calendars."""
    said = loaded.said
    own = _places(said["calendar_id"], [int(calendar.id) for calendar in loaded.calendars])
    of_project = {project.id: project.calendar_id for project in loaded.projects}
    hours = {}
    places = {id: place for place, id in enumerate(loaded.ids.tolist())} if loaded.people else {}
    for task, people in loaded.people.items():
        place = places[task]
        key = int(said["calendar_id"][place])
        hours[place] = hours_of(
            loaded.calendars,
            own=None if key == NONE else key,
            of_project=of_project[int(loaded.project_ids[place])],
            people=people,
            is_free=bool(said["is_elapsed"][place] or (key != NONE and said["ignores_resource_calendars"][place])),
        )
    worked, calendars = worked_calendars(hours, loaded.calendars)
    for place, calendar in worked.items():
        own[place] = calendar
    return own, calendars


def _percent(said: dict[str, Integers]) -> NDArray[np.float64]:
    """Return what is complete of each task, exactly where its minutes are known."""
    duration, done = said["duration_minutes"], said["done_minutes"]
    percent = said["percent_complete"].astype(np.float64)
    is_known = (done != NONE) & (duration > 0)
    percent[is_known] = 100.0 * done[is_known] / duration[is_known]
    return percent


def _projects(scope: Scope) -> list[ProjectSettings]:
    some = Q(options__isnull=False) | Q(closed_at__isnull=False)
    special = list(Project.plans.filter(some, **scope.project_filter).only("options", "closed_at"))
    options = {project.pk: project.schedule_options for project in special if project.options is not None}
    closed = {project.pk for project in special if project.closed_at is not None}
    found: list[list[int]] = integers_by(_projects_asked(scope.kind, connection.vendor), key=scope.id).tolist()
    return [
        ProjectSettings(
            id=id,
            start=start,
            finish=finish,
            from_finish=bool(backward),
            calendar_id=calendar,
            status=status,
            must_finish=must,
            reschedules=bool(reschedules),
            honors_constraints=bool(honors),
            critical_limit=limit,
            has_multiple_paths=bool(paths),
            is_closed=id in closed,
            options=options.get(id),
            found_finish=last,
        )
        for id, start, finish, backward, calendar, status, must, reschedules, honors, limit, paths, last in found
    ]


def _tasks(
    scope: Scope, said_names: Sequence[str]
) -> tuple[Integers, dict[str, Integers], dict[str, Integers], NDArray[np.float64]]:
    names = [*_TASK_KEYS, *said_names]
    rows = integers_by(_tasks_asked(scope.kind, tuple(said_names), connection.vendor), key=scope.id)
    keys, said = rows[:, : len(_TASK_KEYS)], rows[:, len(_TASK_KEYS) : len(names)]
    found = rows[:, len(names) : -1]
    return (
        keys,
        {name: np.ascontiguousarray(said[:, place]) for place, name in enumerate(said_names)},
        {name: np.ascontiguousarray(found[:, place]) for place, name in enumerate(FOUND)},
        rows[:, -1] / 100.0,
    )


def _links(scope: Scope) -> dict[str, Integers]:
    rows = integers_by(_links_asked(scope.kind, connection.vendor), key=scope.id)
    return {name: np.ascontiguousarray(rows[:, place]) for place, name in enumerate(LINK)}


def _splits(scope: Scope) -> Integers:
    return integers_by(_splits_asked(scope.kind, connection.vendor), key=scope.id)


# What is asked of the database at every edit is put into its words once for a kind of scope, for any key.


@cache
def _projects_asked(kind: ScopeKind, _vendor: str) -> Statement:
    rows = Project.plans.filter(**Scope(kind, SOME_KEY, 0).project_filter).order_by("position", "id")
    finish = integer(Project, "finish_at", through="dates")
    return statement_of(rows.values_list(*(integer(Project, name) for name in PROJECT), finish), len(PROJECT) + 1)


@cache
def _tasks_asked(kind: ScopeKind, said_names: tuple[str, ...], _vendor: str) -> Statement:
    expressions: list[Expression] = [integer(Task, name) for name in (*_TASK_KEYS, *said_names)]
    expressions += [integer(Task, name, through="dates") for name in FOUND]
    # Hundredths of a percent: the one fraction among integers. 0.29 times 100 is a little below 29.
    percent = Cast(Round(F("dates__percent_complete") * 100), BigIntegerField())
    rows = _of_some(Task.objects.all(), kind, "project").order_by("project__position", "project_id", "position", "id")
    return statement_of(rows.values_list(*expressions, Coalesce(percent, Value(NONE))), len(expressions) + 1)


@cache
def _links_asked(kind: ScopeKind, _vendor: str) -> Statement:
    rows = _of_some(Link.objects.all(), kind, "successor__project").order_by("id")
    return statement_of(rows.values_list(*(integer(Link, name) for name in LINK)), len(LINK))


@cache
def _splits_asked(kind: ScopeKind, _vendor: str) -> Statement:
    rows = _of_some(Split.objects.all(), kind, "task__project").order_by("task_id", "after_minutes")
    return statement_of(rows.values_list(*(integer(Split, name) for name in SPLIT)), len(SPLIT))


def _of_some(rows: "QuerySet[Any]", kind: ScopeKind, path: str) -> "QuerySet[Any]":
    some = Scope(kind, SOME_KEY, 0).project_filter
    return rows.filter(**{f"{path}__{name}": value for name, value in some.items()})


def integer(model: Any, name: str, *, through: str = "") -> Expression:
    """Return the field `name` of `model`, or of its one relation `through`, as a whole number; NONE for null."""
    owner = model._meta.get_field(through).related_model if through else model
    path = f"{through}__{name}" if through else name
    number: Any = F(path)
    field = owner._meta.get_field(name)
    if isinstance(field, PlanTimeField):
        number = PlanMinutes(number)
    elif isinstance(field, BooleanField):
        number = Case(When(**{path: True}, then=Value(1)), default=Value(0))
    elif isinstance(field, CharField):  # the kind of a task, by its place among kinds
        number = Case(*(When(**{path: kind.value}, then=Value(place)) for place, kind in enumerate(TaskKind)))
    return Coalesce(number, Value(NONE), output_field=BigIntegerField())


def _places(keys: Integers, of: Sequence[int] | Integers) -> NDArray[np.int32]:
    """Return where each of `keys` stands in `of`, -1 for one that is not there."""
    known = np.asarray(of, dtype=np.int64)
    if not len(known):
        return np.full(len(keys), -1, dtype=np.int32)
    order = np.argsort(known, kind="stable")
    spots = np.searchsorted(known, keys, sorter=order)
    places = order[np.minimum(spots, len(known) - 1)]
    return np.where(known[places] == keys, places, -1).astype(np.int32)
