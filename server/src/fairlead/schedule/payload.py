"""The plan as a page draws it: one compact answer of columns, read by a fixed number of flat queries."""

from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import Q

from fairlead.access.rules import Action, Actor, ScopeKind
from fairlead.kernel.bulk import Integers
from fairlead.schedule.flags import TaskFlag, flags_of
from fairlead.schedule.loader import Loaded, load_plan
from fairlead.schedule.models import ProjectDates, Recalculation
from fairlead.schedule.scope import Scope, scope_of
from fairlead.work.models import Assignment, Blocker, Project, Task
from fairlead_engine.network import NONE
from fairlead_engine.plan import Calendar, DayShifts
from fairlead_engine.units import instant_of

Json = dict[str, Any]
_EPOCH = date(1970, 1, 1).toordinal()


def plan_json(kind: ScopeKind, id: int, name: str, *, projects: list[Project], actor: Actor, now: datetime) -> Json:
    """Return the plan of `projects`, all of one scope and visible to `actor`, for a page to draw.

    `now` is the wall clock. Fifteen queries at most, whatever the size.
    """
    if not projects:
        return _empty(kind, id, name, now)
    scope = scope_of(projects[0])
    loaded = load_plan(scope)
    shown = np.isin(loaded.project_ids, [project.pk for project in projects])
    return {
        "scope": {
            "kind": kind.value,
            "id": id,
            "name": name,
            "revision": revision_of(scope),
            "now": int(instant_of(now)),
        },
        "projects": _projects(projects, loaded, actor),
        "calendars": [_calendar(calendar) for calendar in loaded.calendars],
        "tasks": _tasks(projects, loaded, shown, actor),
        "links": _links(loaded, shown),
        "outside": _outside(projects, loaded, shown, actor),
    }


def revision_of(scope: Scope) -> int:
    """Return the revision of the plan of `scope`: its latest recalculation, 0 before the first. One query."""
    rows = Recalculation.objects.filter(**{"program_id" if scope.kind is ScopeKind.PROGRAM else "project_id": scope.id})
    return rows.order_by("-id").values_list("id", flat=True).first() or 0


def _empty(kind: ScopeKind, id: int, name: str, now: datetime) -> Json:
    scope = {"kind": kind.value, "id": id, "name": name, "revision": 0, "now": int(instant_of(now))}
    columns: tuple[str, ...] = (
        "id",
        "project",
        "parent",
        "name",
        "version",
        "duration",
        "flags",
        "percent",
        "start",
        "finish",
    )
    columns += ("total_slack", "constraint", "constraint_at", "deadline", "calendar")
    columns += ("driver_kind", "driver_task", "people", "blocked")
    links = ("id", "predecessor", "successor", "kind", "lag", "lag_kind", "version")
    return {
        "scope": scope,
        "projects": [],
        "calendars": [],
        "tasks": {column: [] for column in columns},
        "links": {column: [] for column in links},
        "outside": [],
    }


def _projects(projects: list[Project], loaded: Loaded, actor: Actor) -> list[Json]:
    places = {int(calendar.id): place for place, calendar in enumerate(loaded.calendars)}
    dates = ProjectDates.objects.in_bulk([project.pk for project in projects])
    return [
        {
            "id": project.pk,
            "name": project.title,
            "code": project.code,
            "kind": project.kind,
            "version": project.version,
            "calendar": places[project.calendar_id],
            "start": _minutes(found.start_at if (found := dates.get(project.pk)) else project.start_at),
            "finish": _minutes(found.finish_at if found else project.start_at),
            "finish_by": _minutes(project.finish_by_at),
            "percent": found.percent_complete if found else 0.0,
            "can_edit": actor.may(Action.EDIT_PROJECT, project.place),
            "can_progress": actor.may(Action.EDIT_PROGRESS, project.place),
            "minutes_per_day": project.minutes_per_day,
            "minutes_per_week": project.minutes_per_week,
            "days_per_month": project.days_per_month,
            "url": project.get_absolute_url(),
        }
        for project in projects
    ]


def _tasks(projects: list[Project], loaded: Loaded, shown: np.ndarray, actor: Actor) -> Json:
    ids = loaded.ids[shown].tolist()
    said = {name: values[shown] for name, values in loaded.said.items()}
    found = {name: values[shown] for name, values in loaded.found.items()}
    scope_projects = {project.pk: place for place, project in enumerate(projects)}
    calendars = {int(calendar.id): place for place, calendar in enumerate(loaded.calendars)}
    names = dict(Task.objects.filter(project__in=projects).values_list("id", "name"))
    people, mine = _people(projects, actor)
    blocked = dict(
        Blocker.objects.filter(task__project__in=projects, resolved_at=None).values_list("task_id", "reason")
    )
    own = np.isin(loaded.ids[shown], list(mine))
    return {
        "id": ids,
        "project": [scope_projects[project] for project in loaded.project_ids[shown].tolist()],
        "parent": loaded.parent_ids[shown].tolist(),
        "name": [names[id] for id in ids],
        "version": said["version"].tolist(),
        "duration": np.where(found["is_summary"] == 1, found["duration_minutes"], said["duration_minutes"]).tolist(),
        "flags": (flags_of(said, found) | np.where(own, int(TaskFlag.MINE), 0)).tolist(),
        "percent": loaded.percent_found[shown].tolist(),
        "start": found["start_at"].tolist(),
        "finish": found["finish_at"].tolist(),
        "total_slack": found["total_slack_minutes"].tolist(),
        "constraint": said["constraint"].tolist(),
        "constraint_at": _or_null(said["constraint_at"]),
        "deadline": _or_null(said["deadline_at"]),
        "calendar": [calendars.get(id, -1) for id in said["calendar_id"].tolist()],
        "driver_kind": found["driver_kind"].tolist(),
        "driver_task": np.where(found["driver_task_id"] == NONE, 0, found["driver_task_id"]).tolist(),
        "people": [people.get(id, "") for id in ids],
        "blocked": [blocked.get(id, "") for id in ids],
    }


def _people(projects: list[Project], actor: Actor) -> tuple[dict[int, str], set[int]]:
    """Return who is on each task in words, and the tasks that `actor` is on. One query."""
    words: dict[int, list[str]] = {}
    mine: set[int] = set()
    rows = Assignment.objects.filter(task__project__in=projects).order_by("task_id", "id")
    for task, name, units, person in rows.values_list("task_id", "resource__name", "units", "resource__person_id"):
        words.setdefault(task, []).append(name if units == 1 else f"{name} {round(units * 100)} %")
        if person == actor.person_id:
            mine.add(task)
    return {task: ", ".join(names) for task, names in words.items()}, mine


def _links(loaded: Loaded, shown: np.ndarray) -> Json:
    inside = loaded.ids[shown]
    links = loaded.links
    here = np.isin(links["predecessor_id"], inside) | np.isin(links["successor_id"], inside)
    return {name.removesuffix("_id"): values[here].tolist() for name, values in links.items()}


def _outside(projects: list[Project], loaded: Loaded, shown: np.ndarray, actor: Actor) -> list[Json]:
    """Return the tasks of other projects at the far end of a link; those that `actor` may not see have no name."""
    if shown.all():
        return []
    links, inside = loaded.links, loaded.ids[shown]
    before, after = (np.isin(links[end], inside) for end in ("predecessor_id", "successor_id"))
    far = np.unique(
        np.concatenate([links["successor_id"][before & ~after], links["predecessor_id"][after & ~before]])
    ).tolist()
    rows = Task.objects.filter(pk__in=far).select_related("project", "dates").order_by("pk")
    visible = set(
        Project.plans.visible_to(actor).filter(Q(program_id=projects[0].program_id)).values_list("pk", flat=True)
    )
    numbers = _numbers(loaded, far)
    return [_outside_row(task, numbers[task.pk], is_visible=task.project_id in visible) for task in rows]


def _numbers(loaded: Loaded, ids: list[int]) -> dict[int, int]:
    """Return the row number that each of the tasks `ids` has in its own project's plan, from 1."""
    _, firsts, project = np.unique(loaded.project_ids, return_index=True, return_inverse=True)
    places = np.flatnonzero(np.isin(loaded.ids, ids))
    return dict(zip(loaded.ids[places].tolist(), (places - firsts[project[places]] + 1).tolist(), strict=True))


def _outside_row(task: Task, number: int, *, is_visible: bool) -> Json:
    return {
        "id": task.pk,
        "number": number if is_visible else None,
        "name": task.name if is_visible else "",
        "project": task.project.name if is_visible else "",
        "code": task.project.code if is_visible else "",
        "start": _minutes(task.dates.start_at),
        "finish": _minutes(task.dates.finish_at),
        "url": task.get_absolute_url() if is_visible else "",
    }


def _calendar(calendar: Calendar) -> Json:
    return {
        "id": int(calendar.id),
        "name": calendar.name,
        "week": [_pairs(day or ()) for day in calendar.week],
        "exceptions": [
            [other.start.toordinal() - _EPOCH, other.finish.toordinal() - _EPOCH, _pairs(other.shifts)]
            for other in calendar.exceptions
        ],
    }


def _pairs(shifts: DayShifts) -> list[list[int]]:
    return [[shift.start, shift.finish] for shift in shifts]


def _or_null(values: Integers) -> list[int | None]:
    return [None if value == NONE else value for value in values.tolist()]


def _minutes(moment: datetime | None) -> int | None:
    return None if moment is None else int(instant_of(moment))
