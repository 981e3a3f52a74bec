"""What people said of proposals and projects, their phases, tasks and links."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from fairlead.api.shapes import Constraint, Id, LagType, LinkType, Out, PlanTime


class ProjectSaid(Out):
    """Its outputs belong to a `tranche` of its program, if to one.

    `minutes_per_day`, `minutes_per_week` and `days_per_month` only convert the units that people type.

    Leveling lets projects of higher `priority` go first: from 1, the lowest, to 5, the highest.

    With `from_finish` tasks are placed as late as `finish_by` allows, else as early as `start` does.
    """

    version: int
    program: Id | None
    tranche: Id | None
    name: str
    code: str
    goal: str
    start: PlanTime = Field(validation_alias="start_at")
    finish_by: PlanTime | None = Field(validation_alias="finish_by_at")
    from_finish: bool
    priority: int
    status_at: PlanTime | None
    calendar: Id
    honors_constraints: bool
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int


class SuccessSaid(Out):
    """By what a project is judged a success; `is_met` is null until somebody has judged, by which evidence."""

    id: Id
    text: str
    measure: str
    is_met: bool | None
    evidence: str


class CharterSaid(Out):
    """What a project is for, what belongs to it and what does not, and by what it is judged a success."""

    version: int
    goal: str
    scope: str
    out_of_scope: str
    criteria: list[SuccessSaid]


class PhaseSaid(Out):
    """As long as the tasks below its summary `task`, or from `start_on` to before `finish_on`; ends at its `gate`."""

    id: Id
    version: int
    project: Id
    name: str
    task: Id | None
    start_on: date | None
    finish_on: date | None
    gate: Id | None


class LessonSaid(Out):
    """What a project learned: what `happened`, the `advice` for next time, and the `tags` it is found by."""

    id: Id
    version: int
    project: Id
    name: str
    happened: str
    advice: str
    tags: list[str]


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


class ProposalSaid(Out):
    """What people said of a proposal: `reason` is why, `value` what it is expected to bring, `cost` a guess.

    `share`, above 0 to 1, is what of its work would serve `objective`.
    """

    id: Id
    version: int
    program: Id | None
    name: str
    goal: str
    reason: str
    value: Decimal | None
    cost: Decimal | None
    currency: str
    wanted_on: date | None
    objective: Id | None
    share: float
