"""The marks of a task that the plan on a page draws, packed into one whole number."""

from enum import IntFlag

import numpy as np

from fairlead.kernel.bulk import Integers
from fairlead_engine.network import NONE


class TaskFlag(IntFlag):
    """One mark each; MINE is for whom the plan is drawn, and set by the payload."""

    SUMMARY = 1
    MILESTONE = 2
    CRITICAL = 4
    ELAPSED = 8
    ESTIMATED = 16
    MANUAL = 32
    INACTIVE = 64
    STARTED = 128
    DONE = 256
    MINE = 512
    WAITED = 1024


def flags_of(said: dict[str, Integers], found: dict[str, Integers]) -> Integers:
    """Return the flags of each task; WAITED says that its calendar pushed its start on to working time."""
    is_summary = found["is_summary"] == 1
    marks = {
        TaskFlag.SUMMARY: is_summary,
        TaskFlag.MILESTONE: (said["is_milestone"] == 1) & ~is_summary,
        TaskFlag.CRITICAL: found["is_critical"] == 1,
        TaskFlag.ELAPSED: said["is_elapsed"] == 1,
        TaskFlag.ESTIMATED: said["is_estimated"] == 1,
        TaskFlag.MANUAL: said["is_manual"] == 1,
        TaskFlag.INACTIVE: said["is_active"] == 0,
        TaskFlag.STARTED: said["actual_start_at"] != NONE,
        TaskFlag.DONE: said["percent_complete"] == 100,
        TaskFlag.WAITED: (found["driver_at"] != NONE) & (found["start_at"] > found["driver_at"]),
    }
    flags = np.zeros(len(is_summary), dtype=np.int64)
    for flag, holds in marks.items():
        flags |= np.where(holds, int(flag), 0)
    return flags
