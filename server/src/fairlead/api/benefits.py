"""Benefits of programs: what is expected, what was measured, what they depend on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.said import BenefitSaid
from fairlead.api.shapes import Changes, Id, In, Instant, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.programs import services
from fairlead.programs.models import Measurement
from fairlead.programs.rules import Standing
from fairlead.programs.selectors import (
    BenefitRow,
    benefit_get,
    benefit_row,
    benefit_rows,
    benefit_said,
    benefits_seen,
    program_get,
)
from fairlead.schedule.outputs import OutputRow, output_rows
from fairlead.work.selectors import programs_through_projects
from fairlead.work.services import output_add, output_remove

router = Router(tags=["benefits"])

Number = Annotated[Decimal, Field(max_digits=17, decimal_places=4, allow_inf_nan=False)]
Money = Annotated[Decimal, Field(max_digits=15, decimal_places=2, allow_inf_nan=False)]
Points = Annotated[list[tuple[date, Number]], Field(max_length=60)]


class StandOut(Out):
    """How a benefit stands: `share` of its gain that is there by the last measurement, and that was expected then.

    `lag` is how far it is behind, `due_on` when it is to be measured next, null where no more.
    """

    standing: Standing
    share: float | None
    expected_share: float
    lag: float
    due_on: date | None


class MeasurementOut(Out):
    """What a benefit was on a day; `corrects` is the measurement whose place it took."""

    id: Id
    on: date
    value: float
    comment: str
    by: str | None
    at: Instant
    corrects: Id | None


class OutputOut(Out):
    """What a benefit depends on: there once `task` is done, or the whole project; `finish` is found."""

    id: Id
    name: str
    project: Id
    task: Id | None
    finish: PlanTime | None
    is_done: bool


class BenefitOut(BenefitSaid):
    """A benefit with how it stands, what was measured, oldest first, and the outputs it depends on that you may see."""

    stand: StandOut
    measurements: list[MeasurementOut]
    outputs: list[OutputOut]


class Benefits(Out):
    """The benefits of a program, disbenefits last, by the day of their target."""

    items: list[BenefitOut]


class NewBenefit(In):
    """`points` are days between the baseline's and the target's with what is expected by then."""

    name: str
    baseline: Number
    baseline_on: date
    target: Number
    target_on: date
    measure_until_on: date
    about: str = ""
    is_disbenefit: bool = False
    owner: Id | None = None
    objective: Id | None = None
    unit: str = ""
    yearly_value: Money | None = None
    currency: str = ""
    measure_every_days: Annotated[int, Field(ge=1, le=1000)] = 90
    points: Points = []


class BenefitChanges(Changes):
    """What to change on a benefit; `points` are said as a whole."""

    name: str = maybe()
    baseline: Number = maybe()
    baseline_on: date = maybe()
    target: Number = maybe()
    target_on: date = maybe()
    measure_until_on: date = maybe()
    about: str = maybe()
    is_disbenefit: bool = maybe()
    owner: Id | None = maybe()
    objective: Id | None = maybe()
    unit: str = maybe()
    yearly_value: Money | None = maybe()
    currency: str = maybe()
    measure_every_days: Annotated[int, Field(ge=1, le=1000)] = maybe()
    points: Points = maybe()


class NewMeasurement(In):
    """What a benefit was on a day."""

    on: date
    value: Number
    comment: str = ""


class NewOutput(In):
    """What a project brings forth for a benefit; without `task` it is there once the project is done."""

    name: str
    project: Id
    task: Id | None = None


@router.get("/programs/{id}/benefits", response=Benefits)
def benefits_list(request: ApiRequest, id: Id) -> HttpResponse:
    """List what a program is to bring, and how each benefit stands."""
    through = programs_through_projects(request.auth)
    program_get(id=id, actor=request.auth, through=through)
    seen = benefits_seen(actor=request.auth, through=through).filter(program=id)
    return answer(Benefits(items=_shown(benefit_rows(seen, today=timezone.localdate()), request)))


@router.post("/programs/{id}/benefits", response={201: BenefitOut})
def benefit_create(request: ApiRequest, id: Id, new: NewBenefit, key: Key = None) -> HttpResponse:
    """Write down a benefit that a program is to bring."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewBenefit(**new.model_dump())
        made = services.benefit_create(actor=request.auth, program_id=id, new=body, now=now)
        return created(_read(request, made.pk), at=f"/api/v1/benefits/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/benefits/{id}", response=BenefitOut)
def benefit_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show a benefit with what was measured."""
    shown = _read(request, id)
    return answer(shown, version=shown.version)


@router.patch("/benefits/{id}", response=BenefitOut)
def benefit_update(request: ApiRequest, id: Id, changes: BenefitChanges, version: Version) -> HttpResponse:
    """Change what is said of a benefit."""
    services.benefit_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return benefit_read(request, id)


@router.delete("/benefits/{id}", response={204: None})
def benefit_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a benefit off the register, with its measurements."""
    services.benefit_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.post("/benefits/{id}/measurements", response={201: MeasurementOut})
def measurement_add(request: ApiRequest, id: Id, new: NewMeasurement, key: Key = None) -> HttpResponse:
    """Write down what a benefit was on a day."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewMeasurement(**new.model_dump())
        made = services.measurement_add(actor=request.auth, benefit_id=id, new=body, now=now)
        return created(_told(made), at=f"/api/v1/benefits/{id}")

    return once(request, key, effect)


@router.post("/measurements/{id}/correct", response={201: MeasurementOut})
def measurement_correct(request: ApiRequest, id: Id, new: NewMeasurement, key: Key = None) -> HttpResponse:
    """Correct a measurement: another takes its place, and the wrong one is kept on record."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewMeasurement(**new.model_dump())
        made = services.measurement_correct(actor=request.auth, id=id, new=body, now=now)
        return created(_told(made), at=f"/api/v1/benefits/{made.benefit_id}")

    return once(request, key, effect)


@router.post("/benefits/{id}/outputs", response={201: BenefitOut})
def output_create(request: ApiRequest, id: Id, new: NewOutput, key: Key = None) -> HttpResponse:
    """Say that a benefit depends on an output of a project."""

    def effect(now: datetime) -> HttpResponse:
        output_add(actor=request.auth, project_id=new.project, benefit_id=id, name=new.name, task_id=new.task, now=now)
        return created(_read(request, id), at=f"/api/v1/benefits/{id}")

    return once(request, key, effect)


@router.delete("/outputs/{id}", response={204: None})
def output_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """Say that a benefit does not depend on an output any more."""
    output_remove(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _read(request: ApiRequest, id: int) -> BenefitOut:
    benefit = benefit_get(id=id, actor=request.auth, through=programs_through_projects(request.auth))
    (shown,) = _shown([benefit_row(benefit, today=timezone.localdate())], request)
    return shown


def _shown(rows: list[BenefitRow], request: ApiRequest) -> list[BenefitOut]:
    outputs = output_rows([row.benefit.pk for row in rows], actor=request.auth)
    return [
        BenefitOut.model_validate(
            {
                **benefit_said(row.benefit, points=row.points),
                "stand": row.stand,
                "measurements": [_told(each) for each in row.measured],
                "outputs": [_output(each) for each in outputs if each.output.benefit_id == row.benefit.pk],
            }
        )
        for row in rows
    ]


def _told(row: Measurement) -> MeasurementOut:
    return MeasurementOut(
        id=row.pk,
        on=row.on,
        value=float(row.value),
        comment=row.comment,
        by=row.by.name if row.by else None,
        at=row.at,
        corrects=row.corrects_id,
    )


def _output(row: OutputRow) -> OutputOut:
    output = row.output
    return OutputOut(
        id=output.pk,
        name=output.name,
        project=output.project_id,
        task=output.task_id,
        finish=row.finish_at,
        is_done=row.is_done,
    )
