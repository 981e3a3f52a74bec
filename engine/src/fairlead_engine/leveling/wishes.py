"""What people want of leveling a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from fairlead_engine.errors import PlanError
from fairlead_engine.plan import ProjectId, TaskId
from fairlead_engine.units import Instant


class Objective(Enum):
    """Of which there should be least."""

    DELAY = "delay"  # of projects past their must-finish date, else past their finish before leveling, by their weights
    MAKESPAN = "makespan"  # until the last project is over
    CHANGES = "changes"  # tasks that start at another time than now


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a plan is to be leveled.

    Projects of higher priority go first (absent: 0), then tasks of higher priority; those of 1000 are not moved, nor
    `pinned` ones, nor any that now starts before `frozen_until`. `within_slack` moves nothing past its late start, so
    that no project ends later. `weights` (absent: 1.0) count the delay of projects.

    With `splits` a task may pause where its people are taken by what goes first, if that wins delay; its pieces are at
    least a working day long. Those named in `whole` may not, nor milestones, elapsed tasks, those that pause already,
    that must be there by a date, or are scheduled by P6's rules.
    """

    objective: Objective = Objective.DELAY
    priorities: Mapping[ProjectId, int] = field(default_factory=dict)
    weights: Mapping[ProjectId, float] = field(default_factory=dict)
    pinned: frozenset[TaskId] = frozenset()
    frozen_until: Instant | None = None
    within_slack: bool = False
    splits: bool = False
    whole: frozenset[TaskId] = frozenset()


class CannotLevel(PlanError):
    """A plan of a kind that is not leveled; `reason` says which."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This plan cannot be leveled: {reason}.")
