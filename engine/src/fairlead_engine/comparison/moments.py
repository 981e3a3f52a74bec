"""Whether two instants are the same moment of a task's working time, as an evening and the next morning are."""

from fairlead_engine.cpm import Schedule
from fairlead_engine.plan import Calendar
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import OutsideYears, Rules, WorkCalendar, rules_of

_LONGEST = 366 * MINUTES_PER_DAY  # no pause of all work is longer


class Moments:
    """Counts working time on the calendars by which a schedule was found, each compiled when it is first asked for."""

    def __init__(self, schedule: Schedule) -> None:
        self._columns = schedule.columns
        self._span = _span_of(schedule)
        self._rules: dict[int, Rules] = {}
        self._clocks: dict[int, WorkCalendar] = {}

    def are_same(self, place: int, one: int, other: int) -> bool:
        """Return whether the task at `place` in the plan is not worked between two instants."""
        if abs(one - other) > _LONGEST:
            return False
        try:
            return self._clock(place).minutes_between(one, other) == 0
        except OutsideYears:
            return False

    def _clock(self, place: int) -> WorkCalendar:
        number = self._number(place)
        if number not in self._clocks:
            clock = WorkCalendar(None if number < 0 else self._rules_of(number))
            clock.minutes_between(*self._span)  # compiles those years at once, not piece by piece as they are asked for
            self._clocks[number] = clock
        return self._clocks[number]

    def _number(self, place: int) -> int:
        columns = self._columns
        own = -1 if columns.calendar is None else int(columns.calendar[place])
        if own >= 0 or columns.project_calendar is None:
            return own
        return int(columns.project_calendar[columns.project[place]])

    def _rules_of(self, number: int) -> Rules:
        if not self._rules:
            calendars = self._columns.calendars
            resolved = iter(rules_of([each for each in calendars if isinstance(each, Calendar)]))
            every = (next(resolved) if isinstance(each, Calendar) else each for each in calendars)
            self._rules = dict(enumerate(every))
        return self._rules[number]


def _span_of(schedule: Schedule) -> tuple[int, int]:
    numbers = schedule.found.numbers
    return min(map(int, numbers("start"))), max(map(int, numbers("finish")))
