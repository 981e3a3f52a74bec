"""Templates of programs: made from programs, previewed for a day, and made into programs."""

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
from fairlead.api.templates import NewTemplate, TemplateObjective, TemplateRole
from fairlead.programs.rules import Stage
from fairlead.templates import services
from fairlead.templates.models import ProgramTemplate
from fairlead.templates.selectors import program_preview_of, program_template_get, program_templates_of

router = Router(tags=["templates"])


class ProgramTemplateOut(Out):
    """A template of a program: how many projects and tasks it holds, the program that it was `made_from`."""

    id: Id
    name: str
    about: str
    made_from: Id | None
    project_count: int
    task_count: int
    by: str | None
    at: Instant


class ProgramTemplateGate(Out):
    """A gate as it would be due, with how many criteria, and the stage that it `opens`, if any."""

    name: str
    due_on: date
    criterion_count: int
    opens: Stage | None


class ProgramTemplateTranche(Out):
    """A tranche as it would lie, from `start_on` to before `finish_on`, with the gates that end it."""

    name: str
    capability: str
    start_on: date
    finish_on: date
    gates: list[ProgramTemplateGate]


class ProgramTemplateBenefit(Out):
    """A benefit as it would be expected: from `baseline` to `target`, in `unit`, on `target_on`."""

    name: str
    is_disbenefit: bool
    unit: str
    baseline: float
    target: float
    target_on: date


class ProgramTemplateProject(Out):
    """A project, or the program's activities, as it would lie, from `start` to before `finish`, in the `tranche`."""

    id: str
    name: str
    code: str
    tranche: str
    start: PlanTime = Field(validation_alias="start_at")
    finish: PlanTime = Field(validation_alias="finish_at")
    task_count: int
    phase_count: int


class ProgramTemplatePreview(ProgramTemplateOut):
    """What a program made from the template on `start_on` would be.

    `gates` are those that end no tranche; `activities` are what the program does itself; `link_count` counts links from
    one of them, or a project, to another.
    """

    start_on: date
    start: PlanTime
    finish: PlanTime
    link_count: int
    tranches: list[ProgramTemplateTranche]
    gates: list[ProgramTemplateGate]
    benefits: list[ProgramTemplateBenefit]
    activities: ProgramTemplateProject | None
    projects: list[ProgramTemplateProject]
    roles: list[TemplateRole]
    serves: list[TemplateObjective]


class ProgramTemplateStart(In):
    """`leads` says by id of a project in the template which person manages it, `fills` who of the pool fills a role.

    Without `manager` you manage the program; roles that nobody fills stay open. `left_out` are objectives of the
    template that neither the program nor its projects are to serve.
    """

    name: str
    code: str
    start_on: date
    sponsor: Id | None = None
    manager: Id | None = None
    leads: dict[str, Id | None] = {}
    fills: dict[str, Id | None] = {}
    left_out: list[Id] = []


class ProgramStartedOut(Out):
    """The program that was made."""

    program: Id


@router.get("/program-templates", response=Page[ProgramTemplateOut])
def program_templates_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the templates of programs, oldest first."""
    rows = program_templates_of(actor=request.auth)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/programs/{id}/template", response={201: ProgramTemplateOut})
def program_template_create(request: ApiRequest, id: Id, new: NewTemplate, key: Key = None) -> HttpResponse:
    """Make a template of a program with its projects: roles instead of people, days instead of dates."""

    def effect(now: datetime) -> HttpResponse:
        made = services.program_template_make(
            actor=request.auth, program_id=id, name=new.name, about=new.about, now=now
        )
        return created(_shown(made), at=f"/api/v1/program-templates/{made.pk}")

    return once(request, key, effect)


@router.get("/program-templates/{id}", response=ProgramTemplatePreview)
def program_template_read(request: ApiRequest, id: Id, start_on: date | None = None) -> HttpResponse:
    """Show a template as a program that would begin on `start_on`, or today."""
    template = program_template_get(id=id, actor=request.auth)
    preview = program_preview_of(template, actor=request.auth, start_on=start_on or timezone.localdate())
    found = {
        "start_on": preview.start_on,
        "start": preview.start_at,
        "finish": preview.finish_at,
        "link_count": preview.link_count,
        "tranches": preview.tranches,
        "gates": preview.gates,
        "benefits": preview.benefits,
        "activities": preview.activities,
        "projects": preview.projects,
        "roles": preview.roles,
        "serves": preview.serves,
    }
    return answer(ProgramTemplatePreview.model_validate({**_said(template), **found}))


@router.delete("/program-templates/{id}", response={204: None})
def program_template_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """Take a template away; programs made from it stay."""
    services.program_template_remove(actor=request.auth, id=id, now=timezone.now())
    return nothing()


@router.post("/program-templates/{id}/program", response={201: ProgramStartedOut})
def program_template_start(request: ApiRequest, id: Id, new: ProgramTemplateStart, key: Key = None) -> HttpResponse:
    """Make a program with its projects from a template."""

    def effect(now: datetime) -> HttpResponse:
        start = services.NewProgramStart(**new.model_dump())
        program = services.program_template_start(actor=request.auth, id=id, new=start, now=now)
        return created(
            ProgramStartedOut(program=program.pk), at=f"/api/v1/programs/{program.pk}", version=program.version
        )

    return once(request, key, effect)


def _shown(template: ProgramTemplate) -> ProgramTemplateOut:
    return ProgramTemplateOut.model_validate(_said(template))


def _said(template: ProgramTemplate) -> dict[str, object]:
    return {
        "id": template.pk,
        "name": template.name,
        "about": template.about,
        "made_from": template.made_from_id,
        "project_count": template.project_count,
        "task_count": template.task_count,
        "by": template.by.name if template.by else None,
        "at": template.at,
    }
