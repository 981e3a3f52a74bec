"""What a plan's payload holds, for the reader of the API's description; the payload itself is made elsewhere.

It goes out as it comes from `schedule.selectors`: thousands of rows are not checked again on their way, a test is.
"""

from typing import Literal

from fairlead.api.shapes import Out

Shifts = list[tuple[int, int]]


class PlanScope(Out):
    """What the plan is of; `revision` grows with every recalculation, `now` is the time of the answer."""

    kind: str
    id: int
    name: str
    revision: int
    now: int


class PlanProject(Out):
    """A project of the plan, or by its `kind` the program's own activities; `calendar` is a place in `calendars`."""

    id: int
    kind: Literal["project", "activities"]
    name: str
    code: str
    version: int
    calendar: int
    start: int | None
    finish: int | None
    finish_by: int | None
    percent: float
    can_edit: bool
    can_progress: bool
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int
    url: str


class PlanCalendar(Out):
    """Working times: shifts in minutes of the day for each weekday, Monday first, what its base says included.

    An exception is its first day, the day after its last (days since 1970-01-01), and its shifts.
    """

    id: int
    name: str
    week: list[Shifts]
    exceptions: list[tuple[int, int, Shifts]]


class PlanTasks(Out):
    """Tasks in outline order, a summary before its children: lists of one length, a task at each place.

    `project` and `calendar` are places in those lists (-1: the project's calendar), `parent` and `driver_task`
    ids of tasks or 0. `flags` adds up 1 summary, 2 milestone, 4 critical, 8 elapsed duration, 16 estimated,
    32 by hand, 64 inactive, 128 started, 256 done, 512 you are on it, 1024 waited for working time.
    """

    id: list[int]
    project: list[int]
    parent: list[int]
    name: list[str]
    version: list[int]
    duration: list[int]
    flags: list[int]
    percent: list[float]
    start: list[int]
    finish: list[int]
    total_slack: list[int]
    constraint: list[int]
    constraint_at: list[int | None]
    deadline: list[int | None]
    calendar: list[int]
    driver_kind: list[int]
    driver_task: list[int]
    people: list[str]
    blocked: list[str]


class PlanLinks(Out):
    """Links with an end in the plan: lists of one length. `kind` 0 FS, 1 SS, 2 FF, 3 SF.

    `lag_kind` 0 working minutes, 1 minutes of the clock, 2 and 3 hundredths of the predecessor's duration in those.
    """

    id: list[int]
    predecessor: list[int]
    successor: list[int]
    kind: list[int]
    lag: list[int]
    lag_kind: list[int]
    version: list[int]


class OutsideTask(Out):
    """A task of another project at the far end of a link; without a name where you may not see it."""

    id: int
    number: int | None
    name: str
    project: str
    code: str
    start: int | None
    finish: int | None
    url: str


class PlanOut(Out):
    """All that a page draws of a plan."""

    scope: PlanScope
    projects: list[PlanProject]
    calendars: list[PlanCalendar]
    tasks: PlanTasks
    links: PlanLinks
    outside: list[OutsideTask]
