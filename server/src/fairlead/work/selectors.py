"""Reading what people said: projects, tasks, links."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor, Place
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.work.models import (
    Assignment,
    Blocker,
    Link,
    Project,
    ProjectContribution,
    ProjectQuerySet,
    ProjectScore,
    Split,
    Task,
)

PROJECT_SAID = (
    "program",
    "tranche",
    "name",
    "code",
    "goal",
    "priority",
    "start_at",
    "finish_by_at",
    "from_finish",
    "status_at",
    "calendar",
    "honors_constraints",
    "minutes_per_day",
    "minutes_per_week",
    "days_per_month",
)
TASK_SAID = (
    "parent",
    "name",
    "duration_minutes",
    "is_elapsed",
    "is_estimated",
    "is_milestone",
    "is_manual",
    "is_active",
    "calendar",
    "constraint",
    "constraint_at",
    "deadline_at",
    "manual_start_at",
    "manual_finish_at",
    "actual_start_at",
    "actual_finish_at",
    "percent_complete",
    "priority",
    "notes",
)
LINK_SAID = ("predecessor", "successor", "kind", "lag", "lag_kind")


def project_get(*, id: int, actor: Actor, lock: bool = False) -> Project:
    """Return the project that `actor` may see, with its program. One query.

    Raises: NotFound, also for a program's activities, which are no project.
    """
    return _get(Project.objects.visible_to(actor).filter(pk=id), lock=lock)


def plan_get(*, id: int, actor: Actor, lock: bool = False) -> Project:
    """Return the project that `actor` may see, or the program's activities, with its program. One query.

    Raises: NotFound.
    """
    return _get(Project.plans.visible_to(actor).filter(pk=id), lock=lock)


def activities_of(*, program_id: int, actor: Actor) -> Project | None:
    """Return the plan of a program's own activities that `actor` may see; None where there is none. One query."""
    return Project.plans.visible_to(actor).filter(program=program_id, kind=Project.Kind.ACTIVITIES).first()


def activities_get(*, program_id: int, actor: Actor) -> Project:
    """Return the plan of a program's own activities that `actor` may see. One query.

    Raises: NotFound, also where there is none yet.
    """
    found = activities_of(program_id=program_id, actor=actor)
    if found is None:
        raise NotFound(_("This program plans nothing of its own yet, or nothing that you may see."))
    return found


def _get(projects: ProjectQuerySet, *, lock: bool = False) -> Project:
    projects = projects.select_for_update() if lock else projects.select_related("program", "tranche", "calendar")
    project = projects.first()
    if project is None:
        raise NotFound(_("There is no such project, or you may not see it."))
    return project


def task_get(*, id: int, actor: Actor, lock: bool = False) -> Task:
    """Return the task that `actor` may see, with its project, locked for change where asked. One query.

    Raises: NotFound.
    """
    tasks = Task.objects.select_related("project", "project__program", "project__calendar")
    if lock:
        tasks = tasks.select_for_update(of=("self",))
    task = (
        tasks.filter(pk=id, project__workspace_id=actor.workspace_id).filter(visible_through("project", actor)).first()
    )
    if task is None:
        raise NotFound(_("There is no such task, or you may not see it."))
    return task


def tasks_of(*, project_id: int, actor: Actor) -> QuerySet[Task]:
    """Return the tasks of a plan that `actor` may see. One query, and one for the plan.

    Raises: NotFound.
    """
    return Task.objects.filter(project=plan_get(id=project_id, actor=actor))


def links_of(*, project_id: int, actor: Actor) -> QuerySet[Link]:
    """Return the links with an end in a plan that `actor` may see. One query, and one for the plan.

    Raises: NotFound.
    """
    project = plan_get(id=project_id, actor=actor)
    # By key on each side: joined, every link of the database would be looked at.
    tasks = Task.objects.filter(project=project).order_by().values("pk")
    return Link.objects.filter(Q(predecessor__in=tasks) | Q(successor__in=tasks))


def assignments_of(task: Task) -> QuerySet[Assignment]:
    """Return who is on `task`, by name."""
    return Assignment.objects.filter(task=task).select_related("resource").order_by("resource__name", "pk")


def blocker_of(task: Task) -> Blocker | None:
    """Return what keeps `task` from going on, with who said so; None where nothing does. One query."""
    return Blocker.objects.filter(task=task, resolved_at=None).select_related("raised_by").first()


def link_get(*, id: int, actor: Actor) -> Link:
    """Return the link between tasks that `actor` may see at one end at least, with both. One query.

    Raises: NotFound.
    """
    link = (
        Link.objects.select_related("predecessor__project", "successor__project")
        .filter(pk=id, successor__project__workspace_id=actor.workspace_id)
        .filter(visible_through("successor__project", actor) | visible_through("predecessor__project", actor))
        .first()
    )
    if link is None:
        raise NotFound(_("There is no such link, or you may not see it."))
    return link


def visible_through(path: str, actor: Actor) -> Q:
    """Return the condition that the project at `path` is one that `actor` may see, within their workspace."""
    if actor.sees_everything:
        return Q()
    return Q(**{f"{path}_id__in": actor.project_ids}) | Q(**{f"{path}__program_id__in": actor.program_ids})


def programs_through_projects(actor: Actor) -> frozenset[int]:
    """Return the programs that `actor` sees because they have a role in one of its projects. One query at most."""
    if actor.sees_everything or not actor.project_ids:
        return frozenset()
    found = Project.objects.filter(
        pk__in=actor.project_ids, workspace_id=actor.workspace_id, program__isnull=False
    ).values_list("program_id", flat=True)
    return frozenset(found)


def place_of(task: Task, *, actor: Actor) -> Place:
    """Return where `task` is, knowing whether `actor` is assigned to it. One query."""
    is_own = Assignment.objects.filter(task=task, resource__person_id=actor.person_id).exists()
    return replace(task.project.place, is_own=is_own)


def task_said(task: Task) -> dict[str, Any]:
    """Return what people said of `task` by field, with its id, project and version."""
    return {"id": task.pk, "project": task.project_id, "version": task.version, **said(task, TASK_SAID)}


def link_said(link: Link) -> dict[str, Any]:
    """Return what people said of `link` by field, with its id and version."""
    return {"id": link.pk, "version": link.version, **said(link, LINK_SAID)}


def contributions_of(project: Project) -> dict[int, Decimal]:
    """Return the share of its work with which `project` serves each objective by itself, by its id. One query."""
    return dict(
        ProjectContribution.objects.filter(project=project)
        .order_by("objective_id")
        .values_list("objective_id", "share")
    )


def contributions_said(project: Project) -> dict[str, Any]:
    """Return which objectives `project` serves by itself with which shares, and its version. One query."""
    shares = [{"objective": id, "share": share} for id, share in contributions_of(project).items()]
    return {"version": project.version, "shares": shares}


def scores_of(project: Project) -> dict[int, int]:
    """Return the scores of `project` by the id of the criterion. One query."""
    return dict(ProjectScore.objects.filter(project=project).values_list("criterion_id", "score"))


def pauses_of(task_ids: Collection[int]) -> dict[int, list[list[int]]]:
    """Return the pauses of tasks that have any, as pairs of the minutes before one and of its own. One query."""
    found: dict[int, list[list[int]]] = {}
    rows = Split.objects.filter(task__in=list(task_ids)).order_by("task_id", "after_minutes")
    for task, after, pause in rows.values_list("task_id", "after_minutes", "pause_minutes"):
        found.setdefault(task, []).append([after, pause])
    return found
