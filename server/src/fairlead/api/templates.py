"""Templates: made from projects, previewed for a day, and made into projects."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out, PlanTime
from fairlead.templates import services
from fairlead.templates.models import Template
from fairlead.templates.selectors import ObjectiveStanding, preview_of, template_get, templates_of

router = Router(tags=["templates"])


class TemplateOut(Out):
    """A template: how many tasks it holds, the project that it was `made_from`, by whom and when."""

    id: Id
    name: str
    about: str
    made_from: Id | None
    task_count: int
    by: str | None
    at: Instant


class TemplateRole(Out):
    """A role to be filled, on how many tasks it is, and the role of the pool that has the `same` name."""

    id: str
    name: str
    task_count: int
    same: Id | None


class TemplateServedBy(Out):
    """A project that would serve an objective by itself, with this `share` of its work."""

    project: str
    share: float


class TemplateObjective(Out):
    """An objective that would be served with a `share` of the whole, by `projects` themselves, or both.

    One that has `ended` before the start, or is `gone`, is to be left out.
    """

    objective: Id
    name: str
    standing: ObjectiveStanding
    share: float | None
    projects: list[TemplateServedBy]


class TemplatePhase(Out):
    """A phase as it would lie, from `start` to before `finish`, and when its gate would be due."""

    name: str
    start: PlanTime | None = Field(validation_alias="start_at")
    finish: PlanTime | None = Field(validation_alias="finish_at")
    gate: str
    due_on: date | None


class TemplatePreview(TemplateOut):
    """What a project made from the template on `start_on` would be."""

    start_on: date
    start: PlanTime
    finish: PlanTime
    parts: list[TemplatePhase]
    roles: list[TemplateRole]
    serves: list[TemplateObjective]


class NewTemplate(In):
    """`about` says when to use it."""

    name: str
    about: str = ""


class TemplateStart(In):
    """`fills` says by id of a role which resource of the pool fills it; the others stay roles.

    `left_out` are objectives of the template that the project is not to serve.
    """

    name: str
    code: str
    start_on: date
    program: Id | None = None
    finish_by: PlanTime | None = None
    fills: dict[str, Id | None] = {}
    left_out: list[Id] = []


class StartedOut(Out):
    """The project that was made."""

    project: Id


@router.get("/templates", response=Page[TemplateOut])
def templates_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the templates of the workspace, oldest first."""
    return listed(request, templates_of(actor=request.auth), by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/projects/{id}/template", response={201: TemplateOut})
def template_create(request: ApiRequest, id: Id, new: NewTemplate, key: Key = None) -> HttpResponse:
    """Make a template of a project: roles instead of people, days after the start instead of dates."""

    def effect(now: datetime) -> HttpResponse:
        made = services.template_make(actor=request.auth, project_id=id, name=new.name, about=new.about, now=now)
        return created(_shown(made), at=f"/api/v1/templates/{made.pk}")

    return once(request, key, effect)


@router.get("/templates/{id}", response=TemplatePreview)
def template_read(request: ApiRequest, id: Id, start_on: date | None = None) -> HttpResponse:
    """Show a template as a project that would begin on `start_on`, or today."""
    template = template_get(id=id, actor=request.auth)
    preview = preview_of(template, actor=request.auth, start_on=start_on or timezone.localdate())
    found = {
        "start_on": preview.start_on,
        "start": preview.start_at,
        "finish": preview.finish_at,
        "parts": [
            {
                "name": each.name,
                "start": each.start_at,
                "finish": each.finish_at,
                "gate": each.gate,
                "due_on": each.due_on,
            }
            for each in preview.parts
        ],
        "roles": preview.roles,
        "serves": preview.serves,
    }
    return answer(TemplatePreview.model_validate({**_said(template), **found}))


@router.delete("/templates/{id}", response={204: None})
def template_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """Take a template away; projects made from it stay."""
    services.template_remove(actor=request.auth, id=id, now=timezone.now())
    return nothing()


@router.post("/templates/{id}/project", response={201: StartedOut})
def template_start(request: ApiRequest, id: Id, new: TemplateStart, key: Key = None) -> HttpResponse:
    """Make a project from a template; you become its project manager."""

    def effect(now: datetime) -> HttpResponse:
        said = (new.name, new.code, new.start_on, new.program, new.finish_by)
        start = services.NewStart(*said, fills=new.fills, left_out=new.left_out)
        project = services.template_start(actor=request.auth, id=id, new=start, now=now)
        return created(StartedOut(project=project.pk), at=f"/api/v1/projects/{project.pk}", version=project.version)

    return once(request, key, effect)


def _shown(template: Template) -> TemplateOut:
    return TemplateOut.model_validate(_said(template))


def _said(template: Template) -> dict[str, object]:
    return {
        "id": template.pk,
        "name": template.name,
        "about": template.about,
        "made_from": template.made_from_id,
        "task_count": template.task_count,
        "by": template.by.name if template.by else None,
        "at": template.at,
    }
