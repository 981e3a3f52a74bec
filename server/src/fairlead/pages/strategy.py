"""The chart of a key result in its geometry, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from fairlead.pages.words import day_words, quantity
from fairlead.schedule.alignment.rows import ResultRow
from fairlead.strategy.models import CheckIn
from fairlead.strategy.rules.measure import Direction

WIDTH, HEIGHT, TOP, BOTTOM, RIGHT = 360, 118, 10, 98, 350
LEFT = 6


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines of a chart as points of an SVG; empty where there is nothing to draw."""

    told: str
    dots: tuple[tuple[str, str, str], ...]
    ahead: str
    band: str
    steady: str
    target: str
    today: str
    label: str
    target_label: str
    first: str
    last: str


def chart_of(row: ResultRow, told: Sequence[CheckIn], *, start: date, finish: date, today: date) -> Chart:
    """Return the chart of a key result over the period from `start` to before `finish`."""
    reading, measure = row.reading, row.measure
    values = [float(each.value) for each in told] + [measure.baseline, measure.target]
    if reading is not None and reading.forecast is not None:
        values.append(reading.forecast)
    low, high = min(values), max(values)
    room = (high - low) * 0.08 or 1.0
    scale = _Scale(start, finish - timedelta(days=1), low - room, high + room)
    points = [(scale.x(each.on), scale.y(float(each.value))) for each in told]
    end = finish - timedelta(days=1)
    ahead = band = ""
    if reading is not None and reading.forecast is not None and reading.low is not None and reading.high is not None:
        last = (scale.x(reading.last_on), scale.y(reading.value))
        ahead = _line([last, (scale.x(end), scale.y(reading.forecast))])
        band = _line([last, (scale.x(end), scale.y(reading.high)), (scale.x(end), scale.y(reading.low))])
    steady = [(scale.x(start), scale.y(measure.baseline)), (scale.x(end), scale.y(measure.target))]
    dots = tuple(
        (f"{x:.1f}", f"{y:.1f}", f"{day_words(each.on)}: {quantity(float(each.value), row.unit)}")
        for (x, y), each in zip(points, told, strict=True)
    )
    return Chart(
        told=_line(points) if len(points) > 1 else "",
        dots=dots,
        ahead=ahead,
        band=band,
        steady="" if measure.direction is Direction.HOLD else _line(steady),
        target=f"{scale.y(measure.target):.1f}",
        today=f"{scale.x(today):.1f}" if start <= today <= end else "",
        label=_label(row),
        target_label=quantity(measure.target, row.unit),
        first=day_words(start),
        last=day_words(end),
    )


class _Scale:
    def __init__(self, start: date, end: date, low: float, high: float) -> None:
        self._start, self._days = start, max((end - start).days, 1)
        self._low, self._span = low, high - low

    def x(self, day: date) -> float:
        share = min(max((day - self._start).days / self._days, 0.0), 1.0)
        return LEFT + share * (RIGHT - LEFT)

    def y(self, value: float) -> float:
        share = min(max((value - self._low) / self._span, 0.0), 1.0)
        return BOTTOM - share * (BOTTOM - TOP)


def _line(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _label(row: ResultRow) -> str:
    """The chart as a sentence, for those who do not see it."""
    values = {
        "name": row.name,
        "baseline": quantity(row.measure.baseline, row.unit),
        "target": quantity(row.measure.target, row.unit),
    }
    if row.reading is None:
        return _("%(name)s: from %(baseline)s to %(target)s, no check-in yet") % values
    values["value"] = quantity(row.reading.value, row.unit)
    if row.reading.forecast is None:
        return _("%(name)s: from %(baseline)s to %(target)s, now %(value)s") % values
    values["forecast"] = quantity(row.reading.forecast, row.unit)
    return _("%(name)s: from %(baseline)s to %(target)s, now %(value)s, heading for %(forecast)s") % values
