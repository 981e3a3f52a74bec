"""P6's rules: what remains is scheduled from the data date on, what has happened is laid over it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.shapes import DriverKind
from fairlead_engine.machine import Machine
from fairlead_engine.network import NONE, Columns
from fairlead_engine.plan import Calendar, ConstraintKind, LagKind
from fairlead_engine.worktime import Rules, WorkCalendar, rules_of

_OF_LINKS = ("predecessor", "successor", "link_kind", "lag_kind", "lag_calendar")
_OF_START = {int(kind) for kind in (ConstraintKind.SNET, ConstraintKind.SNLT, ConstraintKind.MSO)}


def remaining_columns(columns: Columns) -> Columns:
    """Return `columns` with only what remains of the tasks of P6's projects, from their data dates on.

    A task in progress keeps the duration that remains, and its links unless progress overrides them; a finished one
    none, so that its links go on holding what follows. Of a lag behind it, what is left at the data date remains.
    """
    said = _Said(columns)
    kinds, dates = _constraints(said)
    lags = [said.lag_left(i) for i in range(columns.links)]
    return replace(
        columns,
        **{name: _kept(getattr(columns, name), said.links) for name in _OF_LINKS},
        duration=[said.remaining(t) for t in range(columns.tasks)],
        milestone_end=[0 if said.is_done(t) else end for t, end in enumerate(said.of("milestone_end", 0))],
        actual_start=[NONE if said.is_p6(t) else at for t, at in enumerate(said.actual_start)],
        actual_finish=[NONE if said.is_p6(t) else at for t, at in enumerate(said.actual_finish)],
        constraint=kinds,
        constraint_at=dates,
        lag=[lags[i] for i in said.links],
        project_start=[max(start, at) for start, at in zip(columns.project_start, said.data_date, strict=True)],
    )


def with_actual_dates(found: Found, columns: Columns, machine: Machine) -> Found:
    """Return `found`, of what remains, with the dates of what has happened; early and late dates stay as they are."""
    said = _Said(columns)
    names = ("start", "finish", "total_slack", "free_slack", "critical", "driver_kind", "driver_link", "driver_task")
    was = {name: list(found.numbers(name)) for name in (*names, "driver_at")}
    was["driver_link"] = [said.links[i] if i >= 0 else -1 for i in was["driver_link"]]
    for t in range(columns.tasks):
        if not said.is_begun(t):
            continue
        was["start"][t] = said.actual_start[t] if said.actual_start[t] != NONE else said.actual_finish[t]
        was["driver_kind"][t], was["driver_at"][t] = DriverKind.ACTUAL, was["start"][t]
        was["driver_link"][t] = was["driver_task"][t] = -1
        if said.is_done(t):
            was["finish"][t] = said.actual_finish[t]
            was["total_slack"][t] = was["free_slack"][t] = was["critical"][t] = 0
    _roll_up(was["start"], was["finish"], said)
    per_project = _project_dates(found, was["start"], was["finish"], said)
    wide = {"start", "finish", "total_slack", "free_slack", "driver_at"}
    for name, values in (was | per_project).items():
        as_column = machine.as_instants if name in wide or name in per_project else machine.as_indexes
        found.replace(name, as_column(values))
    return found


class _Said:
    """Columns as lists, complete, with what P6's rules ask of them."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.project = [int(j) for j in columns.project]
        self.duration = [int(minutes) for minutes in columns.duration]
        self.actual_start = self.of("actual_start", NONE)
        self.actual_finish = self.of("actual_finish", NONE)
        self._is_p6 = self.of("project_is_p6", 0, columns.projects)
        self._rest = self.of("remaining", NONE)
        self._summaries = {int(p) for p in columns.parent}
        statuses = self.of("project_status_at", NONE, columns.projects)
        self.data_date = [at if p6 else NONE for at, p6 in zip(statuses, self._is_p6, strict=True)]
        self._clocks: dict[int, WorkCalendar] = {}
        overrides = self.of("project_overrides_logic", 0, columns.projects)
        entered = enumerate(int(t) for t in columns.successor)
        self.links = [i for i, t in entered if not (overrides[self.project[t]] and self.is_begun(t))]  # that still hold

    def of(self, name: str, default: int, count: int | None = None) -> list[int]:
        given: Sequence[int] | None = getattr(self.columns, name)
        return (
            [default] * (self.columns.tasks if count is None else count) if given is None else [int(v) for v in given]
        )

    def is_p6(self, t: int) -> bool:
        return bool(self._is_p6[self.project[t]]) and t not in self._summaries

    def is_done(self, t: int) -> bool:
        return self.is_p6(t) and self.actual_finish[t] != NONE

    def is_begun(self, t: int) -> bool:
        return self.is_p6(t) and (self.actual_start[t] != NONE or self.actual_finish[t] != NONE)

    def is_summary(self, t: int) -> bool:
        return t in self._summaries and bool(self._is_p6[self.project[t]])

    def remaining(self, t: int) -> int:
        if self.is_done(t):
            return 0
        if not self.is_begun(t):
            return self.duration[t]
        if self._rest[t] != NONE:
            return max(0, self._rest[t])
        percent = self.columns.percent[t] if self.columns.percent is not None else 0
        return self.duration[t] - int(self.duration[t] * percent / 100 + 0.5)

    def lag_left(self, i: int) -> int:
        columns = self.columns
        lag = int(columns.lag[i]) if columns.lag is not None else 0
        q = int(columns.predecessor[i])
        data_date = self.data_date[self.project[q]]
        if lag == 0 or not self.is_done(q) or data_date == NONE:
            return lag
        kind = int(columns.lag_kind[i]) if columns.lag_kind is not None else 0
        starts = columns.link_kind is not None and int(columns.link_kind[i]) & 1 and self.actual_start[q] != NONE
        since = self.actual_start[q] if starts else self.actual_finish[q]
        if kind == LagKind.ELAPSED:
            return max(0, min(lag, since + lag - data_date))
        if kind != LagKind.WORKING:
            return lag  # a share of a duration that is none any more
        return max(0, min(lag, lag - self._clock(i).minutes_between(since, max(since, data_date))))

    def _clock(self, i: int) -> WorkCalendar:
        """Return the calendar on which the lag of link `i` counts."""
        columns = self.columns
        t = int(columns.successor[i])
        c = int(columns.lag_calendar[i]) if columns.lag_calendar is not None else -1
        if c < 0 and columns.calendar is not None:
            c = int(columns.calendar[t])
        if c < 0 and columns.project_calendar is not None:
            c = int(columns.project_calendar[self.project[t]])
        if c not in self._clocks:
            self._clocks[c] = WorkCalendar(_rules(columns, c) if c >= 0 else None)
        return self._clocks[c]


def _kept(values: Sequence[int] | None, places: Sequence[int]) -> Any:
    return None if values is None else [int(values[i]) for i in places]


def _rules(columns: Columns, c: int) -> Rules:
    calendar = columns.calendars[c]
    if isinstance(calendar, Rules):
        return calendar
    known = [other for other in columns.calendars if isinstance(other, Calendar)]
    return rules_of(known)[known.index(calendar)]


def _constraints(said: _Said) -> tuple[list[int], list[int]]:
    """Return what still binds: no constraint of a start that was made; no lead reaches beyond the data date."""
    kinds, dates = said.of("constraint", 0), said.of("constraint_at", NONE)
    columns = said.columns
    leads = {int(t) for i, t in enumerate(columns.successor) if columns.lag is not None and columns.lag[i] < 0}
    for t, kind in enumerate(kinds):
        if said.is_done(t) or (said.is_begun(t) and kind in _OF_START):
            kinds[t], dates[t] = int(ConstraintKind.ASAP), NONE
        data_date = said.data_date[said.project[t]]
        if data_date == NONE or not said.is_p6(t):
            continue
        if kinds[t] == ConstraintKind.ASAP and t in leads:
            kinds[t], dates[t] = int(ConstraintKind.SNET), data_date
        elif kinds[t] == ConstraintKind.SNET and dates[t] != NONE:
            dates[t] = max(dates[t], data_date)
    return kinds, dates


def _roll_up(start: list[int], finish: list[int], said: _Said) -> None:
    """Let the summaries of P6's projects enclose what has happened in them."""
    is_active = said.of("is_active", 1)
    for t in range(len(start) - 1, -1, -1):
        p = int(said.columns.parent[t])
        if p >= 0 and is_active[t] and said.is_summary(p):
            start[p], finish[p] = min(start[p], start[t]), max(finish[p], finish[t])


def _project_dates(found: Found, start: list[int], finish: list[int], said: _Said) -> dict[str, list[int]]:
    first, last = list(found.numbers("project_start")), list(found.numbers("project_finish"))
    is_active = said.of("is_active", 1)
    for t, j in enumerate(said.project):
        if is_active[t] and said.is_p6(t):
            first[j], last[j] = min(first[j], start[t]), max(last[j], finish[t])
    return {"project_start": first, "project_finish": last}
