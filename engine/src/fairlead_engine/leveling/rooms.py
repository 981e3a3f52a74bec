"""Room for the passes of leveling, in a machine's memory."""

from collections.abc import Sequence

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.leveling.delaying_kernels import Waits
from fairlead_engine.leveling.diary_kernels import Diaries
from fairlead_engine.leveling.piece_kernels import FOUND, Modes, Pauses
from fairlead_engine.leveling.scoring_kernels import SCORES
from fairlead_engine.leveling.trying_kernels import Given, Kept, Room
from fairlead_engine.leveling.turn_kernels import Queue, Turns, list_turns
from fairlead_engine.machine import Machine
from fairlead_engine.network.around_kernels import Around, find_leaving
from fairlead_engine.network.kernels import Network


def turns_of(network: Network, is_back: int, machine: Machine) -> Turns:
    """Return what waits for what; where `is_back` is 1, seen from the end."""
    n = len(network.task)
    edges = 3 * n + int(network.link_from[n])
    turns = Turns(*machine.indexes((2 * n + 1, 0), (edges, 0), (2 * n, 0)))
    machine.kernel(list_turns)(network, is_back, turns)
    return turns


def around_of(network: Network, machine: Machine) -> Around:
    """Return the links that leave each task."""
    n = len(network.task)
    m = int(network.link_from[n])
    around = Around(*machine.indexes((n + 2, 0), (m, 0), (m, 0), (0, 0), (0, 0), (0, 0), (0, 0)))
    machine.kernel(find_leaving)(network, around)
    return around


def diaries_of(modes: Modes, pieces: int, gaps: Sequence[int], machine: Machine) -> Diaries:
    """Return an empty diary for each person, with two rows for each piece of a booking and for each of their `gaps`."""
    people = len(modes.capacity)
    rows = [1 + 2 * count for count in gaps]
    for w in modes.who:
        rows[w] += 2 * pieces
    first = [0]
    for count in rows:
        first.append(first[-1] + count)
    (time,) = machine.instants((first[-1], -FAR))
    used, load, ended = machine.indexes((people, 1), (first[-1], 0), (first[-1], -1))
    return Diaries(machine.as_indexes(first), used, time, load, ended)


def room_of(network: Network, projects: int, given: Given, pauses: Pauses, seed: int, machine: Machine) -> Room:
    """Return room for one search whose random numbers follow from `seed`."""
    blank, n = given.blank, len(network.task)
    key, back, start, finish, ceiling, ends, scores, random = machine.instants(
        *((2 * n, 0), (2 * n, 0), (n, 0), (n, 0), (n, 0), (projects, 0), (SCORES, 0), (1, 1))
    )
    random[0] = (seed * 2_654_435_761 + 0x9E3779B9) % 0xFFFFFFFF or 1
    queue = Queue(*machine.indexes((2 * n, 0), (2 * n, 0), (2 * n, 0), (1, 0)))
    waits = Waits(*machine.indexes((n, 0), (n, -1), (n, -1), (n, 0), (FOUND, 0)))
    used, load, ended = machine.indexes((len(blank.used), 0), (len(blank.time), 0), (len(blank.time), 0))
    (time,) = machine.instants((len(blank.time), 0))
    diaries = Diaries(blank.first, used, time, load, ended)
    return Room(diaries, queue, waits, pauses, key, back, start, finish, ceiling, ends, scores, random)


def kept_of(tasks: int, projects: int, most: int, machine: Machine) -> Kept:
    """Return room for one schedule, with `most` pauses of each task."""
    rows = tasks * most
    start, finish, delay, last, scores, after, pause = machine.instants(
        *((tasks, 0) for _ in range(3)), (projects, 0), (SCORES, 0), (rows, 0), (rows, 0)
    )
    mode, person, other, stuck, driver, allowed, pauses = machine.indexes(*((tasks, -1) for _ in range(7)))
    pauser, pausing = machine.indexes((rows, -1), (rows, -1))
    of_tasks = start, finish, delay, mode, person, other, stuck, driver
    return Kept(*of_tasks, allowed, pauses, pauser, pausing, after, pause, last, scores)
