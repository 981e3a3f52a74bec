"""How projects, programs and objectives stand, why, what people say instead, and the rows behind their figures."""

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import HealthOut, health_json
from fairlead.api.paging import After, Limit, cursor_of, key_of
from fairlead.api.shapes import Id, In, Out, PlanTime
from fairlead.api.versions import Version
from fairlead.schedule.health import services
from fairlead.schedule.health.figures import Asked, Opened, figure_open
from fairlead.schedule.health.findings import State
from fairlead.schedule.health.rows import FIGURES, Figure
from fairlead.schedule.health.selectors import SubjectHealth, subject_health
from fairlead.schedule.health.subjects import SubjectKind

router = Router(tags=["health"])


class Kinds(StrEnum):
    """What can stand well or badly, as addresses call it."""

    PROJECTS = "projects"
    PROGRAMS = "programs"
    OBJECTIVES = "objectives"

    @property
    def one(self) -> SubjectKind:
        """What one of them is."""
        return SubjectKind(self.value.removesuffix("s"))


class HealthPage(Out):
    """How something stands; `figures` has by concern the address of the rows that its finding counts."""

    kind: SubjectKind
    id: Id
    name: str
    health: HealthOut
    figures: dict[str, str]
    may_override: bool


class NewOverrideBody(In):
    """How it stands whatever the rules find: why, and up to and including which day, at most 90 days ahead."""

    state: State
    reason: str
    until_on: date


class AskedOut(Out):
    """What all projects together ask of somebody in the week that begins on `week`, of what they have."""

    minutes: int
    of_minutes: int
    week: date


class FigureRowOut(Out):
    """A row of a figure: of a mean in percent its value and weight, of a day when it ends, of people what is asked."""

    kind: str
    id: Id
    name: str
    weight: float
    value: float
    finish: PlanTime | None
    state: State | None
    asked: AskedOut | None


class FigureOut(Out):
    """A figure with some of the rows it is made of.

    `progress` and `reached` are the mean of the rows' values by their weights, `finish` is the latest of the rows, any
    other counts them; `weight` is that of all rows.
    """

    figure: Figure
    name: str
    value: float | None
    finish: PlanTime | None
    weight: float
    items: list[FigureRowOut]
    next: str | None


@router.get("/{kind}/{id}/health", response=HealthPage)
def health_read(request: ApiRequest, kind: Kinds, id: Id) -> HttpResponse:
    """Show how something stands and why; its version is that of what somebody says instead, 0 where nobody does."""
    return _answer(request, kind, id)


@router.put("/{kind}/{id}/health/override", response=HealthPage)
def health_override(request: ApiRequest, kind: Kinds, id: Id, new: NewOverrideBody, version: Version) -> HttpResponse:
    """Say how something stands, beside what the rules find; it ends by itself after its day."""
    services.override_set(
        actor=request.auth,
        kind=kind.one,
        id=id,
        version=version,
        new=services.NewOverride(new.state, new.reason, new.until_on),
        today=timezone.localdate(),
        now=timezone.now(),
    )
    return _answer(request, kind, id)


@router.delete("/{kind}/{id}/health/override", response={204: None})
def health_override_withdraw(request: ApiRequest, kind: Kinds, id: Id, version: Version) -> HttpResponse:
    """Take back what somebody said of how something stands."""
    services.override_withdraw(
        actor=request.auth, kind=kind.one, id=id, version=version, today=timezone.localdate(), now=timezone.now()
    )
    return nothing()


@router.get("/{kind}/{id}/figures/{figure}", response=FigureOut)
def figure_read(
    request: ApiRequest, kind: Kinds, id: Id, figure: Figure, after: After = None, limit: Limit = 50
) -> HttpResponse:
    """Open a figure to the rows it is made of, by kind and id."""
    key = key_of(after, (str, int))
    opened = figure_open(
        kind=kind.one, id=id, figure=figure, actor=request.auth, now=wall_clock(), after=key, limit=limit
    )
    return answer(_opened(opened))


def _answer(request: ApiRequest, kind: Kinds, id: int) -> HttpResponse:
    found = subject_health(kind=kind.one, id=id, actor=request.auth, now=wall_clock())
    return answer(HealthPage.model_validate(_shown(found, kind)), version=found.version)


def _shown(found: SubjectHealth, kind: Kinds) -> dict[str, Any]:
    figures = ((each.concern, FIGURES[each.concern]) for each in found.health.reasons)
    at = f"/api/v1/{kind}/{found.subject.id}/figures/"
    return {
        "kind": found.subject.kind,
        "id": found.subject.id,
        "name": found.subject.name,
        "health": health_json(found.health),
        "figures": {concern: at + figure for concern, figure in figures if figure is not None},
        "may_override": found.may_override,
    }


def _asked(asked: Asked) -> dict[str, Any]:
    return {"minutes": asked.minutes, "of_minutes": asked.of_minutes, "week": asked.week_on}


def _opened(opened: Opened) -> FigureOut:
    rows = [
        {
            **{name: getattr(row, name) for name in ("kind", "id", "name", "weight", "value", "state")},
            "finish": row.at,
            "asked": row.asked and _asked(row.asked),
        }
        for row in opened.rows
    ]
    return FigureOut.model_validate(
        {
            **{name: getattr(opened, name) for name in ("figure", "name", "value", "weight")},
            "finish": opened.at,
            "items": rows,
            "next": cursor_of(opened.next),
        }
    )
