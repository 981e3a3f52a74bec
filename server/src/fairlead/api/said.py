"""What people said, as the API tells it: programs, projects, tasks and links by the names that edits take."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from fairlead.api.shapes import Constraint, Id, LagType, LinkType, Out, PlanTime
from fairlead.programs.rules import Stage
from fairlead.resources.models import Resource, TimeOffKind
from fairlead.staffing.models import Side
from fairlead.strategy.models import Status
from fairlead.strategy.rules.measure import Direction

Shifts = list[tuple[int, int]]


class ProgramSaid(Out):
    """What people said of a program: its charter, and the program that it is in."""

    version: int
    name: str
    code: str
    summary: str
    vision: str
    reason: str
    scope: str
    target_state: str
    parent: Id | None


class TrancheSaid(Out):
    """A part of a program's delivery, from `start_on` to before `finish_on`, with its step change in capability."""

    id: Id
    version: int
    program: Id
    name: str
    capability: str
    start_on: date
    finish_on: date


class GateCriterion(Out):
    """What must be so at a gate, where the evidence is, and whether it is so."""

    text: str
    evidence: str
    is_met: bool


class GateSaid(Out):
    """A gate of a `program` that ends a `tranche`, or guards the stage that it `opens`, or neither; or of a project."""

    id: Id
    version: int
    program: Id | None
    tranche: Id | None
    name: str
    opens: Stage | Literal[""]
    due_on: date
    criteria: list[GateCriterion]


class BenefitSaid(Out):
    """A benefit from `baseline` to `target`; `points` are days with what is expected by then.

    It is measured every `measure_every_days` until `measure_until_on`.
    """

    id: Id
    version: int
    program: Id
    name: str
    about: str
    is_disbenefit: bool
    owner: Id | None
    objective: Id | None
    unit: str
    baseline: float
    baseline_on: date
    target: float
    target_on: date
    yearly_value: float | None
    currency: str
    measure_every_days: int
    measure_until_on: date
    points: list[tuple[date, float]]


class ProjectSaid(Out):
    """Its outputs belong to a `tranche` of its program, if to one.

    `minutes_per_day`, `minutes_per_week` and `days_per_month` only convert the units that people type.

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


class ResourceSaid(Out):
    """What people said of one of the pool; `max_units` of 1 is one whole person, or piece.

    They are not there before `available_from_on`, or from `available_until_on` on. `calendar` may be theirs alone.
    """

    id: Id
    version: int
    kind: Resource.Kind
    name: str
    title: str
    email: str
    team: Id | None
    person: Id | None
    calendar: Id | None
    max_units: float
    available_from_on: date | None
    available_until_on: date | None


class TeamSaid(Out):
    """A team, and the person who leads it."""

    id: Id
    version: int
    name: str
    lead: Id | None


class SkillSaid(Out):
    """Something that resources can do."""

    id: Id
    version: int
    name: str


class CalendarSaid(Out):
    """Working times: shifts in minutes of the day for each weekday, Monday first; null is as its base says.

    The public holidays of `country` (ISO 3166-1) and `subdivision` are among its exceptions.
    """

    id: Id
    version: int
    name: str
    base: Id | None
    is_default: bool
    country: str
    subdivision: str
    week: list[Shifts | None]


class WorkspaceSaid(Out):
    """What the workspace is called and how it reckons; empty texts where nobody said.

    `week_start` is the day that weeks begin on, 0 for Monday; `fiscal_month` the first month of the fiscal year.
    """

    id: Id
    version: int
    name: str
    time_zone: str
    week_start: int
    fiscal_month: int
    currency: str
    country: str


class TimeOffSaid(Out):
    """Days off from `start_on` to before `finish_on`; why is told to them and those who manage them, else null.

    Of each day all, or what lies between `from_minute` and `until_minute`, minutes of the day.
    """

    id: Id
    version: int
    start_on: date
    finish_on: date
    from_minute: int | None
    until_minute: int | None
    kind: TimeOffKind | None
    note: str | None


class BookingSaid(Out):
    """From `start_on` to before `finish_on`; either `units`, 1 for a whole person, or `minutes` in all.

    Without `resource` it is demand that waits for a name: of a `role`, or with a `skill` at `level` or above.
    """

    id: Id
    version: int
    project: Id
    resource: Id | None
    role: Id | None
    skill: Id | None
    level: int | None
    start_on: date
    finish_on: date
    units: float | None
    minutes: int | None
    is_firm: bool
    note: str


class RequestSaid(Out):
    """What a project asks for, and for which side it waits until when; for none once it is decided."""

    id: Id
    version: int
    project: Id
    resource: Id | None
    role: Id | None
    start_on: date
    finish_on: date
    units: float | None
    minutes: int | None
    reason: str
    answer_by_on: date
    waits_for: Side | None
    due_at: datetime | None


class VisionSaid(Out):
    """What the workspace wants to be."""

    version: int
    statement: str


class ObjectiveSaid(Out):
    """What people said of an objective, from `start_on` to before `finish_on`; money is in `currency`.

    `value` is what reaching it is worth, `delay_week_cost` what each week of delay costs unless a curve says it.
    """

    id: Id
    version: int
    parent: Id | None
    name: str
    statement: str
    owner: Id | None
    start_on: date
    finish_on: date
    weight: int
    status: Status
    value: Decimal | None
    delay_week_cost: Decimal | None
    currency: str


class KeyResultSaid(Out):
    """A measure from `baseline` to `target`, or held within `tolerance` of it."""

    id: Id
    version: int
    objective: Id
    name: str
    unit: str
    direction: Direction
    baseline: float
    target: float
    tolerance: float | None
    weight: int


class CriterionSaid(Out):
    """Something by which programs and projects are scored, 0 to 5, and how much it counts."""

    id: Id
    version: int
    name: str
    about: str
    weight: int


class ShareSaid(Out):
    """An objective, and the share of the work that serves it, above 0 to 1."""

    objective: Id
    share: float


class ContributionsSaid(Out):
    """Which objectives a program or project serves, and the version of that program or project."""

    version: int
    shares: list[ShareSaid]


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
