"""Load by row and period: of people, or of the teams, roles, skills, programs or projects that they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from fairlead.access.rules import Actor
from fairlead.staffing.load.counting import (
    DayLoad,
    Days,
    Loaded,
    day_load,
    days_of,
    laid,
    load_read,
    missing_weeks,
    weeks_of,
)
from fairlead.staffing.load.members import Filters, Group, Member, RowKind, groups_of, members_of
from fairlead.staffing.load.periods import Periods, Zoom, periods_between
from fairlead.work.models import Project
from fairlead_engine.load import PARTS

Measures = dict[str, Days]
Named = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class LoadRow:
    """Whose load a row is: a member of the pool, or a group of `count` of them."""

    kind: RowKind
    id: int
    name: str
    detail: str
    count: int = 1
    is_generic: bool = False


@dataclass(frozen=True, slots=True)
class LoadMap:
    """Load in whole minutes: `measures` have a row for each of `rows` and a column for each period.

    `capacity`, `planned` (by tasks), `actual` (done of that), `booked` (firm), `tentative` (soft), `open` (booked and
    not planned yet), `overload` and `free` (by the day), `generic` (asked of roles that nobody is named for), and
    `here`, planned in the program or project that was asked for, where one was. `next` is the key of the last row
    where more follow.
    """

    zoom: Zoom
    periods: Periods
    rows: list[LoadRow]
    measures: dict[str, Days]
    next: tuple[str, int] | None


def load_map(
    *,
    actor: Actor,
    rows: RowKind,
    zoom: Zoom,
    start_on: date,
    finish_on: date,
    filters: Filters = Filters(),
    after: tuple[str, int] | None = None,
    limit: int = 200,
) -> LoadMap:
    """Return the load of whom `actor` may see: everybody's whole load, or their team's, or their own. Fixed queries.

    Rows come in parts of `limit`, people by name. Weeks begin on the workspace's first day.
    Raises: Refused for periods that cannot be; NotFound for a program or project that is not to be seen.
    """
    periods = periods_between(zoom, start_on, finish_on, week_start=actor.customs.week_start)
    is_listed = rows is RowKind.PERSON
    seen = after if is_listed else None
    members = members_of(actor=actor, filters=filters, after=seen, limit=limit if is_listed else None)
    shown = members[:limit] if is_listed else members
    loaded = load_read(shown, periods, actor.workspace_id)
    by_member = _measures(loaded, day_load(loaded), _scope(filters, actor))
    last = (shown[-1].name, shown[-1].id) if len(members) > len(shown) else None
    if is_listed:
        return LoadMap(zoom, periods, [_row(each) for each in shown], _in_minutes(by_member), last)
    if rows in (RowKind.PROGRAM, RowKind.PROJECT):
        groups, measures = _by_work(rows, loaded, by_member, actor)
    else:
        groups = groups_of(rows, shown, actor=actor)
        measures = _grouped(groups, shown, by_member)
    first = _place_after(groups, after)
    part = groups[first : first + limit]
    last = (part[-1].name, part[-1].id) if len(groups) > first + limit else None
    listed = [LoadRow(each.kind, each.id, each.name, each.detail, len(each.places)) for each in part]
    shown_measures = {name: values[first : first + limit] for name, values in measures.items()}
    return LoadMap(zoom, periods, listed, _in_minutes(shown_measures), last)


def _place_after(groups: Sequence[Group], after: tuple[str, int] | None) -> int:
    """Return the place behind the group that `after` names; where it is gone, that of the first one.

    So rows may come twice then, but none is left out.
    """
    if after is None:
        return 0
    return next((at + 1 for at, each in enumerate(groups) if (each.name, each.id) == after), 0)


def _measures(loaded: Loaded, days: DayLoad, projects: frozenset[int] | None) -> Measures:
    places = loaded.periods.places
    found = days.sums(places)
    generic = np.array([[each.is_generic] for each in loaded.members], dtype=bool).reshape(-1, 1)
    found["generic"] = np.where(generic, found["planned"] + found["open"], 0)
    if projects is not None:
        keep = np.isin(loaded.assigned.project, np.array(sorted(projects), dtype=np.int64))
        rows = loaded.rows_of(loaded.assigned.resource)
        here, _ = days_of(loaded.asked(rows, keep), len(loaded.members), loaded.periods)
        found["here"] = _summed(here, places)
    return found


def _scope(filters: Filters, actor: Actor) -> frozenset[int] | None:
    """Return the projects that the filters name, None where they name none. One query at most."""
    if filters.program_id is None and filters.project_id is None:
        return None
    named = Project.plans.visible_to(actor)
    if filters.program_id is not None:
        named = named.filter(program_id=filters.program_id)
    if filters.project_id is not None:
        named = named.filter(pk=filters.project_id)
    return frozenset(named.values_list("pk", flat=True))


def _grouped(groups: Sequence[Group], members: Sequence[Member], by_member: Measures) -> Measures:
    """Return sums over groups; a generic role offers nothing there, and what it is asked for is told apart."""
    named = np.array([not each.is_generic for each in members], dtype=np.int64)
    matrix = np.zeros((len(groups), len(members)), dtype=np.int64)
    for at, group in enumerate(groups):
        matrix[at, list(group.places)] = 1
    return {
        name: matrix @ values if name in ("generic", "here") else (matrix * named) @ values
        for name, values in by_member.items()
    }


def _by_work(kind: RowKind, loaded: Loaded, by_member: Measures, actor: Actor) -> tuple[list[Group], Measures]:
    """Return programs or projects with what they ask for, beside the whole capacity of those who work on them."""
    group_of, names = _works(kind, actor)
    entries = np.array([group_of.get(project, -1) for project in loaded.assigned.project.tolist()], dtype=np.int64)
    members = loaded.rows_of(loaded.assigned.resource)
    rows = {each.id: row for row, each in enumerate(loaded.members)}
    booked = [each for each in loaded.bookings if each.project in group_of]
    on_it = np.zeros((len(names), len(loaded.members)), dtype=np.int64)
    on_it[entries[entries >= 0], members[entries >= 0]] = 1
    for each in booked:
        on_it[group_of[each.project], rows[each.member]] = 1
    groups = [
        Group(kind, id, name, tuple(np.flatnonzero(on_it[at]).tolist()), detail)
        for at, (id, name, detail) in enumerate(names)
    ]
    measures = _grouped(groups, loaded.members, by_member)
    planned, actual = days_of(loaded.asked(entries, entries >= 0), len(groups), loaded.periods)
    booked_rows = [group_of[each.project] for each in booked]
    firm, soft = (
        days_of(
            loaded.promised(
                [each for each in booked if each.is_firm is is_firm],
                [row for row, each in zip(booked_rows, booked, strict=True) if each.is_firm is is_firm],
            ),
            len(groups),
            loaded.periods,
        )[0]
        for is_firm in (True, False)
    )
    opened = _open_by(loaded, group_of, len(groups))
    found = {"planned": planned, "actual": actual, "booked": firm, "tentative": soft, "open": opened}
    return groups, measures | {name: _summed(days, loaded.periods.places) for name, days in found.items()}


def _open_by(loaded: Loaded, group_of: Mapping[int, int], count: int) -> Days:
    """Return what is booked and not planned yet for each group of projects, on the days for which it was booked."""
    firm = [each for each in loaded.bookings if each.is_firm and each.project in group_of]
    pairs, missing, promised = missing_weeks(loaded, firm)
    days = laid(missing, np.zeros_like(weeks_of(promised)), weeks_of(promised)).reshape(promised.shape)
    found = np.zeros((count, loaded.periods.days), dtype=np.int64)
    np.add.at(found, [group_of[project] for _, project in pairs], days)
    return found


def _works(kind: RowKind, actor: Actor) -> tuple[dict[int, int], list[Named]]:
    """Return the place of each project's row, and the rows: key, name and detail of what `actor` may see. One query."""
    rows = Project.plans.visible_to(actor).order_by("program__name", "program_id", "position", "pk")
    places: dict[int, int] = {}
    named: dict[int, Named] = {}
    for id, name, program, program_name in rows.values_list("pk", "name", "program_id", "program__name"):
        of_program = kind is RowKind.PROGRAM
        key = program if of_program else id
        if key is not None:
            named.setdefault(key, (key, program_name, "") if of_program else (key, name, program_name or ""))
            places[id] = len(named) - 1  # projects of a program stand together
    return places, list(named.values())


def _summed(days: Days, places: Sequence[int]) -> Days:
    return np.add.reduceat(days[:, : places[-1]], np.array(places[:-1]), axis=1)


def _in_minutes(measures: Mapping[str, Days]) -> Measures:
    """Return amounts in whole minutes, rounded so that those of a row add up to the same in days, weeks and months."""
    return {name: _whole(np.cumsum(values, axis=1)) for name, values in measures.items()}


def _whole(reached: Days) -> Days:
    minutes: Days = np.rint(reached / PARTS).astype(np.int64)
    return np.diff(minutes, axis=1, prepend=np.int64(0))


def _row(member: Member) -> LoadRow:
    detail = " · ".join(filter(None, (member.title, member.team)))
    return LoadRow(RowKind.PERSON, member.id, member.name, detail, is_generic=member.is_generic)
