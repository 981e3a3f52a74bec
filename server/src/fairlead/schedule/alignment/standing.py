"""How every project stands that somebody may see, in bulk: where the strategy learns the health of projects."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from fairlead.access.rules import Actor
from fairlead.schedule.models import TaskDates
from fairlead.schedule.rules import Health, ProjectFacts, project_health
from fairlead.work.models import Blocker, Project

_FIELDS = (
    "pk",
    "name",
    "code",
    "program_id",
    "finish_by_at",
    "dates__finish_at",
    "dates__percent_complete",
    "dates__work_minutes",
    "dates__task_count",
    "dates__done_count",
    "dates__missed_deadline_count",
    "dates__unmet_constraint_count",
)


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project with what the strategy needs to know of it; without dates before anything was scheduled."""

    id: int
    name: str
    code: str
    program_id: int | None
    finish_by_at: datetime | None
    finish_at: datetime | None
    percent_complete: float
    work_minutes: int
    task_count: int
    health: Health


def project_standings(*, actor: Actor, now: datetime) -> dict[int, ProjectStanding]:
    """Return the projects that `actor` may see by their ids, ordered by name. Three queries.

    `now` is the wall clock, by which overdue is judged.
    """
    projects = Project.objects.visible_to(actor)
    ids = projects.order_by().values("pk")
    overdue = _counts(TaskDates.objects.filter(project_id__in=ids, open_finish_at__lt=now), "project_id")
    blocked = _counts(Blocker.objects.filter(task__project_id__in=ids, resolved_at=None), "task__project_id")
    found = {}
    for row in projects.order_by("name", "pk").values_list(*_FIELDS):
        id, name, code, program_id, finish_by_at, finish_at = row[:6]
        percent, work, task_count, done, missed, unmet = (value or 0 for value in row[6:])
        facts = ProjectFacts(
            finish_at=finish_at,
            finish_by_at=finish_by_at,
            task_count=task_count,
            done_count=done,
            overdue_count=overdue.get(id, 0),
            blocked_count=blocked.get(id, 0),
            missed_deadline_count=missed,
            unmet_constraint_count=unmet,
        )
        health = project_health(facts)
        found[id] = ProjectStanding(
            id, name, code, program_id, finish_by_at, finish_at, percent, work, task_count, health
        )
    return found


def _counts(rows: QuerySet[TaskDates] | QuerySet[Blocker], key: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(key).annotate(count=Count("*")))
