"""Rules compiled to tables of days, in a machine's memory."""

from collections.abc import Sequence

from fairlead_engine.machine import Ints, Machine
from fairlead_engine.plan import DayShifts
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime.kernels import Patterns, Tables, fill_tables
from fairlead_engine.worktime.rules import Rules


def tables_of(rules: Sequence[Rules], first_day: int, days: int, machine: Machine) -> Tables:
    """Return tables for `rules`, in their order, over `days` days from `first_day` (counted from 1970-01-01)."""
    shapes: dict[DayShifts, int] = {(): 0}
    patterns = _patterns(rules, shapes, machine)
    tables = _empty_tables(list(shapes), first_day, days, len(rules), machine)
    machine.kernel(fill_tables)(patterns, tables)
    return tables


def _patterns(rules: Sequence[Rules], shapes: dict[DayShifts, int], machine: Machine) -> Patterns:
    """Return `rules` as numbers; `shapes` grows by the shapes of days that they have."""
    week: list[int] = []
    first_of: list[int] = [0]
    first: list[int] = []
    end: list[int] = []
    shape: list[int] = []
    for rule in rules:
        week += [shapes.setdefault(shifts, len(shapes)) for shifts in rule.week]
        for other in rule.others:
            first.append(other.first_day)
            end.append(other.end_day)
            shape += [shapes.setdefault(shifts, len(shapes)) for shifts in other.week]
        first_of.append(len(first))
    numbers: list[Ints] = [machine.as_instants(values) for values in (week, first_of, first, end, shape)]
    return Patterns(*numbers)


def _empty_tables(shapes: list[DayShifts], first_day: int, days: int, calendars: int, machine: Machine) -> Tables:
    shift_from = [0]
    opens: list[int] = []
    closes: list[int] = []
    for shifts in shapes:
        opens += [shift.start for shift in shifts]
        closes += [shift.finish for shift in shifts]
        shift_from.append(len(opens))
    return Tables(
        span=machine.as_instants([first_day * MINUTES_PER_DAY, days, calendars]),
        work=machine.instants(calendars * (days + 1), 0),
        shape=machine.indexes(calendars * days, 0),
        shift_from=machine.as_indexes(shift_from),
        opens=machine.as_instants(opens),
        closes=machine.as_instants(closes),
        guess=machine.indexes(calendars * (days + 1) + 1, 0),
        scale=machine.floats(calendars),
    )
