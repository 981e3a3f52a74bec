"""How every project stands that somebody may see, in bulk: where the strategy learns the health of projects."""

from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor
from fairlead.schedule.health.findings import Health
from fairlead.schedule.health.project import ProjectFacts, project_health
from fairlead.schedule.health.reading import Late, Overrides, late_counts
from fairlead.work.models import Project

_FIELDS = (
    "pk",
    "name",
    "code",
    "program_id",
    "finish_by_at",
    "dates__start_at",
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
    start_at: datetime | None
    finish_at: datetime | None
    percent_complete: float
    work_minutes: int
    task_count: int
    health: Health


def project_standings(*, actor: Actor, overrides: Overrides, now: datetime) -> dict[int, ProjectStanding]:
    """Return the projects that `actor` may see by their ids, ordered by name. Three queries.

    `overrides` are what people say of their health; `now` is the wall clock, by which overdue is judged.
    """
    projects = Project.objects.visible_to(actor)
    late = late_counts(projects.order_by().values("pk"), now=now)
    nothing = Late()
    found = {}
    for row in projects.order_by("name", "pk").values_list(*_FIELDS):
        id, name, code, program_id, finish_by_at, start_at, finish_at = row[:7]
        percent, work, task_count, done, missed, unmet = (value or 0 for value in row[7:])
        mine = late.get(id, nothing)
        facts = ProjectFacts(
            now=now,
            finish_at=finish_at,
            finish_by_at=finish_by_at,
            task_count=task_count,
            done_count=done,
            overdue_count=mine.overdue,
            missed_milestone_count=mine.milestones,
            blocked_count=mine.blocked,
            missed_deadline_count=missed,
            unmet_constraint_count=unmet,
        )
        health = project_health(facts).said(overrides.projects.get(id))
        found[id] = ProjectStanding(
            id, name, code, program_id, finish_by_at, start_at, finish_at, percent, work, task_count, health
        )
    return found
