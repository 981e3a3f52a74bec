"""From when to when tasks that pause are worked on: in their pauses their people are free."""

from collections.abc import Sequence

from fairlead_engine.load import Course, spans_of
from fairlead_engine.network import NONE, Columns
from fairlead_engine.plan import Split
from fairlead_engine.worktime import Rules, WorkCalendar, rules_of

Span = tuple[int, int]
Numbers = Sequence[int]


def pieces_of(columns: Columns, starts: Numbers, finishes: Numbers) -> dict[int, list[Span]]:
    """Return the times in which each task that pauses is worked on, by its place in `columns`.

    `starts` and `finishes` are where all tasks run, in minutes since 1970.
    """
    pauses: dict[int, list[Split]] = {}
    for task, after, pause in zip(columns.split_task, columns.split_after, columns.split_pause, strict=True):
        pauses.setdefault(int(task), []).append(Split(int(after), int(pause)))
    if not pauses:
        return {}
    calendars = _Calendars(columns)
    return {
        t: [
            (each.start, each.finish)
            for each in spans_of(_course(columns, t, splits, (int(starts[t]), int(finishes[t]))), calendars.of(t))
        ]
        for t, splits in pauses.items()
        if finishes[t] > starts[t]
    }


def _course(columns: Columns, t: int, splits: Sequence[Split], span: Span) -> Course:
    duration = int(columns.duration[t])
    return Course(
        start=span[0],
        finish=span[1],
        duration=duration,
        done=int(duration * (columns.percent[t] if columns.percent is not None else 0.0) / 100 + 0.5),
        is_started=columns.actual_start is not None and int(columns.actual_start[t]) != NONE,
        splits=splits,
    )


class _Calendars:
    """The calendars in which tasks are worked, each made once."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        plain = [each for each in columns.calendars or () if not isinstance(each, Rules)]
        self._rules = [*rules_of(plain), *(each for each in columns.calendars or () if isinstance(each, Rules))]
        self._made: dict[int, WorkCalendar] = {}

    def of(self, t: int) -> WorkCalendar:
        place = self._place(t)
        if place not in self._made:
            rules = self._rules[place] if place >= 0 else None
            self._made[place] = WorkCalendar(rules if rules is not None and rules.has_work else None)
        return self._made[place]

    def _place(self, t: int) -> int:
        columns = self._columns
        if columns.is_elapsed is not None and columns.is_elapsed[t]:
            return -1
        own = -1 if columns.calendar is None else int(columns.calendar[t])
        if own >= 0 or columns.project_calendar is None:
            return own
        return int(columns.project_calendar[int(columns.project[t])])
