"""How every project stands that somebody may see, in bulk: where the strategy learns the health of projects."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from fairlead.access.rules import Actor
from fairlead.schedule.health.findings import Health, tally
from fairlead.schedule.health.program import ProgramFacts
from fairlead.schedule.health.project import Counts, ProjectFacts, project_health
from fairlead.schedule.health.reading import Ahead, Late, Overrides, late_found, late_of
from fairlead.work.models import Project

_FIELDS = (
    "pk",
    "name",
    "code",
    "program_id",
    "finish_by_at",
    "kind",
    "closed_at",
    "dates__start_at",
    "dates__finish_at",
    "dates__percent_complete",
    "dates__work_minutes",
    "dates__task_count",
    "dates__done_count",
    "dates__missed_deadline_count",
    "dates__unmet_constraint_count",
    "dates__overloaded_count",
)
_UNPLANNED = (0, 0, 0, 0, 0, 0, 0)


class ProjectStanding(NamedTuple):
    """A project, or a program's activities, with what the strategy needs to know; without dates before any is found.

    A tuple, as there are many.
    """

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
    is_activities: bool = False


def plan_standings(*, actor: Actor, overrides: Overrides, now: datetime) -> dict[int, ProjectStanding]:
    """Return the projects that `actor` may see, and programs' activities, by ids, ordered by name.

    Three queries at most.

    `overrides` are what people say of their health; `now` is the wall clock, by which overdue is judged.
    """
    projects = Project.plans.visible_to(actor)
    rows = list(projects.order_by("name", "pk").values_list(*_FIELDS, *late_found(now, "dates__")))
    known = {row[0]: row[-2:] if row[11] is not None else (0, 0) for row in rows}
    late = late_of(known, now=now, workspace_id=actor.workspace_id)
    nothing = Late()
    found = {}
    for row in rows:
        id, name, code, program_id, finish_by_at, kind, closed_at, start_at, finish_at = row[:9]
        percent, work, task_count, done, missed, unmet, overloaded = row[9:-2] if row[11] is not None else _UNPLANNED
        mine = late.get(id, nothing)
        counts = Counts(mine.overdue, mine.milestones, mine.blocked, missed, unmet, overloaded, mine.gates)
        facts = ProjectFacts(now, closed_at is not None, finish_at, finish_by_at, task_count, done, counts)
        health = project_health(facts, overrides.projects.get(id))
        found[id] = ProjectStanding(
            *(id, name, code, program_id, finish_by_at, start_at, finish_at, percent, work, task_count, health),
            is_activities=kind == Project.Kind.ACTIVITIES,
        )
    return found


def program_facts(inside: Iterable[ProjectStanding], ahead: Ahead) -> ProgramFacts:
    """Return what the health of a program rests on whose projects and activities are `inside`."""
    planned = [each for each in inside if each.task_count]
    return ProgramFacts(
        projects=tally((each.work_minutes, each.health.effective) for each in planned if not each.is_activities),
        activities=next((each.health.effective for each in planned if each.is_activities), None),
        overdue_gate_count=ahead.gates,
        off_benefit_count=ahead.benefits_off,
        unmeasured_benefit_count=ahead.benefits_unmeasured,
    )
