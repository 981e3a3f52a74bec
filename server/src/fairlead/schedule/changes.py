"""What others did to a plan since a page last looked: only the rows that changed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Q

from fairlead.access.rules import ScopeKind
from fairlead.schedule.loader import load_plan
from fairlead.schedule.models import ProjectDates, Recalculation, TaskDates
from fairlead.schedule.outcome import ChangedRows, ProjectSpan, found_rows
from fairlead.schedule.scope import Scope, scope_of
from fairlead.work.models import Project, Task
from fairlead.work.selectors import task_said
from fairlead_engine.units import instant_of

FOLLOWED = 200


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Rows found anew and tasks said anew after a revision; `reload` says that the outline or links changed too."""

    revision: int
    reload: bool
    changed: ChangedRows
    projects: list[ProjectSpan]
    tasks: list[dict[str, Any]]


def changes_since(revision: int, *, projects: list[Project]) -> PlanChanges:
    """Return what changed in `projects`, all of one scope, after `revision`.

    One query where nothing did, else eleven.
    """
    nothing = PlanChanges(revision, reload=False, changed=ChangedRows(), projects=[], tasks=[])
    if not projects:
        return nothing
    scope = scope_of(projects[0])
    made = list(
        Recalculation.objects.filter(_of(scope), pk__gt=revision)
        .order_by("-pk")
        .values_list("pk", "is_structural", "task_id")[:FOLLOWED]
    )
    if not made:
        return nothing
    latest = made[0][0]
    if len(made) == FOLLOWED or any(structural or task is None for _pk, structural, task in made):
        return PlanChanges(latest, reload=True, changed=ChangedRows(), projects=[], tasks=[])
    edited = {task for _pk, _structural, task in made}
    moved = TaskDates.objects.filter(recalculation_id__gt=revision, project__in=projects).order_by()
    loaded = load_plan(scope)
    shown = np.isin(loaded.project_ids, [project.pk for project in projects])
    changed = shown & np.isin(loaded.ids, [*edited, *moved.values_list("task_id", flat=True)])
    tasks = Task.objects.filter(pk__in=edited, project__in=projects).order_by("pk")
    return PlanChanges(
        latest,
        reload=False,
        changed=found_rows(loaded.ids, loaded.said, loaded.found, loaded.percent_found, changed),
        projects=_spans(projects),
        tasks=[task_said(task) for task in tasks],
    )


def _of(scope: Scope) -> Q:
    return Q(program_id=scope.id) if scope.kind is ScopeKind.PROGRAM else Q(project_id=scope.id)


def _spans(projects: list[Project]) -> list[ProjectSpan]:
    return [
        ProjectSpan(row.project_id, int(instant_of(row.start_at)), int(instant_of(row.finish_at)), row.percent_complete)
        for row in ProjectDates.objects.filter(project__in=projects).order_by("project_id")
    ]
