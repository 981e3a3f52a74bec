"""Promises against what there is: where those of one resource add up to more than it has. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from fairlead.resources.rules import Period, units_on

MOST_UNITS = Decimal(100)
MOST_DAYS = 3660
MOST_MINUTES = 60 * 24 * 366 * 100
PROBE = 0  # the key of what is tried, and no booking's
NEVER_ON = date(2150, 1, 1)
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
    """From `start_on` to before `finish_on` the promises with `keys` ask for `share`, at most, of `limit`, at least."""

    start_on: date
    finish_on: date
    share: float
    limit: float
    keys: tuple[int, ...]


def excesses(promises: Sequence[Promise], available: Sequence[Period]) -> list[Excess]:
    """Return where `promises` add up to more than there is, in order of time; neighbors are joined.

    `available` leaves no gap. Keys stand in the order in which their promises begin.
    """
    begins = sorted(promises, key=lambda each: (each.start_on, each.key), reverse=True)
    active: list[Promise] = []
    found: list[Excess] = []
    for start, finish in pairwise(_days(promises, available)):
        active = [each for each in active if each.finish_on > start]
        while begins and begins[-1].start_on == start:
            active.append(begins.pop())
        share, limit = sum(each.share for each in active), float(units_on(start, available))
        if share > limit + _SMALL:
            _add(found, Excess(start, finish, share, limit, tuple(each.key for each in active)))
    return found


def first_excess(new: Iterable[Promise], others: Sequence[Promise], available: Sequence[Period]) -> Excess | None:
    """Return the first excess to which a promise of `new` adds; None where all of them can be kept."""
    added = list(new)
    mine = {each.key for each in added}
    return next((each for each in excesses([*others, *added], available) if mine & {*each.keys}), None)


def first_free(
    others: Sequence[Promise], available: Sequence[Period], share: float, start_on: date, days: int
) -> date | None:
    """Return the first day from `start_on` on from which `share` more can be promised for `days` days on end.

    None where that never comes.
    """
    probe = Promise(PROBE, start_on, NEVER_ON, share)
    begin, length = start_on, timedelta(days=days)
    for taken in excesses([*others, probe], available):
        if PROBE in taken.keys and taken.start_on < begin + length:
            begin = max(begin, taken.finish_on)
    return begin if begin < NEVER_ON else None


def _days(promises: Iterable[Promise], available: Iterable[Period]) -> list[date]:
    days = {day for each in promises for day in (each.start_on, each.finish_on)}
    if not days:
        return []
    changes = {day for each in available for day in (each.start, each.finish) if day is not None}
    return sorted(days | {day for day in changes if min(days) < day < max(days)})


def _add(found: list[Excess], new: Excess) -> None:
    if not found or found[-1].finish_on != new.start_on:
        found.append(new)
        return
    last = found.pop()
    keys = tuple(dict.fromkeys((*last.keys, *new.keys)))
    share, limit = max(last.share, new.share), min(last.limit, new.limit)
    found.append(Excess(last.start_on, new.finish_on, share, limit, keys))


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for or offered: from `start_on` to before `finish_on`, in `units` or `minutes`; whom, if named."""

    resource_id: int | None
    start_on: date
    finish_on: date
    units: Decimal | None
    minutes: int | None


def is_as_asked(ask: Ask, parts: Sequence[Ask]) -> bool:
    """Say whether `parts` give just what was asked: whom, throughout the period, and as much in all."""
    if any((each.start_on, each.finish_on) != (ask.start_on, ask.finish_on) for each in parts):
        return False
    if ask.resource_id is not None and any(each.resource_id != ask.resource_id for each in parts):
        return False
    if ask.units is not None:
        return all(each.units for each in parts) and sum(each.units or 0 for each in parts) == ask.units
    return all(each.minutes for each in parts) and sum(each.minutes or 0 for each in parts) == ask.minutes
