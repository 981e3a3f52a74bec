"""The load of members day by day, and summed into periods."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fairlead.kernel.bulk import Integers
from fairlead.resources.rules import Period
from fairlead.resources.selectors import availabilities
from fairlead.staffing.load.members import Member
from fairlead.staffing.load.periods import Periods
from fairlead.staffing.load.pieces import Given, Share, capacity_shares, given_assigned, given_shares, taken
from fairlead.staffing.load.reading import (
    Assigned,
    Hours,
    Progress,
    assigned_read,
    hours_read,
    progress_read,
    projects_read,
)
from fairlead.staffing.models import Booking
from fairlead_engine.load import PARTS, UNSAID, Window, spread
from fairlead_engine.machine import machine_for

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking of a member of the pool, or of nobody yet, as it is counted."""

    id: int
    member: int
    skill_id: int | None
    project: int
    start_on: date
    finish_on: date
    parts: int
    work: int
    is_firm: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that the load of `members` over `periods` depends on."""

    members: list[Member]
    periods: Periods
    hours: Hours
    units: Mapping[int, Sequence[Period]]
    projects: Mapping[int, tuple[int, bool]]
    assigned: Assigned
    progress: Mapping[int, Progress]
    bookings: list[Booked]

    def rows_of(self, keys: Integers) -> Integers:
        """Return the rows of members by their keys."""
        return taken({each.id: row for row, each in enumerate(self.members)}, keys)

    def asked(self, rows: Integers, keep: NDArray[np.bool_] | None = None) -> Given:
        """Return what tasks ask for as pieces of `rows`; of those entries that are kept."""
        assigned = self.assigned if keep is None else self.assigned.only(keep)
        return given_assigned(
            assigned,
            rows=rows if keep is None else rows[keep],
            calendars={each.id: each.calendar_id for each in self.members},
            projects=self.projects,
            progress=self.progress,
            hours=self.hours,
        )

    def promised(self, bookings: Sequence[Booked], rows: Sequence[int]) -> Given:
        """Return `bookings` as pieces of `rows`, in the hours of whom they book; those of minutes are spread evenly."""
        calendars = {each.id: self.hours.place(each.calendar_id) for each in self.members}
        return given_shares(
            [
                Share(
                    row,
                    calendars.get(each.member, self.hours.usual),
                    each.start_on,
                    each.finish_on,
                    each.parts,
                    each.work,
                )
                for each, row in zip(bookings, rows, strict=True)
            ],
            self.hours,
        )


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Amounts by row and day, in PARTS of a person's minute.

    `open` is what is firmly booked for a project and not planned in its tasks yet, week by week; it lies on the days
    that have room. `overload` is what tasks and open bookings ask above the capacity of a day, `free` what they leave.
    """

    capacity: Days
    planned: Days
    actual: Days
    booked: Days
    tentative: Days
    open: Days
    overload: Days
    free: Days

    def sums(self, places: Sequence[int]) -> dict[str, Days]:
        """Return every amount by row and period, `places` being where periods begin among the days, then the end."""
        edges = np.array(places[:-1])
        return {
            each.name: np.add.reduceat(getattr(self, each.name)[:, : places[-1]], edges, axis=1)
            for each in fields(self)
        }


def load_read(members: list[Member], periods: Periods, workspace_id: int) -> Loaded:
    """Return what the load of `members` depends on. Ten queries, and three for tasks that pause or are in progress."""
    ids = [each.id for each in members]
    units = availabilities(workspace_id)
    assigned = assigned_read(ids, units, periods, workspace_id)
    return Loaded(
        members=members,
        periods=periods,
        hours=hours_read(workspace_id),
        units=units,
        projects=projects_read(workspace_id),
        assigned=assigned,
        progress=progress_read(assigned),
        bookings=bookings_read(workspace_id, periods, set(ids)),
    )


def bookings_read(workspace_id: int, periods: Periods, members: Collection[int]) -> list[Booked]:
    """Return the bookings of `members` in `periods`, and of generic demand for those who are roles. One query."""
    origin = date(1970, 1, 1).toordinal()
    begin, end = (date.fromordinal(origin + day) for day in (periods.first, periods.first + periods.days))
    names = (
        "pk",
        "resource_id",
        "role_id",
        "skill_id",
        "project_id",
        "start_on",
        "finish_on",
        "units",
        "minutes",
        "is_firm",
    )
    rows = Booking.objects.filter(workspace_id=workspace_id).within(begin, end).order_by("start_on", "pk")
    return [
        Booked(
            id=id,
            member=resource or role or 0,
            skill_id=skill,
            project=project,
            start_on=start,
            finish_on=finish,
            parts=0 if units is None else round(units * PARTS),
            work=UNSAID if minutes is None else minutes,
            is_firm=firm,
        )
        for id, resource, role, skill, project, start, finish, units, minutes, firm in rows.values_list(*names)
        if (resource or role or 0) in members
    ]


def days_of(given: Given, rows: int, periods: Periods) -> tuple[Days, Days]:
    """Return what pieces ask for by row and day, and what of it is done."""
    machine = machine_for(len(given.pieces.row))
    window = Window(rows, periods.first, periods.days)
    found = spread(given.pieces, given.spans, given.rules, window, machine)
    shape = (rows, periods.days)
    return np.asarray(found.asked, dtype=np.int64).reshape(shape), np.asarray(found.done, dtype=np.int64).reshape(shape)


def day_load(loaded: Loaded) -> DayLoad:
    """Return the load of every member on every day."""
    n, periods = len(loaded.members), loaded.periods
    rows = {each.id: row for row, each in enumerate(loaded.members)}
    calendars = {each.id: each.calendar_id for each in loaded.members}
    offered = capacity_shares(rows, calendars, loaded.units, hours=loaded.hours, periods=periods)
    capacity, _ = days_of(given_shares(offered, loaded.hours), n, periods)
    planned, actual = days_of(loaded.asked(loaded.rows_of(loaded.assigned.resource)), n, periods)
    firm = [each for each in loaded.bookings if each.is_firm]
    soft = [each for each in loaded.bookings if not each.is_firm]
    booked, _ = days_of(loaded.promised(firm, [rows[each.member] for each in firm]), n, periods)
    tentative, _ = days_of(loaded.promised(soft, [rows[each.member] for each in soft]), n, periods)
    opened = _open(loaded, firm, rows, capacity, planned, booked)
    asked = planned + opened
    return DayLoad(
        *(capacity, planned, actual, booked, tentative, opened),
        overload=np.maximum(asked - capacity, 0),
        free=np.maximum(capacity - asked, 0),
    )


def _open(
    loaded: Loaded, firm: Sequence[Booked], rows: Mapping[int, int], capacity: Days, planned: Days, booked: Days
) -> Days:
    """Return what is booked and not planned yet, by member and day: counted by project and week, put where room is."""
    pairs, missing, _promised = missing_weeks(loaded, firm)
    by_week = np.zeros((len(rows), loaded.periods.days // 7), dtype=np.int64)
    np.add.at(by_week, [rows[member] for member, _ in pairs], missing)
    return laid(by_week, weeks_of(np.maximum(capacity - planned, 0)), weeks_of(booked)).reshape(planned.shape)


Pair = tuple[int, int]


def missing_weeks(loaded: Loaded, firm: Sequence[Booked]) -> tuple[list[Pair], Days, Days]:
    """Return members with projects that they are booked for, what is not planned of that by week, and it all by day."""
    pairs = {pair: at for at, pair in enumerate(dict.fromkeys((each.member, each.project) for each in firm))}
    of_booking = [pairs[each.member, each.project] for each in firm]
    promised, _ = days_of(loaded.promised(firm, of_booking), len(pairs), loaded.periods)
    pair = _pair_of_entries(list(pairs), loaded.assigned)
    kept, _ = days_of(loaded.asked(pair, pair >= 0), len(pairs), loaded.periods)
    missing = np.maximum(weeks_of(promised).sum(axis=2) - weeks_of(kept).sum(axis=2), 0)
    return list(pairs), missing, promised


def _pair_of_entries(pairs: Sequence[Pair], assigned: Assigned) -> Integers:
    """Return which of `pairs` each assignment is of, -1 for none."""
    if not pairs:
        return np.full(len(assigned.task), -1, dtype=np.int64)
    span = 1 + max(int(assigned.project.max(initial=0)), *(project for _, project in pairs))
    known = np.array([member * span + project for member, project in pairs], dtype=np.int64)
    order = np.argsort(known)
    keys = assigned.resource * span + assigned.project
    found = order[np.minimum(np.searchsorted(known, keys, sorter=order), len(known) - 1)]
    return np.where(known[found] == keys, found, -1)


def laid(by_week: Days, room: Days, booked: Days) -> Days:
    """Return the amounts of weeks on their days: as the room there is, what is more than that as it was booked."""
    fits = np.minimum(by_week, room.sum(axis=2))
    return _shared(fits, room) + _shared(by_week - fits, booked)


def _shared(amounts: Days, weights: Days) -> Days:
    """Return each week's amount parted by the weights of its days, to the last part; evenly where all are 0."""
    weights = np.where(weights.sum(axis=2, keepdims=True) > 0, weights, 1)
    reached = np.cumsum(weights, axis=2) / weights.sum(axis=2, keepdims=True)
    parts: Days = np.rint(amounts[:, :, np.newaxis] * reached).astype(np.int64)
    return np.diff(parts, axis=2, prepend=np.int64(0))


def weeks_of(days: Days) -> Days:
    """Return rows of days as rows of weeks of seven days."""
    return days.reshape(days.shape[0], days.shape[1] // 7, 7)
