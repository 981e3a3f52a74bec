"""The days, weeks or months in which load is counted. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from fairlead.kernel.errors import Refused

MOST_PERIODS = 400
EARLY, LATE = date(1970, 1, 12), date(2149, 1, 1)
_EPOCH = date(1970, 1, 1).toordinal()


class Zoom(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of whole days that follow each other; `edges` are their first days, then the day after the last."""

    edges: tuple[date, ...]

    @property
    def first(self) -> int:
        """The Monday at or before the first day, counted from 1970-01-01: open bookings are counted by weeks."""
        start = self.edges[0]
        return start.toordinal() - start.weekday() - _EPOCH

    @property
    def days(self) -> int:
        """The days from `first` to the end of the last week."""
        last = self.edges[-1].toordinal() - _EPOCH
        return -(-(last - self.first) // 7) * 7

    @property
    def places(self) -> list[int]:
        """Where the periods begin among the days, then where the last one ends."""
        return [each.toordinal() - _EPOCH - self.first for each in self.edges]


def periods_between(zoom: Zoom, start_on: date, finish_on: date, *, week_start: int = 0) -> Periods:
    """Return the periods that hold the days from `start_on` to before `finish_on`: whole weeks and months.

    Weeks begin on the weekday `week_start`, 0 for Monday.

    Raises: Refused for no days, for more than MOST_PERIODS and for days that no plan has.
    """
    if not EARLY <= start_on < finish_on <= LATE:
        raise Refused(
            _("Ask for days that follow each other, from 1970 to 2148."),
            code="invalid",
            fields={"until": _("After the first day")},
        )
    edges = [_begin(zoom, start_on, week_start)]
    for edge in _following(zoom, edges[0]):
        edges.append(edge)
        if edge >= finish_on:
            break
        if len(edges) > MOST_PERIODS:
            raise Refused(
                _("That is more than %(most)d periods. Ask for fewer days, or for weeks or months.")
                % {"most": MOST_PERIODS},
                code="invalid",
                fields={"until": _("Too late")},
            )
    return Periods(tuple(edges))


def one_period(start_on: date, finish_on: date) -> Periods:
    """Return the days from `start_on` to before `finish_on` as one period.

    Raises: Refused for no days, or for more than ten years.
    """
    if not EARLY <= start_on < finish_on <= LATE or (finish_on - start_on).days > 3660:
        raise Refused(
            _("Ask for days that follow each other, at most ten years."),
            code="invalid",
            fields={"until": _("After the first day")},
        )
    return Periods((start_on, finish_on))


def _begin(zoom: Zoom, day: date, week_start: int) -> date:
    if zoom is Zoom.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=(day.weekday() - week_start) % 7) if zoom is Zoom.WEEK else day


def _following(zoom: Zoom, day: date) -> Iterator[date]:
    while True:
        if zoom is Zoom.MONTH:
            day = (day + timedelta(days=31)).replace(day=1)
        else:
            day += timedelta(days=7 if zoom is Zoom.WEEK else 1)
        yield day
