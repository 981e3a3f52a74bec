"""Edits of a schedule that is kept, and the passes alone beside what memory allows."""

import random
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

from figures import milliseconds
from networks import DAY, Network, columns_of

SNET = 2


def edits_of(given: Network, count: int) -> list[float]:
    """Return how long each of `count` edits took in a schedule of `given`, from what is said to what moved.

    Of ten edits six are of a duration, two of a lag, one of a deadline and one of a date to start no earlier than.
    """
    from fairlead_engine import Edit, LiveSchedule

    live = LiveSchedule(columns_of(given))
    starts = live.found.start
    chance = random.Random(7)
    took = []
    for place in range(count + 20):
        edits = [Edit(*numbers) for numbers in _edits(place % 10, given, starts, chance)]
        began = perf_counter()
        live.edit(*edits)
        took.append((perf_counter() - began) * 1000)
    return took[20:]


def _edits(kind: int, given: Network, starts: Sequence[int], chance: random.Random) -> tuple[tuple[str, int, int], ...]:
    task = chance.randrange(len(given.days))
    later = int(starts[task]) + chance.randint(0, 10) * 1440
    if kind < 6:
        return (("duration", task, chance.randint(1, 8) * DAY),)
    if kind < 8:
        return (("lag", chance.randrange(len(given.lag)), chance.choice((0, 1, 3)) * DAY),)
    if kind == 8:
        return (("deadline", task, later),)
    return ("constraint", task, SNET), ("constraint_at", task, later)


def link_edits_of(given: Network, count: int) -> list[float]:
    """Return how long each of `count` links took to be added, between tasks at most 50 places apart, and removed again.

    A tenth of them is between any two tasks.
    """
    from fairlead_engine import LinkAdded, LinkRemoved, LiveSchedule

    live = LiveSchedule(columns_of(given))
    chance, tasks = random.Random(7), len(given.days)
    took = []
    for place in range(count // 2 + 10):
        one = chance.randrange(tasks - 50)
        other = chance.randrange(one + 1, tasks if place % 10 == 0 else one + 50)
        for change in (LinkAdded(one, other), LinkRemoved(chance.randrange(live.columns.links))):
            began = perf_counter()
            live.edit(change)
            took.append((perf_counter() - began) * 1000)
    return took[20:]


def scenarios_of(given: Network, runs: int) -> list[float]:
    """Return how long each of 16 scenarios takes, durations between half and twice those said, in `runs` calls."""
    import numpy

    from fairlead_engine import schedule_scenarios

    columns = columns_of(given)
    shares = numpy.random.default_rng(7).uniform(0.5, 2, (columns.tasks, 16))
    durations = (numpy.asarray(columns.duration)[:, None] * shares).astype("i8")
    return [whole / 16 for whole in milliseconds(lambda: schedule_scenarios(columns, durations), runs=runs, warm=1)]


def kernels_beside_floor(given: Network, runs: int) -> tuple[list[float], list[float]]:
    """Return how long both passes take without calendars in memory that is there already, and the floor beside it.

    The floor reads once what the passes read of tasks and links, and writes once what they find.
    """
    import numpy

    from fairlead_engine.cpm.backward_kernels import backward
    from fairlead_engine.cpm.codes import FAR
    from fairlead_engine.cpm.forward_kernels import forward
    from fairlead_engine.cpm.scheduling import passed_plan
    from fairlead_engine.machine import compiled_machine

    columns: Any = replace(columns_of(given), calendar=None, project_calendar=None, calendars=())
    machine = compiled_machine()
    plan = passed_plan(columns, machine)
    network, passes, bounds = plan.given.network, plan.passes, plan.passes.bounds
    held = [numpy.asarray(values) for values in (bounds.late, bounds.free, bounds.late_finish, bounds.late_start)]
    given_and_found = (passes.dates, passes.causes, bounds, passes.spans)
    call = (network, plan.given.said, plan.given.projects, plan.tables, *given_and_found)

    def both_passes() -> None:
        for values in held:
            values.fill(FAR)
        machine.kernel(forward)(*call)
        machine.kernel(backward)(*call)

    numbers = [numpy.asarray(values) for values in (*network, *passes.dates, *passes.causes)]
    rooms = [values.copy() for values in numbers]

    def floor() -> None:
        for room, values in zip(rooms, numbers, strict=True):
            numpy.copyto(room, values)

    return milliseconds(both_passes, runs=runs, warm=3), milliseconds(floor, runs=runs, warm=3)
