"""What a number of load is made of: the tasks and bookings behind a row's period, and its days one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from fairlead.access.rules import Actor
from fairlead.staffing.load.counting import Booked, Days, Loaded, day_load, days_of, load_read
from fairlead.staffing.load.members import RowKind, filters_for, members_of
from fairlead.staffing.load.periods import one_period
from fairlead.work.models import Project, Task
from fairlead_engine.load import PARTS
from fairlead_engine.units import moment_of

MOST_ROWS = 500
_CHUNK = 4_000_000  # numbers that are spread at a time


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task that asks for somebody's time in the period; what the actor may not see has no task and no project."""

    member_id: int
    member: str
    task_id: int | None
    task: str
    project_id: int | None
    project: str
    start_at: datetime | None
    finish_at: datetime | None
    minutes: int
    actual_minutes: int


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking that takes somebody's time in the period, [start_on, finish_on) in all."""

    member_id: int
    member: str
    booking_id: int | None
    project_id: int | None
    project: str
    start_on: date
    finish_on: date
    is_firm: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the period, in minutes."""

    day: date
    capacity: int
    asked: int
    overload: int


@dataclass(frozen=True, slots=True)
class LoadCell:
    """A row's period opened. `tasks` add up to what is planned, `bookings` to what is booked, firm or not.

    Largest first; past MOST_ROWS the rest is one row without a name.
    """

    name: str
    tasks: list[WorkRow]
    bookings: list[BookingRow]
    days: list[DayRow]


def load_cell(*, actor: Actor, kind: RowKind, id: int, start_on: date, finish_on: date) -> LoadCell:
    """Return what is behind the load of a row from `start_on` to before `finish_on`. Fixed queries.

    Of programs and projects only what they ask for; else all that is asked of whoever is in the row.
    Raises: NotFound; Refused for days that cannot be.
    """
    periods = one_period(start_on, finish_on)
    name, filters = filters_for(kind, id, actor=actor)
    members = members_of(actor=actor, filters=filters)
    loaded = load_read(members, periods, actor.workspace_id)
    seen = _seen(loaded, actor)
    only = _only(kind, id, seen)
    return LoadCell(name, _tasks(loaded, seen, only), _bookings(loaded, seen, only), _days(loaded))


def _seen(loaded: Loaded, actor: Actor) -> dict[int, tuple[str, int | None]]:
    """Return the names and programs of the projects at hand that `actor` may see. One query."""
    ids = {*np.unique(loaded.assigned.project).tolist(), *(each.project for each in loaded.bookings)}
    rows = Project.plans.visible_to(actor).filter(pk__in=ids).values_list("pk", "name", "program_id")
    return {id: (name, program) for id, name, program in rows}


def _only(kind: RowKind, id: int, seen: Mapping[int, tuple[str, int | None]]) -> frozenset[int] | None:
    """Return the projects whose work is asked about, None for all."""
    if kind is RowKind.PROJECT:
        return frozenset({id})
    if kind is RowKind.PROGRAM:
        return frozenset(project for project, (_name, program) in seen.items() if program == id)
    return None


def _tasks(loaded: Loaded, seen: Mapping[int, tuple[str, int | None]], only: frozenset[int] | None) -> list[WorkRow]:
    if only is not None:
        keep = np.isin(loaded.assigned.project, np.array(sorted(only), dtype=np.int64))
        loaded = replace(loaded, assigned=loaded.assigned.only(keep))
    planned, actual = _amounts_of_entries(loaded)
    names = {each.id: each.name for each in loaded.members}
    entries = np.flatnonzero(planned).tolist()
    shown = [at for at in entries if int(loaded.assigned.project[at]) in seen]
    shown.sort(key=lambda at: (-planned[at], int(loaded.assigned.task[at])))
    tasks = dict(
        Task.objects.filter(pk__in={int(loaded.assigned.task[at]) for at in shown[:MOST_ROWS]}).values_list(
            "pk", "name"
        )
    )
    rows = [
        WorkRow(
            member_id=int(loaded.assigned.resource[at]),
            member=names[int(loaded.assigned.resource[at])],
            task_id=int(loaded.assigned.task[at]),
            task=tasks[int(loaded.assigned.task[at])],
            project_id=int(loaded.assigned.project[at]),
            project=seen[int(loaded.assigned.project[at])][0],
            start_at=moment_of(int(loaded.assigned.start[at])),
            finish_at=moment_of(int(loaded.assigned.finish[at])),
            minutes=_minutes(planned[at]),
            actual_minutes=_minutes(actual[at]),
        )
        for at in shown[:MOST_ROWS]
    ]
    rest: dict[int, list[int]] = {}
    for at in {*entries} - {*shown[:MOST_ROWS]}:
        of_member = rest.setdefault(int(loaded.assigned.resource[at]), [0, 0])
        of_member[0] += int(planned[at])
        of_member[1] += int(actual[at])
    others = sorted(rest.items(), key=lambda each: -each[1][0])
    return rows + [
        WorkRow(member, names[member], None, "", None, "", None, None, _minutes(minutes), _minutes(done))
        for member, (minutes, done) in others
    ]


def _amounts_of_entries(loaded: Loaded) -> tuple[Days, Days]:
    """Return what each assignment asks for in the one period, and what of it is done; some at a time."""
    n, (begin, end) = len(loaded.assigned.task), loaded.periods.places
    planned, actual = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    step = max(1, _CHUNK // loaded.periods.days)
    for first in range(0, n, step):
        keep = np.zeros(n, dtype=bool)
        keep[first : first + step] = True
        rows = np.arange(n, dtype=np.int64) - first
        asked, done = days_of(loaded.asked(rows, keep), int(keep.sum()), loaded.periods)
        planned[keep], actual[keep] = asked[:, begin:end].sum(axis=1), done[:, begin:end].sum(axis=1)
    return planned, actual


def _bookings(
    loaded: Loaded, seen: Mapping[int, tuple[str, int | None]], only: frozenset[int] | None
) -> list[BookingRow]:
    bookings = [each for each in loaded.bookings if only is None or each.project in only]
    asked, _ = days_of(loaded.promised(bookings, list(range(len(bookings)))), len(bookings), loaded.periods)
    begin, end = loaded.periods.places
    minutes = asked[:, begin:end].sum(axis=1).tolist()
    names = {each.id: each.name for each in loaded.members}
    rows = [
        _booking(each, names[each.member], seen.get(each.project), amount)
        for each, amount in zip(bookings, minutes, strict=True)
        if amount
    ]
    return sorted(rows, key=lambda row: (not row.is_firm, -row.minutes, row.member))


def _booking(each: Booked, member: str, project: tuple[str, int | None] | None, amount: int) -> BookingRow:
    return BookingRow(
        member_id=each.member,
        member=member,
        booking_id=each.id if project else None,
        project_id=each.project if project else None,
        project=project[0] if project else "",
        start_on=each.start_on,
        finish_on=each.finish_on,
        is_firm=each.is_firm,
        minutes=_minutes(amount),
    )


def _days(loaded: Loaded) -> list[DayRow]:
    found = day_load(loaded)
    begin, end = loaded.periods.places
    first = loaded.periods.edges[0]
    columns = (found.capacity, found.planned + found.open, found.overload)
    sums = [[_minutes(amount) for amount in column[:, begin:end].sum(axis=0).tolist()] for column in columns]
    return [DayRow(first + timedelta(days=at), *row) for at, row in enumerate(zip(*sums, strict=True))]


def _minutes(amount: int) -> int:
    return round(int(amount) / PARTS)
