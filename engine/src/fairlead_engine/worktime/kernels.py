"""Between instants and working minutes, by tables of days and of the minutes of a day.

Working minutes are counted from the first day of the tables; only differences mean anything. Beyond
the tables every answer saturates at their edge, which the passes notice and answer with longer tables.
A calendar below 0 works every minute: its counts are the instants themselves.

Where a stretch of non-working time separates two shifts, both its ends have the same count of working
minutes. `start_at` answers the later end (work that starts), `finish_at` the earlier (work that finishes).
"""

from typing import NamedTuple

from fairlead_engine.machine import Floats, Ints

STRIDE = 1441  # entries per shape of day: one for each minute, and the day's end


class Tables(NamedTuple):
    """Calendars over the same days, one after another."""

    span: Ints  # (4) first instant, number of days, number of calendars, buckets per calendar
    work: Ints  # (calendars x (days + 1)) working minutes before each day
    shape: Ints  # (calendars x days) where in `before` and `minute` the day's shape begins
    before: Ints  # (shapes x 1441) working minutes before each minute of a day
    minute: Ints  # (shapes x 1441) the minute of the day at which each working minute of it begins
    guess: Ints  # (calendars x buckets) a day at or before the one in which a bucket of working minutes begins
    scale: Floats  # (calendars) buckets per working minute


class Patterns(NamedTuple):
    """What the tables are filled from."""

    size: Ints  # (shapes) working minutes of a day
    week: Ints  # (calendars x 7) shape of each day of the week, Monday first
    other_from: Ints  # (calendars + 1) first period of each calendar in which another week holds
    other_first: Ints  # (periods) first day, from 1970-01-01
    other_end: Ints  # (periods) day after the last
    other_week: Ints  # (periods x 7) shape of each day of the week


def fill_tables(patterns: Patterns, tables: Tables) -> None:
    """Fill days, counts of minutes and guesses of `tables`, in which the shapes of days stand already."""
    days = tables.span[1]
    first_day = tables.span[0] // 1440
    for calendar in range(tables.span[2]):
        fill_shapes(patterns, tables, calendar, first_day, days)
        fill_counts(patterns, tables, calendar, days)


def fill_shapes(patterns: Patterns, tables: Tables, calendar: int, first_day: int, days: int) -> None:
    """Give each day of one calendar its shape: the usual week's, then that of each other week over those before it."""
    fill_week(patterns.week, calendar * 7, tables.shape, calendar * days, first_day, 0, days)
    for o in range(patterns.other_from[calendar], patterns.other_from[calendar + 1]):
        first = max(0, patterns.other_first[o] - first_day)
        end = min(days, patterns.other_end[o] - first_day)
        fill_week(patterns.other_week, o * 7, tables.shape, calendar * days, first_day, first, end)


def fill_week(week: Ints, week_begin: int, shape: Ints, begin: int, first_day: int, first: int, end: int) -> None:
    """Write the shapes of a week over the days [first, end) of the tables; 1970-01-01 was a Thursday."""
    weekday = (first_day + first + 3) % 7
    for day in range(begin + first, begin + end):
        shape[day] = week[week_begin + weekday] * STRIDE
        weekday = weekday + 1 if weekday < 6 else 0


def fill_counts(patterns: Patterns, tables: Tables, calendar: int, days: int) -> None:
    """Count one calendar's minutes day by day, and note where each bucket of them begins."""
    work, shape, guess = tables.work, tables.shape, tables.guess
    begin = calendar * (days + 1)
    total = 0
    for day in range(days):
        work[begin + day] = total
        total += patterns.size[shape[calendar * days + day] // STRIDE]
    work[begin + days] = total
    buckets = tables.span[3]
    scale = (buckets - 1) / total if total > 0 else 0.0
    tables.scale[calendar] = scale
    first_bucket = calendar * buckets
    filled = 0
    for day in range(days):
        until = work[begin + day + 1]
        if until > work[begin + day]:
            bucket = int((until - 1) * scale)
            while filled <= bucket:
                guess[first_bucket + filled] = day
                filled += 1


def work_at(instant: int, calendar: int, tables: Tables) -> int:
    """Return the working minutes before `instant`."""
    if calendar < 0:
        return instant
    days = tables.span[1]
    offset = instant - tables.span[0]
    day = offset // 1440
    if day < 0:
        return 0
    place = calendar * (days + 1) + day
    if day >= days:
        return tables.work[place - day + days]
    return tables.work[place] + tables.before[tables.shape[place - calendar] + offset - day * 1440]


def start_at(count: int, calendar: int, tables: Tables) -> int:
    """Return the last instant before which there are `count` working minutes: where work that starts goes on."""
    if calendar < 0:
        return count
    days = tables.span[1]
    begin = calendar * (days + 1)
    work = tables.work
    if count < 0:
        return tables.span[0]
    if count >= work[begin + days]:
        return tables.span[0] + days * 1440
    place = begin + tables.guess[calendar * tables.span[3] + int(count * tables.scale[calendar])]
    while work[place + 1] <= count:
        place += 1
    minute = tables.minute[tables.shape[place - calendar] + count - work[place]]
    return tables.span[0] + (place - begin) * 1440 + minute


def finish_at(count: int, calendar: int, tables: Tables) -> int:
    """Return the first instant before which there are `count` working minutes: where work that finishes ends."""
    if calendar < 0:
        return count
    return start_at(count - 1, calendar, tables) + 1


INLINED = (work_at, start_at, finish_at)  # called for every task: a call would copy all tables' descriptions
