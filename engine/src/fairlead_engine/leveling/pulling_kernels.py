"""A pass from the end: every task as late as what follows it and its people allow, to learn who can wait.

Dates found so only say who goes first in the next pass forward, which alone decides; so this one may leave aside what
is rare: constraints, and what links from the start of a summary ask.
"""

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.link_kernels import without_lag
from fairlead_engine.leveling.delaying_kernels import MOVES, Limits, Scene
from fairlead_engine.leveling.diary_kernels import Diaries, book, row_free_until
from fairlead_engine.leveling.piece_kernels import Modes
from fairlead_engine.leveling.trying_kernels import Room
from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_SUMMARY
from fairlead_engine.worktime.kernels import finish_at, start_at, work_at


def pull(
    visits: Ints, number: int, scene: Scene, around: Around, limits: Limits, modes: Modes, chosen: Ints, room: Room
) -> None:
    """Fill `room.start` and `finish`: as late as `ends` of projects allow, in the order of the first `number` visits.

    An entry ~r of them meets a summary before what it holds, r after it. Tasks are done in the way that was `chosen`,
    and whole.
    """
    network, start, finish = scene.network, room.start, room.finish
    for v in range(number):
        r = visits[v]
        if r < 0:
            room.ceiling[~r] = latest_finish(~r, scene, around, room)
            start[~r], finish[~r] = FAR, FAR
        elif not network.flags[r] & IS_SUMMARY:
            t = network.task[r]
            start[r], finish[r] = scene.dates.start[r], scene.dates.finish[r]
            if limits.may[t] == MOVES:
                late = latest_finish(r, scene, around, room)
                minutes = scene.said.duration[t] if room.pauses.least[t] > 0 else network.duration[r]
                pull_task(r, late, minutes, chosen[t], scene, modes, room.diaries, start, finish)
        p = network.parent[r] if r >= 0 else -1
        if p >= 0:
            start[p], finish[p] = min(start[p], start[r]), min(finish[p], finish[r])


def latest_finish(r: int, scene: Scene, around: Around, room: Room) -> int:
    """Return the instant at which task `r` must be over for what follows it, its summary and its project."""
    network, tables = scene.network, scene.tables
    late = room.ceiling[network.parent[r]] if network.parent[r] >= 0 else room.ends[network.project[r]]
    c = network.calendar[r]
    for o in range(around.leave_from[r], around.leave_from[r + 1]):
        i = around.leaving[o]
        s = around.target[i]
        at = room.finish[s] if network.code[i] & 2 else room.start[s]
        if at == FAR:
            continue
        at = without_lag(at, i, s, network, tables, scene.dates)
        if network.code[i] & 1:
            if network.flags[r] & IS_SUMMARY:
                continue
            at = finish_at(work_at(at, c, tables) + network.duration[r], c, tables)
        late = min(late, at)
    return late


def pull_task(
    r: int, late: int, minutes: int, mode: int, scene: Scene, modes: Modes, diaries: Diaries, start: Ints, finish: Ints
) -> None:
    """Place task `r` as late as it is over at `late` and its people are free, and book them."""
    network, tables = scene.network, scene.tables
    c, t = modes.calendar[mode], network.task[r]
    while True:
        count = work_at(late, c, tables)
        finish[r], start[r] = finish_at(count, c, tables), start_at(count - minutes, c, tables)
        if minutes == 0:
            start[r] = finish[r] = late
            return
        until = late
        for k in range(modes.need_from[mode], modes.need_from[mode + 1]):
            w = modes.who[k]
            row = row_free_until(w, start[r], finish[r], modes.capacity[w] - modes.units[k], diaries)
            if row >= 0:
                until = min(until, diaries.time[row])
        if until == late:
            break
        if until <= tables.span[0]:
            return
        late = until
    for k in range(modes.need_from[mode], modes.need_from[mode + 1]):
        book(modes.who[k], start[r], finish[r], modes.units[k], t, diaries)
