"""One calendar, asked from outside the passes."""

from fairlead_engine.errors import PlanError
from fairlead_engine.machine import PLAIN
from fairlead_engine.units import MINUTES_PER_DAY, Instant, WorkMinutes
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at
from fairlead_engine.worktime.rules import NoWorkingTime, Rules
from fairlead_engine.worktime.tables import tables_of

# What the engine covers: 1900-01-01 to 2400-01-01, counted from 1970-01-01.
FIRST_DAY = -25_567
END_DAY = 157_054


class OutsideYears(PlanError):
    """An instant that the engine's years do not cover, or working time that they do not hold."""

    def __init__(self, instant: int) -> None:
        super().__init__("The plan reaches beyond the years 1900 to 2399.")
        self.instant = instant


class WorkCalendar:
    """Counts working minutes of one calendar; `rules` None works every minute.

    Raises: NoWorkingTime.
    """

    def __init__(self, rules: Rules | None, name: str = "") -> None:
        if rules is not None and not rules.has_work:
            raise NoWorkingTime(name)
        self._rules = rules
        self._tables: Tables | None = None

    def minutes_between(self, start: int, finish: int) -> WorkMinutes:
        """Return the working minutes in [start, finish); negative where `finish` lies before `start`.

        Raises: OutsideYears.
        """
        for instant in (start, finish):
            _check(instant)
        tables = self._covering(min(start, finish), max(start, finish))
        return WorkMinutes(work_at(finish, self._number, tables) - work_at(start, self._number, tables))

    def next_start(self, instant: int) -> Instant:
        """Return the first working minute at or after `instant`.

        Raises: OutsideYears.
        """
        return self._reached(instant, 0, is_start=True)

    def finish_after(self, start: int, minutes: int) -> Instant:
        """Return where `minutes` of working time that begin at `start` end.

        Raises: OutsideYears.
        """
        return self._reached(start, minutes, is_start=False)

    def start_before(self, finish: int, minutes: int) -> Instant:
        """Return where `minutes` of working time that end at `finish` begin.

        Raises: OutsideYears.
        """
        return self._reached(finish, -minutes, is_start=True)

    @property
    def _number(self) -> int:
        return -1 if self._rules is None else 0

    def _reached(self, instant: int, minutes: int, *, is_start: bool) -> Instant:
        _check(instant)
        margin = (abs(minutes) // MINUTES_PER_DAY + 30) * MINUTES_PER_DAY
        while True:
            tables = self._covering(instant - margin, instant + margin)
            count = work_at(instant, self._number, tables) + minutes
            found = start_at(count, self._number, tables) if is_start else finish_at(count, self._number, tables)
            first, days = tables.span[:2]
            if self._rules is None or first < found < first + days * MINUTES_PER_DAY:
                return Instant(found)
            if first <= FIRST_DAY * MINUTES_PER_DAY and first + days * MINUTES_PER_DAY >= END_DAY * MINUTES_PER_DAY:
                raise OutsideYears(instant)
            margin *= 4

    def _covering(self, start: int, finish: int) -> Tables:
        """Return tables that reach from `start` to `finish`, cut at the years the engine covers."""
        first = max(FIRST_DAY, start // MINUTES_PER_DAY)
        end = min(END_DAY, finish // MINUTES_PER_DAY + 1)
        if self._tables is not None:
            known, days = self._tables.span[:2]
            first = min(first, known // MINUTES_PER_DAY)
            end = max(end, known // MINUTES_PER_DAY + days)
            if (first * MINUTES_PER_DAY, end - first) == (known, days):
                return self._tables
        self._tables = tables_of([self._rules] if self._rules else [], first, end - first, PLAIN)
        return self._tables


def _check(instant: int) -> None:
    if not FIRST_DAY * MINUTES_PER_DAY <= instant < END_DAY * MINUTES_PER_DAY:
        raise OutsideYears(instant)
