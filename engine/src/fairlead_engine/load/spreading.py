"""Pieces of work, or of capacity, spread over the days of whoever they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead_engine.errors import PlanError
from fairlead_engine.load.kernels import PARTS, UNSAID, Days, Pieces, Spans, excess, spread_pieces, sum_periods
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import END_DAY, FIRST_DAY, OutsideYears, Rules, Tables, tables_of

__all__ = [
    "PARTS",
    "REACH",
    "UNSAID",
    "LoadBroken",
    "Pieces",
    "Spans",
    "Spread",
    "Window",
    "excess_of",
    "period_sums",
    "spread",
]

REACH = 3_653  # days, ten years
_BEFORE_ALL = FIRST_DAY * MINUTES_PER_DAY - 1


class LoadBroken(PlanError):
    """Columns that do not fit each other, or a window without days."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This load cannot be counted: {what}.")
        self.what = what


@dataclass(frozen=True, slots=True)
class Window:
    """The days to count, from `first_day` on (counted from 1970-01-01), for `rows` people or whatever rows are."""

    rows: int
    first_day: int
    days: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Amounts in PARTS of a person's minute by row and day, a number a day in each row; `done` is within `asked`."""

    asked: Ints
    done: Ints


def spread(pieces: Pieces, spans: Spans, rules: Sequence[Rules], window: Window, machine: Machine) -> Spread:
    """Return what `pieces` ask of each row on each day of the window; `rules` are the calendars that they name.

    A piece takes its parts of each working minute of its spans. One whose `work` is said takes them until the work
    is done, and more than its parts where its spans are too short; without any working minute there it takes every
    minute, and on an empty span the day of its start. What lies outside the window is left out, and working time is
    counted up to REACH days from it.
    Raises: LoadBroken, OutsideYears.
    """
    _check(pieces, spans, window)
    given = Pieces(*(machine.as_instants(column) for column in pieces))
    when = Spans(*(machine.as_instants(column) for column in spans))
    tables = _tables_around(when, rules, window, machine)
    asked, done = machine.instants((window.rows * window.days, 0), (window.rows * window.days, 0))
    found = Days(machine.as_instants([window.first_day, window.days]), asked, done)
    machine.kernel(spread_pieces)(given, when, tables, found)
    return Spread(asked, done)


def period_sums(values: Ints, edges: Sequence[int], machine: Machine) -> Ints:
    """Return rows of days as rows of periods; `edges` are the places of days at which periods begin, then the end."""
    (sums,) = machine.instants((len(values) // edges[-1] * (len(edges) - 1), 0))
    machine.kernel(sum_periods)(values, machine.as_instants(edges), sums)
    return sums


def excess_of(asked: Ints, offered: Ints, machine: Machine) -> Ints:
    """Return by how much more is asked than offered on each day; 0 where there is enough."""
    (over,) = machine.instants((len(asked), None))
    machine.kernel(excess)(asked, offered, over)
    return over


def _tables_around(spans: Spans, rules: Sequence[Rules], window: Window, machine: Machine) -> Tables:
    """Return tables of the window and, within reach, of all spans."""
    first, end = window.first_day, window.first_day + window.days
    if not FIRST_DAY <= first < end <= END_DAY:
        raise OutsideYears((first if first < FIRST_DAY else end) * MINUTES_PER_DAY)
    begins = machine.extremes(spans.start, _BEFORE_ALL) or (first * MINUTES_PER_DAY, 0)
    ends = machine.extremes(spans.finish, _BEFORE_ALL) or (0, end * MINUTES_PER_DAY)
    least, most = max(first - REACH, FIRST_DAY), min(end + REACH, END_DAY)
    first = max(min(first, begins[0] // MINUTES_PER_DAY), least)
    end = min(max(end, ends[1] // MINUTES_PER_DAY + 1), most)
    return tables_of(rules, first, end - first, machine)


def _check(pieces: Pieces, spans: Spans, window: Window) -> None:
    if window.days < 1 or window.rows < 0:
        raise LoadBroken("it has no days")
    if len({len(column) for column in pieces[:-1]} | {len(pieces.first) - 1}) != 1:
        raise LoadBroken("the columns of pieces have different lengths")
    if len({len(column) for column in spans}) != 1 or pieces.first[-1] != len(spans.start):
        raise LoadBroken("the spans are not those of the pieces")
