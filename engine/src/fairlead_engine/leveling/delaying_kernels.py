"""A forward pass in which a task also waits until its people are free: the serial scheme on real calendars."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.forward_kernels import instant_asked
from fairlead_engine.cpm.link_kernels import finish_as_asked
from fairlead_engine.cpm.placing_kernels import is_held_first, place
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.cpm.summary_kernels import clear_summary, close_summary, open_summary, roll_up
from fairlead_engine.leveling.diary_kernels import Diaries
from fairlead_engine.leveling.piece_kernels import FREE, Modes, Pauses, book_mode, busy_until, cut
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
from fairlead_engine.worktime.kernels import Tables, finish_at, work_at

NEVER_SPLIT, UNSPLIT, SPLIT = 0, 1, 2  # whether a task may still be split, or is
STAYS, MOVES = 0, 1  # what a task may do; one that stays is booked before the pass
AT_ONCE, GIVEN_UP = FREE - 1, FREE - 2  # instead of an instant until which somebody is busy


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


class Waits(NamedTuple):
    """How it came, by task."""

    mode: Ints  # (tasks) the one chosen
    person: Ints  # (tasks) who kept it waiting last, or -1
    other: Ints  # (tasks) and for which task; -1, for none: they were not there
    stuck: Ints  # (tasks) 1 where it starts though its people are not free
    found: Ints  # (FOUND) room


def delay(
    visits: Ints,
    number: int,
    scene: Scene,
    limits: Limits,
    modes: Modes,
    pauses: Pauses,
    diaries: Diaries,
    waits: Waits,
) -> None:
    """Place the tasks in the order of the first `number` visits, each when links, calendars and its people allow.

    Fills `said.leveling_delay` of what moves, and `pauses` of what is split: with these, the forward pass finds the
    very same dates.
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
            settle(r, scene, limits, modes, pauses, diaries, waits)
            roll_up(r, network, dates, causes, spans)
    for j in range(len(spans.start)):
        if spans.first[j] == FAR:
            spans.first[j] = spans.last[j] = spans.start[j]


def settle(r: int, scene: Scene, limits: Limits, modes: Modes, pauses: Pauses, diaries: Diaries, waits: Waits) -> None:
    """Place task `r`; one that moves as soon as its people are free, in the way in which it ends first, and book them.

    Where it may not or cannot wait for them, it stays where it was asked. One that may be split is, where it else ends
    too late. There is one call that places, because each takes its time to compile.
    """
    network, said, projects, tables, dates, causes, bounds, spans = scene
    t = network.task[r]
    first, last = modes.first[t], modes.first[t + 1]
    moves, mode, best, soonest = limits.may[t] == MOVES, first, first, FAR
    turn, turns = 0, last - first + 1 if last - first > 1 and moves else 1
    splits, pieces_at, from_at = UNSPLIT if moves and pauses.allowed[t] else NEVER_SPLIT, FAR, 0
    if pauses.least[t] > 0:
        network.duration[r], pauses.number[t] = said.duration[t], 0
    while turn < turns:
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
                if splits == UNSPLIT:
                    from_at = max(dates.start[r], limits.earliest[t])
            elif splits == SPLIT:
                break
            elif dates.start[r] <= start or dates.start[r] > limits.latest[t]:
                until, waits.stuck[t] = GIVEN_UP, 1
                continue
            start = dates.start[r]
            if splits == SPLIT:
                if start >= pieces_at:
                    break
                until, waits.person[t], waits.other[t] = pieces_at, waits.found[3], waits.found[4]
            elif until == AT_ONCE and limits.earliest[t] > start:
                until = limits.earliest[t]
            else:
                c = network.calendar[r]
                until = busy_until(t, c, start, dates.finish[r], mode, modes, pauses, tables, diaries, waits.found)
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
        turn += 1
        if turn < turns:
            continue
        if splits == UNSPLIT and waits.person[t] >= 0 and end > dates.late_finish[r]:
            pieces_at = split(r, from_at, end, mode, scene, limits, modes, pauses, diaries, waits)
            splits, best = SPLIT if pieces_at < FAR else NEVER_SPLIT, mode
            turns += 1 if pieces_at < FAR else 0
        elif splits == SPLIT and dates.start[r] != pieces_at:  # something else decides where it starts
            network.duration[r], pauses.number[t] = said.duration[t], 0
            splits, turns = NEVER_SPLIT, turns + 1
    if moves:
        waits.mode[t] = mode
        c = network.calendar[r]
        book_mode(t, c, dates.start[r], dates.finish[r], mode, modes, pauses, tables, diaries)


def split(
    r: int,
    soonest: int,
    whole_end: int,
    mode: int,
    scene: Scene,
    limits: Limits,
    modes: Modes,
    pauses: Pauses,
    diaries: Diaries,
    waits: Waits,
) -> int:
    """Split task `r`, not before `soonest`, if it then ends before `whole_end` by more than a piece for each pause.

    Return where it starts, or FAR where it stays whole.
    """
    network, tables, t = scene.network, scene.tables, scene.network.task[r]
    c, minutes, latest = network.calendar[r], network.duration[r], limits.latest[t]
    start = cut(t, c, soonest, minutes, mode, modes, pauses, tables, diaries, waits.found)
    if start < FAR and pauses.number[t] > 0 and start <= latest:
        end = finish_at(work_at(start, c, tables) + waits.found[2], c, tables)
        is_in_time = latest == FAR or end <= finish_at(work_at(latest, c, tables) + minutes, c, tables)
        if is_in_time and end + pauses.number[t] * pauses.least[t] < whole_end:
            network.duration[r] = waits.found[2]
            return start
    pauses.number[t] = 0
    return FAR


def book_what_stays(
    network: Network,
    dates: Dates,
    tables: Tables,
    limits: Limits,
    modes: Modes,
    pauses: Pauses,
    diaries: Diaries,
    waits: Waits,
) -> None:
    """Book the people of tasks that stay where they are; of several ways, the first in which they are free."""
    for r in range(len(network.task)):
        t, c = network.task[r], network.calendar[r]
        if limits.may[t] != STAYS or network.flags[r] & IS_INACTIVE:
            continue
        start, finish = dates.start[r], dates.finish[r]
        waits.mode[t] = modes.first[t]
        for mode in range(modes.first[t + 1] - 1, modes.first[t] - 1, -1):
            if busy_until(t, c, start, finish, mode, modes, pauses, tables, diaries, waits.found) == FREE:
                waits.mode[t] = mode
        book_mode(t, c, start, finish, waits.mode[t], modes, pauses, tables, diaries)
