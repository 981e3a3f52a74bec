"""Who of a program is asked for more than they have, by all that anybody asks of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fairlead.access.rules import Actor, ScopeKind
from fairlead.resources.models import Resource
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.hours import WORKING
from fairlead.schedule.leveling.load import WEEK, Asked, Demand, Span, asked_of, first_week
from fairlead.schedule.leveling.pieces import pieces_of
from fairlead.schedule.leveling.selectors import scope_to_level
from fairlead.schedule.loader import columns_of, load_plan
from fairlead.schedule.scope import Scope
from fairlead.work.models import Assignment, Project, Split
from fairlead_engine.plan import TaskId
from fairlead_engine.units import instant_of, moment_of
from fairlead_engine.worktime import WorkCalendar, rules_of


@dataclass(frozen=True, slots=True)
class Overloaded:
    """Somebody who is asked for too much: `peak` is a share of what they have, `over_minutes` are working ones.

    `project_count` counts the projects that ask, also those in other programs; `weeks` are the Mondays of those weeks.
    """

    id: int
    name: str
    peak: float
    over_minutes: float
    project_count: int
    weeks: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """Other dates and people than those that are said: `spans` in minutes since 1970 by task of the scope.

    A task that pauses has several. `places` has who comes, by task and whose place they take.
    """

    spans: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    places: Mapping[tuple[int, int], int] = field(default_factory=dict)


def overloaded(*, kind: ScopeKind, id: int, actor: Actor, now: datetime) -> list[Overloaded]:
    """Return who of a program, or of a project in none, is asked for too much from `now` on, the worst first.

    `now` is the wall clock. Nine queries, however many people and tasks;
    more where tasks pause.
    Raises: NotFound, Forbidden; Refused for a project that is in a program.
    """
    return overloads_in(scope_to_level(kind=kind, id=id, actor=actor), now=now)


def overloads_in(scope: Scope, *, now: datetime, trial: Trial | None = None) -> list[Overloaded]:
    """Return who of `scope` is asked for too much from `now`, the wall clock, on, the worst first. Seven queries.

    With a `trial`, if its dates and people were said. Where tasks of the scope pause, twenty.
    """
    trial = trial or Trial(_pausing(scope))
    asking: dict[int, list[_Row]] = {}
    for row in _rows(scope, now, trial):
        asking.setdefault(row.person, []).append(row)
    pool = Resource.objects.in_bulk(asking)
    calendars = engine_calendars(scope.workspace_id)
    rules = dict(zip((int(each.id) for each in calendars), rules_of(calendars), strict=True))
    known = {key: WorkCalendar(rule) for key, rule in rules.items() if rule.has_work}
    project = Project.plans.filter(**scope.project_filter).order_by("position", "id").first()
    usual = known.get(project.calendar_id) if project else None
    found = []
    for id, rows in asking.items():
        calendar = known.get(pool[id].calendar_id or 0) if pool[id].calendar_id else usual
        if calendar is not None and (asked := _asked(rows, pool[id], calendar, now)).total_over > 0:
            found.append(_found(pool[id], rows, asked, now))
    return sorted(found, key=lambda each: (-each.over_minutes, each.name))


@dataclass(frozen=True, slots=True)
class _Row:
    person: int
    task: int
    project: int
    units: float
    spans: Sequence[Span]
    is_ours: bool
    is_activities: bool


def _rows(scope: Scope, now: datetime, trial: Trial) -> Iterator[_Row]:
    """Yield all open assignments, in whichever program, of those who work in `scope`."""
    inside = {f"task__project__{name}": value for name, value in scope.project_filter.items()}
    ahead = Assignment.objects.filter(
        resource__kind__in=WORKING,
        task__is_active=True,
        task__is_milestone=False,
        task__dates__is_summary=False,
        task__dates__open_finish_at__gt=now,
    )
    people = set(ahead.filter(**inside).order_by().values_list("resource_id", flat=True).distinct())
    values = (
        ahead.filter(resource_id__in=people | set(trial.places.values()))
        .order_by("resource_id", "id")
        .values_list(
            *("resource_id", "task_id", "task__project_id", "units", "task__dates__start_at", "task__dates__finish_at"),
            "task__project__kind",
        )
    )
    ours = set(Project.plans.filter(**scope.project_filter).values_list("pk", flat=True))
    for who, task, project, units, begin, end, kind in values:
        spans = trial.spans.get(task) or [(int(instant_of(begin)), int(instant_of(end)))]
        person = trial.places.get((task, who), who)
        yield _Row(person, task, project, float(units), spans, project in ours, kind == Project.Kind.ACTIVITIES)


def _pausing(scope: Scope) -> dict[int, Sequence[Span]]:
    """Return when the tasks of `scope` that pause are worked on. One query where none does."""
    if not Split.objects.filter(
        **{f"task__project__{key}": value for key, value in scope.project_filter.items()}
    ).exists():
        return {}
    loaded = load_plan(scope)
    starts, finishes = (loaded.found[name].tolist() for name in ("start_at", "finish_at"))
    return {int(loaded.ids[t]): pieces for t, pieces in pieces_of(columns_of(loaded), starts, finishes).items()}


def _asked(rows: Iterable[_Row], who: Resource, calendar: WorkCalendar, now: datetime) -> Asked:
    spans = {TaskId(str(row.task)): row.spans for row in rows}
    demands = [Demand(TaskId(str(row.task)), row.units, row.is_ours) for row in rows]
    return asked_of(demands, spans, float(who.max_units), calendar, since=int(instant_of(now)))


def _found(who: Resource, rows: Iterable[_Row], asked: Asked, now: datetime) -> Overloaded:
    first = first_week(int(instant_of(now)))
    weeks = tuple(moment_of(first + week * WEEK) for week in sorted(asked.over))
    projects = {row.project for row in rows if not row.is_activities}
    return Overloaded(who.pk, who.name, asked.peak, asked.total_over, len(projects), weeks)
