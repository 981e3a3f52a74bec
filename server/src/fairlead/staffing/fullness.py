"""Weeks with more to do than time: of each project counts the greater of what it booked and what it planned."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking
from fairlead.staffing.planned import Pair, Planned, planned_of

CAN_BE_FULL = (Resource.Kind.PERSON, Resource.Kind.EQUIPMENT)


@dataclass(frozen=True, slots=True)
class Week:
    """What all projects ask of somebody from `start_on` to before `finish_on`: `minutes` of their `of_minutes`.

    `each` is what each of `project_ids` asks of that.
    """

    resource: Resource
    start_on: date
    finish_on: date
    minutes: float
    of_minutes: float
    project_ids: Sequence[int]
    each: NDArray[np.float64]

    @property
    def asking(self) -> dict[int, float]:
        """What each project asks that asks for anything, the most first."""
        order = np.argsort(-self.each, kind="stable")[: np.count_nonzero(self.each)].tolist()
        return {self.project_ids[place]: float(self.each[place]) for place in order}

    def is_over(self, *, share: float = 1.0, spare: float = 0.0) -> bool:
        """Say whether it is more than `share` of what there is, by more than `spare` minutes."""
        return self.minutes > share * self.of_minutes + spare


@dataclass(frozen=True, slots=True)
class Fullness:
    """Firm bookings in open projects and plans of the people and equipment of `pool`, in some weeks."""

    hours: Hours
    pool: Mapping[int, Resource]
    bookings: Mapping[Pair, Sequence[Booking]]
    planned: Planned

    @property
    def pairs(self) -> dict[int, list[int]]:
        """The projects that ask for each resource."""
        found: dict[int, list[int]] = {}
        for resource_id, project_id in sorted({*self.bookings, *self.planned.places}):
            found.setdefault(resource_id, []).append(project_id)
        return found

    def weeks(self, edges: Sequence[date]) -> Iterator[Week]:
        """Yield what is asked of everybody from each of `edges` to before the next, by name and time."""
        pairs = self.pairs
        for resource in sorted(self.pool.values(), key=lambda each: (each.name, each.pk)):
            ids = pairs.get(resource.pk, [])
            taken = self._taken(resource.pk, ids, edges)
            for each, whole, (start, finish) in zip(taken.T, taken.sum(axis=0), pairwise(edges), strict=True):
                capacity = self.hours.capacity(resource, start, finish)
                yield Week(resource, start, finish, float(whole), capacity, ids, each)

    def _taken(self, resource_id: int, project_ids: Sequence[int], edges: Sequence[date]) -> NDArray[np.float64]:
        """Return the greater of what is firmly booked of somebody and what is planned, by project and period."""
        pairs = [(resource_id, id) for id in project_ids]
        taken = self.planned.minutes_between(pairs, edges)
        for place, pair in enumerate(pairs):
            if bookings := self.bookings.get(pair):
                booked = [sum(self.hours.booked(each, *week) for each in bookings) for week in pairwise(edges)]
                taken[place] = np.maximum(taken[place], booked)
        return taken


def fullness_of(resource_ids: Collection[int], first_on: date, last_on: date, *, workspace_id: int) -> Fullness:
    """Return what is asked of some of the pool from `first_on` to before `last_on`. Sixteen queries at most."""
    pool = Resource.objects.filter(kind__in=CAN_BE_FULL).in_bulk(resource_ids)
    hours = Hours(workspace_id)
    return Fullness(hours, pool, _bookings(pool, first_on, last_on), planned_of(pool, first_on, last_on, hours=hours))


def _bookings(pool: Collection[int], first_on: date, last_on: date) -> dict[Pair, list[Booking]]:
    rows = Booking.objects.filter(resource_id__in=pool, is_firm=True, project__closed_at=None).within(first_on, last_on)
    found: dict[Pair, list[Booking]] = {}
    for booking in rows.select_related("resource"):
        found.setdefault((booking.resource_id or 0, booking.project_id), []).append(booking)
    return found
