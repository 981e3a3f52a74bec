"""The tasks that somebody is on, in the order to do them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairlead.access.rules import Actor
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Assignment, Blocker
from fairlead.work.selectors import visible_through

_FIELDS = (
    *("task_id", "task__name", "task__version", "project_id", "project__name"),
    *("start_at", "finish_at", "percent_complete"),
)


@dataclass(frozen=True, slots=True)
class MyTask:
    """A task of mine that is not done; `is_now` says that it should be in hand.

    `days_late` is 0 where it should have been done today, None where it is not late. `blocked` is the reason, empty
    where it can go on.
    """

    id: int
    name: str
    version: int
    project_id: int
    project: str
    start_at: datetime
    finish_at: datetime
    percent_complete: float
    blocked: str
    days_late: int | None
    is_now: bool


def my_tasks(*, actor: Actor, now: datetime, limit: int = 30) -> list[MyTask]:
    """Return the open tasks that `actor` is on, at most `limit`. Two queries.

    First those to be in hand, by when they end, then the others by when they begin. `now` is the wall clock. Tasks of
    projects that they may not see are left out.
    """
    mine = Assignment.objects.filter(resource__person_id=actor.person_id).values("task_id")
    found = TaskDates.objects.filter(visible_through("project", actor), task_id__in=mine, open_finish_at__isnull=False)
    rows = list(found.order_by("start_at", "finish_at", "task_id").values_list(*_FIELDS)[:limit])
    ids = [row[0] for row in rows]
    blocked = dict(Blocker.objects.filter(task_id__in=ids, resolved_at=None).values_list("task_id", "reason"))
    tasks = [MyTask(*(*row, blocked.get(row[0], ""), _late(row[6], now), row[5] <= now)) for row in rows]
    return sorted(tasks, key=lambda task: (not task.is_now, task.finish_at if task.is_now else task.start_at))


def _late(finish: datetime, now: datetime) -> int | None:
    """Return how many days ago the last day of a task was, 0 for today; None where it is ahead."""
    return (now.date() - (finish - timedelta(minutes=1)).date()).days if finish < now else None
