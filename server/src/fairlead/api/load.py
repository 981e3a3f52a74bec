"""Capacity and load: of people, teams, roles, skills, programs and projects, by day, week or month."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from fairlead.api.answers import answer, packed
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.paging import After, cursor_of, key_of
from fairlead.api.shapes import Id, Out, PlanTime
from fairlead.staffing.load import Filters, LoadMap, RowKind, Zoom, candidates, load_cell, load_map, skill_balance

router = Router(tags=["load"])

MOST = 500
_USUAL = {Zoom.DAY: timedelta(days=28), Zoom.WEEK: timedelta(weeks=13), Zoom.MONTH: timedelta(days=365)}

By = Annotated[Zoom, Query(Zoom.WEEK, description="How long a period is.")]
Rows = Annotated[RowKind, Query(RowKind.PERSON, description="What a row is of.")]
StartOn = Annotated[date | None, Query(None, description="The first day, else today; weeks and months are whole.")]
FinishOn = Annotated[date | None, Query(None, description="The day after the last.")]
Most = Annotated[int, Query(200, ge=1, le=MOST, description="How many rows at most.")]


class LoadFilters(Out):
    """Whose load to show; those who are assigned to, or booked for, a `program` or `project` with their whole load."""

    search: str = ""
    team: Id | None = None
    role: str = Field("", description="A title, or the name of a generic role.")
    skill: Id | None = None
    level: int = Field(1, ge=1, le=5, description="The least level of the skill.")
    program: Id | None = None
    project: Id | None = None

    def filters(self) -> Filters:
        """Return them as the selector takes them."""
        return Filters(
            search=self.search,
            team_id=self.team,
            role=self.role,
            skill_id=self.skill,
            level=self.level,
            program_id=self.program,
            project_id=self.project,
        )


class LoadRows(Out):
    """Lists of one length, a row at each place; `count` people or others are in it, `is_generic` marks a role."""

    kind: list[RowKind]
    id: list[int]
    name: list[str]
    detail: list[str]
    count: list[int]
    is_generic: list[bool]


class LoadMeasures(Out):
    """Whole minutes: a list for each row, in it a number for each period.

    `open` is firmly booked for projects and not planned in their tasks yet, counted by week. `overload` is what tasks
    and open bookings ask above the capacity of a day, `free` what they leave of it: a week with room can have both.
    `generic` is asked of roles that nobody is named for. `here` is planned in the program or project that was asked
    for, null where none was.
    """

    capacity: list[list[int]]
    planned: list[list[int]]
    actual: list[list[int]]
    booked: list[list[int]]
    tentative: list[list[int]]
    open: list[list[int]]
    overload: list[list[int]]
    free: list[list[int]]
    generic: list[list[int]]
    here: list[list[int]] | None


class LoadOut(Out):
    """The load of rows by period; `edges` are the first days of periods, then the day after the last.

    `next` is the cursor of the people that follow, null at the end.
    """

    by: Zoom
    edges: list[date]
    rows: LoadRows
    measures: LoadMeasures
    next: str | None


class WorkOut(Out):
    """A task that asks for somebody's time; one without `task` stands for all that you may not see."""

    member: Id = Field(validation_alias="member_id")
    member_name: str = Field(validation_alias="member")
    task: Id | None = Field(validation_alias="task_id")
    task_name: str = Field(validation_alias="task")
    project: Id | None = Field(validation_alias="project_id")
    project_name: str = Field(validation_alias="project")
    start: PlanTime | None = Field(validation_alias="start_at")
    finish: PlanTime | None = Field(validation_alias="finish_at")
    minutes: int
    actual_minutes: int


class CellBookingOut(Out):
    """A booking that takes somebody's time; without a `project` where you may not see it."""

    member: Id = Field(validation_alias="member_id")
    member_name: str = Field(validation_alias="member")
    booking: Id | None = Field(validation_alias="booking_id")
    project: Id | None = Field(validation_alias="project_id")
    project_name: str = Field(validation_alias="project")
    start_on: date
    finish_on: date
    is_firm: bool
    minutes: int


class DayOut(Out):
    """A day in minutes: what there is, what tasks and open bookings ask, and what of that is too much."""

    day: date
    capacity: int
    asked: int
    overload: int


class LoadCellOut(Out):
    """What is behind the load of a row in a period: `tasks` add up to planned, `bookings` to booked and tentative."""

    name: str
    tasks: list[WorkOut]
    bookings: list[CellBookingOut]
    days: list[DayOut]


class SkillOut(Out):
    """A skill in minutes by month: what its `people` offer, what of it is free, what is asked of nobody yet.

    `demand` is in tasks and bookings that nobody is named for, `requested` in requests without an answer; `lack` is
    what both ask beyond what is free. Who has several skills is counted in each.
    """

    id: Id
    name: str
    people: int
    capacity: list[int]
    free: list[int]
    demand: list[int]
    requested: list[int]
    lack: list[int]


class SkillsOut(Out):
    """Demand against supply; `edges` are the first days of months, then the day after the last."""

    edges: list[date]
    skills: list[SkillOut]


class CandidateOut(Out):
    """Somebody who could do it, and what their place rests on, in the order in which it counts.

    `covers_share` is the part of the asked minutes that fits into their free time, 1 where none were asked.
    """

    id: Id
    name: str
    title: str
    team: str
    covers_share: float
    hour_cost: Decimal | None
    currency: str
    level: int
    free_minutes: int
    capacity_minutes: int


class CandidatesOut(Out):
    """Candidates, the best first."""

    candidates: list[CandidateOut]


@router.get("/load", response=LoadOut)
def load_read(
    request: ApiRequest,
    filters: Query[LoadFilters],
    by: By = Zoom.WEEK,
    rows: Rows = RowKind.PERSON,
    start_on: StartOn = None,
    finish_on: FinishOn = None,
    after: After = None,
    limit: Most = 200,
) -> HttpResponse:
    """Give the load of those in the pool whom you may see, or of their teams, roles, skills, programs or projects."""
    first = start_on or wall_clock().date()
    found = load_map(
        actor=request.auth,
        rows=rows,
        zoom=by,
        start_on=first,
        finish_on=finish_on or first + _USUAL[by],
        filters=filters.filters(),
        after=key_of(after, (str, int)),
        limit=limit,
    )
    return packed(request, load_json(found))


@router.get("/load/skills", response=SkillsOut)
def skills_balance(request: ApiRequest, start_on: StartOn = None, finish_on: FinishOn = None) -> HttpResponse:
    """Give demand against supply of every skill by month, over the next year unless other days are asked for."""
    first = start_on or wall_clock().date()
    periods, found = skill_balance(
        actor=request.auth, start_on=first, finish_on=finish_on or first + _USUAL[Zoom.MONTH]
    )
    return answer(SkillsOut.model_validate({"edges": list(periods.edges), "skills": found}))


@router.get("/load/skills/{id}/candidates", response=CandidatesOut)
def candidates_list(
    request: ApiRequest,
    id: Id,
    start_on: date,
    finish_on: date,
    level: Annotated[int, Query(1, ge=1, le=5, description="The least level of the skill.")] = 1,
    minutes: Annotated[int | None, Query(None, gt=0, lt=2**40, description="How much is to be done.")] = None,
) -> HttpResponse:
    """List who has a skill: first who has time for all that is to be done, then by cost, level and free time."""
    found = candidates(
        actor=request.auth, skill_id=id, level=level, start_on=start_on, finish_on=finish_on, minutes=minutes
    )
    return answer(CandidatesOut.model_validate({"candidates": found}))


@router.get("/load/{kind}/{id}", response=LoadCellOut)
def load_cell_read(request: ApiRequest, kind: RowKind, id: Id, start_on: date, finish_on: date) -> HttpResponse:
    """Open the load of a row from `start_on` to before `finish_on` to the tasks and bookings that it is made of."""
    found = load_cell(actor=request.auth, kind=kind, id=id, start_on=start_on, finish_on=finish_on)
    return answer(LoadCellOut.model_validate(found))


def load_json(found: LoadMap) -> dict[str, object]:
    """Return load as it goes out: thousands of numbers are not checked again on their way, a test is."""
    measures = {name: values.tolist() for name, values in found.measures.items()}
    columns = ("kind", "id", "name", "detail", "count", "is_generic")
    return {
        "by": found.zoom,
        "edges": found.periods.edges,
        "rows": {name: [getattr(row, name) for row in found.rows] for name in columns},
        "measures": {**measures, "here": measures.get("here")},
        "next": cursor_of(found.next),
    }
