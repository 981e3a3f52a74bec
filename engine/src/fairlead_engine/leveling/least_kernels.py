"""How many minutes calendars have together."""

from fairlead_engine.machine import Ints
from fairlead_engine.worktime.kernels import Tables


def count_together(calendars: Ints, tables: Tables, last: Ints, before: Ints, alike: Ints) -> None:
    """Fill `before` (days + 1) with the minutes before each day in which any of `calendars` works.

    And `alike` (days) with the shape of each day where all that work have the same, else -1.

    `last` is room: the different shapes of the last day on which calendars differed; most weeks repeat.
    """
    days, number, minutes = tables.span[1], len(calendars), 0
    total = 0
    for k in range(number):
        last[k] = -1
    for day in range(days):
        before[day] = total
        first, differ = 0, False
        for k in range(number):
            shape = tables.shape[calendars[k] * days + day]
            if first == 0:
                first = shape
            elif shape != 0 and shape != first:
                differ = True
        alike[day] = -1 if differ else first
        if not differ:
            total += tables.before[first + 1440]
            continue
        is_known = True
        for k in range(number):
            shape = tables.shape[calendars[k] * days + day]
            is_known = is_known and last[k] == shape
            last[k] = shape
        if not is_known:
            minutes = 0
            for minute in range(1440):
                for k in range(number):
                    if tables.before[last[k] + minute + 1] > tables.before[last[k] + minute]:
                        minutes += 1
                        break
        total += minutes
    before[days] = total
