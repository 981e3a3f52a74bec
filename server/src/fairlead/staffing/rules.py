"""Promises against what there is: where those of one resource add up to more than it has. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

MOST_UNITS = Decimal(100)
MOST_DAYS = 3660
MOST_MINUTES = 60 * 24 * 366 * 100
_SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Promise:
    """A share of a resource from `start_on` to before `finish_on`; 1.0 is a whole person, `key` says whose it is."""

    key: int
    start_on: date
    finish_on: date
    share: float


@dataclass(frozen=True, slots=True)
class Excess:
    """From `start_on` to before `finish_on` the promises with `keys` ask for `share`, at most, which is too much."""

    start_on: date
    finish_on: date
    share: float
    keys: tuple[int, ...]


def excesses(promises: Sequence[Promise], limit: float) -> list[Excess]:
    """Return where `promises` add up to more than `limit`, in order of time; neighbors are joined.

    Keys stand in the order in which their promises begin.
    """
    begins = sorted(promises, key=lambda each: (each.start_on, each.key), reverse=True)
    active: list[Promise] = []
    found: list[Excess] = []
    days = sorted({day for each in promises for day in (each.start_on, each.finish_on)})
    for start, finish in pairwise(days):
        active = [each for each in active if each.finish_on > start]
        while begins and begins[-1].start_on == start:
            active.append(begins.pop())
        share = sum(each.share for each in active)
        if share > limit + _SMALL:
            _add(found, Excess(start, finish, share, tuple(each.key for each in active)))
    return found


def _add(found: list[Excess], new: Excess) -> None:
    if not found or found[-1].finish_on != new.start_on:
        found.append(new)
        return
    last = found.pop()
    keys = tuple(dict.fromkeys((*last.keys, *new.keys)))
    found.append(Excess(last.start_on, new.finish_on, max(last.share, new.share), keys))


def first_excess(new: Iterable[Promise], others: Sequence[Promise], limit: float) -> Excess | None:
    """Return the first excess to which a promise of `new` adds; None where all of them can be kept."""
    added = list(new)
    mine = {each.key for each in added}
    return next((each for each in excesses([*others, *added], limit) if mine & {*each.keys}), None)
