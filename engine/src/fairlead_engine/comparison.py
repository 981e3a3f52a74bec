"""Our dates beside those that the program which saved a file had computed: where they differ, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from fairlead_engine.cpm import DriverKind, Schedule, TaskDates
from fairlead_engine.plan import Calendar, CalendarId, FiledDates, Link, LinkKind, Plan, ResourceKind, Task, TaskId
from fairlead_engine.units import Instant


class Field(Enum):
    """A figure that is compared: an instant or, for the slacks, working minutes. The value is its attribute's name."""

    START = "start"
    FINISH = "finish"
    EARLY_START = "early_start"
    EARLY_FINISH = "early_finish"
    LATE_START = "late_start"
    LATE_FINISH = "late_finish"
    TOTAL_SLACK = "total_slack"
    FREE_SLACK = "free_slack"


class Hint(Enum):
    """A circumstance that makes a difference likely."""

    FOLLOWS = "follows"  # what drives the task differs already
    MANUAL = "manual"  # dates of manual tasks follow rules of their own
    UNCALCULATED = "uncalculated"  # the file has it start before a predecessor lets it: saved without being computed
    RESOURCE_CALENDAR = "resource_calendar"  # somebody assigned works at other times than the task's calendar
    ASSIGNMENT_DELAY = "assignment_delay"  # somebody assigned starts later than the task
    SPLIT = "split"  # the work pauses
    STARTED = "started"  # the rest of the work was placed by hand or by rescheduling
    PROJECT_FINISH = "project_finish"  # the project ends at another time, and with it all late dates


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a task that differs; `minutes` is how much later or larger ours is."""

    field: Field
    filed: int
    found: int

    @property
    def minutes(self) -> int:
        """Return ours less the file's, in minutes of the clock for dates and of work for slacks."""
        return self.found - self.filed


@dataclass(frozen=True, slots=True)
class Reason:
    """What set our start of a task, and what speaks for a difference; `driver_task` is None where no task drives it."""

    driver_kind: DriverKind
    driver_task: TaskId | None
    driver_at: Instant
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A task of which at least one figure differs."""

    task: TaskId
    name: str
    is_summary: bool
    is_manual: bool
    differences: tuple[Difference, ...]
    reason: Reason

    def minutes(self, field: Field) -> int:
        """Return how much later or larger ours is; 0 where `field` does not differ."""
        return next((each.minutes for each in self.differences if each.field is field), 0)


@dataclass(slots=True)
class Score:
    """How many of the figures that a file has are ours to the minute."""

    exact: int = 0
    total: int = 0

    @property
    def percent(self) -> float:
        """Return hundredths of the total; 100 of nothing."""
        return 100.0 * self.exact / self.total if self.total else 100.0


def _scores() -> dict[Field, Score]:
    return {field: Score() for field in Field}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tasks that differ, in outline order, and scores over tasks without children, manual ones apart."""

    rows: tuple[Row, ...]
    automatic: dict[Field, Score] = field(default_factory=_scores)
    manual: dict[Field, Score] = field(default_factory=_scores)

    def total(self, of: Field) -> Score:
        """Return the score of a figure over automatic and manual tasks together."""
        both = self.automatic[of], self.manual[of]
        return Score(sum(score.exact for score in both), sum(score.total for score in both))


def compare(plan: Plan, schedule: Schedule) -> Comparison:
    """Return where `schedule` differs from `plan.filed`, task by task, with what is known of the reasons.

    Figures that the file does not have are not compared. `schedule` is that of `plan`.
    """
    summaries = {task.parent for task in plan.tasks}
    differences: dict[TaskId, tuple[Difference, ...]] = {}
    result = Comparison(())
    for task, dates in zip(plan.tasks, schedule, strict=True):
        filed = plan.filed.get(task.id, FiledDates())
        differences[task.id] = tuple(_differences(filed, dates))
        if task.id not in summaries:
            _count(result.manual if task.is_manual else result.automatic, filed, differences[task.id])
    causes = _Causes(plan, schedule, differences)
    rows = tuple(
        Row(task.id, task.name, task.id in summaries, task.is_manual, found, causes.reason(task, dates))
        for task, dates in zip(plan.tasks, schedule, strict=True)
        if (found := differences[task.id])
    )
    return Comparison(rows, result.automatic, result.manual)


def _differences(filed: FiledDates, dates: TaskDates) -> Iterator[Difference]:
    for each in Field:
        theirs, ours = getattr(filed, each.value), getattr(dates, each.value)
        if theirs is not None and theirs != ours:
            yield Difference(each, theirs, ours)


def _count(scores: dict[Field, Score], filed: FiledDates, differences: tuple[Difference, ...]) -> None:
    differing = {difference.field for difference in differences}
    for each, score in scores.items():
        if getattr(filed, each.value) is not None:
            score.total += 1
            score.exact += each not in differing


class _Causes:
    """What is known of a plan that can make dates differ, looked up once for all tasks."""

    def __init__(self, plan: Plan, schedule: Schedule, differences: dict[TaskId, tuple[Difference, ...]]) -> None:
        self._filed = plan.filed
        self._moved = {task for task, found in differences.items() if any(each.field in _PLACED for each in found)}
        self._calendars = {calendar.id: calendar for calendar in plan.calendars}
        self._of_project = {project.id: project.calendar for project in plan.projects}
        self._delayed = {assignment.task for assignment in plan.assignments if assignment.delay}
        self._people = _calendars_of_people(plan)
        self._before = _links_by_successor(plan)
        self._late_projects = _moved_finishes(plan, schedule)

    def reason(self, task: Task, dates: TaskDates) -> Reason:
        hints = tuple(hint for hint, holds in self._hints(task, dates) if holds)
        return Reason(dates.driver_kind, dates.driver_task, dates.driver_at, hints)

    def _hints(self, task: Task, dates: TaskDates) -> Iterator[tuple[Hint, bool]]:
        yield Hint.FOLLOWS, dates.driver_task in self._moved
        yield Hint.MANUAL, task.is_manual
        yield Hint.UNCALCULATED, self._is_uncalculated(task)
        yield Hint.RESOURCE_CALENDAR, not task.ignores_resource_calendars and self._has_other_times(task)
        yield Hint.ASSIGNMENT_DELAY, task.id in self._delayed
        yield Hint.SPLIT, bool(task.splits)
        yield Hint.STARTED, task.actual_start is not None and task.actual_finish is None
        yield Hint.PROJECT_FINISH, task.project in self._late_projects

    def _is_uncalculated(self, task: Task) -> bool:
        """Return whether the file has an automatic task start before a predecessor that it must follow is finished."""
        start = self._filed.get(task.id, FiledDates()).start
        if start is None or task.is_manual or task.actual_start is not None:
            return False
        finishes = (
            self._filed.get(link.predecessor, FiledDates()).finish
            for link in self._before.get(task.id, ())
            if link.kind is LinkKind.FS and link.lag >= 0
        )
        return any(finish is not None and start < finish for finish in finishes)

    def _has_other_times(self, task: Task) -> bool:
        own = task.calendar or self._of_project[task.project]
        return any(self._root(calendar) != self._root(own) for calendar in self._people.get(task.id, ()))

    def _root(self, id: CalendarId | None) -> CalendarId | None:
        """Return the calendar that `id` takes all its times from."""
        while id is not None and _adds_nothing(calendar := self._calendars[id]):
            id = calendar.base
        return id


_PLACED = {Field.START, Field.FINISH}


def _adds_nothing(calendar: Calendar) -> bool:
    return calendar.base is not None and not calendar.exceptions and all(day is None for day in calendar.week)


def _calendars_of_people(plan: Plan) -> dict[TaskId, set[CalendarId]]:
    calendars = {each.id: each.calendar for each in plan.resources if each.kind is ResourceKind.WORK}
    found: dict[TaskId, set[CalendarId]] = {}
    for assignment in plan.assignments:
        calendar = calendars.get(assignment.resource)
        if calendar is not None:
            found.setdefault(assignment.task, set()).add(calendar)
    return found


def _links_by_successor(plan: Plan) -> dict[TaskId, list[Link]]:
    found: dict[TaskId, list[Link]] = {}
    for link in plan.links:
        found.setdefault(link.successor, []).append(link)
    return found


def _moved_finishes(plan: Plan, schedule: Schedule) -> set[str]:
    """Return the projects whose last filed finish is not the finish found."""
    last: dict[str, int] = {}
    for task in plan.tasks:
        finish = plan.filed.get(task.id, FiledDates()).finish
        if finish is not None:
            last[task.project] = max(finish, last.get(task.project, finish))
    return {id for id, finish in last.items() if schedule.project_dates(id)[1] != finish}
