"""Capacity and load: what people offer, what tasks and bookings ask of them, by day, week and month."""

from fairlead.staffing.load.cell import BookingRow, DayRow, LoadCell, WorkRow, load_cell
from fairlead.staffing.load.heatmap import LoadMap, LoadRow, load_map
from fairlead.staffing.load.members import Filters, RowKind
from fairlead.staffing.load.periods import Zoom

__all__ = [
    "BookingRow",
    "DayRow",
    "Filters",
    "LoadCell",
    "LoadMap",
    "LoadRow",
    "RowKind",
    "WorkRow",
    "Zoom",
    "load_cell",
    "load_map",
]
