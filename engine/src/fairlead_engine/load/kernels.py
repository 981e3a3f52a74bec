"""Work spread over days, and days summed into periods.

Amounts are minutes times parts of a person, whole numbers, so that sums over days and periods equal the whole.
"""

from typing import NamedTuple

from fairlead_engine.machine import Ints
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

PARTS = 1_000_000  # of one whole person
UNSAID = -1


class Pieces(NamedTuple):
    """What is asked of somebody, or offered by them, one entry per piece."""

    row: Ints  # whose it is
    calendar: Ints  # whose working minutes count; below 0 every minute
    parts: Ints  # of a person, in each of these minutes
    work: Ints  # minutes of work in all, UNSAID where parts and time decide
    delay: Ints  # working minutes after the first span's start before which nothing is done
    first: Ints  # (pieces + 1) where the spans of each piece begin


class Spans(NamedTuple):
    """Stretches of time in which pieces are worked, in order."""

    start: Ints
    finish: Ints
    is_done: Ints  # 1 where it has happened


class Days(NamedTuple):
    """Rows of days: what is asked on each, and what of it has been done."""

    window: Ints  # (2) first day, from 1970-01-01, and number of days
    asked: Ints  # (rows x days)
    done: Ints  # (rows x days)


def spread_pieces(pieces: Pieces, spans: Spans, tables: Tables, days: Days) -> None:
    """Add every piece to the days of its row."""
    for piece in range(len(pieces.row)):
        first = pieces.first[piece]
        until = pieces.first[piece + 1]
        calendar = pieces.calendar[piece]
        parts = pieces.parts[piece]
        begin = work_at(spans.start[first], calendar, tables) + pieces.delay[piece]
        minutes = minutes_from(begin, first, until, calendar, spans, tables)
        if minutes == 0:
            begin -= pieces.delay[piece]
            minutes = minutes_from(begin, first, until, calendar, spans, tables)
        if minutes == 0 and pieces.work[piece] > 0:
            calendar = -1
            parts = 0
            begin = spans.start[first]
            minutes = minutes_from(begin, first, until, calendar, spans, tables)
        if minutes == 0:
            at = spans.start[first] // 1440
            add_day(at, max(pieces.work[piece], 0) * PARTS, pieces.row[piece], spans.is_done[first], days)
        else:
            spread_piece(piece, begin, minutes, parts, calendar, pieces, spans, tables, days)


def minutes_from(begin: int, first: int, until: int, calendar: int, spans: Spans, tables: Tables) -> int:
    """Return the working minutes of the spans from `first` to before `until`, after `begin` of them."""
    minutes = 0
    for span in range(first, until):
        start = max(begin, work_at(spans.start[span], calendar, tables))
        minutes += max(0, work_at(spans.finish[span], calendar, tables) - start)
    return minutes


def spread_piece(
    piece: int,
    begin: int,
    minutes: int,
    parts: int,
    calendar: int,
    pieces: Pieces,
    spans: Spans,
    tables: Tables,
    days: Days,
) -> None:
    """Add a piece over its `minutes`: until its work is done, or with more than its `parts` where they do not suffice.

    With parts of 0 the work is spread evenly.
    """
    work = pieces.work[piece]
    left = minutes
    if work >= 0:
        if parts > 0 and work * PARTS < parts * minutes:
            left = (work * PARTS + parts - 1) // parts
        parts = (work * PARTS + left // 2) // left if left > 0 else 0
    for span in range(pieces.first[piece], pieces.first[piece + 1]):
        start = max(begin, work_at(spans.start[span], calendar, tables))
        finish = min(start + left, work_at(spans.finish[span], calendar, tables))
        if finish > start:
            spread_span(start, finish, parts, pieces.row[piece], spans.is_done[span], calendar, tables, days)
            left -= finish - start


def spread_span(
    start: int, finish: int, parts: int, row: int, is_done: int, calendar: int, tables: Tables, days: Days
) -> None:
    """Add the working minutes [start, finish) of a calendar, as counts of them, to the days in which they lie."""
    first = max(start_at(start, calendar, tables) // 1440, days.window[0])
    until = min((finish_at(finish, calendar, tables) + 1439) // 1440, days.window[0] + days.window[1])
    if first >= until:
        return
    before = max(start, work_at(first * 1440, calendar, tables))
    for day in range(first, until):
        after = min(finish, work_at(day * 1440 + 1440, calendar, tables))
        if after > before:
            add_day(day, (after - before) * parts, row, is_done, days)
            before = after


def add_day(day: int, amount: int, row: int, is_done: int, days: Days) -> None:
    """Add an amount to one day of a row, if it is one of the days asked for."""
    place = day - days.window[0]
    if 0 <= place < days.window[1]:
        place += row * days.window[1]
        days.asked[place] += amount
        if is_done:
            days.done[place] += amount


def sum_periods(values: Ints, edges: Ints, sums: Ints) -> None:
    """Sum rows of days up to rows of periods; `edges` are the places of days at which periods begin, then the end."""
    periods = len(edges) - 1
    days = edges[periods]
    for row in range(len(values) // days if days else 0):
        for period in range(periods):
            total = 0
            for day in range(row * days + edges[period], row * days + edges[period + 1]):
                total += values[day]
            sums[row * periods + period] = total


def excess(asked: Ints, offered: Ints, over: Ints) -> None:
    """Note for each day by how much what is asked is more than what is offered."""
    for place in range(len(asked)):
        over[place] = max(0, asked[place] - offered[place])


INLINED = (add_day,)  # called for every day of every piece
