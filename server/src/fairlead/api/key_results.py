"""Key results and their check-ins."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import HealthOut, health_json
from fairlead.api.idempotency import Key, once
from fairlead.api.said import KeyResultSaid
from fairlead.api.shapes import Changes, Id, In, Instant, Out, maybe
from fairlead.api.versions import Version
from fairlead.schedule.alignment.rows import ResultRow
from fairlead.schedule.alignment.selectors import picture_of
from fairlead.strategy import services
from fairlead.strategy.models import CheckIn
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.selectors import (
    check_in_get,
    check_ins_of,
    key_result_get,
    key_result_said,
    objective_get,
)

router = Router(tags=["key results"])

Number = Annotated[Decimal, Field(max_digits=18, decimal_places=4, allow_inf_nan=False)]
Confidence = Annotated[Decimal, Field(ge=0, le=1, decimal_places=2, allow_inf_nan=False)]


class ReadingOut(Out):
    """What is found from the check-ins: the last value, and the forecast for the period's end with its band of 80 %."""

    last_on: date
    value: float
    confidence_share: float | None
    count: int
    progress: float
    forecast: float | None
    low: float | None
    high: float | None


class KeyResultOut(KeyResultSaid):
    """A key result with what is found of it, null before the first check-in."""

    reading: ReadingOut | None
    health: HealthOut


class KeyResults(Out):
    """The key results of an objective, in their order."""

    items: list[KeyResultOut]


class NewKeyResult(In):
    """`tolerance` only where a value is to be held: by how much it may differ from the target."""

    name: str
    direction: Direction
    baseline: Number
    target: Number
    unit: str = ""
    tolerance: Number | None = None
    weight: int = 1


class KeyResultChanges(Changes):
    """What to change on a key result."""

    name: str = maybe()
    direction: Direction = maybe()
    baseline: Number = maybe()
    target: Number = maybe()
    unit: str = maybe()
    tolerance: Number | None = maybe()
    weight: int = maybe()


class CheckInOut(Out):
    """What somebody read on a day; it took the place of the check-in `corrects`, and `corrected_by` took its.

    `confidence_share` is how likely the target seemed, from 0 to 1.
    """

    id: Id
    on: date
    value: float
    confidence_share: float | None
    comment: str
    by: str | None
    at: Instant
    corrects: Id | None
    corrected_by: Id | None


class CheckIns(Out):
    """All check-ins by day, those that were corrected, too."""

    items: list[CheckInOut]


class NewCheckIn(In):
    """`on` is today or a day before."""

    on: date
    value: Number
    confidence_share: Confidence | None = None
    comment: str = ""


@router.get("/objectives/{id}/key-results", response=KeyResults)
def key_results_list(request: ApiRequest, id: Id) -> HttpResponse:
    """List the key results of an objective."""
    objective_get(id=id, actor=request.auth)
    rows = picture_of(actor=request.auth, now=wall_clock(), within=id).objectives[id].results
    return answer(KeyResults(items=[KeyResultOut.model_validate(_shown(row)) for row in rows]))


@router.post("/objectives/{id}/key-results", response={201: KeyResultOut})
def key_result_create(request: ApiRequest, id: Id, new: NewKeyResult, key: Key = None) -> HttpResponse:
    """Create a key result."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewKeyResult(**new.model_dump())
        made = services.key_result_create(actor=request.auth, objective_id=id, new=body, now=now)
        return created(_read(request, made.pk), at=f"/api/v1/key-results/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/key-results/{id}", response=KeyResultOut)
def key_result_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show a key result with where it stands and heads."""
    return _answer(request, id)


@router.patch("/key-results/{id}", response=KeyResultOut)
def key_result_update(request: ApiRequest, id: Id, changes: KeyResultChanges, version: Version) -> HttpResponse:
    """Change a key result; its progress and forecast are found anew."""
    services.key_result_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return _answer(request, id)


@router.delete("/key-results/{id}", response={204: None})
def key_result_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a key result with its check-ins."""
    services.key_result_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.get("/key-results/{id}/check-ins", response=CheckIns)
def check_ins_list(request: ApiRequest, id: Id) -> HttpResponse:
    """List the check-ins of a key result."""
    rows = check_ins_of(key_result_get(id=id, actor=request.auth), with_corrected=True)
    return answer(CheckIns(items=[_told(row) for row in rows]))


@router.post("/key-results/{id}/check-ins", response={201: CheckInOut})
def check_in_add(request: ApiRequest, id: Id, new: NewCheckIn, key: Key = None) -> HttpResponse:
    """Check in to a key result."""

    def effect(now: datetime) -> HttpResponse:
        made = services.check_in_add(actor=request.auth, key_result_id=id, new=_new(new), now=now)
        return created(_told(check_in_get(id=made.pk, actor=request.auth)), at=f"/api/v1/check-ins/{made.pk}")

    return once(request, key, effect)


@router.get("/check-ins/{id}", response=CheckInOut)
def check_in_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one check-in."""
    return answer(_told(check_in_get(id=id, actor=request.auth)))


@router.post("/check-ins/{id}/correct", response={201: CheckInOut})
def check_in_correct(request: ApiRequest, id: Id, new: NewCheckIn, key: Key = None) -> HttpResponse:
    """Correct a check-in: another takes its place, and the wrong one is kept."""

    def effect(now: datetime) -> HttpResponse:
        made = services.check_in_correct(actor=request.auth, id=id, new=_new(new), now=now)
        return created(_told(check_in_get(id=made.pk, actor=request.auth)), at=f"/api/v1/check-ins/{made.pk}")

    return once(request, key, effect)


def _new(new: NewCheckIn) -> services.NewCheckIn:
    return services.NewCheckIn(**new.model_dump())


def _answer(request: ApiRequest, id: int) -> HttpResponse:
    shown = _read(request, id)
    return answer(shown, version=shown.version)


def _read(request: ApiRequest, id: int) -> KeyResultOut:
    result = key_result_get(id=id, actor=request.auth)
    rows = picture_of(actor=request.auth, now=wall_clock()).objectives[result.objective_id].results
    found = next(row for row in rows if row.id == id)
    return KeyResultOut.model_validate({**_shown(found), **key_result_said(result)})


def _shown(row: ResultRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("id", "version", "name", "unit", "weight", "reading")},
        **{name: getattr(row.measure, name) for name in ("direction", "baseline", "target", "tolerance")},
        "objective": row.objective_id,
        "health": health_json(row.health),
    }


def _told(row: CheckIn) -> CheckInOut:
    correction = getattr(row, "correction", None)
    return CheckInOut(
        id=row.pk,
        on=row.on,
        value=float(row.value),
        confidence_share=None if row.confidence_share is None else float(row.confidence_share),
        comment=row.comment,
        by=row.by.name if row.by else None,
        at=row.at,
        corrects=row.corrects_id,
        corrected_by=correction.pk if correction else None,
    )
