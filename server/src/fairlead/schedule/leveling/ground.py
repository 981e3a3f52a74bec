"""What a leveling stands on: the plan of a scope, and what the rest of the pool's work leaves of its people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fairlead.schedule.hours import WORKING
from fairlead.schedule.leveling.roles import NOBODY, fillers_of
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.planning import exported
from fairlead.schedule.scope import Scope
from fairlead.work.models import Assignment, Project
from fairlead_engine import plan
from fairlead_engine.plan import Plan, ProjectId, ResourceKind, Task, TaskId
from fairlead_engine.units import instant_of

ELSEWHERE = ProjectId("elsewhere")
FIXED = 1000  # the priority of tasks that leveling leaves alone


@dataclass(frozen=True, slots=True)
class Ground:
    """`plan` has the projects of the scope, and in a project ELSEWHERE all that others ask of the same people."""

    plan: Plan
    projects: list[Project]

    def is_inside(self, task: Task) -> bool:
        """Say whether `task` is of the scope."""
        return task.project != ELSEWHERE


def ground_of(scope: Scope, asked: Asked, *, now: datetime) -> Ground:
    """Return the plan of `scope` with what is booked elsewhere from `now`, the wall clock, on. Thirteen queries.

    Unless no project may finish later, one that is promised to finish by a day counts as late past that day only.
    Where roles are to be filled, whoever could is in the plan.
    """
    projects = list(Project.plans.filter(**scope.project_filter).order_by("position", "id"))
    fillers = fillers_of(scope, on=now.date()) if asked.fills_roles else NOBODY
    found = fillers.named_in(exported(projects, name="", with_emails=False, also=fillers.people).plan)
    with_promises = not asked.within_slack
    promises = {str(each.pk): each.finish_by_at for each in projects if with_promises and each.finish_by_at}
    found = replace(
        _without_left(found, {str(each.pk) for each in projects if each.closed_at is not None}),
        projects=tuple(_promised(each, promises.get(each.id)) for each in found.projects),
    )
    people = [int(each.id) for each in found.resources if each.kind == ResourceKind.WORK]
    elsewhere = _elsewhere(scope, people, now) if people and projects else []
    return Ground(_with(found, elsewhere), projects)


def _without_left(found: Plan, closed: Collection[str]) -> Plan:
    """Return `found` with nobody asked for what the projects `closed` left undone, and nothing moved in them."""
    left = {task.id for task in found.tasks if task.project in closed and task.percent_complete < 100}
    if not left:
        return found
    return replace(
        found,
        tasks=tuple(replace(task, priority=FIXED) if task.id in left else task for task in found.tasks),
        assignments=tuple(replace(each, units=0.0) if each.task in left else each for each in found.assignments),
    )


def _promised(project: plan.Project, promise: datetime | None) -> plan.Project:
    if promise is None or project.must_finish_at is not None:
        return project
    return replace(project, must_finish_at=instant_of(promise))


def _elsewhere(scope: Scope, people: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """Return the open assignments of `people` in other scopes that are not over by `now`."""
    rows = Assignment.objects.filter(
        resource_id__in=people,
        resource__kind__in=WORKING,
        task__is_active=True,
        task__dates__is_summary=False,
        task__dates__open_finish_at__gt=now,
    ).exclude(**{f"task__project__{name}": value for name, value in scope.project_filter.items()})
    names = ("task_id", "resource_id", "units", "task__dates__start_at", "task__dates__finish_at")
    return [dict(row) for row in rows.order_by("task_id", "resource_id").values(*names)]


def _with(found: Plan, elsewhere: list[dict[str, Any]]) -> Plan:
    """Return `found` with fixed tasks for what is asked elsewhere."""
    if not elsewhere:
        return found
    first = found.projects[0]
    spans = {row["task_id"]: (row["task__dates__start_at"], row["task__dates__finish_at"]) for row in elsewhere}
    start = min(instant_of(each) for each, _finish in spans.values())
    outside = plan.Project(id=ELSEWHERE, name="", start=start, calendar=first.calendar)
    tasks = tuple(
        Task(
            id=TaskId(str(id)),
            name="",
            project=ELSEWHERE,
            is_manual=True,
            manual_start=instant_of(begin),
            manual_finish=instant_of(finish),
            priority=FIXED,
        )
        for id, (begin, finish) in spans.items()
    )
    assignments = tuple(
        plan.Assignment(
            task=TaskId(str(row["task_id"])),
            resource=plan.ResourceId(str(row["resource_id"])),
            units=float(row["units"]),
        )
        for row in elsewhere
    )
    return replace(
        found,
        projects=(*found.projects, outside),
        tasks=(*found.tasks, *tasks),
        assignments=(*found.assignments, *assignments),
    )
