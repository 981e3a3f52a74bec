"""A forward pass in which a task also waits until its people are free: the serial scheme on real calendars."""

from typing import NamedTuple

from fairlead_engine.cpm.forward_kernels import instant_asked
from fairlead_engine.cpm.link_kernels import finish_as_asked
from fairlead_engine.cpm.placing_kernels import place
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.cpm.summary_kernels import clear_summary, close_summary, open_summary, roll_up
from fairlead_engine.leveling.booking_kernels import Bookings, Demands, book, clash
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_LEVELED, IS_MANUAL, IS_STARTED, IS_SUMMARY, Network, Said, SaidProjects
from fairlead_engine.worktime.kernels import Tables

STAYS, MOVES = 0, 1  # what a task may do; one that stays is booked before the pass


class Waits(NamedTuple):
    """What may move, and how it did; by index of the task."""

    may: Ints  # (tasks) STAYS or MOVES
    latest: Ints  # (tasks) no start by leveling after this
    person: Ints  # (tasks) who kept it waiting last, or -1
    other: Ints  # (tasks) and for which task
    stuck: Ints  # (tasks) 1 where it starts though its people are not free
    found: Ints  # (2) room


def delay(
    visits: Ints,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
    demands: Demands,
    bookings: Bookings,
    waits: Waits,
) -> None:
    """Place the tasks in the order of `visits`, each when links, calendars and its people allow.

    Fills `said.leveling_delay` of what moves: with these delays, the forward pass finds the very same dates.
    """
    for r in visits:
        if r < 0:
            close_summary(~r, network, tables, dates, causes, bounds, spans)
            roll_up(~r, network, dates, causes, spans)
        elif network.flags[r] & IS_SUMMARY:
            open_summary(r, network, said, tables, dates, bounds)
            clear_summary(r, network, said, dates, causes)
        else:
            t = network.task[r]
            if waits.may[t] == MOVES:
                said.leveling_delay[t] = 0
                network.flags[r] &= ~IS_LEVELED
            asked = put(r, network, said, projects, tables, dates, causes, bounds, spans)
            if waits.may[t] == MOVES:
                wait(r, asked, network, said, projects, tables, dates, causes, bounds, spans, demands, bookings, waits)
                book(t, dates.start[r], dates.finish[r], demands, bookings)
            roll_up(r, network, dates, causes, spans)


def wait(
    r: int,
    asked: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
    demands: Demands,
    bookings: Bookings,
    waits: Waits,
) -> None:
    """Delay task `r` until its people are free; where it may not or cannot move so far, it stays where it was asked."""
    t = network.task[r]
    while dates.finish[r] > dates.start[r]:
        start = dates.start[r]
        until = clash(t, start, dates.finish[r], demands, bookings, waits.found)
        if until == 0:
            return
        waits.person[t], waits.other[t] = waits.found[0], waits.found[1]
        said.leveling_delay[t] = until - asked
        network.flags[r] |= IS_LEVELED
        put(r, network, said, projects, tables, dates, causes, bounds, spans)
        if dates.start[r] <= start or dates.start[r] > waits.latest[t]:
            said.leveling_delay[t] = 0
            network.flags[r] &= ~IS_LEVELED
            put(r, network, said, projects, tables, dates, causes, bounds, spans)
            waits.stuck[t] = 1
            return


def put(
    r: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> int:
    """Place task `r` with the delay it has; return before when links, summaries and project do not let it start."""
    asked = instant_asked(r, network, tables, dates, causes, bounds, spans)
    place(r, asked, network, said, projects, tables, dates, causes, bounds)
    if network.flags[r] & (IS_MANUAL | IS_STARTED) == 0 and network.duration[r] > 0:
        for i in range(network.link_from[r], network.link_from[r + 1]):
            if network.code[i] & 2:
                dates.finish[r] = finish_as_asked(i, r, network, tables, dates)
    return asked
