"""Where a key result is heading: a straight line through its check-ins that a few odd ones cannot bend."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median

FEWEST = 3
MOST = 60
_Z = 1.2816  # a band of 80 %: 10 % of a normal distribution lie above


@dataclass(frozen=True, slots=True)
class Forecast:
    """A value foreseen, and the band from `low` to `high` that holds it four times out of five."""

    value: float
    low: float
    high: float


def forecast_of(points: Sequence[tuple[int, float]], at: int) -> Forecast | None:
    """Return what the trend through `points`, each a day and a value, reaches on the day `at`; None for fewer than 3.

    Days differ and grow; only the newest 60 points count. The line is that of Theil and Sen: its slope is the median of
    the slopes between all pairs of points, so that up to 29 % of odd values do not bend it (P. K. Sen, Estimates of the
    regression coefficient based on Kendall's tau, JASA 63, 1968, §2). Its height is the median of what each point,
    carried along that slope, reaches at `at`. The band comes from the slopes at Sen's confidence limits (§3).
    """
    recent = list(points)[-MOST:]
    if len(recent) < FEWEST:
        return None
    slopes = sorted((after[1] - before[1]) / (after[0] - before[0]) for before, after in combinations(recent, 2))
    lowest, highest = _limits(len(recent), len(slopes))
    ends = [_reached(recent, slope, at) for slope in (median(slopes), slopes[lowest], slopes[highest])]
    return Forecast(ends[0], min(ends), max(ends))


def _reached(points: Sequence[tuple[int, float]], slope: float, at: int) -> float:
    return median(value + slope * (at - day) for day, value in points)


def _limits(count: int, pairs: int) -> tuple[int, int]:
    """The places of the lower and the upper limit among the sorted slopes: Sen (1968) §3, by the normal approximation.

    Kendall's statistic of n points has the variance n (n - 1) (2n + 5) / 18.
    """
    spread = _Z * sqrt(count * (count - 1) * (2 * count + 5) / 18)
    lowest = max(int((pairs - spread) / 2), 0)
    return lowest, pairs - 1 - lowest
