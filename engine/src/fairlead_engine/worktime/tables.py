"""Rules compiled to tables of days, in a machine's memory."""

from collections.abc import Sequence
from itertools import accumulate

from fairlead_engine.machine import Machine
from fairlead_engine.plan import DayShifts
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime.kernels import STRIDE, Patterns, Tables, fill_tables
from fairlead_engine.worktime.rules import Rules, Week


def tables_of(rules: Sequence[Rules], first_day: int, days: int, machine: Machine) -> Tables:
    """Return tables for `rules`, in their order, over `days` days from `first_day` (counted from 1970-01-01)."""
    shapes: dict[DayShifts, int] = {(): 0}
    known: dict[int, list[int]] = {}  # by identity, because most exceptions share a week

    def shapes_of(week: Week) -> list[int]:
        if id(week) not in known:
            known[id(week)] = [shapes.setdefault(shifts, len(shapes)) for shifts in week]
        return known[id(week)]

    week = [shape for rule in rules for shape in shapes_of(rule.week)]
    first_of = list(accumulate((len(rule.others) for rule in rules), initial=0))
    others = [other for rule in rules for other in rule.others]
    first, end = [other.first_day for other in others], [other.end_day for other in others]
    other_week = [shape for other in others for shape in shapes_of(other.week)]
    size = [sum(shift.finish - shift.start for shift in shifts) for shifts in shapes]
    patterns = Patterns(*(machine.as_instants(values) for values in (size, week, first_of, first, end, other_week)))
    tables = _empty_tables(list(shapes), first_day, days, len(rules), machine)
    machine.kernel(fill_tables)(patterns, tables)
    return tables


def _empty_tables(shapes: list[DayShifts], first_day: int, days: int, calendars: int, machine: Machine) -> Tables:
    buckets = days * machine.buckets_per_day + 1
    before: list[int] = []
    minute: list[int] = []
    for shifts in shapes:
        begins = [minute_ for shift in shifts for minute_ in range(shift.start, shift.finish)]
        minute += begins
        minute += [MINUTES_PER_DAY] * (STRIDE - len(begins))
        before += _counts(shifts)
    (work,) = machine.instants((calendars * (days + 1), 0))
    shape, guess = machine.indexes((calendars * days, 0), (calendars * buckets, 0))
    return Tables(
        span=machine.as_instants([first_day * MINUTES_PER_DAY, days, calendars, buckets]),
        work=work,
        shape=shape,
        before=machine.as_indexes(before),
        minute=machine.as_indexes(minute),
        guess=guess,
        scale=machine.floats(calendars),
    )


def _counts(shifts: DayShifts) -> list[int]:
    """Return the working minutes before each minute of a day, and before its end."""
    counts: list[int] = []
    total = 0
    for shift in shifts:
        counts += [total] * (shift.start - len(counts))
        counts += range(total, total + shift.finish - shift.start)
        total += shift.finish - shift.start
    return counts + [total] * (STRIDE - len(counts))
