"""The critical path method: forward, backward, slack, drivers, constraints.

What edits a schedule is in `live` and `edits`, which a process that only schedules does without.
"""

from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.planned import Schedule, TaskDates, schedule
from fairlead_engine.cpm.scheduling import BeyondHorizon, schedule_columns
from fairlead_engine.cpm.shapes import DriverKind

__all__ = [
    "BeyondHorizon",
    "DriverKind",
    "Found",
    "Schedule",
    "TaskDates",
    "schedule",
    "schedule_columns",
]
