"""A search among orders of tasks: some change, a new pass, and what is no worse is kept."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.shapes import Causes, Dates, Spans
from fairlead_engine.leveling.delaying_kernels import MOVES, Limits, Waits
from fairlead_engine.leveling.diary_kernels import Diaries
from fairlead_engine.leveling.piece_kernels import Modes, Pauses
from fairlead_engine.leveling.random_kernels import below
from fairlead_engine.leveling.scoring_kernels import SCORES, Goal
from fairlead_engine.leveling.turn_kernels import Queue, Turns
from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_SUMMARY, Network

GROUP = 2**40  # between the keys of one group of tasks and the next, which goes after it whatever it costs
SWAPS = 4  # at most, in one change
DAY = 1440


class Given(NamedTuple):
    """What no try changes."""

    turns: Turns
    turns_back: Turns
    around: Around
    limits: Limits
    modes: Modes
    blank: Diaries  # what stays, booked
    goal: Goal
    group: Ints  # (2n) by node, times GROUP
    rank: Ints  # (tasks)


class Room(NamedTuple):
    """Where a pass works and what it leaves behind."""

    diaries: Diaries
    queue: Queue
    waits: Waits
    pauses: Pauses
    key: Ints  # (2n) the least goes first
    back: Ints  # (2n) keys of a pass from the end
    start: Ints  # (n) of a pass from the end
    finish: Ints  # (n)
    ceiling: Ints  # (n)
    ends: Ints  # (projects)
    scores: Ints  # (SCORES)
    random: Ints  # (1) state of the generator, never 0


class Kept(NamedTuple):
    """A schedule and what led to it; by rank, or by task where said."""

    start: Ints  # (n)
    finish: Ints  # (n)
    delay: Ints  # (tasks)
    mode: Ints  # (tasks)
    person: Ints  # (tasks)
    other: Ints  # (tasks)
    stuck: Ints  # (tasks)
    driver: Ints  # (tasks) a task that each follows, or -1
    allowed: Ints  # (tasks) 1 where it might be split
    pauses: Ints  # (tasks) how many; in rows from t * rows for each task on:
    pauser: Ints  # (rows) who was not free before the piece after the pause
    pausing: Ints  # (rows) and for which task
    after: Ints  # (rows)
    pause: Ints  # (rows)
    last: Ints  # (projects)
    scores: Ints  # (SCORES)


def ask_back(dates: Dates, spans: Spans, network: Network, goal: Goal, room: Room) -> None:
    """Fill the keys of a pass from the end, latest finish first, and where it begins: nobody gets later by it."""
    n = len(network.task)
    for node in range(2 * n):
        room.back[node] = -FAR
    for r in range(n):
        if not network.flags[r] & IS_SUMMARY:
            room.back[r] = -dates.finish[r]
    for j in range(len(room.ends)):
        room.ends[j] = max(spans.last[j], goal.target[j])


def go_by(start: Ints, group: Ints, flags: Ints, key: Ints) -> None:
    """Let tasks go by their `start`, within their groups."""
    for node in range(len(group)):
        key[node] = group[node]
        if node < len(start) and not flags[node] & IS_SUMMARY:
            key[node] += start[node]


def keep(network: Network, delays: Ints, dates: Dates, causes: Causes, spans: Spans, room: Room, kept: Kept) -> None:
    """Copy the pass that was just made."""
    waits, pauses = room.waits, room.pauses
    for r in range(len(network.task)):
        t = network.task[r]
        kept.start[r], kept.finish[r] = dates.start[r], dates.finish[r]
        kept.delay[t], kept.mode[t], kept.stuck[t] = delays[t], waits.mode[t], waits.stuck[t]
        kept.person[t], kept.other[t], kept.driver[t] = waits.person[t], waits.other[t], causes.other[r]
    for j in range(len(kept.last)):
        kept.last[j] = spans.last[j]
    for k in range(SCORES):
        kept.scores[k] = room.scores[k]
    for t in range(len(pauses.number)):
        kept.allowed[t], kept.pauses[t] = pauses.allowed[t], pauses.number[t]
        for row in range(t * pauses.most[0], t * pauses.most[0] + pauses.number[t]):
            kept.pauser[row], kept.pausing[row] = pauses.person[row], pauses.other[row]
            kept.after[row], kept.pause[row] = pauses.after[row], pauses.pause[row]


def waiting(now: Kept, may: Ints, random: Ints) -> int:
    """Return a task that waited for another, or -1."""
    tasks = len(now.other)
    t = below(random, tasks)
    for _ in range(tasks):
        if now.other[t] >= 0 and may[now.other[t]] == MOVES:
            return t
        t = t + 1 if t + 1 < tasks else 0
    return -1


def swap(now: Kept, may: Ints, rank: Ints, group: Ints, room: Room) -> None:
    """Put some tasks that waited for another just before it."""
    for _ in range(1 + below(room.random, SWAPS)):
        t = waiting(now, may, room.random)
        if t >= 0:
            one, other = rank[t], rank[now.other[t]]
            room.key[one] = group[one] + now.start[other] - 1


def shake(now: Kept, may: Ints, task: Ints, room: Room) -> None:
    """Shift every task that starts within a window of time by chance, by up to the window's length.

    A window made anew while the rest stays is the neighborhood of Palpant, Artigues & Michelon, "LSSPER" (2004).
    """
    first = now.start[below(room.random, len(task))]
    length = DAY * (2 + below(room.random, 30))
    for r in range(len(task)):
        if first <= now.start[r] < first + length and may[task[r]] == MOVES:
            room.key[r] += below(room.random, length) - below(room.random, length)


def shift_project(project: Ints, room: Room) -> None:
    """Let a project go before or after others by up to a month."""
    j = project[below(room.random, len(project))]
    by = DAY * (below(room.random, 61) - 30)
    for r in range(len(project)):
        if project[r] == j:
            room.key[r] += by


def stagger_projects(place: Ints, project: Ints, by: int, key: Ints) -> None:
    """Let each project go later by the minutes `by` for every place that it has after the first."""
    for r in range(len(project)):
        key[r] += by * place[project[r]]


def shift_person(now: Kept, modes: Modes, late: Ints, may: Ints, rank: Ints, room: Room) -> None:
    """Let the tasks of somebody for whom others wait lean to their late starts, within a window of time."""
    t = waiting(now, may, room.random)
    if t < 0:
        return
    w = now.person[t]
    first = now.start[rank[t]] - DAY * below(room.random, 30)
    last = now.start[rank[t]] + DAY * below(room.random, 30)
    for other in range(len(now.other)):
        r = rank[other]
        for k in range(modes.need_from[now.mode[other]], modes.need_from[now.mode[other] + 1]):
            if modes.who[k] == w and first <= now.start[r] <= last:
                room.key[r] += (late[r] - now.start[r]) // 2


def allow(may: int, given: Ints, pauses: Pauses) -> None:
    """Let the next pass split whatever may be split (`may` is 1), nothing (0), or (-1) what it might in `given`."""
    for t in range(len(pauses.allowed)):
        if pauses.least[t] > 0:
            pauses.allowed[t] = may if may >= 0 else given[t]


def go_after(now: Kept, rank: Ints, room: Room) -> None:
    """Let tasks that are split go after those that took their people, so that they are split again."""
    most = room.pauses.most[0]
    for t in range(len(rank)):
        after = now.start[rank[t]]
        if room.pauses.least[t] > 0:
            for row in range(t * most, t * most + now.pauses[t]):
                if now.pausing[row] >= 0:
                    after = max(after, now.start[rank[now.pausing[row]]] + 1)
        room.key[rank[t]] += after - now.start[rank[t]]


def change_splits(now: Kept, room: Room) -> None:
    """Keep some tasks whole that are split, or let some be split that waited."""
    pauses, random = room.pauses, room.random
    tasks, is_whole = len(now.pauses), below(random, 2)
    for _ in range(1 + below(random, SWAPS)):
        t = below(random, tasks)
        for _ in range(tasks):
            is_found = now.pauses[t] > 0 if is_whole else now.other[t] >= 0 and pauses.allowed[t] == 0
            if is_found and pauses.least[t] > 0:
                pauses.allowed[t] = 0 if is_whole else 1
                break
            t = t + 1 if t + 1 < tasks else 0
