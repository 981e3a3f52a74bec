"""What the kernels of leveling read and write: an instance in numbers, room to work in, and a population."""

from typing import NamedTuple

from fairlead_engine.machine import Ints


class Net(NamedTuple):
    """Activities in topological order, seen from one end of time; the mirror of a net has its links turned round.

    What an activity i needs is `need[k]` of word `word[k]`, for k in `need_from[i]` to `need_from[i + 1]`. A word
    packs several resources side by side, each in a lane that has one guard bit above it.
    """

    duration: Ints  # (n)
    release: Ints  # (n) the earliest start, in this direction
    before_from: Ints  # (n + 1)
    before: Ints  # (links) predecessors in this direction
    need_from: Ints  # (n + 1)
    word: Ints  # (needs)
    need: Ints  # (needs)
    full: Ints  # (words) all capacity free, with every guard bit set
    guard: Ints  # (words) the guard bits alone


class Room(NamedTuple):
    """Where one search works; nothing in it is meant for others."""

    free: Ints  # (words * stride) what is left of each word at each time
    stride: Ints  # (1) how many times each word has
    begins: Ints  # (stride + 2) how many activities begin at each time, then where they stand in order
    order: Ints  # (n)
    start: Ints  # (n)
    back: Ints  # (n) starts in the mirror, then as late as possible
    mark: Ints  # (n)
    random: Ints  # (1) state of the generator, never 0


class Population(NamedTuple):
    """Schedules that are recombined, one after another in each column."""

    end: Ints  # (size) last finish
    digest: Ints  # (size) of all starts
    start: Ints  # (size * n)
    order: Ints  # (size * n) activities by start
    best: Ints  # (2) the least end, and who has it
