"""Pauses within tasks: a task that pauses lasts as much longer, and is else scheduled like any other."""

from fairlead_engine.machine import Machine
from fairlead_engine.network.columns import Columns
from fairlead_engine.network.kernels import Said


def with_pauses(said: Said, columns: Columns, machine: Machine) -> Said:
    """Return `said` with each task's pauses within its duration.

    A pause before a task's first minute of work, or after its last, is none. Pauses after what is complete remain.
    """
    n = columns.tasks
    duration, pauses, pauses_left = machine.instants((n, None), (n, 0), (n, 0))
    duration[:] = said.duration
    for t, after, pause in zip(columns.split_task, columns.split_after, columns.split_pause, strict=True):
        if not 0 < after < said.duration[t]:
            continue
        duration[t] += pause
        pauses[t] += pause
        if after > int(said.duration[t] * said.percent[t] / 100 + 0.5):
            pauses_left[t] += pause
    return said._replace(duration=duration, pauses=pauses, pauses_left=pauses_left)
