"""The staffing of a project: needed, booked and planned, of whom, by week."""

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.shapes import Id, Out
from fairlead.staffing.selectors import Amount, StaffRow, monday_of, staffing_of
from fairlead.work.selectors import plan_get

router = Router(tags=["bookings"])

# Weeks that are counted are of years that plans reach.
_Start = Annotated[date | None, Query(None, ge=date(1971, 1, 1), lt=date(2140, 1, 1))]
_Weeks = Annotated[int, Query(12, ge=1, le=104)]


class StaffAmount(Out):
    """Minutes: asked for or without a name yet, booked softly and firmly, planned on tasks."""

    needed: float
    soft: float
    firm: float
    planned: float


class StaffOut(Out):
    """Somebody of a project, or demand without a name: in all, and in each week; with what that was made of."""

    name: str
    resource: Id | None
    total: StaffAmount
    weeks: list[StaffAmount]
    bookings: list[Id]
    requests: list[Id]


class Staffing(Out):
    """The staffing of a project in weeks from the Monday `start_on` on."""

    start_on: date
    rows: list[StaffOut]


@router.get("/projects/{id}/staffing", response=Staffing)
def project_staffing(request: ApiRequest, id: Id, start_on: _Start = None, weeks: _Weeks = 12) -> HttpResponse:
    """Show who is needed, booked and planned for a project, by week from that of `start_on`, or of today, on.

    So too for a program's activities, by the id of their plan.
    """
    project = plan_get(id=id, actor=request.auth)
    first = monday_of(start_on or wall_clock())
    rows = staffing_of(project, first_on=first, weeks=weeks)
    return answer(Staffing(start_on=first, rows=[_shown(row) for row in rows]))


def _shown(row: StaffRow) -> StaffOut:
    return StaffOut(
        name=row.name,
        resource=row.resource.pk if row.resource else None,
        total=_amount(row.total),
        weeks=[_amount(each) for each in row.weeks],
        bookings=[each.pk for each in row.bookings],
        requests=[each.pk for each in row.requests],
    )


def _amount(amount: Amount) -> StaffAmount:
    return StaffAmount.model_validate(amount)
