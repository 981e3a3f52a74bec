"""A scheduling problem in its bare form: activities with whole durations, links, and resources of fixed capacity."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead_engine.errors import PlanError

LONGEST = 10_000_000  # time units from the first release to the end of the longest schedule; each costs some bytes


class CannotFit(PlanError):
    """`activity` needs more of `resource` (its number, from 1) than there ever is."""

    def __init__(self, activity: str, resource: int, need: int, capacity: int) -> None:
        self.activity, self.resource, self.need, self.capacity = activity, resource, need, capacity
        super().__init__(
            f"Activity {activity} needs {need} of resource {resource}, which has {capacity}. "
            "Lower the need or raise the capacity."
        )


class InstanceBroken(PlanError):
    """A number that no instance can have; `reason` says which and where."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The instance cannot be scheduled: {reason}.")


@dataclass(frozen=True, slots=True)
class Activity:
    """Takes `duration` time units, all the while `needs[k]` of resource k; `followers` are indexes of activities."""

    id: str
    duration: int
    needs: tuple[int, ...]
    followers: tuple[int, ...]
    project: int = 0


@dataclass(frozen=True, slots=True)
class Instance:
    """Activities of one or more projects that share resources; nothing of project p starts before `releases[p]`."""

    capacities: tuple[int, ...]
    activities: tuple[Activity, ...]
    releases: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        """Refuse what cannot be scheduled.

        Raises: CannotFit, InstanceBroken.
        """
        if min((*self.capacities, *self.releases), default=0) < 0:
            raise InstanceBroken("a capacity or a release is negative")
        for activity in self.activities:
            _check(activity, self)
        if self.horizon > LONGEST:
            raise InstanceBroken(f"its durations add up to more than {LONGEST:,} time units")

    @property
    def horizon(self) -> int:
        """The time at which everything could be over if one activity followed the other."""
        return max(self.releases, default=0) + sum(activity.duration for activity in self.activities)

    def earliest(self) -> list[int]:
        """Return the release of each activity's project."""
        return [self.releases[activity.project] for activity in self.activities]


def _check(activity: Activity, instance: Instance) -> None:
    if activity.duration < 0 or min(activity.needs, default=0) < 0:
        raise InstanceBroken(f"activity {activity.id} has a negative duration or need")
    if len(activity.needs) != len(instance.capacities):
        raise InstanceBroken(f"activity {activity.id} does not say how much of each resource it needs")
    if not 0 <= activity.project < len(instance.releases):
        raise InstanceBroken(f"activity {activity.id} belongs to a project that is not there")
    if not all(0 <= follower < len(instance.activities) for follower in activity.followers):
        raise InstanceBroken(f"activity {activity.id} is followed by one that is not there")
    if activity.duration:
        _check_needs(activity, instance.capacities)


def _check_needs(activity: Activity, capacities: Sequence[int]) -> None:
    for resource, (need, capacity) in enumerate(zip(activity.needs, capacities, strict=True), start=1):
        if need > capacity:
            raise CannotFit(activity.id, resource, need, capacity)
