"""What people said of programs, their delivery and benefits."""

from datetime import date
from typing import Literal

from fairlead.api.shapes import Id, Out
from fairlead.programs.rules import Stage


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
