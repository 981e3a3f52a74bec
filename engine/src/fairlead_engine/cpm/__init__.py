"""The critical path method: forward, backward, slack, drivers, constraints."""

from fairlead_engine.cpm.edits import Edit, LinkAdded, LinkRemoved, UnknownPlace
from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.live import LiveSchedule
from fairlead_engine.cpm.planned import Schedule, TaskDates, schedule
from fairlead_engine.cpm.scheduling import BeyondHorizon, schedule_columns
from fairlead_engine.cpm.shapes import DriverKind
from fairlead_engine.cpm.warming import warm_passes

__all__ = [
    "BeyondHorizon",
    "DriverKind",
    "Edit",
    "Found",
    "LinkAdded",
    "LinkRemoved",
    "LiveSchedule",
    "Schedule",
    "TaskDates",
    "UnknownPlace",
    "schedule",
    "schedule_columns",
    "warm_passes",
]
