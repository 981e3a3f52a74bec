"""RACI matrices: who is responsible, accountable, consulted and informed."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from fairlead.access.rules import ScopeKind
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.shapes import Id, In, Out
from fairlead.api.versions import Version
from fairlead.governance import services
from fairlead.governance.models import Responsibility
from fairlead.governance.selectors import deliverable_get, deliverable_said, matrix_of, spot_get
from fairlead.governance.selectors.raci import faults_of

router = Router(tags=["raci"])


class CellOut(Out):
    """A person or a role, and their letter."""

    person: Id | None
    role: Id | None
    letter: Responsibility.Letter


class DeliverableOut(Out):
    """A line of a matrix with its letters; `faults` says what is wrong with it."""

    id: Id
    program: Id | None
    project: Id | None
    name: str
    position: int
    version: int
    responsibilities: list[CellOut]
    faults: list[str]


class MatrixOut(Out):
    """A matrix: its lines in order."""

    scope: ScopeKind
    scope_id: Id
    deliverables: list[DeliverableOut]


class DeliverableIn(In):
    """A line to add to the matrix of a program or project."""

    scope: ScopeKind
    scope_id: Id
    name: str


class DeliverableName(In):
    """Another name of a line."""

    name: str


class CellIn(In):
    """What a person or a role is for a line: R, A, C, I, AR, or empty for nothing."""

    person: Id | None = None
    role: Id | None = None
    letter: str


class MatrixOf(In):
    """Which program or project."""

    scope: ScopeKind
    scope_id: Id


@router.get("/raci", response=MatrixOut)
def raci_read(
    request: ApiRequest,
    scope: Annotated[ScopeKind, Query(..., description="program or project")],
    id: Annotated[int, Query(..., ge=1, lt=2**63, description="Which program or project.")],
) -> HttpResponse:
    """Show the matrix of a program or project, with what is wrong in it."""
    return answer(_matrix(request, scope, id))


@router.post("/raci/begin", response=MatrixOut)
def raci_begin(request: ApiRequest, of: MatrixOf) -> HttpResponse:
    """Begin an empty matrix with what the roles' authority suggests."""
    spot = spot_get(scope=of.scope, id=of.scope_id, actor=request.auth)
    services.matrix_prefill(actor=request.auth, spot=spot, now=timezone.now())
    return answer(_matrix(request, of.scope, of.scope_id))


@router.post("/deliverables", response={201: DeliverableOut})
def deliverable_create(request: ApiRequest, new: DeliverableIn, key: Key = None) -> HttpResponse:
    """Add a line at the end of a matrix."""

    def effect(now: datetime) -> HttpResponse:
        spot = spot_get(scope=new.scope, id=new.scope_id, actor=request.auth)
        row = services.deliverable_add(actor=request.auth, spot=spot, name=new.name, now=now)
        return created(_line(request, row.pk), at=f"/api/v1/deliverables/{row.pk}", version=row.version)

    return once(request, key, effect)


@router.get("/deliverables/{id}", response=DeliverableOut)
def deliverable_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one line."""
    shown = _line(request, id)
    return answer(shown, version=shown.version)


@router.patch("/deliverables/{id}", response=DeliverableOut)
def deliverable_update(request: ApiRequest, id: Id, changes: DeliverableName, version: Version) -> HttpResponse:
    """Rename a line."""
    services.deliverable_update(actor=request.auth, id=id, version=version, name=changes.name, now=timezone.now())
    shown = _line(request, id)
    return answer(shown, version=shown.version)


@router.delete("/deliverables/{id}", response={204: None})
def deliverable_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a line out."""
    services.deliverable_remove(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.put("/deliverables/{id}/responsibility", response=DeliverableOut)
def responsibility_set(request: ApiRequest, id: Id, said: CellIn) -> HttpResponse:
    """Say what one person, or whoever is in one role, is for a line."""
    services.responsibility_set(
        actor=request.auth, id=id, person_id=said.person, role_id=said.role, letter=said.letter, now=timezone.now()
    )
    shown = _line(request, id)
    return answer(shown, version=shown.version)


def _matrix(request: ApiRequest, scope: ScopeKind, id: int) -> MatrixOut:
    spot = spot_get(scope=scope, id=id, actor=request.auth)
    matrix = matrix_of(spot=spot, actor=request.auth)
    keys = [(column.person, column.role) for column in matrix.columns]
    lines = [
        DeliverableOut(
            id=line.deliverable.pk,
            program=line.deliverable.program_id,
            project=line.deliverable.project_id,
            name=line.deliverable.name,
            position=line.deliverable.position,
            version=line.deliverable.version,
            responsibilities=[
                CellOut(person=person, role=role, letter=Responsibility.Letter(letter))
                for (person, role), letter in zip(keys, line.letters, strict=True)
                if letter
            ],
            faults=list(line.faults),
        )
        for line in matrix.lines
    ]
    return MatrixOut(scope=spot.scope, scope_id=spot.id, deliverables=lines)


def _line(request: ApiRequest, id: int) -> DeliverableOut:
    row, _spot = deliverable_get(id=id, actor=request.auth)
    said = deliverable_said(row)
    faults = faults_of(each["letter"] for each in said["responsibilities"])
    return DeliverableOut.model_validate({**said, "faults": faults})
