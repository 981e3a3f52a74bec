"""What of people needs somebody, by rule from facts; each alert is a row that says what it rests on.

Looked at are the weeks ahead: of a program, of one project, or of all projects that the actor may see.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.planned import Pair, Planned, planned_of, resources_planned
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
    kinds = (Resource.Kind.PERSON, Resource.Kind.EQUIPMENT)
    pool = Resource.objects.filter(kind__in=kinds).in_bulk(mine)
    bookings = list(
        Booking.objects.filter(resource_id__in=pool, is_firm=True).within(first, last).select_related("resource")
    )
    hours = Hours(actor.workspace_id)
    planned = planned_of(pool, first, last, hours=hours)
    seen = Project.plans.visible_to(actor).in_bulk(
        {*(each.project_id for each in bookings), *(project for _resource, project in planned.places)}
    )
    return _Looking(hours, pool, bookings, planned, seen, [first + WEEK * number for number in range(weeks + 1)])


class _Looking:
    """Bookings and plans of people, looked at by week and by project."""

    def __init__(
        self,
        hours: Hours,
        pool: dict[int, Resource],
        bookings: Sequence[Booking],
        planned: Planned,
        seen: dict[int, Project],
        edges: Sequence[date],
    ) -> None:
        self._edges = edges
        self._hours, self._pool, self._planned, self._seen = hours, pool, planned, seen
        self._bookings: dict[Pair, list[Booking]] = {}
        for booking in bookings:
            self._bookings.setdefault((booking.resource_id or 0, booking.project_id), []).append(booking)
        self._pairs: dict[int, list[int]] = {}
        for resource_id, project_id in sorted({*self._bookings, *planned.places}):
            self._pairs.setdefault(resource_id, []).append(project_id)

    def overloads(self) -> list[Alert]:
        """Return the weeks in which somebody has more than their capacity, by name and week.

        A project has the greater of what it booked firmly and what it planned; those that ask most stand first.
        """
        found = []
        for resource in sorted(self._pool.values(), key=lambda each: (each.name, each.pk)):
            taken = self._taken(resource.pk)
            for minutes, (start, finish) in zip(taken.T, pairwise(self._edges), strict=True):
                load, capacity = float(minutes.sum()), self._hours.capacity(resource, start, finish)
                if load > capacity + _SLACK_MINUTES:
                    of = self._asking(resource.pk, minutes)
                    found.append(Alert(AlertKind.OVERLOAD, start, finish, resource, of, load, capacity))
        return found

    def booked_not_planned(self, ids: set[int], today: date) -> list[Alert]:
        """Return firm bookings for one of the projects `ids` in whose days ahead no task asks for the person."""
        found = []
        for pair, bookings in self._bookings.items():
            for each in bookings if pair[1] in ids else ():
                start = max(today, each.start_on)
                if start < each.finish_on and not self._planned.minutes_left(pair, start, each.finish_on):
                    minutes = self._hours.booked(each, start, each.finish_on)
                    found.append(self._alert(AlertKind.BOOKED_NOT_PLANNED, start, each.finish_on, pair, minutes))
        return found

    def planned_not_booked(self, ids: set[int], today: date, books: set[int]) -> list[Alert]:
        """Return who has tasks ahead in one of the projects `ids`, of those that book, and no firm booking there."""
        found = []
        for pair in self._planned.places:
            if pair[1] not in ids & books or pair in self._bookings or pair[0] not in self._pool:
                continue
            ahead = self._planned.days_left(pair, today)
            if ahead is not None:
                minutes = self._planned.minutes_left(pair, *ahead)
                found.append(self._alert(AlertKind.PLANNED_NOT_BOOKED, *ahead, pair, minutes))
        return found

    def _taken(self, resource_id: int) -> NDArray[np.float64]:
        """Return the greater of what is firmly booked of somebody and what is planned, by project and week."""
        pairs = [(resource_id, id) for id in self._pairs.get(resource_id, ())]
        taken = self._planned.minutes_between(pairs, self._edges)
        for place, pair in enumerate(pairs):
            if bookings := self._bookings.get(pair):
                booked = [sum(self._hours.booked(each, *week) for each in bookings) for week in pairwise(self._edges)]
                taken[place] = np.maximum(taken[place], booked)
        return taken

    def _asking(self, resource_id: int, minutes: NDArray[np.float64]) -> tuple[Project, ...]:
        """Return the projects that the actor sees of those that ask for `minutes`, the most first."""
        order = np.argsort(-minutes, kind="stable")[: np.count_nonzero(minutes)].tolist()
        ids = [self._pairs[resource_id][place] for place in order]
        return tuple(self._seen[id] for id in ids if id in self._seen)

    def _alert(self, kind: AlertKind, start: date, finish: date, pair: Pair, minutes: float) -> Alert:
        project = self._seen.get(pair[1])
        return Alert(kind, start, finish, self._pool.get(pair[0]), (project,) if project else (), minutes)


def _overdue(ids: set[int], actor: Actor, now: datetime) -> list[Alert]:
    rows = requests_of(actor=actor).open().filter(project_id__in=ids, due_at__lte=now).order_by("due_at", "pk")
    return [
        Alert(AlertKind.REQUEST_OVERDUE, row.start_on, row.finish_on, row.resource, (row.project,), request=row)
        for row in rows
    ]


def _booking_projects(ids: set[int]) -> set[int]:
    """Return those of the projects `ids` that book people at all: others plan by tasks alone."""
    return set(Booking.objects.filter(project_id__in=ids).values_list("project_id", flat=True))
