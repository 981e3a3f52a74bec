"""The staffing of a project: what is needed, booked and planned of whom, by week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.planned import Planned, planned_for
from fairlead.staffing.rules import NEVER_ON
from fairlead.staffing.words import demand_words, wanted_words
from fairlead.work.models import Project
from fairlead.work.rules import FIRST_DAY

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes: asked for or without a name, softly and firmly booked, planned on tasks."""

    needed: float = 0.0
    soft: float = 0.0
    firm: float = 0.0
    planned: float = 0.0

    @property
    def booked(self) -> float:
        return self.soft + self.firm

    def plus(self, other: "Amount") -> "Amount":
        """Return both together."""
        return Amount(
            self.needed + other.needed,
            self.soft + other.soft,
            self.firm + other.firm,
            self.planned + other.planned,
        )


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody of the project, or a demand that nobody is named for yet: by week, and in all there is.

    Its bookings and requests are what the numbers were made of.
    """

    name: str
    resource: Resource | None
    weeks: tuple[Amount, ...]
    total: Amount
    bookings: tuple[Booking, ...] = field(default=())
    requests: tuple[Request, ...] = field(default=())


def staffing_of(project: Project, *, first_on: date, weeks: int) -> list[StaffRow]:
    """Return the staffing of `project` in the `weeks` from `first_on` on: demand first, then people by name.

    Eighteen queries at most.
    """
    bookings = list(
        Booking.objects.filter(project=project).select_related("resource", "role", "skill").order_by("start_on", "pk")
    )
    open_requests = Request.objects.filter(project=project).open().select_related("resource", "role")
    requests = list(open_requests.prefetch_related("skills__skill").order_by("start_on", "pk"))
    hours = Hours(project.workspace_id)
    planned = planned_for(project.pk, hours=hours)
    by_booking = _by_resource(bookings)
    people = Resource.objects.in_bulk({*by_booking, *(resource for resource, _project in planned.places)})
    mondays = [first_on + WEEK * number for number in range(weeks)]
    counting = _Counting(hours, planned, mondays, project.pk)
    demand = [counting.demand(each) for each in bookings if each.resource_id is None]
    demand += [counting.request(each) for each in requests]
    kinds = (Resource.Kind.PERSON, Resource.Kind.ROLE, Resource.Kind.EQUIPMENT)
    named = sorted((each for each in people.values() if each.kind in kinds), key=lambda each: (each.name, each.pk))
    return demand + [counting.person(each, by_booking.get(each.pk, [])) for each in named]


class _Counting:
    """Minutes of bookings, requests and plans in each of some weeks."""

    def __init__(self, hours: Hours, planned: Planned, mondays: Sequence[date], project_id: int) -> None:
        self._hours, self._planned, self._project_id = hours, planned, project_id
        self._periods = [(monday, monday + WEEK) for monday in mondays]
        self._all = (FIRST_DAY.date(), NEVER_ON)

    def demand(self, booking: Booking) -> StaffRow:
        """Return the row of a booking that waits for a name."""
        amounts = [Amount(needed=self._hours.booked(booking, *period)) for period in (*self._periods, self._all)]
        return StaffRow(demand_words(booking), None, tuple(amounts[:-1]), amounts[-1], bookings=(booking,))

    def request(self, request: Request) -> StaffRow:
        """Return the row of a request that is not decided."""
        amounts = [Amount(needed=self._hours.asked(request, *period)) for period in (*self._periods, self._all)]
        name = _("%(whom)s (asked for)") % {"whom": wanted_words(request)}
        return StaffRow(name, None, tuple(amounts[:-1]), amounts[-1], requests=(request,))

    def person(self, resource: Resource, bookings: Sequence[Booking]) -> StaffRow:
        """Return the row of somebody."""
        amounts = [self._amount(resource, bookings, *period) for period in (*self._periods, self._all)]
        return StaffRow(resource.name, resource, tuple(amounts[:-1]), amounts[-1], bookings=tuple(bookings))

    def _amount(self, resource: Resource, bookings: Iterable[Booking], start: date, finish: date) -> Amount:
        total = Amount(planned=self._planned.minutes((resource.pk, self._project_id), start, finish))
        for each in bookings:
            minutes = self._hours.booked(each, start, finish)
            total = total.plus(Amount(firm=minutes) if each.is_firm else Amount(soft=minutes))
        return total


def monday_of(moment: date | datetime) -> date:
    """Return the Monday of the week of a day."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return day - timedelta(days=day.weekday())


def _by_resource(bookings: Iterable[Booking]) -> dict[int, list[Booking]]:
    found: dict[int, list[Booking]] = {}
    for row in bookings:
        if row.resource_id is not None:
            found.setdefault(row.resource_id, []).append(row)
    return found
