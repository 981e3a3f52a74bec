"""What a project is for, its success criteria, its phases, and the gates that end them."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.delivery import GateOut, NewGateBody, gate_new, gate_shown
from fairlead.api.idempotency import Key, once
from fairlead.api.said import CharterSaid, PhaseSaid
from fairlead.api.shapes import Changes, Id, In, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.schedule.phases import PhaseRow, phase_rows
from fairlead.work import services
from fairlead.work.phases import charter_said, phase_get, phase_said
from fairlead.work.rules import PhaseState
from fairlead.work.selectors import project_get

router = Router(tags=["phases"])


class SuccessIn(In):
    """By what a project is judged a success, and how that is measured."""

    text: str
    measure: str = ""


class CharterChanges(Changes):
    """What to change on a project's charter; `criteria` are said as a whole, and keep how they were judged."""

    goal: str = maybe()
    scope: str = maybe()
    out_of_scope: str = maybe()
    criteria: list[SuccessIn] = maybe()


class JudgmentIn(In):
    """Whether a success criterion is met, null for not judged, and what shows it."""

    id: Id
    is_met: bool | None
    evidence: str = ""


class Judgments(In):
    """Some success criteria of a project, judged."""

    judgments: list[JudgmentIn] = Field(max_length=30)


class PhaseOut(PhaseSaid):
    """A phase where it lies now: from `start` to before `finish`, and how much of its tasks is done."""

    state: PhaseState
    start: PlanTime | None
    finish: PlanTime | None
    percent: float | None


class Phases(Out):
    """The phases of a project, by their start."""

    phases: list[PhaseOut]


class NewPhase(In):
    """As long as the tasks below the summary `task`, or from `start_on` to before `finish_on`."""

    name: str
    task: Id | None = None
    start_on: date | None = None
    finish_on: date | None = None


class PhaseChanges(Changes):
    """What to change on a phase."""

    name: str = maybe()
    task: Id | None = maybe()
    start_on: date | None = maybe()
    finish_on: date | None = maybe()


@router.get("/projects/{id}/charter", response=CharterSaid)
def charter_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show what a project is for, and by what it is judged a success."""
    project = project_get(id=id, actor=request.auth)
    return answer(CharterSaid.model_validate(charter_said(project)), version=project.version)


@router.patch("/projects/{id}/charter", response=CharterSaid)
def charter_update(request: ApiRequest, id: Id, changes: CharterChanges, version: Version) -> HttpResponse:
    """Change what a project is for."""
    values = changes.sent()
    if "criteria" in values:
        values["criteria"] = [services.Success(each.text, each.measure) for each in changes.criteria]
    services.charter_say(actor=request.auth, project_id=id, version=version, changes=values, now=timezone.now())
    return charter_read(request, id)


@router.post("/projects/{id}/charter/judgments", response=CharterSaid)
def success_judge(request: ApiRequest, id: Id, new: Judgments, version: Version) -> HttpResponse:
    """Judge the success of a project by some of its criteria."""
    judgments = [services.Judgment(each.id, each.is_met, each.evidence) for each in new.judgments]
    services.success_judge(actor=request.auth, project_id=id, version=version, judgments=judgments, now=timezone.now())
    return charter_read(request, id)


@router.get("/projects/{id}/phases", response=Phases)
def phases_list(request: ApiRequest, id: Id) -> HttpResponse:
    """List the phases of a project with where they lie."""
    rows = phase_rows(project_get(id=id, actor=request.auth), today=timezone.localdate())
    return answer(Phases(phases=[_shown(row) for row in rows]))


@router.post("/projects/{id}/phases", response={201: PhaseSaid})
def phase_create(request: ApiRequest, id: Id, new: NewPhase, key: Key = None) -> HttpResponse:
    """Add a phase to a project."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewPhase(**new.model_dump())
        made = services.phase_create(actor=request.auth, project_id=id, new=body, now=now)
        said = PhaseSaid.model_validate(phase_said(made))
        return created(said, at=f"/api/v1/phases/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.post("/projects/{id}/phases/outline", response=Phases)
def phases_from_outline(request: ApiRequest, id: Id) -> HttpResponse:
    """Make a phase of each summary task on the first level of a project's outline."""
    services.phases_from_outline(actor=request.auth, project_id=id, now=timezone.now())
    return phases_list(request, id)


@router.get("/phases/{id}", response=PhaseSaid)
def phase_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one phase."""
    phase = phase_get(id=id, actor=request.auth)
    return answer(PhaseSaid.model_validate(phase_said(phase)), version=phase.version)


@router.patch("/phases/{id}", response=PhaseSaid)
def phase_update(request: ApiRequest, id: Id, changes: PhaseChanges, version: Version) -> HttpResponse:
    """Change a phase."""
    services.phase_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return phase_read(request, id)


@router.delete("/phases/{id}", response={204: None})
def phase_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a phase away, with a gate at which nothing was decided; its tasks stay."""
    services.phase_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.post("/phases/{id}/gate", response={201: GateOut})
def phase_gate_create(request: ApiRequest, id: Id, new: NewGateBody, key: Key = None) -> HttpResponse:
    """Set up the gate that ends a phase; it is read, prepared and decided as any other, under `/gates`."""

    def effect(now: datetime) -> HttpResponse:
        made = services.phase_gate_create(actor=request.auth, id=id, new=gate_new(new), now=now)
        phase = phase_get(id=id, actor=request.auth)
        return created(gate_shown(made, phase), at=f"/api/v1/gates/{made.pk}", version=made.version)

    return once(request, key, effect)


def _shown(row: PhaseRow) -> PhaseOut:
    found = {"state": row.state, "start": row.start_at, "finish": row.finish_at, "percent": row.percent}
    return PhaseOut.model_validate({**phase_said(row.phase), **found})
