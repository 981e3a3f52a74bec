"""Who is asked for what, and the pieces in which tasks are worked: with pauses that were said, or split."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.leveling.diary_kernels import Diaries, book, row_free_again, row_free_until
from fairlead_engine.machine import Ints
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

FREE = -(2**61)  # instead of an instant until which somebody is busy
FOUND = 5  # what `Waits.found` has room for


class Modes(NamedTuple):
    """In which ways a task can be done: modes first[t] to first[t + 1]; each asks units[k] of who[k]."""

    first: Ints  # (tasks + 1)
    calendar: Ints  # (modes) on which the task is worked then
    need_from: Ints  # (modes + 1)
    who: Ints  # (needs)
    units: Ints  # (needs) in the units of `capacity`, never more than that
    capacity: Ints  # (people) the most there ever is


class Pauses(NamedTuple):
    """Pauses of each task t, `number[t]` of them in rows from t * most[0] on; minutes count on the task's calendar."""

    most: Ints  # (1) pauses that a task has room for
    least: Ints  # (tasks) minutes of the shortest piece that it may be split into; 0, it is not split
    allowed: Ints  # (tasks) 1 where this pass may split it
    number: Ints  # (tasks)
    person: Ints  # (rows) who was not free before the piece after the pause, or -1
    other: Ints  # (rows) and for which task; -1, for none
    after: Ints  # (rows) minutes of work before the pause
    pause: Ints  # (rows)


def free_again(start: int, finish: int, mode: int, modes: Modes, diaries: Diaries, found: Ints) -> int:
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


def busy_until(
    t: int,
    c: int,
    start: int,
    finish: int,
    mode: int,
    modes: Modes,
    pauses: Pauses,
    tables: Tables,
    diaries: Diaries,
    found: Ints,
) -> int:
    """Return the time before which task `t`, now from `start` to `finish`, cannot start; FREE where it can at once.

    Its people are free in its pauses. Fills `found` with the person who is not free, and their task until then.
    """
    number, row = pauses.number[t], t * pauses.most[0]
    if number == 0:
        return free_again(start, finish, mode, modes, diaries, found)
    latest, person, other, done = FREE, -1, -1, 0
    first = count = work_at(start, c, tables)
    for k in range(number + 1):
        begin = start if k == 0 else start_at(count, c, tables)
        end = finish if k == number else finish_at(count + pauses.after[row + k] - done, c, tables)
        until = free_again(begin, end, mode, modes, diaries, found)
        if until != FREE:
            if k > 0 and until < FAR:
                until = start_at(work_at(until, c, tables) - (count - first), c, tables)
            if until > latest:
                latest, person, other = until, found[0], found[1]
        if k < number:
            count += pauses.after[row + k] - done + pauses.pause[row + k]
            done = pauses.after[row + k]
    found[0], found[1] = person, other
    return latest


def book_mode(
    t: int,
    c: int,
    start: int,
    finish: int,
    mode: int,
    modes: Modes,
    pauses: Pauses,
    tables: Tables,
    diaries: Diaries,
) -> None:
    """Book everybody whom task `t`, done in the way `mode` from `start` to `finish`, asks for, but in its pauses."""
    if finish <= start:
        return
    number, row, done = pauses.number[t], t * pauses.most[0], 0
    begin, count = start, 0 if number == 0 else work_at(start, c, tables)
    for k in range(number + 1):
        end = finish
        if k < number:
            count += pauses.after[row + k] - done
            done = pauses.after[row + k]
            end = finish_at(count, c, tables)
        for n in range(modes.need_from[mode], modes.need_from[mode + 1]):
            book(modes.who[n], begin, end, modes.units[n], t, diaries)
        if k < number:
            count += pauses.pause[row + k]
            begin = start_at(count, c, tables)


def cut(
    t: int,
    c: int,
    soonest: int,
    minutes: int,
    mode: int,
    modes: Modes,
    pauses: Pauses,
    tables: Tables,
    diaries: Diaries,
    found: Ints,
) -> int:
    """Split task `t`, of so many `minutes`, where its people are taken; return where it starts, FAR if it cannot.

    Each piece begins as soon as all are free for the shortest piece there may be, and lasts for as long as they are.
    Fills the pauses of the task; found[2] with its minutes and pauses together, found[3] and found[4] with who kept it
    from starting at `soonest`, and with which task.
    """
    most, least, row = pauses.most[0], pauses.least[t], t * pauses.most[0]
    rest, pieces, first, ended, count = minutes, 0, 0, 0, work_at(soonest, c, tables)
    pauses.number[t] = 0
    found[3] = found[4] = -1
    while rest > 0:
        is_last = pieces == most or rest < 2 * least
        need, person, other = rest if is_last else least, -1, -1
        while True:
            begin = start_at(count, c, tables)
            until = free_again(begin, finish_at(count + need, c, tables), mode, modes, diaries, found)
            if until == FREE:
                break
            person, other = found[0], found[1]
            if until == FAR or work_at(until, c, tables) <= count:
                return FAR
            count = work_at(until, c, tables)
        if not is_last:
            need = free_minutes(count, rest, c, mode, modes, tables, diaries)
            if 0 < rest - need < least:
                need = rest - least
        if pieces == 0:
            first, found[3], found[4] = count, person, other
        elif count == ended:  # they are taken in what is no working time for the task
            return FAR
        else:
            pauses.after[row + pieces - 1], pauses.pause[row + pieces - 1] = minutes - rest, count - ended
            pauses.person[row + pieces - 1], pauses.other[row + pieces - 1] = person, other
        pieces += 1
        rest -= need
        count = ended = count + need
    pauses.number[t] = pieces - 1
    found[2] = ended - first
    return start_at(first, c, tables)


def free_minutes(count: int, most: int, c: int, mode: int, modes: Modes, tables: Tables, diaries: Diaries) -> int:
    """Return how many minutes from `count` on, `most` at most, everybody is free."""
    begin, end = start_at(count, c, tables), finish_at(count + most, c, tables)
    for k in range(modes.need_from[mode], modes.need_from[mode + 1]):
        w = modes.who[k]
        row = row_free_until(w, begin, end, modes.capacity[w] - modes.units[k], diaries)
        if row >= 0:
            end = min(end, diaries.time[row])
    return min(most, work_at(end, c, tables) - count)
