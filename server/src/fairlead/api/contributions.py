"""Which objectives programs and projects serve, how well they fit, what a delay costs."""

from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.api.answers import answer, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.said import ContributionsSaid
from fairlead.api.shapes import Id, In, Out
from fairlead.api.versions import Version
from fairlead.kernel.errors import Refused
from fairlead.programs import services as programs
from fairlead.programs.selectors import contributions_said as program_contributions
from fairlead.programs.selectors import program_get
from fairlead.schedule.alignment.selectors import delay_of_project, picture_of
from fairlead.work import services as work
from fairlead.work.selectors import contributions_said as project_contributions
from fairlead.work.selectors import programs_through_projects, project_get

router = Router(tags=["contributions"])

Share = Annotated[Decimal, Field(max_digits=4, decimal_places=3, allow_inf_nan=False)]
Weeks = Annotated[float, Query(1, gt=0, le=520, description="How many weeks late.")]


class ShareIn(In):
    """An objective, and the share of the work that serves it, above 0 to 1."""

    objective: Id
    share: Share


class SharesIn(In):
    """All objectives that are served; together at most 1."""

    shares: list[ShareIn] = Field(max_length=200)


class ScoresIn(In):
    """Scores from 0 to 5 by the id of a criterion; null takes one back."""

    scores: dict[Id, int | None]


class DelayOut(Out):
    """What the delay costs an objective: the project's part in the work that serves it, and that part's cost."""

    objective: Id
    name: str
    part_share: float
    cost: Decimal
    currency: str


class Delays(Out):
    """What a delay of so many weeks costs, by objective; costs of one currency may be added."""

    weeks: float
    items: list[DelayOut]


@router.get("/programs/{id}/contributions", response=ContributionsSaid)
def program_shares(request: ApiRequest, id: Id) -> HttpResponse:
    """List the objectives that a program serves."""
    require(request.auth, Action.VIEW_STRATEGY)
    program = program_get(id=id, actor=request.auth, through=programs_through_projects(request.auth))
    return answer(ContributionsSaid.model_validate(program_contributions(program)), version=program.version)


@router.put("/programs/{id}/contributions", response=ContributionsSaid)
def program_serve(request: ApiRequest, id: Id, new: SharesIn, version: Version) -> HttpResponse:
    """Say which objectives a program serves, with which shares of its work."""
    shares = _shares(new)
    program = programs.program_contribute(actor=request.auth, id=id, version=version, shares=shares, now=timezone.now())
    return answer(ContributionsSaid.model_validate(program_contributions(program)), version=program.version)


@router.put("/programs/{id}/scores", response={204: None})
def program_scores(request: ApiRequest, id: Id, new: ScoresIn) -> HttpResponse:
    """Score how well a program fits the strategy; criteria that are not named keep their score."""
    programs.program_score(actor=request.auth, id=id, scores=new.scores, now=timezone.now())
    return nothing()


@router.get("/projects/{id}/contributions", response=ContributionsSaid)
def project_shares(request: ApiRequest, id: Id) -> HttpResponse:
    """List the objectives that a project serves by itself; without any it serves those of its program."""
    require(request.auth, Action.VIEW_STRATEGY)
    project = project_get(id=id, actor=request.auth)
    return answer(ContributionsSaid.model_validate(project_contributions(project)), version=project.version)


@router.put("/projects/{id}/contributions", response=ContributionsSaid)
def project_serve(request: ApiRequest, id: Id, new: SharesIn, version: Version) -> HttpResponse:
    """Say which objectives a project serves by itself; while it says any, its program's count for it no more."""
    shares = _shares(new)
    project = work.project_contribute(actor=request.auth, id=id, version=version, shares=shares, now=timezone.now())
    return answer(ContributionsSaid.model_validate(project_contributions(project)), version=project.version)


@router.put("/projects/{id}/scores", response={204: None})
def project_scores(request: ApiRequest, id: Id, new: ScoresIn) -> HttpResponse:
    """Score how well a project fits the strategy; criteria that are not named keep their score."""
    work.project_score(actor=request.auth, id=id, scores=new.scores, now=timezone.now())
    return nothing()


@router.get("/projects/{id}/delay-cost", response=Delays)
def project_delay_cost(request: ApiRequest, id: Id, weeks: Weeks = 1) -> HttpResponse:
    """Tell what a delay of a project costs through the objectives that it serves."""
    require(request.auth, Action.VIEW_STRATEGY)
    project_get(id=id, actor=request.auth)
    rows = delay_of_project(picture_of(actor=request.auth, now=wall_clock()), id, weeks)
    items = [
        DelayOut(
            objective=row.objective.id,
            name=row.objective.name,
            part_share=row.part_share,
            cost=row.cost,
            currency=row.currency,
        )
        for row in rows
    ]
    return answer(Delays(weeks=weeks, items=items))


def _shares(new: SharesIn) -> dict[int, Decimal]:
    found = {each.objective: each.share for each in new.shares}
    if len(found) < len(new.shares):
        raise Refused(_("An objective stands twice among the shares. Add them up."), fields={"shares": _("Twice")})
    return found
