"""What is planned: the minutes that tasks ask of somebody for a project, by day, counted as the load map counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import F, Max, Min
from numpy.typing import NDArray

from fairlead.kernel.fields import PlanMinutes
from fairlead.resources.models import Resource
from fairlead.schedule.hours import WORKING
from fairlead.schedule.models import TaskDates
from fairlead.staffing.capacity import Hours
from fairlead.staffing.load.counting import days_of
from fairlead.staffing.load.periods import Periods
from fairlead.staffing.load.pieces import given_assigned
from fairlead.staffing.load.reading import Assigned, assigned_read, progress_read, projects_read
from fairlead.work.models import Assignment
from fairlead_engine.load import PARTS
from fairlead_engine.units import moment_of

Pair = tuple[int, int]
"""A resource and a project, by key."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Minutes from `first_on` on: `places` say where a pair stands among rows of days, summed up from the left.

    `asked` is all that tasks ask for, `left` what of it is not done.
    """

    first_on: date
    places: Mapping[Pair, int]
    asked: NDArray[np.float64]
    left: NDArray[np.float64]

    def minutes(self, pair: Pair, start_on: date, finish_on: date) -> float:
        """Return what is planned from `start_on` to before `finish_on`."""
        return self._between(self.asked, pair, start_on, finish_on)

    def minutes_between(self, pairs: Sequence[Pair], edges: Sequence[date]) -> NDArray[np.float64]:
        """Return a row for each of `pairs`: what is planned from each of `edges` to before the next."""
        found = np.zeros((len(pairs), len(edges) - 1))
        known = [place for place, pair in enumerate(pairs) if pair in self.places]
        rows = [self.places[pairs[place]] for place in known]
        found[known] = np.diff(self.asked[np.ix_(rows, [self._place(day) for day in edges])])
        return found

    def minutes_left(self, pair: Pair, start_on: date, finish_on: date) -> float:
        """Return what is planned from `start_on` to before `finish_on` and not done."""
        return self._between(self.left, pair, start_on, finish_on)

    def days_left(self, pair: Pair, start_on: date) -> tuple[date, date] | None:
        """Return from when to before when something is left to do from `start_on` on; None for nothing."""
        begin = self._place(start_on)
        days = (np.flatnonzero(np.diff(self.left[self.places[pair], begin:])) + begin).tolist()
        return (self._day(days[0]), self._day(days[-1] + 1)) if days else None

    def _day(self, place: int) -> date:
        return self.first_on + timedelta(days=place)

    def _between(self, sums: NDArray[np.float64], pair: Pair, start_on: date, finish_on: date) -> float:
        row = self.places.get(pair)
        if row is None:
            return 0.0
        begin = self._place(start_on)
        return float(sums[row, max(self._place(finish_on), begin)] - sums[row, begin])

    def _place(self, day: date) -> int:
        return min(max((day - self.first_on).days, 0), int(self.asked.shape[1]) - 1)


def planned_of(resource_ids: Collection[int], start_on: date, finish_on: date, *, hours: Hours) -> Planned:
    """Return what is planned of some resources from `start_on` to before `finish_on`, for whichever projects.

    Tasks that are inactive or summaries ask for nothing. Four queries, and three for tasks that pause or have begun.
    """
    calendars, periods = _calendars(resource_ids), Periods((start_on, finish_on))
    assigned = assigned_read([*calendars], hours.pool, periods, hours.workspace_id)
    return _counted(assigned, calendars, periods, hours)


def planned_for(project_id: int, *, hours: Hours) -> Planned:
    """Return what is planned of whomever, from its first day to its last. Two queries more."""
    dates = TaskDates.objects.filter(project_id=project_id, is_summary=False)
    span = dates.aggregate(first=Min(PlanMinutes(F("start_at"))), last=Max(PlanMinutes(F("finish_at"))))
    ids = Assignment.objects.filter(task__project_id=project_id).values_list("resource_id", flat=True)
    first, last = moment_of(span["first"] or 0), moment_of(span["last"] or 0)
    calendars, periods = _calendars({*ids}), Periods((first.date(), last.date() + timedelta(days=1)))
    assigned = assigned_read([*calendars], hours.pool, periods, hours.workspace_id)
    return _counted(assigned.only(assigned.project == project_id), calendars, periods, hours)


def resources_planned(project_ids: Collection[int], start_on: date, finish_on: date) -> set[int]:
    """Return who is on a task of some projects with a day from `start_on` to before `finish_on`. One query."""
    rows = Assignment.objects.filter(
        task__project_id__in=project_ids,
        task__is_active=True,
        task__dates__is_summary=False,
        task__dates__start_at__lt=datetime.combine(finish_on, time.min),
        task__dates__finish_at__gte=datetime.combine(start_on, time.min),
    )
    return {*rows.values_list("resource_id", flat=True)}


def _calendars(resource_ids: Collection[int]) -> dict[int, int | None]:
    people = Resource.objects.filter(pk__in=resource_ids, kind__in=WORKING)
    return dict(people.values_list("pk", "calendar_id"))


def _counted(assigned: Assigned, calendars: Mapping[int, int | None], periods: Periods, hours: Hours) -> Planned:
    pairs = list(zip(assigned.resource.tolist(), assigned.project.tolist(), strict=True))
    places = {pair: row for row, pair in enumerate(dict.fromkeys(pairs))}
    given = given_assigned(
        assigned,
        rows=np.array([places[pair] for pair in pairs], dtype=np.int64),
        calendars=calendars,
        projects=projects_read(hours.workspace_id),
        progress=progress_read(assigned),
        hours=hours.calendars,
    )
    asked, done = days_of(given, len(places), periods)
    begin, end = periods.places
    return Planned(periods.edges[0], places, _summed(asked[:, begin:end]), _summed((asked - done)[:, begin:end]))


def _summed(days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return minutes summed up from the left, 0 before the first day."""
    return np.pad(np.cumsum(days, axis=1), ((0, 0), (1, 0))) / PARTS
