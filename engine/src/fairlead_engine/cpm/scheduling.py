"""Columns in, dates out: the passes over one network, and the years that they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairlead_engine.cpm.found import Found
from fairlead_engine.cpm.p6 import P6, p6_of
from fairlead_engine.cpm.passes import Passes, passed
from fairlead_engine.cpm.shapes import Dates
from fairlead_engine.cpm.slack_kernels import SlackKernel, count_finish_slack, count_start_slack
from fairlead_engine.errors import PlanError
from fairlead_engine.machine import Ints, Machine, machine_for
from fairlead_engine.network import NONE, Arranged, Columns, arranged
from fairlead_engine.plan import Calendar
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import END_DAY, FIRST_DAY, NoWorkingTime, Rules, Tables, rules_of, tables_of

if TYPE_CHECKING:
    from fairlead_engine.cpm.p6.laying import Whole

YEAR = 366
MARGIN = 35  # days of the tables' edges that no date may lie in: there it may have been cut off
DATE_COLUMNS = (
    *("constraint_at", "deadline", "manual_start", "manual_finish"),
    *("actual_start", "actual_finish", "resume_at", "expected_finish"),
)
_ENDS = ("start", "finish", "must_finish_at")  # of projects


class BeyondHorizon(PlanError):
    """Work that does not begin or end within the years 1900 to 2399; `task` is an index, or an id of a plan."""

    def __init__(self, task: int | str) -> None:
        super().__init__(f"Task {task} would reach beyond the years 1900 to 2399.")
        self.task = task


def schedule_columns(columns: Columns, machine: Machine | None = None) -> Found:
    """Return the dates, slacks and drivers of all tasks, by P6's rules in the projects that ask for them.

    `machine` is chosen by the size of the network unless given.
    Raises: ColumnBroken, AbsurdNumber, OutlineBroken, CycleFound, CalendarCycle, UnknownCalendar, ShiftBroken,
    NoWorkingTime, BeyondHorizon.
    """
    machine = machine or machine_for(columns.tasks + columns.links)
    return passed_plan(columns, machine).found()


@dataclass(frozen=True, slots=True)
class PassedPlan:
    """A network, the tables of its calendars and what the passes left of both.

    `whole` is there where P6's rules hold; then `rest` is what the passes went over, else that is `given`.
    """

    given: Arranged
    rest: Arranged
    rules: Sequence[Rules]
    tables: Tables
    passes: Passes
    whole: "Whole | None"
    machine: Machine

    def found(self) -> Found:
        """Return what was found, in the order in which tasks were said."""
        return _found(self.passes, self.whole, self.given, self.tables, self.machine)


def passed_plan(columns: Columns, machine: Machine, *, days: int | None = None) -> PassedPlan:
    """Return `columns` after the passes, with tables of calendars that reach as far as the work does.

    `days` is how much longer than the last date said it may well take; None for all work one after the other.

    Raises: as `schedule_columns`.
    """
    given = arranged(columns, machine)
    p6 = p6_of(columns, machine)
    rules = _rules_in_use(columns, given, machine)
    first, end = _first_horizon(given, p6, days, machine)
    while True:
        tables = tables_of(rules, first, end - first, machine)
        rest, passes, whole = _passed(given, p6, tables, machine)
        rank = rank_at_the_edge(passes, tables, machine)
        if rank is None:
            return PassedPlan(given, rest, rules, tables, passes, whole, machine)
        if (first, end) == (FIRST_DAY, END_DAY):
            raise BeyondHorizon(int(given.network.task[rank]))
        more = (end - first) * 3
        first, end = max(FIRST_DAY, first - more), min(END_DAY, end + more)


def _passed(
    given: Arranged, p6: P6 | None, tables: Tables, machine: Machine
) -> tuple[Arranged, Passes, "Whole | None"]:
    """Return what the passes go over and find; where P6's rules hold, the whole made of it and of what has happened."""
    if p6 is None:
        return given, passed(given, tables, machine), None
    from fairlead_engine.cpm.p6.laying import laid_over  # noqa: PLC0415 - most plans do without
    from fairlead_engine.cpm.p6.remaining import remaining_of  # noqa: PLC0415

    rest, is_alap = remaining_of(given, p6, tables, machine)
    passes = passed(rest, tables, machine)
    return rest, passes, laid_over(given, rest, is_alap, p6, passes, tables, machine)


def _rules_in_use(columns: Columns, given: Arranged, machine: Machine) -> list[Rules]:
    """Return the rules of every calendar, of which those in use have working time."""
    resolved = iter(rules_of([calendar for calendar in columns.calendars if isinstance(calendar, Calendar)]))
    rules = [next(resolved) if isinstance(calendar, Calendar) else calendar for calendar in columns.calendars]
    in_use = machine.distinct(given.network.calendar) | machine.distinct(given.projects.calendar)
    for number in in_use - {-1}:
        if not rules[number].has_work:
            calendar = columns.calendars[number]
            raise NoWorkingTime(calendar.name if isinstance(calendar, Calendar) else str(number))
    return rules


def _first_horizon(given: Arranged, p6: P6 | None, days: int | None, machine: Machine) -> tuple[int, int]:
    """Return the days, counted from 1970-01-01, in which all dates most likely lie."""
    earliest, latest = 2**62, -(2**62)
    columns = [
        *(getattr(given.said, name) for name in DATE_COLUMNS),
        *(getattr(given.projects, name) for name in _ENDS),
    ]
    columns += p6.dates if p6 else []
    for column in columns:
        extremes = machine.extremes(column, NONE)
        if extremes is None:
            continue
        for instant in extremes:
            if not FIRST_DAY + MARGIN < instant // MINUTES_PER_DAY < END_DAY - MARGIN:
                place = machine.place_of(column, instant)
                raise BeyondHorizon(place if len(column) == len(given.rank) else _first_task_of(place, given))
        earliest, latest = min(earliest, extremes[0]), max(latest, extremes[1])
    if earliest > latest:  # no date is said at all: there is no project
        return 0, YEAR
    work = min(machine.total(given.said.duration) // 240, 15 * YEAR) if days is None else days
    first, last = earliest // MINUTES_PER_DAY, latest // MINUTES_PER_DAY
    return max(FIRST_DAY, first - YEAR), min(END_DAY, last + YEAR + work)


def _first_task_of(project: int, given: Arranged) -> int:
    return next((task for task, number in enumerate(given.said.project) if number == project), 0)


def edges_of(tables: Tables) -> tuple[int, int]:
    """Return the instants between which a date was surely not cut off."""
    first, days = int(tables.span[0]), int(tables.span[1])
    return first + MARGIN * MINUTES_PER_DAY, first + (days - MARGIN) * MINUTES_PER_DAY


def rank_at_the_edge(passes: Passes, tables: Tables, machine: Machine) -> int | None:
    """Return the rank of a task with a date so near the tables' edges that it may have been cut off there."""
    least, greatest = edges_of(tables)
    dates = passes.dates
    for column in (dates.start, dates.finish, dates.late_start, dates.late_finish):
        for instant in machine.extremes(column, NONE) or ():
            if not least < instant < greatest:
                return machine.place_of(column, instant)
    return None


def _found(passes: Passes, whole: "Whole | None", given: Arranged, tables: Tables, machine: Machine) -> Found:
    dates, causes, spans = passes.dates, passes.causes, passes.spans
    paths, nowhere = whole.paths if whole else None, machine.same_indexes(len(given.rank), 0)
    ranked = {
        "start": whole.start if whole else dates.start,
        "finish": whole.finish if whole else dates.finish,
        "early_start": dates.start,
        "early_finish": dates.finish,
        "late_start": dates.late_start,
        "late_finish": dates.late_finish,
        "total_slack": dates.total_slack,
        "free_slack": dates.free_slack,
        "critical": dates.is_critical,
        "driver_kind": causes.kind,
        "driver_link": causes.link,
        "driver_task": causes.other,
        "driver_at": causes.at,
        "float_path": nowhere if paths is None else paths.path,
        "float_path_order": nowhere if paths is None else paths.place,
    }
    asked = {
        "start_slack": lambda: _slacks(count_start_slack, dates, given, tables, machine),
        "finish_slack": lambda: _slacks(count_finish_slack, dates, given, tables, machine),
    }
    per_project = {
        "project_start": whole.project_start if whole else spans.first,
        "project_finish": whole.project_finish if whole else spans.last,
    }
    return Found(ranked, asked, given.rank, per_project, machine)


def _slacks(count: SlackKernel, dates: Dates, given: Arranged, tables: Tables, machine: Machine) -> Ints:
    (slack,) = machine.instants((len(given.rank), None))
    machine.kernel(count)(given.network, tables, dates, slack)
    return slack
