"""Calendars compiled to working minutes."""

from fairlead_engine.worktime.calendar import END_DAY, FIRST_DAY, OutsideYears, WorkCalendar
from fairlead_engine.worktime.kernels import Tables
from fairlead_engine.worktime.rules import (
    CalendarCycle,
    NoWorkingTime,
    Rules,
    ShiftBroken,
    UnknownCalendar,
    both,
    either,
    rules_of,
)
from fairlead_engine.worktime.spans import Span, joined
from fairlead_engine.worktime.tables import tables_of

__all__ = [
    "END_DAY",
    "FIRST_DAY",
    "CalendarCycle",
    "NoWorkingTime",
    "OutsideYears",
    "Rules",
    "ShiftBroken",
    "Span",
    "Tables",
    "UnknownCalendar",
    "WorkCalendar",
    "both",
    "either",
    "joined",
    "rules_of",
    "tables_of",
]
