"""The geometry of small charts of values by day, as points of an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Area:
    """Where lines are drawn, in the units of the SVG."""

    left: float
    right: float
    top: float
    bottom: float


WIDE, SMALL = Area(8, 632, 14, 176), Area(6, 350, 10, 98)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and values are in an area: from `first` to `last`, from `low` to `high`."""

    first: date
    last: date
    low: float
    high: float
    area: Area = WIDE

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0.0), 1.0)
        return round(self.area.left + share * (self.area.right - self.area.left), 1)

    def y(self, value: float) -> float:
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return round(self.area.bottom - share * (self.area.bottom - self.area.top), 1)

    def line(self, points: Iterable[tuple[date, float]]) -> str:
        """Return the points of a line through values by day."""
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def frame_of(days: Sequence[date], values: Sequence[float], area: Area = WIDE) -> Frame:
    """Return the frame that holds all of `days` and `values`, at least one of each, with a little room."""
    low, high = min(values), max(values)
    room = (high - low) * _ROOM or 1.0
    return Frame(min(days), max(days), low - room, high + room, area)
