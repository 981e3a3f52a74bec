"""What others did lately in projects: to whom one day is not like the other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.history import Event
from fairlead.work.models import Task


@dataclass(frozen=True, slots=True)
class TaskNews:
    """Somebody did something to a task."""

    task_id: int
    name: str
    project_id: int
    project: str
    event: Event


def task_news(*, project_ids: Collection[int], actor: Actor, since: datetime, limit: int = 10) -> list[TaskNews]:
    """Return what others than `actor` did to tasks of the projects since `since`, newest first. Two queries.

    Of one task only the newest. The caller has made sure that the projects may be seen.
    """
    inside = Task.objects.filter(project_id__in=project_ids).order_by().values("pk")
    rows = AuditEntry.objects.filter(scope=actor.workspace_id, at__gte=since, target="task", target_id__in=inside)
    newest: dict[int, AuditEntry] = {}
    for row in rows.exclude(actor=actor.person_id).order_by("-at", "-id")[: 8 * limit]:
        newest.setdefault(row.target_id, row)
    tasks = Task.objects.select_related("project").only("name", "project__name").in_bulk(list(newest)[:limit])
    return [
        TaskNews(id, tasks[id].name, tasks[id].project_id, tasks[id].project.name, _event(row))
        for id, row in newest.items()
        if id in tasks
    ]


def _event(row: AuditEntry) -> Event:
    return Event(row.at, row.actor_name, row.action, row.before, row.after, row.cause, ("a", row.pk))
