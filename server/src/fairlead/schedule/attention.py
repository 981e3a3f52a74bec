"""Tasks by what they need: the rows behind the counts of projects and programs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fairlead.access.rules import Actor
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Assignment, Blocker, Project

TaskKey = tuple[datetime, int]


class Show(StrEnum):
    """Which tasks; subtasks that are active, never summaries."""

    ATTENTION = "attention"  # late or blocked
    LATE = "late"  # should be done by now
    BLOCKED = "blocked"
    DEADLINE = "deadline"  # open, and finish past their deadline
    CONSTRAINT = "constraint"  # open, and cannot keep a constraint or deadline
    CRITICAL = "critical"
    MISSED = "missed"  # a milestone that should be reached by now
    MILESTONE = "milestone"  # still to come
    SOON = "soon"  # to be done within a week
    NOBODY = "nobody"  # nobody is on it, and it is to begin within two weeks
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what a list shows of it; `blocked` is the reason, empty where it can go on.

    `days_late` is 0 where it should have been done today.
    """

    id: int
    name: str
    project_id: int
    project: str
    project_code: str
    start_at: datetime
    finish_at: datetime
    percent_complete: float
    is_critical: bool
    total_slack_minutes: int
    deadline_at: datetime | None
    people: tuple[str, ...]
    blocked: str
    is_late: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some rows of a list, and the key after which the next page begins; None at its end."""

    rows: list[TaskRow]
    next: TaskKey | None


_IS_OPEN = Q(open_finish_at__isnull=False)
_IS_BLOCKED = Q(Exists(Blocker.objects.filter(task_id=OuterRef("pk"), resolved_at=None)))
_SOON, _AHEAD = timedelta(days=7), timedelta(days=14)
_IS_ALONE = ~Q(Exists(Assignment.objects.filter(task_id=OuterRef("pk"))))
_WHICH: dict[Show, Callable[[datetime], Q]] = {
    Show.ATTENTION: lambda now: _IS_OPEN & (Q(open_finish_at__lt=now) | _IS_BLOCKED),
    Show.LATE: lambda now: Q(open_finish_at__lt=now),
    Show.BLOCKED: lambda _now: _IS_BLOCKED & Q(project__closed_at=None),
    Show.DEADLINE: lambda _now: _IS_OPEN & Q(task__deadline_at__lt=F("finish_at")),
    Show.CONSTRAINT: lambda _now: _IS_OPEN & Q(total_slack_minutes__lt=0),
    Show.CRITICAL: lambda _now: Q(is_critical=True, is_summary=False, task__is_active=True),
    Show.MISSED: lambda now: Q(open_finish_at__lt=now, task__is_milestone=True),
    Show.MILESTONE: lambda _now: _IS_OPEN & Q(task__is_milestone=True),
    Show.SOON: lambda now: Q(open_finish_at__gte=now, open_finish_at__lt=now + _SOON),
    Show.NOBODY: lambda now: _IS_OPEN & _IS_ALONE & Q(start_at__lt=now + _AHEAD, task__is_milestone=False),
    Show.OPEN: lambda _now: _IS_OPEN,
    Show.DONE: lambda _now: Q(is_summary=False, task__is_active=True, percent_complete__gte=100),
}
_ALSO_DONE = (Show.CRITICAL, Show.BLOCKED, Show.DONE)
_FIELDS = (
    "task_id",
    "task__name",
    "project_id",
    "project__name",
    "project__code",
    "start_at",
    "finish_at",
    "percent_complete",
    "is_critical",
    "total_slack_minutes",
    "task__deadline_at",
)


def tasks_shown(show: Show, now: datetime) -> QuerySet[TaskDates]:
    """Return what is found of the tasks that are to be shown, in whichever project; `now` is the wall clock."""
    return TaskDates.objects.filter(_WHICH[show](now))


def task_rows(
    *,
    actor: Actor,
    now: datetime,
    show: Show,
    program_id: int | None = None,
    project_ids: Collection[int] | None = None,
    resource_id: int | None = None,
    after: TaskKey | None = None,
    limit: int = 50,
) -> TaskPage:
    """Return tasks that `actor` may see, of a program, of projects or of a resource, by finish, behind the key `after`.

    `now` is the wall clock, by which late is judged. Three queries.
    """
    projects = Project.plans.visible_to(actor)
    if project_ids is not None:
        projects = projects.filter(pk__in=project_ids)
    elif program_id is not None:
        projects = projects.filter(program_id=program_id)
    found = tasks_shown(show, now).filter(project_id__in=projects.order_by().values("pk"))
    if resource_id is not None:
        found = found.filter(Exists(Assignment.objects.filter(task=OuterRef("task_id"), resource=resource_id)))
    # What is open finishes when it did; asked so, an index finds the first of very many, and only these are read.
    finish = "finish_at" if show in _ALSO_DONE else "open_finish_at"
    if after is not None:
        found = found.filter(Q(**{f"{finish}__gt": after[0]}) | Q(**{finish: after[0]}, task_id__gt=after[1]))
    first = found.order_by(finish, "task_id").values("task_id")[: limit + 1]
    of_these = TaskDates.objects.filter(task_id__in=first).order_by("finish_at", "task_id")
    rows = list(of_these.values_list(*_FIELDS))
    shown = rows[:limit]
    key = (shown[-1][6], shown[-1][0]) if len(rows) > limit else None
    ids = [row[0] for row in shown]
    people, blocked = _people(ids), _blocked(ids)
    return TaskPage([_row(row, people.get(row[0], ()), blocked.get(row[0], ""), now) for row in shown], key)


def _row(values: tuple[Any, ...], people: tuple[str, ...], blocked: str, now: datetime) -> TaskRow:
    finish, percent = values[6], values[7]
    is_late = percent < 100 and finish < now
    days_late = (now.date() - (finish - timedelta(minutes=1)).date()).days if is_late else 0
    return TaskRow(*(*values, people, blocked, is_late, days_late))


def _people(ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Assignment.objects.filter(task_id__in=ids).order_by("resource__name", "pk")
    for task_id, name in rows.values_list("task_id", "resource__name"):
        found[task_id] = (*found.get(task_id, ()), name)
    return found


def _blocked(ids: list[int]) -> dict[int, str]:
    return dict(Blocker.objects.filter(task_id__in=ids, resolved_at=None).values_list("task_id", "reason"))
