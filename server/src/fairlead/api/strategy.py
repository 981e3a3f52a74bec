"""The strategy as a whole: the vision, the map with its gaps, criteria of fit."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created, nothing, packed
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import HealthOut, health_json
from fairlead.api.idempotency import Key, once
from fairlead.api.said import CriterionSaid, VisionSaid
from fairlead.api.shapes import Changes, Id, In, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.schedule.alignment import selectors
from fairlead.schedule.alignment.rows import ObjectiveRow, Picture
from fairlead.schedule.health.findings import State
from fairlead.strategy import services
from fairlead.strategy.models import Status
from fairlead.strategy.selectors import criteria_of, criterion_get, criterion_said, vision_of, vision_said

router = Router(tags=["strategy"])


class NewVision(In):
    """What the workspace wants to be."""

    statement: str


class MapObjective(Out):
    """An objective on the map; `progress` is from 0 to 1, null where nothing is measured."""

    id: Id
    parent: Id | None
    name: str
    owner: str
    status: Status
    progress: float | None
    health: HealthOut


class MapProgram(Out):
    """A program on the map, with the shares of its work by objective."""

    id: Id
    name: str
    state: State
    percent_complete: float | None
    finish: PlanTime | None
    shares: dict[str, float]


class MapProject(Out):
    """A project on the map; `shares` by objective are its own, null where it serves what its program does."""

    id: Id
    program: Id | None
    name: str
    state: State
    percent_complete: float
    finish: PlanTime | None
    work_minutes: int
    shares: dict[str, float] | None


class GapsOut(Out):
    """Active objectives that nobody serves, programs and projects that serve none."""

    objectives: list[Id]
    programs: list[Id]
    projects: list[Id]


class MapOut(Out):
    """The strategy with the work of it that you may see; objectives in the order of their tree."""

    objectives: list[MapObjective]
    programs: list[MapProgram]
    projects: list[MapProject]
    gaps: GapsOut


class CriterionOut(CriterionSaid):
    """A criterion by which programs and projects are scored."""


class Criteria(Out):
    """The criteria, the weightiest first."""

    items: list[CriterionOut]


class NewCriterion(In):
    """`weight` is a whole number from 1 to 100."""

    name: str
    about: str = ""
    weight: int = 1


class CriterionChanges(Changes):
    """What to change on a criterion."""

    name: str = maybe()
    about: str = maybe()
    weight: int = maybe()


class FitOut(Out):
    """A program or project with its scores by criterion and their weighted mean, null where nobody scored it."""

    kind: str
    id: Id
    name: str
    scores: dict[str, int]
    fit: float | None


class Fits(Out):
    """The best fit first."""

    items: list[FitOut]


@router.get("/strategy/vision", response=VisionSaid)
def vision_read(request: ApiRequest) -> HttpResponse:
    """Show the vision; before anybody said one it is empty, of version 0."""
    vision = vision_of(actor=request.auth)
    return answer(VisionSaid.model_validate(vision_said(vision)), version=vision.version)


@router.put("/strategy/vision", response=VisionSaid)
def vision_set(request: ApiRequest, new: NewVision, version: Version) -> HttpResponse:
    """Say what the workspace wants to be."""
    vision = services.vision_set(actor=request.auth, version=version, statement=new.statement, now=timezone.now())
    return answer(VisionSaid.model_validate(vision_said(vision)), version=vision.version)


@router.get("/strategy/map", response=MapOut)
def strategy_map(request: ApiRequest) -> HttpResponse:
    """Show the strategy and what serves it: objectives, programs, projects, shares, gaps."""
    return packed(request, map_json(selectors.picture_of(actor=request.auth, now=wall_clock())))


@router.get("/strategy/fit", response=Fits)
def strategy_fit(request: ApiRequest) -> HttpResponse:
    """List programs and projects by how well they fit the strategy."""
    picture = selectors.picture_of(actor=request.auth, now=wall_clock())
    rows = selectors.fit_rows(picture, actor=request.auth)
    shown = [
        {
            **{name: getattr(row, name) for name in ("kind", "id", "name", "fit")},
            "scores": {str(id): score for id, score in row.scores.items()},
        }
        for row in rows
    ]
    return packed(request, {"items": shown})


@router.get("/criteria", response=Criteria)
def criteria_list(request: ApiRequest) -> HttpResponse:
    """List the criteria of strategic fit."""
    rows = criteria_of(actor=request.auth)
    return answer(Criteria(items=[CriterionOut.model_validate(criterion_said(each)) for each in rows]))


@router.post("/criteria", response={201: CriterionOut})
def criterion_create(request: ApiRequest, new: NewCriterion, key: Key = None) -> HttpResponse:
    """Create a criterion."""

    def effect(now: datetime) -> HttpResponse:
        made = services.criterion_create(actor=request.auth, **new.model_dump(), now=now)
        shown = CriterionOut.model_validate(criterion_said(made))
        return created(shown, at=f"/api/v1/criteria/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/criteria/{id}", response=CriterionOut)
def criterion_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one criterion."""
    found = criterion_get(id=id, actor=request.auth)
    return answer(CriterionOut.model_validate(criterion_said(found)), version=found.version)


@router.patch("/criteria/{id}", response=CriterionOut)
def criterion_update(request: ApiRequest, id: Id, changes: CriterionChanges, version: Version) -> HttpResponse:
    """Change a criterion; the scores by it stay."""
    edited = services.criterion_update(
        actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now()
    )
    return answer(CriterionOut.model_validate(criterion_said(edited)), version=edited.version)


@router.delete("/criteria/{id}", response={204: None})
def criterion_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a criterion with all scores by it."""
    services.criterion_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


def map_json(picture: Picture) -> dict[str, Any]:
    """Return the map as plain values: this many rows cost less so than through their shapes."""
    gaps = selectors.gaps_of(picture)
    return {
        "objectives": [_objective(row) for row in picture.objectives.values()],
        "programs": [
            {
                "id": each.id,
                "name": each.name,
                "state": each.health.state,
                "percent_complete": each.percent_complete,
                "finish": _minute(each.finish_at),
                "shares": {str(id): share for id, share in each.shares.items()},
            }
            for each in picture.programs.values()
        ],
        "projects": [
            {
                "id": each.id,
                "program": each.program_id,
                "name": each.name,
                "state": each.health.state,
                "percent_complete": each.percent_complete,
                "finish": _minute(each.finish_at),
                "work_minutes": each.work_minutes,
                "shares": _own(picture, each.id),
            }
            for each in picture.projects.values()
        ],
        "gaps": {
            "objectives": [row.id for row in gaps.objectives],
            "programs": [each.id for each in gaps.programs],
            "projects": [each.id for each in gaps.projects],
        },
    }


def _objective(row: ObjectiveRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "parent": row.said.parent_id,
        "name": row.name,
        "owner": row.said.owner,
        "status": row.said.status,
        "progress": row.progress,
        "health": health_json(row.health),
    }


def _own(picture: Picture, id: int) -> dict[str, float] | None:
    own = picture.own.get(id)
    return None if own is None else {str(objective): share for objective, share in own.items()}


def _minute(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")
