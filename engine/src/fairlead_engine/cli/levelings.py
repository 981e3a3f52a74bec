"""`fairlead-engine level FILE`: what is found in the time given, for a plan or for a problem of the literature."""

import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead_engine.errors import EngineError

if TYPE_CHECKING:
    from fairlead_engine.leveling import Instance, Leveled

_MOST_SECONDS = 86_400.0


class NoPlan(EngineError):
    """`file` is a problem of the literature, which has no dates to write into a plan."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(f"--write is for plans; {file} is a problem of numbers alone. --json prints its schedule.")


def seconds(text: str) -> float:
    """Return how long to search, 0 to a day.

    Raises: ArgumentTypeError.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= _MOST_SECONDS:
        raise ArgumentTypeError(f"{text} is no time in seconds between 0 and {_MOST_SECONDS:,.0f}")
    return value


def run(asked: Namespace) -> tuple[list[str], int]:
    """Return the lines to print, and 0.

    Raises: ReadError, PlanError, WriteError, UnknownColumn, NoTable, NotHeaded, NoPlan.
    """
    from fairlead_engine.cli import plan_levelings
    from fairlead_engine.cli.inputs import source_of
    from fairlead_engine.formats.limits import DEFAULT
    from fairlead_engine.formats.psplib import is_instance, read_instance
    from fairlead_engine.formats.source import content_of

    content = content_of(source_of(asked.file), DEFAULT)
    if not is_instance(content):
        return plan_levelings.run(asked, content)
    if asked.write:
        raise NoPlan(asked.file)
    instance = read_instance(content)
    best, first_ms = searched(instance, asked.seconds, asked.seed)
    if asked.json:
        return [json.dumps(_record(instance, best, first_ms))], 0
    return list(_table(instance, best, first_ms)), 0


def searched(instance: "Instance", seconds: float, seed: int) -> "tuple[Leveled, float]":
    """Return the best schedule after `seconds`, and after how many milliseconds there was a first."""
    from time import perf_counter

    from fairlead_engine.leveling import level_instance

    began = perf_counter()
    schedules = level_instance(instance, seconds=seconds, seed=seed)
    best = next(schedules)
    first_ms = (perf_counter() - began) * 1000
    while perf_counter() - began < seconds and (better := next(schedules, None)) is not None:
        best = better
    return best, first_ms


def _record(instance: "Instance", best: "Leveled", first_ms: float) -> dict[str, object]:
    """Return the promised record, in the time units and with the numbers of the file."""
    return {
        "makespan": best.makespan,
        "lower_bound": best.lower_bound,
        "first_ms": round(first_ms, 3),
        "activities": [
            {
                "id": int(activity.id) if activity.id.isdigit() else activity.id,
                "start": start,
                "finish": start + activity.duration,
            }
            for activity, start in zip(instance.activities, best.starts, strict=True)
        ],
    }


def _table(instance: "Instance", best: "Leveled", first_ms: float) -> Iterator[str]:
    width = max([2, *(len(activity.id) for activity in instance.activities)])
    yield f"{'id':>{width}}  {'start':>8}  {'finish':>8}"
    for activity, start in zip(instance.activities, best.starts, strict=True):
        yield f"{activity.id:>{width}}  {start:>8}  {start + activity.duration:>8}"
    gap = 100 * (best.makespan / best.lower_bound - 1) if best.lower_bound else 0.0
    bound = "no schedule is shorter" if best.is_proven else f"none ends before {best.lower_bound}: within {gap:.1f} %"
    yield f"Ends at {best.makespan}; {bound}. A first schedule was there after {first_ms:.0f} ms."
