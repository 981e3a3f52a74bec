"""Scenarios: a program is leveled, the proposal looked at, accepted or given up."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, WithJsonSchema

from fairlead.access.rules import ScopeKind
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.plans import PlanKind
from fairlead.api.shapes import Id, In, Instant, Out, PlanTime
from fairlead.schedule.leveling.accepting import acceptance_undo, scenario_accept
from fairlead.schedule.leveling.findings import Findings
from fairlead.schedule.leveling.selectors import (
    Reasons,
    moves_of,
    reasons_for,
    scenario_get,
    scenarios_of,
    scope_to_level,
)
from fairlead.schedule.leveling.services import leveling_begin, leveling_stop, leveling_watch
from fairlead.schedule.leveling.services import scenario_discard as discard
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.leveling.words import unmet_told
from fairlead.schedule.models import Scenario, ScenarioMove, State
from fairlead_engine.leveling import Objective
from fairlead_engine.units import moment_of

router = Router(tags=["scenarios"])

# Told in place: the description knows one shape of a name only, and `State` is also a health's.
ScenarioState = Annotated[State, WithJsonSchema({"type": "string", "enum": [state.value for state in State]})]


class LevelingIn(In):
    """How to level: what there should be least of, what stays, who goes first, and for how long to look for better.

    Projects of higher `priorities` go first (absent: 0; null for what is said of each project), `weights` count a day
    of their delay (absent: 1); both by the id of the project. Nothing of the projects `still` moves, no task of `pins`,
    none that starts before `frozen_until`. With `fills_roles` whoever has the skills takes the place of a role on its
    tasks; with `splits` tasks may pause where that wins delay.
    """

    objective: Objective = Objective.DELAY
    within_slack: bool = False
    fills_roles: bool = False
    splits: bool = False
    pins: list[Id] = []
    still: list[Id] = []
    frozen_until: PlanTime | None = None
    priorities: dict[Id, int] | None = None
    weights: dict[Id, Annotated[float, Field(allow_inf_nan=False)]] = {}
    seconds: Annotated[float, Field(allow_inf_nan=False)] = 10.0
    seed: int = 0

    def asked(self) -> Asked:
        """Return it as the service takes it."""
        sets = {name: frozenset(getattr(self, name)) for name in ("pins", "still")}
        return Asked(**{**{name: getattr(self, name) for name in type(self).model_fields}, **sets})


class AcceptIn(In):
    """The projects in which to accept a proposal; null for all that it moves."""

    projects: list[Id] | None = None


class ScenarioOut(Out):
    """A proposal, or the search for one; `score` counts what the objective does, the less the better.

    It is weighted minutes of delay, the last finish in minutes since 1970, or a number of tasks; `bound` is what no
    plan can be below, null where none is known. `message` says why a search failed.
    """

    id: Id
    program: Id | None
    project: Id | None
    state: ScenarioState
    asked_by: str
    asked_at: Instant
    revision: int
    objective: Objective
    tries: int
    score: float | None
    bound: float | None
    message: str


class ProjectDelay(Out):
    """When a project finishes before and after."""

    project: Id
    finish_before: PlanTime
    finish_after: PlanTime


class PersonLoadOut(Out):
    """The load of somebody by week, as shares of their capacity, and the most that is asked of them at any time."""

    resource: Id
    before: list[float]
    after: list[float]
    peak_before: float
    peak_after: float


class FillOut(Out):
    """A person in the place of a role on a task, with the minutes needed of them, and those they have free then."""

    task: Id
    role: Id
    resource: Id
    needed_minutes: int
    free_minutes: int


class Improvement(Out):
    """After how long which score was reached."""

    milliseconds: int
    score: float


class ScenarioDetail(ScenarioOut):
    """A proposal with what it brings; `overload_*` are working minutes above capacity. Empty until one is found."""

    moved: int
    overload_before: float
    overload_after: float
    projects: list[ProjectDelay]
    first_week: PlanTime | None
    people: list[PersonLoadOut]
    fills: list[FillOut]
    unmet: list[str]
    improvements: list[Improvement]


class MoveOut(Out):
    """A task that the proposal moves, and why; `pieces` is when it is worked on, where it is interrupted."""

    task: Id
    name: str
    project: Id
    start_before: PlanTime
    finish_before: PlanTime
    start_after: PlanTime
    finish_after: PlanTime
    pieces: list[tuple[PlanTime, PlanTime]]
    reason: str


@router.post("/plans/{kind}/{id}/levelings", response={201: ScenarioOut})
def leveling_create(request: ApiRequest, kind: PlanKind, id: Id, wishes: LevelingIn, key: Key = None) -> HttpResponse:
    """Ask for a program, or a project that is in none, to be leveled; a worker begins at once.

    Nothing of the plan changes before you accept the proposal.
    """

    def effect(now: datetime) -> HttpResponse:
        row = leveling_begin(actor=request.auth, kind=ScopeKind(kind), id=id, asked=wishes.asked(), now=now)
        made = scenario_get(id=row.pk, actor=request.auth)
        return created(_shown(made), at=f"/api/v1/scenarios/{row.pk}")

    return once(request, key, effect)


@router.get("/plans/{kind}/{id}/scenarios", response=Page[ScenarioOut])
def scenarios_list(request: ApiRequest, kind: PlanKind, id: Id, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the scenarios of a program, or of a project that is in none, oldest first."""
    rows = scenarios_of(scope_to_level(kind=ScopeKind(kind), id=id, actor=request.auth))
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.get("/scenarios/{id}", response=ScenarioDetail)
def scenario_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one scenario with the best that was found so far."""
    return answer(_detail(request, leveling_watch(actor=request.auth, id=id, now=timezone.now())))


@router.get("/scenarios/{id}/moves", response=Page[MoveOut])
def scenario_moves(request: ApiRequest, id: Id, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the tasks that a proposal moves, with the reason of each."""
    scenario = scenario_get(id=id, actor=request.auth)
    reasons = reasons_for(scenario, actor=request.auth)
    rows = moves_of(scenario)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=lambda move: _moved(move, reasons))


@router.post("/scenarios/{id}/stop", response=ScenarioDetail)
def scenario_stop(request: ApiRequest, id: Id) -> HttpResponse:
    """End the search with the best it has; once, however often you ask."""
    return answer(_detail(request, leveling_stop(actor=request.auth, id=id, now=timezone.now())))


@router.post("/scenarios/{id}/accept", response=ScenarioDetail)
def scenario_accepted(request: ApiRequest, id: Id, choice: AcceptIn) -> HttpResponse:
    """Make a proposal what is said, in all projects or some; dates follow in the same transaction.

    Where the plan changed since in a way that matters, nothing is said, and the problem lists the `differences`.
    """
    scenario_accept(actor=request.auth, id=id, project_ids=choice.projects, now=timezone.now())
    return answer(_detail(request, scenario_get(id=id, actor=request.auth)))


@router.post("/scenarios/{id}/undo", response=ScenarioDetail)
def scenario_undone(request: ApiRequest, id: Id) -> HttpResponse:
    """Take an acceptance back as a whole."""
    acceptance_undo(actor=request.auth, id=id, now=timezone.now())
    return answer(_detail(request, scenario_get(id=id, actor=request.auth)))


@router.delete("/scenarios/{id}", response={204: None})
def scenario_discarded(request: ApiRequest, id: Id) -> HttpResponse:
    """Give a scenario up, also while it is searched for."""
    discard(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _shown(row: Scenario) -> ScenarioOut:
    leveling = row.leveling
    return ScenarioOut(
        id=row.pk,
        program=row.program_id,
        project=row.project_id,
        state=row.state,
        asked_by=row.by.name if row.by else "",
        asked_at=row.at,
        revision=row.revision,
        objective=Objective(leveling.wishes["objective"]),
        tries=leveling.tries,
        score=leveling.score,
        bound=leveling.bound,
        message=row.end.message if hasattr(row, "end") else "",
    )


def _detail(request: ApiRequest, row: Scenario) -> ScenarioDetail:
    leveling = row.leveling
    found = Findings.of_json(leveling.findings) if leveling.findings else None
    lines = unmet_told(found, actor=request.auth) if found else []
    return ScenarioDetail(
        **_shown(row).model_dump(),
        moved=found.moved if found else 0,
        overload_before=found.over_before if found else 0.0,
        overload_after=found.over_after if found else 0.0,
        projects=[
            ProjectDelay(project=each.id, finish_before=moment_of(each.before), finish_after=moment_of(each.after))
            for each in (found.projects if found else [])
        ],
        first_week=moment_of(found.first_week) if found else None,
        people=[
            PersonLoadOut(
                resource=each.id,
                before=each.before,
                after=each.after,
                peak_before=each.peak_before,
                peak_after=each.peak_after,
            )
            for each in (found.people if found else [])
        ],
        fills=[
            FillOut(
                task=fill.task_id,
                role=fill.role_id,
                resource=fill.person_id,
                needed_minutes=fill.needed_minutes,
                free_minutes=fill.free_minutes,
            )
            for fill in row.fills.order_by("id")
        ],
        unmet=[f"{line.name} {line.text}" for line in lines],
        improvements=[Improvement(milliseconds=at, score=score) for at, score in leveling.improvements],
    )


def _moved(move: ScenarioMove, reasons: Reasons) -> MoveOut:
    return MoveOut(
        task=move.task_id,
        name=move.task.name,
        project=move.task.project_id,
        start_before=move.start_before_at,
        finish_before=move.finish_before_at,
        start_after=move.start_after_at,
        finish_after=move.finish_after_at,
        pieces=[(moment_of(start), moment_of(finish)) for start, finish in move.pieces],
        reason=reasons.text(move),
    )
