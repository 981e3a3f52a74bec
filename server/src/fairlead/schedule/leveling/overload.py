"""Who of a program is asked for more than they have, by all that anybody asks of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor, ScopeKind
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.hours import WORKING
from fairlead.schedule.leveling.load import Asked, Demand, asked_of
from fairlead.schedule.leveling.selectors import scope_to_level
from fairlead.schedule.scope import Scope
from fairlead.work.models import Assignment, Project
from fairlead_engine.plan import TaskId
from fairlead_engine.units import instant_of
from fairlead_engine.worktime import WorkCalendar, rules_of


@dataclass(frozen=True, slots=True)
class Overloaded:
    """Somebody who is asked for too much: `peak` is a share of what they have, `over_minutes` are working ones.

    `project_count` counts the projects that ask, also those in other programs.
    """

    id: int
    name: str
    peak: float
    over_minutes: float
    project_count: int


def overloaded(*, kind: ScopeKind, id: int, actor: Actor, now: datetime) -> list[Overloaded]:
    """Return who of a program, or of a project in none, is asked for too much from `now` on, the worst first.

    `now` is the wall clock. Seven queries at most, however many people and tasks.
    Raises: NotFound, Forbidden; Refused for a project that is in a program.
    """
    scope = scope_to_level(kind=kind, id=id, actor=actor)
    rows: dict[int, list[_Row]] = {}
    for row in _rows(scope, now):
        rows.setdefault(row.person, []).append(row)
    calendars = engine_calendars(scope.workspace_id)
    rules = dict(zip((int(each.id) for each in calendars), rules_of(calendars), strict=True))
    known = {key: WorkCalendar(rule) for key, rule in rules.items() if rule.has_work}
    project = Project.objects.filter(**scope.project_filter).order_by("position", "id").first()
    usual = known.get(project.calendar_id) if project else None
    found = [
        _found(each, asked)
        for each in rows.values()
        if (calendar := known.get(each[0].calendar) if each[0].calendar else usual) is not None
        and (asked := _asked(each, calendar, now)).total_over > 0
    ]
    return sorted(found, key=lambda each: (-each.over_minutes, each.name))


@dataclass(frozen=True, slots=True)
class _Row:
    person: int
    name: str
    most: float
    calendar: int | None
    task: int
    project: int
    units: float
    start: datetime
    finish: datetime
    is_ours: bool


def _rows(scope: Scope, now: datetime) -> Iterable[_Row]:
    """Yield all open assignments, in whichever program, of those who work in `scope`."""
    inside = {f"task__project__{name}": value for name, value in scope.project_filter.items()}
    ahead = Assignment.objects.filter(
        resource__kind__in=WORKING,
        task__is_active=True,
        task__is_milestone=False,
        task__dates__is_summary=False,
        task__dates__open_finish_at__gt=now,
    )
    people = list(ahead.filter(**inside).order_by().values_list("resource_id", flat=True).distinct())
    values = (
        ahead.filter(resource_id__in=people)
        .order_by("resource_id", "id")
        .values_list(
            *("resource_id", "resource__name", "resource__max_units", "resource__calendar_id", "task_id"),
            *("task__project_id", "units", "task__dates__start_at", "task__dates__finish_at"),
        )
    )
    ours = set(Project.objects.filter(**scope.project_filter).values_list("pk", flat=True))
    for who, name, most, calendar, task, project, units, start, finish in values:
        yield _Row(who, name, float(most), calendar, task, project, float(units), start, finish, project in ours)


def _asked(rows: list[_Row], calendar: WorkCalendar, now: datetime) -> Asked:
    spans = {TaskId(str(row.task)): (int(instant_of(row.start)), int(instant_of(row.finish))) for row in rows}
    demands = [Demand(TaskId(str(row.task)), row.units, row.is_ours) for row in rows]
    return asked_of(demands, spans, rows[0].most, calendar, since=int(instant_of(now)))


def _found(rows: list[_Row], asked: Asked) -> Overloaded:
    first = rows[0]
    return Overloaded(first.person, first.name, asked.peak, asked.total_over, len({row.project for row in rows}))
