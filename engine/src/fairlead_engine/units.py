"""Minutes, instants, shares: the only place of conversions.

A plan time is a wall-clock time without zone. The engine counts it as whole minutes since
1970-01-01 00:00 of that wall clock, an `Instant`. Durations are minutes too: `WorkMinutes` when
they count working time on a calendar, `ElapsedMinutes` when the clock on the wall counts them.
"""

from datetime import date, datetime, timedelta
from typing import NewType

Instant = NewType("Instant", int)
WorkMinutes = NewType("WorkMinutes", int)
ElapsedMinutes = NewType("ElapsedMinutes", int)
Share = NewType("Share", float)

MINUTES_PER_DAY = 1440
EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = EPOCH.toordinal()


def instant_of(moment: datetime) -> Instant:
    """Return the whole minutes from 1970-01-01 00:00 to `moment`, rounded down; it has no zone."""
    return Instant((moment - EPOCH) // timedelta(minutes=1))


def moment_of(instant: int) -> datetime:
    """Return the wall-clock time of `instant`.

    Raises: OverflowError where that lies outside the years 1 to 9999.
    """
    return EPOCH + timedelta(minutes=int(instant))


def day_of(day: date) -> Instant:
    """Return the first minute of `day`."""
    return Instant((day.toordinal() - _EPOCH_DAY) * MINUTES_PER_DAY)
