"""Amounts, shares, people and links as the texts of a table."""

from decimal import Decimal

from fairlead_engine.plan import LagKind, Link, LinkKind
from fairlead_engine.units import MINUTES_PER_DAY

_DAY = 480
_PERCENT = {LagKind.PERCENT: "%", LagKind.PERCENT_ELAPSED: "e%"}


def amount(minutes: int, *, is_elapsed: bool = False, is_estimated: bool = False) -> str:
    """Return minutes in the largest unit of which they are a whole number; a day has 8 working hours, or 24 elapsed."""
    day = MINUTES_PER_DAY if is_elapsed else _DAY
    unit, size = "m", 1
    if minutes % day == 0:
        unit, size = "d", day
    elif minutes % 60 == 0:
        unit, size = "h", 60
    return f"{minutes // size}{'e' if is_elapsed else ''}{unit}{'?' if is_estimated else ''}"


def percent(number: float) -> str:
    """Return a number of hundredths with its sign."""
    return f"{int(number) if number == int(number) else repr(number)}%"


def share(units: float) -> str:
    """Return a share as hundredths in brackets, nothing for a whole."""
    return "" if units == 1 else f"[{(Decimal(repr(units)) * 100).normalize():f}%]"


def link(link: Link, predecessor: str) -> str:
    """Return a link as people write it: `12`, `12SS`, `12FS+2d`, `12FF-50%`."""
    if link.kind is LinkKind.FS and link.lag == 0 and link.lag_kind is LagKind.WORKING:
        return predecessor
    text = f"{predecessor}{link.kind.name}"
    sign = "-" if link.lag < 0 else "+"
    if link.lag_kind in _PERCENT:
        return f"{text}{sign}{abs(link.lag)}{_PERCENT[link.lag_kind]}"
    is_elapsed = link.lag_kind is LagKind.ELAPSED
    return text if link.lag == 0 and not is_elapsed else f"{text}{sign}{amount(abs(link.lag), is_elapsed=is_elapsed)}"
