"""Calendars compiled to working minutes."""

from fairlead_engine.worktime.calendar import WorkCalendar
from fairlead_engine.worktime.rules import (
    CalendarCycle,
    NoWorkingTime,
    Rules,
    ShiftBroken,
    UnknownCalendar,
    both,
    rules_of,
)
from fairlead_engine.worktime.tables import tables_of

__all__ = [
    "CalendarCycle",
    "NoWorkingTime",
    "Rules",
    "ShiftBroken",
    "UnknownCalendar",
    "WorkCalendar",
    "both",
    "rules_of",
    "tables_of",
]
