"""What people said, as the API tells it: programs, projects, tasks and links by the names that edits take."""

from pydantic import Field

from fairlead.api.shapes import Constraint, Id, LagType, LinkType, Out, PlanTime


class ProgramSaid(Out):
    """What people said of a program."""

    version: int
    name: str
    code: str
    summary: str


class ProjectSaid(Out):
    """`minutes_per_day`, `minutes_per_week` and `days_per_month` only convert the units that people type.

    With `from_finish` tasks are placed as late as `finish_by` allows, else as early as `start` does.
    """

    version: int
    program: Id | None
    name: str
    code: str
    goal: str
    start: PlanTime = Field(validation_alias="start_at")
    finish_by: PlanTime | None = Field(validation_alias="finish_by_at")
    from_finish: bool
    status_at: PlanTime | None
    calendar: Id
    honors_constraints: bool
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int


class TaskSaid(Out):
    """What people said of a task: `actual_*` has happened, `manual_*` holds where it is scheduled by hand."""

    id: Id
    version: int
    project: Id
    parent: Id | None
    name: str
    duration_minutes: int
    is_elapsed: bool
    is_estimated: bool
    is_milestone: bool
    is_manual: bool
    is_active: bool
    calendar: Id | None
    constraint: Constraint
    constraint_at: PlanTime | None
    deadline: PlanTime | None = Field(validation_alias="deadline_at")
    manual_start: PlanTime | None = Field(validation_alias="manual_start_at")
    manual_finish: PlanTime | None = Field(validation_alias="manual_finish_at")
    actual_start: PlanTime | None = Field(validation_alias="actual_start_at")
    actual_finish: PlanTime | None = Field(validation_alias="actual_finish_at")
    percent_complete: int
    priority: int
    notes: str


class LinkSaid(Out):
    """`lag_minutes` counts minutes, or hundredths of the predecessor's duration where `lag_kind` is a percent."""

    id: Id
    version: int
    predecessor: Id
    successor: Id
    kind: LinkType
    lag_minutes: int = Field(validation_alias="lag")
    lag_kind: LagType
