"""The chart of a key result in its geometry, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from fairlead.pages.charts import SMALL, frame_of
from fairlead.pages.words import day_words, quantity
from fairlead.schedule.alignment.rows import ResultRow
from fairlead.strategy.models import CheckIn
from fairlead.strategy.rules.measure import Direction


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
    end = finish - timedelta(days=1)
    frame = frame_of([start, end], values, SMALL)
    ahead = band = ""
    if reading is not None and reading.forecast is not None and reading.low is not None and reading.high is not None:
        last = (reading.last_on, reading.value)
        ahead = frame.line([last, (end, reading.forecast)])
        band = frame.line([last, (end, reading.high), (end, reading.low)])
    points = [(each.on, float(each.value)) for each in told]
    return Chart(
        told=frame.line(points) if len(points) > 1 else "",
        dots=tuple(
            (f"{frame.x(on)}", f"{frame.y(value)}", f"{day_words(on)}: {quantity(value, row.unit)}")
            for on, value in points
        ),
        ahead=ahead,
        band=band,
        steady=""
        if measure.direction is Direction.HOLD
        else frame.line([(start, measure.baseline), (end, measure.target)]),
        target=f"{frame.y(measure.target)}",
        today=f"{frame.x(today)}" if start <= today <= end else "",
        label=_label(row),
        target_label=quantity(measure.target, row.unit),
        first=day_words(start),
        last=day_words(end),
    )


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
