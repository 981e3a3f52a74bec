"""The geometry of small charts of values by day, as points of an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 632, 14, 176
_ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and values are: from `first` to `last`, from `low` to `high`."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0.0), 1.0)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def y(self, value: float) -> float:
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)

    def line(self, points: Iterable[tuple[date, float]]) -> str:
        """Return the points of a line through values by day."""
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def frame_of(days: Sequence[date], values: Sequence[float]) -> Frame:
    """Return the frame that holds all of `days` and `values`, at least one of each, with a little room."""
    low, high = min(values), max(values)
    room = (high - low) * _ROOM or 1.0
    return Frame(min(days), max(days), low - room, high + room)
