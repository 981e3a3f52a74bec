"""What people say about a plan: frozen records with ids, no dates found by a computation.

One `Plan` holds one project (a file) or many (a program) over one set of calendars and resources.
Ids are strings that mean something to whoever made the plan (a UID of a file, a primary key); they
are unique within their kind in one plan. Tasks stand in outline order: a summary task before its
children. `finish` is exclusive everywhere: work runs in [start, finish).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from typing import NewType

from fairlead_engine.options import ScheduleOptions
from fairlead_engine.units import Instant

TaskId = NewType("TaskId", str)
ProjectId = NewType("ProjectId", str)
CalendarId = NewType("CalendarId", str)
ResourceId = NewType("ResourceId", str)


class LinkKind(IntEnum):
    """Which end of the predecessor (first letter) holds which end of the successor (second)."""

    FS = 0
    SS = 1
    FF = 2
    SF = 3


class LagKind(IntEnum):
    """What a lag's amount counts."""

    WORKING = 0  # minutes on the successor's calendar, or the one that ScheduleOptions names
    ELAPSED = 1  # minutes on the wall clock
    PERCENT = 2  # hundredths of the predecessor's duration, in working time
    PERCENT_ELAPSED = 3  # hundredths of the predecessor's duration, on the wall clock


class ConstraintKind(IntEnum):
    """How a task's own date binds it; the moment is `Task.constraint_at`."""

    ASAP = 0
    ALAP = 1
    SNET = 2
    SNLT = 3
    FNET = 4
    FNLT = 5
    MSO = 6
    MFO = 7


class ResourceKind(Enum):
    """What a resource is: whoever works, what is used up, or money."""

    WORK = "work"
    MATERIAL = "material"
    COST = "cost"


class TaskType(Enum):
    """Which of duration, work and units stays when another is edited; see `effort`."""

    FIXED_UNITS = "fixed_units"
    FIXED_DURATION = "fixed_duration"
    FIXED_WORK = "fixed_work"


class TaskKind(Enum):
    """What sort of activity a task is where P6's rules hold; Microsoft Project knows only the first."""

    TASK = "task"
    RESOURCE_DEPENDENT = "resource_dependent"  # works when those assigned do, not on its own calendar
    START_MILESTONE = "start_milestone"
    FINISH_MILESTONE = "finish_milestone"
    LEVEL_OF_EFFORT = "level_of_effort"  # lasts from its predecessors to its successors
    WBS_SUMMARY = "wbs_summary"  # lasts as long as the other tasks of its summary task
    SUMMARY = "summary"  # a summary task though nothing is below it yet


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """Working time within a day: minutes of the day, 0 <= start < finish <= 1440."""

    start: int
    finish: int


DayShifts = tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class CalendarException:
    """Working times that replace the week pattern on every day of [start, finish); none is a holiday."""

    start: date
    finish: date
    shifts: DayShifts = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A week pattern (Monday first) and dated exceptions; later exceptions win over earlier ones.

    A day of `week` that is None is taken from the `base` calendar, or has no working time without one.
    Exceptions of the base hold too, below the calendar's own.
    """

    id: CalendarId
    name: str
    week: tuple[DayShifts | None, ...] = (None,) * 7
    exceptions: tuple[CalendarException, ...] = ()
    base: CalendarId | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a plan and the settings that its dates depend on.

    `start` is where unlinked tasks begin. `calendar` None means every minute is working time.
    `minutes_per_day`, `minutes_per_week` and `days_per_month` only convert units that people type.
    `critical_limit` is the total slack in minutes at or below which a task is critical. With `has_multiple_paths` each
    task that nothing follows ends a critical path of its own.
    `options` None means that Microsoft Project's rules hold, else P6's do. `must_finish_at` bounds late dates, never
    early ones. `code` is what people call the project by. With `is_activities` it is no project, but what the program
    of the others does itself.
    """

    id: ProjectId
    name: str
    start: Instant
    calendar: CalendarId | None = None
    finish: Instant | None = None
    from_finish: bool = False
    status_at: Instant | None = None
    honors_constraints: bool = True
    reschedules_uncompleted: bool = False
    critical_limit: int = 0
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    code: str = ""
    must_finish_at: Instant | None = None
    options: ScheduleOptions | None = None
    has_multiple_paths: bool = False
    is_activities: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A pause within a task: `after` minutes of its work, nothing is done for `pause` minutes.

    Both count on the calendar that the task is worked in, so a pause moves along with its task.
    """

    after: int
    pause: int


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of a project's work, as people said it.

    `duration` is in minutes of working time on the task's calendar, or of the wall clock where
    `is_elapsed`. A summary task (one that others name as `parent`) takes its dates from its children
    unless `is_manual`. A manual task keeps `manual_start` and `manual_finish` where they are given.
    The pauses of `splits` do not count to the duration. `percent_complete` is 0..100 of it. `stop_at` and `resume_at`
    bound the pause of a task in progress. `leveling_delay` is elapsed minutes added after the links.

    `type` None means that nobody said what stays when work is edited. An effort-driven task keeps its work when people
    come or go.

    P6 gives a task a `kind`, a `code` that people call it by, a second constraint, the working minutes that remain
    (None: what `percent_complete` leaves), a finish that its remaining work is stretched to, and the dates that links
    with projects outside the plan ask for.
    """

    id: TaskId
    name: str
    project: ProjectId
    parent: TaskId | None = None
    duration: int = 0
    is_elapsed: bool = False
    is_estimated: bool = False
    is_milestone: bool = False
    is_manual: bool = False
    is_active: bool = True
    calendar: CalendarId | None = None
    ignores_resource_calendars: bool = False
    constraint: ConstraintKind = ConstraintKind.ASAP
    constraint_at: Instant | None = None
    deadline: Instant | None = None
    manual_start: Instant | None = None
    manual_finish: Instant | None = None
    actual_start: Instant | None = None
    actual_finish: Instant | None = None
    percent_complete: float = 0.0
    stop_at: Instant | None = None
    resume_at: Instant | None = None
    leveling_delay: int = 0
    splits: tuple[Split, ...] = ()
    priority: int = 500
    wbs: str = ""
    notes: str = ""
    type: TaskType | None = None
    is_effort_driven: bool = False
    kind: TaskKind = TaskKind.TASK
    code: str = ""
    second_constraint: ConstraintKind = ConstraintKind.ASAP
    second_constraint_at: Instant | None = None
    remaining: int | None = None
    expected_finish: Instant | None = None
    outside_start: Instant | None = None
    outside_finish: Instant | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency of `successor` on `predecessor`; `lag` is counted as `lag_kind` says, a lead is negative."""

    predecessor: TaskId
    successor: TaskId
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    lag_kind: LagKind = LagKind.WORKING


@dataclass(frozen=True, slots=True)
class Skill:
    """What a resource can do, or a generic one stands for, and how well: a level of 1 to 5."""

    name: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Availability:
    """How many `units` there are of a resource from `start` to `finish`; None leaves that side open."""

    units: float
    start: Instant | None = None
    finish: Instant | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A person, role, material or cost that tasks need; `max_units` 1.0 is one whole person.

    A generic one with `skills` stands for whoever has all of them, at their levels or higher. Where there are periods
    of `availability`, they hold instead of `max_units`, of several at a time the last; outside them there is nothing.
    """

    id: ResourceId
    name: str
    kind: ResourceKind = ResourceKind.WORK
    calendar: CalendarId | None = None
    max_units: float = 1.0
    email: str = ""
    group: str = ""
    is_generic: bool = False
    skills: tuple[Skill, ...] = ()
    availability: tuple[Availability, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A resource on a task: `units` a share of its capacity, `work` and `delay` in working minutes."""

    task: TaskId
    resource: ResourceId
    units: float = 1.0
    work: int | None = None
    delay: int = 0


@dataclass(frozen=True, slots=True)
class FiledDates:
    """Dates that the program which saved a file had computed; kept to compare, never used to schedule."""

    start: Instant | None = None
    finish: Instant | None = None
    early_start: Instant | None = None
    early_finish: Instant | None = None
    late_start: Instant | None = None
    late_finish: Instant | None = None
    total_slack: int | None = None
    free_slack: int | None = None
    is_critical: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything said about one or more projects that are scheduled together."""

    name: str
    projects: tuple[Project, ...]
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    filed: dict[TaskId, FiledDates] = field(default_factory=dict)


def week_of(days: Iterable[int], *shifts: tuple[int, int]) -> tuple[DayShifts | None, ...]:
    """Return a week pattern with `shifts` (minutes of the day) on `days` (Monday is 0) and no work on the others."""
    working = tuple(Shift(start, finish) for start, finish in shifts)
    chosen = set(days)
    return tuple(working if day in chosen else () for day in range(7))


def standard_calendar(id: str = "standard", name: str = "Standard") -> Calendar:
    """Return Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00."""
    return Calendar(CalendarId(id), name, week_of(range(5), (480, 720), (780, 1020)))
