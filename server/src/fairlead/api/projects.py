"""Projects, and the lists of what is in one."""

from datetime import datetime
from typing import Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import FactsOut, HealthOut, facts_json
from fairlead.api.idempotency import Key, once
from fairlead.api.links import link_shown
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, listed, paged
from fairlead.api.said import LinkSaid, ProjectSaid
from fairlead.api.shapes import Changes, Id, In, Instant, PlanTime, maybe
from fairlead.api.tasks import TaskOut, task_rows
from fairlead.api.versions import Version
from fairlead.kernel.audit import said
from fairlead.schedule.selectors import ProjectRow, project_row, project_rows
from fairlead.schedule.services import project_edit
from fairlead.work import services as work
from fairlead.work.models import Project
from fairlead.work.selectors import PROJECT_SAID, links_of, tasks_of

router = Router(tags=["projects"])


class ProjectOut(ProjectSaid):
    """A project with the facts of its tasks."""

    id: Id
    closed_at: Instant | None
    managers: list[str]
    found: FactsOut
    health: HealthOut


class NewProject(In):
    """Without `calendar` the project works on the workspace's default calendar, without `program` it is in none."""

    name: str
    code: str
    start: PlanTime
    program: Id | None = None
    calendar: Id | None = None
    goal: str = ""
    finish_by: PlanTime | None = None
    from_finish: bool = False
    priority: int = Project.Priority.NORMAL


class ProjectChanges(Changes):
    """What to change on a project."""

    SAID = {"start": "start_at", "finish_by": "finish_by_at"}

    name: str = maybe()
    code: str = maybe()
    goal: str = maybe()
    program: Id | None = maybe()
    tranche: Id | None = maybe()
    start: PlanTime = maybe()
    finish_by: PlanTime | None = maybe()
    from_finish: bool = maybe()
    priority: int = maybe()
    status_at: PlanTime | None = maybe()
    calendar: Id = maybe()
    honors_constraints: bool = maybe()


@router.get("/projects", response=Page[ProjectOut])
def projects_list(
    request: ApiRequest,
    after: After = None,
    limit: Limit = 50,
    program: Id | None = None,
    search: str = "",
    show: Literal["open", "closed", "all"] = "all",
) -> HttpResponse:
    """List the projects that you may see, of one program or of all, open or closed or both, by name."""
    page = project_rows(
        actor=request.auth,
        now=wall_clock(),
        program_id=program,
        search=search,
        closed={"open": False, "closed": True, "all": None}[show],
        after=key_of(after, (str, int)),
        limit=limit,
    )
    return paged(request, Page(items=[_shown(row) for row in page.rows], next=cursor_of(page.next)))


@router.post("/projects", response={201: ProjectOut})
def project_create(request: ApiRequest, new: NewProject, key: Key = None) -> HttpResponse:
    """Create a project, in a program or in none; you become its project manager."""
    wanted = work.NewProject(
        name=new.name,
        code=new.code,
        start_at=new.start,
        program_id=new.program,
        calendar_id=new.calendar,
        goal=new.goal,
        finish_by_at=new.finish_by,
        from_finish=new.from_finish,
        priority=new.priority,
    )

    def effect(now: datetime) -> HttpResponse:
        project = work.project_create(actor=request.auth, new=wanted, now=now)
        return created(_read(request, project.pk), at=f"/api/v1/projects/{project.pk}", version=project.version)

    return once(request, key, effect)


@router.get("/projects/{id}", response=ProjectOut)
def project_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one project."""
    project = _read(request, id)
    return answer(project, version=project.version)


@router.patch("/projects/{id}", response=ProjectOut)
def project_update(request: ApiRequest, id: Id, changes: ProjectChanges, version: Version) -> HttpResponse:
    """Change what is said of a project; its tasks are scheduled again."""
    project = project_edit(
        actor=request.auth, project_id=id, version=version, changes=changes.sent(), now=timezone.now()
    )
    return answer(_read(request, id), version=project.version)


@router.get("/projects/{id}/tasks", response=Page[TaskOut], tags=["tasks"])
def tasks_list(request: ApiRequest, id: Id, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the tasks of a project in outline order, a summary before its children."""
    tasks = task_rows(tasks_of(project_id=id, actor=request.auth))
    show = TaskOut.model_validate
    return listed(request, tasks, by={"position": int, "id": int}, after=after, limit=limit, show=show)


@router.get("/projects/{id}/links", response=Page[LinkSaid], tags=["links"])
def links_list(request: ApiRequest, id: Id, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the links with an end in a project, oldest first."""
    links = links_of(project_id=id, actor=request.auth)
    return listed(request, links, by={"id": int}, after=after, limit=limit, show=link_shown)


def _read(request: ApiRequest, id: int) -> ProjectOut:
    return _shown(project_row(id=id, actor=request.auth, now=wall_clock()))


def _shown(row: ProjectRow) -> ProjectOut:
    return ProjectOut.model_validate(
        {
            **said(row.project, (*PROJECT_SAID, "id", "version", "closed_at")),
            **facts_json(row.facts, row.health, row.managers),
        }
    )
