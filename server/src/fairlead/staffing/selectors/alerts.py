"""What of people needs somebody, by rule from facts; each alert is a row that says what it rests on.

Looked at are the weeks ahead: of a program, of one project, or of all projects that the actor may see.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource
from fairlead.staffing.fullness import Fullness, fullness_of
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.planned import Pair, resources_planned
from fairlead.staffing.selectors.requests import requests_of
from fairlead.staffing.selectors.weeks import WEEK, monday_of
from fairlead.work.models import Project

WEEKS_AHEAD = 8
_SLACK_MINUTES = 60.0  # an hour in a week is no overload


class AlertKind(StrEnum):
    """What is wrong, gravest first."""

    OVERLOAD = "overload"  # a week in which somebody has more to do than time
    REQUEST_OVERDUE = "request_overdue"  # nobody answered in time
    BOOKED_NOT_PLANNED = "booked_not_planned"  # firmly booked, and no task then
    PLANNED_NOT_BOOKED = "planned_not_booked"  # tasks, and no booking then, in a project that books people


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that needs somebody: `minutes` asked of `of_minutes` from `start_on` to before `finish_on`.

    `projects` are those concerned that the actor may see, `request` the one that is overdue.
    """

    kind: AlertKind
    start_on: date
    finish_on: date
    resource: Resource | None = None
    projects: tuple[Project, ...] = ()
    minutes: float = 0.0
    of_minutes: float = 0.0
    request: Request | None = None


def alerts_of(*, projects: Sequence[Project], actor: Actor, now: datetime, today: date) -> list[Alert]:
    """Return the alerts about people of `projects`, which `actor` may see, gravest first. Twenty queries at most.

    `today` is the day on the workspace's wall clock.
    """
    ids = {each.pk for each in projects}
    looking = _look(ids, actor, today, WEEKS_AHEAD)
    return [
        *looking.overloads(),
        *_overdue(ids, actor, now),
        *looking.booked_not_planned(ids, today),
        *looking.planned_not_booked(ids, today, _booking_projects(ids)),
    ]


def overloads_of(*, project_ids: Collection[int], actor: Actor, today: date, weeks: int) -> list[Alert]:
    """Return in which of the `weeks` from this one on people of some projects have more to do than time, by name.

    The projects are ones that `actor` may see. Seventeen queries at most.
    """
    return _look({*project_ids}, actor, today, weeks).overloads() if project_ids else []


def _look(ids: set[int], actor: Actor, today: date, weeks: int) -> "_Looking":
    """Read the `weeks` from the one of `today` on, of all who are booked or planned for the projects `ids` in them."""
    first, last = monday_of(today), monday_of(today) + WEEK * weeks
    theirs = Booking.objects.filter(project_id__in=ids).within(first, last).exclude(resource=None)
    mine = {*theirs.values_list("resource_id", flat=True)}
    mine |= resources_planned(ids, first, last)
    full = fullness_of(mine, first, last, workspace_id=actor.workspace_id)
    asking = {project for _resource, project in (*full.bookings, *full.planned.places)}
    named = Project.plans.visible_to(actor).only("name", "code", "kind", "program_id")
    seen = named.in_bulk(asking)
    return _Looking(full, seen, [first + WEEK * number for number in range(weeks + 1)])


@dataclass(frozen=True, slots=True)
class _Looking:
    """Bookings and plans of people, looked at by week and by project; `seen` are the projects that may be named."""

    full: Fullness
    seen: dict[int, Project]
    edges: Sequence[date]

    def overloads(self) -> list[Alert]:
        """Return the weeks in which somebody has more than their capacity, by name and week."""
        return [
            Alert(
                AlertKind.OVERLOAD,
                week.start_on,
                week.finish_on,
                week.resource,
                tuple(self.seen[id] for id in week.asking if id in self.seen),
                week.minutes,
                week.of_minutes,
            )
            for week in self.full.weeks(self.edges)
            if week.is_over(spare=_SLACK_MINUTES)
        ]

    def booked_not_planned(self, ids: set[int], today: date) -> list[Alert]:
        """Return firm bookings for one of the projects `ids` in whose days ahead no task asks for the person."""
        found, full = [], self.full
        for pair, bookings in full.bookings.items():
            for each in bookings if pair[1] in ids else ():
                start = max(today, each.start_on)
                if start < each.finish_on and not full.planned.minutes_left(pair, start, each.finish_on):
                    minutes = full.hours.booked(each, start, each.finish_on)
                    found.append(self._alert(AlertKind.BOOKED_NOT_PLANNED, start, each.finish_on, pair, minutes))
        return found

    def planned_not_booked(self, ids: set[int], today: date, books: set[int]) -> list[Alert]:
        """Return who has tasks ahead in one of the projects `ids`, of those that book, and no firm booking there."""
        found, full = [], self.full
        for pair in full.planned.places:
            if pair[1] not in ids & books or pair in full.bookings or pair[0] not in full.pool:
                continue
            ahead = full.planned.days_left(pair, today)
            if ahead is not None:
                minutes = full.planned.minutes_left(pair, *ahead)
                found.append(self._alert(AlertKind.PLANNED_NOT_BOOKED, *ahead, pair, minutes))
        return found

    def _alert(self, kind: AlertKind, start: date, finish: date, pair: Pair, minutes: float) -> Alert:
        project = self.seen.get(pair[1])
        return Alert(kind, start, finish, self.full.pool.get(pair[0]), (project,) if project else (), minutes)


def _overdue(ids: set[int], actor: Actor, now: datetime) -> list[Alert]:
    rows = requests_of(actor=actor).open().filter(project_id__in=ids, due_at__lte=now).order_by("due_at", "pk")
    return [
        Alert(AlertKind.REQUEST_OVERDUE, row.start_on, row.finish_on, row.resource, (row.project,), request=row)
        for row in rows
    ]


def _booking_projects(ids: set[int]) -> set[int]:
    """Return those of the projects `ids` that book people at all: others plan by tasks alone."""
    return set(Booking.objects.filter(project_id__in=ids).values_list("project_id", flat=True))
