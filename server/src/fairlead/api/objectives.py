"""Objectives: their tree, what is decided on them, what rolls up to them."""

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
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import ObjectiveSaid
from fairlead.api.shapes import Changes, Id, In, Instant, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.schedule.alignment.rows import ObjectiveRow, Part
from fairlead.schedule.alignment.selectors import picture_of
from fairlead.schedule.health.findings import State
from fairlead.strategy import services
from fairlead.strategy.models import Objective, Status, StatusChange
from fairlead.strategy.selectors import (
    delay_cost_of,
    objective_get,
    objective_said,
    objectives_of,
    status_changes_of,
)

router = Router(tags=["objectives"])

Money = Annotated[Decimal, Field(max_digits=16, decimal_places=2, allow_inf_nan=False)]


class ServingWorkOut(Out):
    """How the work stands that serves an objective and all below it, made of the rows at `/objectives/{id}/parts`."""

    percent_complete: float | None
    finish: PlanTime | None
    state: State | None
    minutes: float
    project_count: int
    off_count: int


class DelayPointOut(Out):
    """What a delay of so many weeks costs in all."""

    weeks: int
    cost: Decimal


class ObjectiveOut(ObjectiveSaid):
    """An objective with what rolls up to it; `progress` is from 0 to 1, null where nothing is measured.

    `unmeasured` counts active objectives right below it that are left out of the progress for that reason.
    """

    children: list[Id]
    progress: float | None
    unmeasured: int
    health: HealthOut
    work: ServingWorkOut
    delay_points: list[DelayPointOut]


class ServingPartOut(Out):
    """A project that serves an objective or one below it, with a share of its work; `through` is its program, if so.

    `days_over` counts the days from the end of the objective's period to the project's finish.
    """

    project: Id
    name: str
    share: float
    minutes: float
    through: Id | None
    percent_complete: float
    finish: PlanTime | None
    days_over: int
    state: State


class ServingParts(Out):
    """The rows that the work of an objective is made of, the largest first."""

    items: list[ServingPartOut]


class StatusChangeOut(Out):
    """Who decided where an objective stands, when and why."""

    status: Status
    note: str
    by: str | None
    at: Instant


class StatusChanges(Out):
    """The newest first."""

    items: list[StatusChangeOut]


class NewObjective(In):
    """From `start_on` to before `finish_on`; it begins as a draft, the last among its siblings."""

    name: str
    start_on: date
    finish_on: date
    parent: Id | None = None
    statement: str = ""
    owner: Id | None = None
    weight: int = 1
    value: Money | None = None
    delay_week_cost: Money | None = None
    currency: str = ""


class ObjectiveChanges(Changes):
    """What to change on an objective."""

    name: str = maybe()
    start_on: date = maybe()
    finish_on: date = maybe()
    statement: str = maybe()
    owner: Id | None = maybe()
    weight: int = maybe()
    value: Money | None = maybe()
    delay_week_cost: Money | None = maybe()
    currency: str = maybe()


class ObjectiveMove(In):
    """Where to put it: below `parent`, null for the top, behind its child `after`, null for the first place."""

    parent: Id | None = None
    after: Id | None = None


class NewStatus(In):
    """Where the objective stands from now on; `note` says why, which is needed to drop it."""

    status: Status
    note: str = ""


class DelayPoint(In):
    """What a delay of so many weeks costs in all."""

    weeks: int
    cost: Money


class DelayCurve(In):
    """Points of what delays cost; none makes the cost of each week count."""

    points: list[DelayPoint] = Field(max_length=60)


@router.get("/objectives", response=Page[ObjectiveSaid])
def objectives_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List what is said of objectives; `/strategy/map` gives their tree in order."""
    rows = objectives_of(actor=request.auth)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_said)


@router.post("/objectives", response={201: ObjectiveOut})
def objective_create(request: ApiRequest, new: NewObjective, key: Key = None) -> HttpResponse:
    """Create an objective, at the top or below one that you own."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewObjective(**new.model_dump())
        made = services.objective_create(actor=request.auth, new=body, now=now)
        return created(_read(request, made.pk), at=f"/api/v1/objectives/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/objectives/{id}", response=ObjectiveOut)
def objective_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show an objective with what rolls up to it."""
    return _answer(request, id)


@router.patch("/objectives/{id}", response=ObjectiveOut)
def objective_update(request: ApiRequest, id: Id, changes: ObjectiveChanges, version: Version) -> HttpResponse:
    """Change what is said of an objective; its owner may, but neither weigh it nor give it away."""
    services.objective_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return _answer(request, id)


@router.delete("/objectives/{id}", response={204: None})
def objective_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete an objective on which nothing hangs; any other is dropped instead."""
    services.objective_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.post("/objectives/{id}/move", response=ObjectiveOut)
def objective_move(request: ApiRequest, id: Id, to: ObjectiveMove, version: Version) -> HttpResponse:
    """Put an objective with all below it elsewhere in the tree."""
    services.objective_move(
        actor=request.auth, id=id, version=version, parent=to.parent, after=to.after, now=timezone.now()
    )
    return _answer(request, id)


@router.get("/objectives/{id}/decisions", response=StatusChanges)
def objective_decisions(request: ApiRequest, id: Id) -> HttpResponse:
    """List who decided where an objective stands."""
    rows = status_changes_of(objective_get(id=id, actor=request.auth))
    return answer(StatusChanges(items=[_decision(row) for row in rows]))


@router.post("/objectives/{id}/decisions", response=ObjectiveOut)
def objective_decide(request: ApiRequest, id: Id, new: NewStatus, version: Version) -> HttpResponse:
    """Decide where an objective stands: draft, active, achieved or dropped."""
    services.objective_status_set(
        actor=request.auth, id=id, version=version, status=new.status, note=new.note, now=timezone.now()
    )
    return _answer(request, id)


@router.put("/objectives/{id}/delay", response=ObjectiveOut)
def objective_delay(request: ApiRequest, id: Id, curve: DelayCurve, version: Version) -> HttpResponse:
    """Say what delays of an objective cost, as a curve."""
    services.delay_curve_set(
        actor=request.auth,
        id=id,
        version=version,
        points=[(point.weeks, point.cost) for point in curve.points],
        now=timezone.now(),
    )
    return _answer(request, id)


@router.get("/objectives/{id}/parts", response=ServingParts)
def objective_parts(request: ApiRequest, id: Id) -> HttpResponse:
    """List the projects that serve an objective and those below it: what its work is made of."""
    objective_get(id=id, actor=request.auth)
    picture = picture_of(actor=request.auth, now=wall_clock(), within=id)
    parts = sorted(picture.parts_of(id).values(), key=lambda part: (-part.minutes, part.project.name))
    return answer(ServingParts(items=[_part(part) for part in parts]))


def _answer(request: ApiRequest, id: int) -> HttpResponse:
    shown = _read(request, id)
    return answer(shown, version=shown.version)


def _read(request: ApiRequest, id: int) -> ObjectiveOut:
    objective = objective_get(id=id, actor=request.auth)
    row = picture_of(actor=request.auth, now=wall_clock(), within=id).objectives[id]
    points = [{"weeks": week, "cost": cost} for week, cost in delay_cost_of(objective).points]
    return ObjectiveOut.model_validate({**objective_said(objective), **_rolled(row), "delay_points": points})


def _rolled(row: ObjectiveRow) -> dict[str, Any]:
    work = row.work
    return {
        "children": list(row.children),
        "progress": row.progress,
        "unmeasured": row.unmeasured,
        "health": health_json(row.health),
        "work": {
            **{name: getattr(work, name) for name in ServingWorkOut.model_fields if name != "finish"},
            "finish": work.finish_at,
        },
    }


def _said(objective: Objective) -> ObjectiveSaid:
    return ObjectiveSaid.model_validate(objective_said(objective))


def _decision(row: StatusChange) -> StatusChangeOut:
    return StatusChangeOut(status=Status(row.status), note=row.note, by=row.by.name if row.by else None, at=row.at)


def _part(part: Part) -> ServingPartOut:
    return ServingPartOut(
        project=part.project.id,
        name=part.project.name,
        share=part.share,
        minutes=part.minutes,
        through=part.through,
        percent_complete=part.project.percent_complete,
        finish=part.project.finish_at,
        days_over=part.days_over,
        state=part.state,
    )
