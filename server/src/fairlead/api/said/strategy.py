"""What people said of the strategy."""

from datetime import date
from decimal import Decimal

from fairlead.api.shapes import Id, Out
from fairlead.strategy.models import Status
from fairlead.strategy.rules.measure import Direction


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
