"""How programs are delivered: the stages they enter, their tranches; gates of programs and projects."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.access.rules import Place
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.said import GateCriterion, GateSaid, TrancheSaid
from fairlead.api.shapes import Changes, Id, In, Instant, Out, maybe
from fairlead.api.versions import Version
from fairlead.programs import services
from fairlead.programs.models import Gate
from fairlead.programs.rules import GateOutcome, Stage
from fairlead.programs.selectors import (
    delivery_of,
    gate_get,
    gate_said,
    program_get,
    stage_changes,
    tranche_get,
    tranche_said,
)
from fairlead.work.models import Phase
from fairlead.work.phases import phase_of_gate
from fairlead.work.selectors import programs_through_projects

router = Router(tags=["delivery"])

Opens = Stage | Literal[""]


class StageOut(Out):
    """A stage that a program entered: by whom, when, why."""

    stage: Stage
    by: str | None
    at: Instant
    note: str


class Decided(Out):
    """What was decided at a gate, with its criteria as they stood."""

    outcome: GateOutcome
    note: str
    by: str | None
    at: Instant
    criteria: list[GateCriterion]


class GateOut(GateSaid):
    """A gate with what was decided, newest first; it `is_open` until a decision goes on or stops.

    One of a project ends its `phase`.
    """

    project: Id | None
    phase: Id | None
    is_open: bool
    decisions: list[Decided]


class DeliveryOut(Out):
    """Where a program stands and how it came there, newest first; its tranches and all its gates by day."""

    version: int
    stage: Stage
    entered: list[StageOut]
    tranches: list[TrancheSaid]
    gates: list[GateOut]


class Enter(In):
    """The stage to enter, and why."""

    stage: Stage
    note: str = ""


class NewTranche(In):
    """From `start_on` to before `finish_on`; `capability` is what the organization can do afterwards."""

    name: str
    start_on: date
    finish_on: date
    capability: str = ""


class TrancheChanges(Changes):
    """What to change on a tranche."""

    name: str = maybe()
    start_on: date = maybe()
    finish_on: date = maybe()
    capability: str = maybe()


class CriterionIn(In):
    """What must be so at a gate."""

    text: str
    evidence: str = ""
    is_met: bool = False


class NewGateBody(In):
    """A gate, and what must be so there."""

    name: str
    due_on: date
    criteria: list[CriterionIn] = []


class NewGate(NewGateBody):
    """It ends a `tranche`, or guards the stage that it `opens`, or neither."""

    tranche: Id | None = None
    opens: Opens = ""


class GateChanges(Changes):
    """What to change on an open gate; `criteria` are said as a whole."""

    name: str = maybe()
    due_on: date = maybe()
    tranche: Id | None = maybe()
    opens: Opens = maybe()
    criteria: list[CriterionIn] = maybe()


class Decide(In):
    """What is decided, and why or under which conditions."""

    outcome: GateOutcome
    note: str = ""


@router.get("/programs/{id}/delivery", response=DeliveryOut)
def delivery_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show where a program stands, its tranches and its gates."""
    through = programs_through_projects(request.auth)
    program = program_get(id=id, actor=request.auth, through=through)
    delivery = delivery_of(program)
    gates = [gate for _tranche, mine in delivery.tranches for gate in mine] + list(delivery.gates)
    shown = DeliveryOut(
        version=program.version,
        stage=Stage(program.stage),
        entered=[
            StageOut(stage=Stage(each.stage), by=each.by.name if each.by else None, at=each.at, note=each.note)
            for each in stage_changes(program)
        ],
        tranches=[TrancheSaid.model_validate(tranche_said(tranche)) for tranche, _gates in delivery.tranches],
        gates=[gate_shown(gate) for gate in sorted(gates, key=lambda gate: (gate.due_on, gate.pk))],
    )
    return answer(shown, version=program.version)


@router.post("/programs/{id}/stage", response=DeliveryOut)
def stage_enter(request: ApiRequest, id: Id, enter: Enter, version: Version) -> HttpResponse:
    """Let a program enter a stage; a gate that stands before it must be passed."""
    services.stage_enter(
        actor=request.auth, id=id, version=version, stage=enter.stage, note=enter.note, now=timezone.now()
    )
    return delivery_read(request, id)


@router.post("/programs/{id}/tranches", response={201: TrancheSaid})
def tranche_create(request: ApiRequest, id: Id, new: NewTranche, key: Key = None) -> HttpResponse:
    """Plan a tranche of a program."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewTranche(**new.model_dump())
        made = services.tranche_create(actor=request.auth, program_id=id, new=body, now=now)
        said = TrancheSaid.model_validate(tranche_said(made))
        return created(said, at=f"/api/v1/tranches/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/tranches/{id}", response=TrancheSaid)
def tranche_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one tranche."""
    tranche = tranche_get(id=id, actor=request.auth)
    return answer(TrancheSaid.model_validate(tranche_said(tranche)), version=tranche.version)


@router.patch("/tranches/{id}", response=TrancheSaid)
def tranche_update(request: ApiRequest, id: Id, changes: TrancheChanges, version: Version) -> HttpResponse:
    """Change a tranche."""
    services.tranche_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return tranche_read(request, id)


@router.delete("/tranches/{id}", response={204: None})
def tranche_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a tranche out of the plan; its gates stay, as gates of the program."""
    services.tranche_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.post("/programs/{id}/gates", response={201: GateOut})
def gate_create(request: ApiRequest, id: Id, new: NewGate, key: Key = None) -> HttpResponse:
    """Set up a gate of a program."""

    def effect(now: datetime) -> HttpResponse:
        body = replace(gate_new(new), tranche=new.tranche, opens=new.opens)
        made = services.gate_create(actor=request.auth, program_id=id, new=body, now=now)
        return created(gate_shown(made), at=f"/api/v1/gates/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/gates/{id}", response=GateOut)
def gate_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one gate of a program or project with what was decided there."""
    phase = phase_of_gate(id=id, actor=request.auth)
    through = programs_through_projects(request.auth)
    gate = gate_get(id=id, actor=request.auth, through=through, of=phase.project.place if phase else None)
    return answer(gate_shown(gate, phase), version=gate.version)


@router.patch("/gates/{id}", response=GateOut)
def gate_update(request: ApiRequest, id: Id, changes: GateChanges, version: Version) -> HttpResponse:
    """Change an open gate and its criteria."""
    values = changes.sent()
    if "criteria" in values:
        values["criteria"] = _criteria(changes.criteria)
    of = _of(request, id)
    services.gate_update(actor=request.auth, id=id, version=version, changes=values, now=timezone.now(), of=of)
    return gate_read(request, id)


@router.delete("/gates/{id}", response={204: None})
def gate_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take away a gate at which nothing was decided."""
    services.gate_delete(actor=request.auth, id=id, version=version, now=timezone.now(), of=_of(request, id))
    return nothing()


@router.post("/gates/{id}/decide", response=GateOut)
def gate_decide(request: ApiRequest, id: Id, decide: Decide, version: Version) -> HttpResponse:
    """Decide at a gate; to go on enters the stage that it opens, or ends the phase that it is behind."""
    services.gate_decide(
        actor=request.auth,
        id=id,
        version=version,
        outcome=decide.outcome,
        note=decide.note,
        now=timezone.now(),
        of=_of(request, id),
    )
    return gate_read(request, id)


def gate_new(new: NewGateBody) -> services.NewGate:
    """Return the gate that a body describes."""
    return services.NewGate(new.name, new.due_on, criteria=_criteria(new.criteria))


def gate_shown(gate: Gate, phase: Phase | None = None) -> GateOut:
    """Return a gate of a program, or the one behind `phase`, with what was decided."""
    decisions = [
        Decided(
            outcome=GateOutcome(each.outcome),
            note=each.note,
            by=each.by.name if each.by else None,
            at=each.at,
            criteria=each.criteria,
        )
        for each in gate.decisions.all()
    ]
    of = {"project": phase.project_id if phase else None, "phase": phase.pk if phase else None}
    return GateOut.model_validate({**gate_said(gate), **of, "is_open": gate.is_open, "decisions": decisions})


def _of(request: ApiRequest, id: int) -> Place | None:
    phase = phase_of_gate(id=id, actor=request.auth)
    return phase.project.place if phase else None


def _criteria(criteria: list[CriterionIn]) -> list[services.Criterion]:
    return [services.Criterion(each.text, each.evidence, each.is_met) for each in criteria]
