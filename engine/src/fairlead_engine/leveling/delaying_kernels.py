"""A forward pass in which a task also waits until its people are free: the serial scheme on real calendars."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.forward_kernels import instant_asked
from fairlead_engine.cpm.link_kernels import finish_as_asked
from fairlead_engine.cpm.placing_kernels import is_held_first, place
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.cpm.summary_kernels import clear_summary, close_summary, open_summary, roll_up
from fairlead_engine.leveling.diary_kernels import Diaries, book, row_free_again
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import (
    IS_INACTIVE,
    IS_LEVELED,
    IS_MANUAL,
    IS_STARTED,
    IS_SUMMARY,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables

STAYS, MOVES = 0, 1  # what a task may do; one that stays is booked before the pass
FREE, AT_ONCE, GIVEN_UP = -(2**61), -(2**61) - 1, -(2**61) - 2  # instead of an instant until which somebody is busy


class Scene(NamedTuple):
    """All that a pass reads and writes; `said.leveling_delay` of what moves is found."""

    network: Network
    said: Said
    projects: SaidProjects
    tables: Tables
    dates: Dates
    causes: Causes
    bounds: Bounds
    spans: Spans


class Limits(NamedTuple):
    """What each task may do."""

    may: Ints  # (tasks) STAYS or MOVES
    earliest: Ints  # (tasks) no start before this, though links would let it
    latest: Ints  # (tasks) no start by leveling after this


class Modes(NamedTuple):
    """In which ways a task can be done: modes first[t] to first[t + 1]; each asks units[k] of who[k]."""

    first: Ints  # (tasks + 1)
    calendar: Ints  # (modes) on which the task is worked then
    need_from: Ints  # (modes + 1)
    who: Ints  # (needs)
    units: Ints  # (needs) in the units of `capacity`, never more than that
    capacity: Ints  # (people) the most there ever is


class Waits(NamedTuple):
    """How it came, by task."""

    mode: Ints  # (tasks) the one chosen
    person: Ints  # (tasks) who kept it waiting last, or -1
    other: Ints  # (tasks) and for which task; -1, for none: they were not there
    stuck: Ints  # (tasks) 1 where it starts though its people are not free
    found: Ints  # (2) room


def delay(
    visits: Ints, number: int, scene: Scene, limits: Limits, modes: Modes, diaries: Diaries, waits: Waits
) -> None:
    """Place the tasks in the order of the first `number` visits, each when links, calendars and its people allow.

    Fills `said.leveling_delay` of what moves: with these delays, the forward pass finds the very same dates.
    """
    network, said, tables, dates, causes = scene.network, scene.said, scene.tables, scene.dates, scene.causes
    bounds, spans = scene.bounds, scene.spans
    for j in range(len(spans.start)):
        spans.first[j], spans.last[j] = FAR, -FAR
    for v in range(number):
        r = visits[v]
        if r < 0:
            close_summary(~r, network, tables, dates, causes, bounds, spans)
            roll_up(~r, network, dates, causes, spans)
        elif network.flags[r] & IS_SUMMARY:
            open_summary(r, network, said, tables, dates, bounds)
            clear_summary(r, network, said, dates, causes)
        else:
            settle(r, scene, limits, modes, diaries, waits)
            roll_up(r, network, dates, causes, spans)
    for j in range(len(spans.start)):
        if spans.first[j] == FAR:
            spans.first[j] = spans.last[j] = spans.start[j]


def settle(r: int, scene: Scene, limits: Limits, modes: Modes, diaries: Diaries, waits: Waits) -> None:
    """Place task `r`; one that moves as soon as its people are free, in the way in which it ends first, and book them.

    Where it may not or cannot wait for them, it stays where it was asked. There is one call that places, because each
    takes its time to compile.
    """
    network, said, projects, tables, dates, causes, bounds, spans = scene
    t = network.task[r]
    first, last = modes.first[t], modes.first[t + 1]
    moves, mode, best, soonest = limits.may[t] == MOVES, first, first, FAR
    turns = last - first + 1 if last - first > 1 and moves else 1
    for turn in range(turns):
        mode = first + turn if turn < turns - 1 else best
        if moves:
            network.calendar[r] = modes.calendar[mode]
            waits.person[t], waits.other[t], waits.stuck[t] = -1, -1, 0
        asked, until, start, anchor = 0, AT_ONCE, 0, 0
        while True:
            if until <= AT_ONCE:
                if moves:
                    said.leveling_delay[t] = 0
                    network.flags[r] &= ~IS_LEVELED
                asked = instant_asked(r, network, tables, dates, causes, bounds, spans)
            place(r, asked, network, said, projects, tables, dates, causes, bounds)
            if network.flags[r] & (IS_MANUAL | IS_STARTED) == 0 and network.duration[r] > 0:
                for i in range(network.link_from[r], network.link_from[r + 1]):
                    if network.code[i] & 2:
                        dates.finish[r] = finish_as_asked(i, r, network, tables, dates)
            if not moves or until == GIVEN_UP or dates.finish[r] <= dates.start[r]:
                break
            if until == AT_ONCE:
                anchor = causes.at[r] if is_held_first(t, said) else asked
            elif dates.start[r] <= start or dates.start[r] > limits.latest[t]:
                until, waits.stuck[t] = GIVEN_UP, 1
                continue
            start = dates.start[r]
            if until == AT_ONCE and limits.earliest[t] > start:
                until = limits.earliest[t]
            else:
                until = busy_until(start, dates.finish[r], mode, modes, diaries, waits.found)
                if until == FREE:
                    break
                waits.person[t], waits.other[t] = waits.found[0], waits.found[1]
            if until == FAR:
                until, waits.stuck[t] = GIVEN_UP, 1
            else:
                said.leveling_delay[t] = until - anchor
                network.flags[r] |= IS_LEVELED
        # Stuck ones end later than any other; FAR twice would be no 64-bit number.
        end = dates.finish[r] + (FAR // 2 if waits.stuck[t] else 0)
        if turn < turns - 1 and end < soonest:
            best, soonest = mode, end
    if moves:
        waits.mode[t] = mode
        book_mode(t, mode, dates.start[r], dates.finish[r], modes, diaries)


def busy_until(start: int, finish: int, mode: int, modes: Modes, diaries: Diaries, found: Ints) -> int:
    """Return the time before which nothing that lasts from `start` to `finish` can start; FREE where it can at once.

    Fills `found` with the person who is not free and the task that keeps them until then.
    """
    until = FREE
    for k in range(modes.need_from[mode], modes.need_from[mode + 1]):
        w = modes.who[k]
        row = row_free_again(w, start, finish, modes.capacity[w] - modes.units[k], diaries)
        if row >= 0 and diaries.time[row] > until:
            until = diaries.time[row]
            found[0], found[1] = w, diaries.ended[row]
    return until


def book_mode(t: int, mode: int, start: int, finish: int, modes: Modes, diaries: Diaries) -> None:
    """Book everybody whom task `t`, done in the way `mode`, asks for."""
    if finish > start:
        for k in range(modes.need_from[mode], modes.need_from[mode + 1]):
            book(modes.who[k], start, finish, modes.units[k], t, diaries)


def book_what_stays(
    network: Network, dates: Dates, limits: Limits, modes: Modes, diaries: Diaries, waits: Waits
) -> None:
    """Book the people of tasks that stay where they are; of several ways, the first in which they are free."""
    for r in range(len(network.task)):
        t = network.task[r]
        if limits.may[t] != STAYS or network.flags[r] & IS_INACTIVE:
            continue
        waits.mode[t] = modes.first[t]
        for mode in range(modes.first[t + 1] - 1, modes.first[t] - 1, -1):
            if busy_until(dates.start[r], dates.finish[r], mode, modes, diaries, waits.found) == FREE:
                waits.mode[t] = mode
        book_mode(t, waits.mode[t], dates.start[r], dates.finish[r], modes, diaries)
