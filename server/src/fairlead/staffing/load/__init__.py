"""Capacity and load: what people offer, what tasks and bookings ask of them, by day, week and month."""

from fairlead.staffing.load.cell import BookingRow, DayRow, LoadCell, WorkRow, load_cell
from fairlead.staffing.load.heatmap import LoadMap, LoadRow, load_map
from fairlead.staffing.load.members import Filters, RowKind
from fairlead.staffing.load.periods import Zoom
from fairlead.staffing.load.skills import Candidate, SkillBalance, candidates, skill_balance

__all__ = [
    "BookingRow",
    "Candidate",
    "DayRow",
    "Filters",
    "LoadCell",
    "LoadMap",
    "LoadRow",
    "RowKind",
    "SkillBalance",
    "WorkRow",
    "Zoom",
    "candidates",
    "load_cell",
    "load_map",
    "skill_balance",
]
