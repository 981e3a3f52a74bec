"""Arrays and order: columns of numbers, renumbered so that a pass meets each task after those it depends on."""

from fairlead_engine.network.arranging import Arranged, OutlineBroken, arranged
from fairlead_engine.network.columns import NONE, AbsurdNumber, ColumnBroken, Columns
from fairlead_engine.network.cycle import CycleFound
from fairlead_engine.network.filling import RepeatedId, UnknownProject, UnknownTask, columns_of
from fairlead_engine.network.p6 import p6_columns
from fairlead_engine.network.people import PROJECTS, Hours, worked_calendars
from fairlead_engine.network.worked import calendars_of_tasks

__all__ = [
    "NONE",
    "PROJECTS",
    "AbsurdNumber",
    "Arranged",
    "ColumnBroken",
    "Columns",
    "CycleFound",
    "Hours",
    "OutlineBroken",
    "RepeatedId",
    "UnknownProject",
    "UnknownTask",
    "arranged",
    "calendars_of_tasks",
    "columns_of",
    "p6_columns",
    "worked_calendars",
]
