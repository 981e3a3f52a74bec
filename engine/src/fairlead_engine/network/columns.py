"""What the engine schedules: columns of numbers instead of objects per task.

The server fills `Columns` straight from its tables; `columns_of` makes them from a `Plan`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from fairlead_engine.errors import PlanError
from fairlead_engine.plan import Calendar
from fairlead_engine.worktime import Rules

NONE: Final = -(2**63)  # an absent instant
FARTHEST: Final = 1_000 * 366 * 1440  # minutes: no date is farther from 1970, no duration or lag is longer

Numbers = Sequence[int]  # a NumPy array too


class ColumnBroken(PlanError):
    """A column of the wrong length, or with an index that points nowhere."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"Column {column}: {reason}.")
        self.column, self.reason = column, reason


class AbsurdNumber(PlanError):
    """A duration, lag or date beyond what any plan can mean; `row` is its place in `column`."""

    def __init__(self, column: str, row: int, value: int, whose: str = "") -> None:
        super().__init__(
            f"{whose or f'Row {row}'} has a {column.replace('_', ' ')} of {value} minutes, which no plan can hold."
        )
        self.column, self.row, self.value = column, row, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Tasks in outline order (a summary before its children), links, projects and calendars.

    Instants are minutes since 1970-01-01 00:00; `NONE` is an absent one. A column that is None holds
    everywhere the value named behind it. Arrays and lists will do; arrays of the width named are not copied.
    """

    # tasks (n)
    project: Numbers  # i4: index of the project
    parent: Numbers  # i4: index of the summary, or -1
    duration: Numbers  # i8: minutes of work, or of the clock where `is_elapsed`
    is_elapsed: Numbers | None = None  # i4: no
    is_milestone: Numbers | None = None  # i4: no
    milestone_end: Numbers | None = None  # i4: a milestone lies at its bound (0), or where work starts (1) or ends (2)
    is_manual: Numbers | None = None  # i4: no
    is_active: Numbers | None = None  # i4: yes
    calendar: Numbers | None = None  # i4: index of the calendar; -1, the project's
    constraint: Numbers | None = None  # i4: ConstraintKind; ASAP
    constraint_at: Numbers | None = None  # i8
    deadline: Numbers | None = None  # i8
    manual_start: Numbers | None = None  # i8
    manual_finish: Numbers | None = None  # i8
    actual_start: Numbers | None = None  # i8
    actual_finish: Numbers | None = None  # i8
    percent: Sequence[float] | None = None  # f8: 0..100 of the duration; 0
    stop_at: Numbers | None = None  # i8
    resume_at: Numbers | None = None  # i8
    leveling_delay: Numbers | None = None  # i8: minutes of the clock; 0

    # tasks, where P6's rules hold
    spanning: Numbers | None = None  # i4: dates of its own (0), between its links (1), around its summary's tasks (2)
    second_constraint: Numbers | None = None  # i4: ConstraintKind; ASAP
    second_constraint_at: Numbers | None = None  # i8
    remaining: Numbers | None = None  # i8: minutes of work; absent, what `percent` leaves
    expected_finish: Numbers | None = None  # i8: what remains is stretched to it
    outside_start: Numbers | None = None  # i8: links with projects outside let it start no earlier
    outside_finish: Numbers | None = None  # i8: and need it to finish no later

    # pauses within tasks (s), those of one task in their order
    split_task: Numbers = ()  # i4: index of the task
    split_after: Numbers = ()  # i8: minutes of the task's work before the pause
    split_pause: Numbers = ()  # i8: minutes of the task's calendar without work

    # links (m)
    predecessor: Numbers = ()  # i4: index of the task
    successor: Numbers = ()  # i4
    link_kind: Numbers | None = None  # i4: LinkKind; FS
    lag: Numbers | None = None  # i8: 0
    lag_kind: Numbers | None = None  # i4: LagKind; WORKING
    lag_calendar: Numbers | None = None  # i4: index of the calendar that a working lag counts on; -1, the successor's

    # projects (p)
    project_start: Numbers  # i8
    project_calendar: Numbers | None = None  # i4: index of the calendar; -1, every minute works
    project_finish: Numbers | None = None  # i8: asked for where `project_from_finish`
    project_from_finish: Numbers | None = None  # i4: no
    project_status_at: Numbers | None = None  # i8
    project_reschedules: Numbers | None = None  # i4: no; yes, no uncompleted work is before `status_at`
    project_critical_limit: Numbers | None = None  # i8: 0
    project_honors_constraints: Numbers | None = None  # i4: yes
    project_must_finish_at: Numbers | None = None  # i8: late dates begin there, else at the finish found
    project_opens_critical: Numbers | None = None  # i4: no; what has no successor has no slack: several critical paths
    project_is_p6: Numbers | None = None  # i4: no, Microsoft Project's rules hold; yes, P6's do from `status_at` on

    # projects, where P6's rules hold: the options of its scheduler, see `options`
    project_progress: Numbers | None = None  # i4: retained logic (0), progress override (1), actual dates (2)
    project_slack: Numbers | None = None  # i4: finish slack (0), start slack (1), the lesser (2)
    project_longest_path: Numbers | None = None  # i4: no, slack makes critical; yes, the longest path does
    project_lags_from_actual: Numbers | None = None  # i4: no; a lag after a start counts from the actual one
    project_slack_to_last: Numbers | None = None  # i4: no; slack counts to the last finish of P6's projects
    project_float_paths: Numbers | None = None  # i4: how many are looked for; 0
    project_paths_by_free: Numbers | None = None  # i4: no, total slack chooses a path's next task; yes, the link's does
    project_paths_end: Numbers | None = None  # i4: index of the task that they lead to; -1, the last one

    # calendars, or the rules of one that several make together
    calendars: Sequence[Calendar | Rules] = ()

    @property
    def tasks(self) -> int:
        """The number of tasks."""
        return len(self.parent)

    @property
    def links(self) -> int:
        """The number of links."""
        return len(self.predecessor)

    @property
    def splits(self) -> int:
        """The number of pauses."""
        return len(self.split_task)

    @property
    def projects(self) -> int:
        """The number of projects."""
        return len(self.project_start)


DEFAULTS: Final[dict[str, int]] = {
    **dict.fromkeys(("is_active", "project_honors_constraints"), 1),
    **dict.fromkeys(("calendar", "lag_calendar", "project_calendar", "project_paths_end"), -1),
    **dict.fromkeys(("constraint_at", "deadline", "manual_start", "manual_finish", "second_constraint_at"), NONE),
    **dict.fromkeys(("actual_start", "actual_finish", "stop_at", "resume_at", "remaining"), NONE),
    **dict.fromkeys(("expected_finish", "outside_start", "outside_finish"), NONE),
    **dict.fromkeys(("project_finish", "project_status_at", "project_must_finish_at"), NONE),
}
LINK_COLUMNS: Final = ("predecessor", "successor", "link_kind", "lag", "lag_kind", "lag_calendar")
SPLIT_COLUMNS: Final = ("split_task", "split_after", "split_pause")
PROJECT_COLUMNS: Final = tuple(f.name for f in fields(Columns) if f.name.startswith("project_"))
TASK_COLUMNS: Final = tuple(
    f.name for f in fields(Columns) if f.name not in (*LINK_COLUMNS, *SPLIT_COLUMNS, *PROJECT_COLUMNS, "calendars")
)
WIDE: Final = frozenset(
    (  # i8, the others i4 but for `percent`
        *("duration", "remaining", "constraint_at", "deadline", "leveling_delay", "stop_at", "resume_at", "lag"),
        *("manual_start", "manual_finish", "actual_start", "actual_finish"),
        *("second_constraint_at", "expected_finish", "outside_start", "outside_finish", "split_after", "split_pause"),
        *("project_start", "project_finish", "project_status_at", "project_must_finish_at", "project_critical_limit"),
    )
)
_DATES: Final = tuple(name for name, default in DEFAULTS.items() if default == NONE)
_ENDS: Final = {  # which column tells how many there are of what an index names
    "project": "project_start",
    **dict.fromkeys(("parent", "predecessor", "successor", "split_task", "project_paths_end"), "parent"),
    **dict.fromkeys(("calendar", "lag_calendar", "project_calendar"), "calendars"),
}
_NONE_ALLOWED: Final = ("parent", "calendar", "lag_calendar", "project_calendar", "project_paths_end")
_CODES: Final = {  # how many kinds there are
    **dict.fromkeys(("constraint", "second_constraint"), 8),
    **dict.fromkeys(("link_kind", "lag_kind"), 4),
    **dict.fromkeys(("milestone_end", "spanning", "project_progress", "project_slack"), 3),
}
_LEAST: Final = {
    **dict.fromkeys(("duration", "leveling_delay", "split_after", "split_pause"), 0),
    **dict.fromkeys(("lag", "project_start", "project_critical_limit"), -FARTHEST),
}


def check(columns: Columns) -> None:
    """Refuse columns whose lengths differ, whose indexes point nowhere, or whose numbers no plan can hold.

    Raises: ColumnBroken, AbsurdNumber.
    """
    _check_lengths(columns)
    for name in (*_ENDS, *_CODES):
        check_range(columns, name, getattr(columns, name))
    for name in (*_LEAST, *_DATES):
        check_size(name, getattr(columns, name))


def counts_of(columns: Columns) -> dict[str, int]:
    """Return how many numbers each column of numbers has."""
    return {
        **dict.fromkeys(TASK_COLUMNS, columns.tasks),
        **dict.fromkeys(LINK_COLUMNS, columns.links),
        **dict.fromkeys(SPLIT_COLUMNS, columns.splits),
        **dict.fromkeys(PROJECT_COLUMNS, columns.projects),
    }


def _check_lengths(columns: Columns) -> None:
    for name, count in counts_of(columns).items():
        values = getattr(columns, name)
        if values is not None and len(values) != count:
            raise ColumnBroken(name, f"{len(values)} values where {count} belong")


def check_range(columns: Columns, name: str, values: Numbers | None) -> None:
    """Refuse `values` of the column `name` that point nowhere, or are a kind that is none; other columns pass.

    Raises: ColumnBroken.
    """
    if values is None or not len(values) or name not in (*_ENDS, *_CODES):
        return
    first = -1 if name in _NONE_ALLOWED else 0
    end = _CODES[name] if name in _CODES else len(getattr(columns, _ENDS[name]))
    if not (first <= _least(values) and _greatest(values) < end):
        raise ColumnBroken(name, f"an index outside {first} to {end - 1}")


def check_size(name: str, values: Numbers | None) -> None:
    """Refuse `values` of the column `name` that no plan can hold; other columns pass.

    Raises: AbsurdNumber, with the row among `values`.
    """
    if values is None or not len(values) or name not in (*_LEAST, *_DATES):
        return
    least = _LEAST.get(name, -FARTHEST)
    if hasattr(values, "dtype"):
        array: Any = values
        wrong = (array < least) | (array > FARTHEST)
        if name in _DATES:
            wrong &= array != NONE
        row = int(wrong.argmax()) if wrong.any() else -1
    else:
        absent = NONE if name in _DATES else None
        row = next((row for row, value in enumerate(values) if not least <= value <= FARTHEST and value != absent), -1)
    if row >= 0:
        raise AbsurdNumber(name, row, int(values[row]))


def _least(values: Numbers) -> int:
    return int(values.min() if hasattr(values, "min") else min(values))


def _greatest(values: Numbers) -> int:
    return int(values.max() if hasattr(values, "max") else max(values))
