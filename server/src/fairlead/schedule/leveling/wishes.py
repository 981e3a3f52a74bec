"""What somebody asks of a leveling, as the page, the API and the tables say it, and as the engine takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from fairlead.kernel.errors import Refused
from fairlead_engine.leveling import Objective, Wishes
from fairlead_engine.plan import Plan, ProjectId, TaskId
from fairlead_engine.units import instant_of

MOST_SECONDS = 120
MOST_PINS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a plan is to be leveled, and for how many `seconds` better plans are looked for.

    Projects of higher `priorities` go first (absent: 0; None for what is said of each project); `weights` count a day
    of their delay (absent: 1). Nothing of the projects `still`, no task of `pins` and none that starts before
    `frozen_until` is moved. `within_slack` lets no project finish later. With `fills_roles` people are chosen for roles
    too, by their skills; without it nobody comes to a task or leaves one. With `splits` tasks may pause where that wins
    delay. Projects and tasks are named by their ids.
    """

    objective: Objective = Objective.DELAY
    within_slack: bool = False
    fills_roles: bool = False
    splits: bool = False
    pins: frozenset[int] = frozenset()
    still: frozenset[int] = frozenset()
    frozen_until: datetime | None = None
    priorities: Mapping[int, int] | None = None
    weights: Mapping[int, float] = field(default_factory=dict)
    seconds: float = 10.0
    seed: int = 0

    def check(self) -> None:
        """Raise Refused for what cannot be asked."""
        wrong = {}
        if not 1 <= self.seconds <= MOST_SECONDS:
            wrong["seconds"] = _("From 1 to %(most)d") % {"most": MOST_SECONDS}
        if not all(0 <= weight <= 100 for weight in self.weights.values()):
            wrong["weights"] = _("From 0 to 100")
        if not all(abs(priority) <= 1_000_000 for priority in (self.priorities or {}).values()):
            wrong["priorities"] = _("At most 1,000,000")
        if len(self.pins) > MOST_PINS:
            wrong["pins"] = _("At most %(most)d tasks") % {"most": MOST_PINS}
        if not 0 <= self.seed < 2**31:
            wrong["seed"] = _("Out of range")
        if wrong:
            raise Refused(_("The leveling was not begun."), code="invalid", fields=wrong)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {
            "objective": self.objective.value,
            "within_slack": self.within_slack,
            "fills_roles": self.fills_roles,
            "splits": self.splits,
            "pins": sorted(self.pins),
            "still": sorted(self.still),
            "frozen_until": self.frozen_until.isoformat() if self.frozen_until else None,
            "priorities": {str(id): value for id, value in sorted((self.priorities or {}).items())},
            "weights": {str(id): value for id, value in sorted(self.weights.items())},
            "seconds": self.seconds,
            "seed": self.seed,
        }

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what `as_json` wrote."""
        frozen = values["frozen_until"]
        return cls(
            objective=Objective(values["objective"]),
            within_slack=values["within_slack"],
            fills_roles=values.get("fills_roles", False),
            splits=values.get("splits", False),
            pins=frozenset(values["pins"]),
            still=frozenset(values["still"]),
            frozen_until=datetime.fromisoformat(frozen) if frozen else None,
            priorities={int(id): value for id, value in values["priorities"].items()},
            weights={int(id): value for id, value in values["weights"].items()},
            seconds=values["seconds"],
            seed=values["seed"],
        )

    def wishes(self, plan: Plan) -> Wishes:
        """Return what the engine is to do with `plan`, whose ids are those of the tables."""
        still = {str(id) for id in self.still}
        pinned = {TaskId(str(id)) for id in self.pins}
        pinned |= {task.id for task in plan.tasks if task.project in still}
        return Wishes(
            objective=self.objective,
            priorities={ProjectId(str(id)): value for id, value in (self.priorities or {}).items()},
            weights={ProjectId(str(id)): value for id, value in self.weights.items()},
            pinned=frozenset(pinned),
            frozen_until=instant_of(self.frozen_until) if self.frozen_until else None,
            within_slack=self.within_slack,
            splits=self.splits,
        )
