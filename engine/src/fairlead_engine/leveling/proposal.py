"""What leveling proposes, and why."""

from dataclasses import dataclass, replace
from functools import cached_property

from fairlead_engine.plan import Plan, ProjectId, ResourceId, TaskId
from fairlead_engine.units import Instant, moment_of


@dataclass(frozen=True, slots=True)
class Move:
    """A task that starts at another time than now.

    It waits for `person`, who until then works on `other`, which goes first; or follows `other`, which moves; or, where
    both are None, was held up by an earlier leveling that is not needed any more.
    """

    task: TaskId
    before: Instant
    after: Instant
    person: ResourceId | None = None
    other: TaskId | None = None

    def reason(self, plan: Plan) -> str:
        """Return the sentence why, with the names of `plan`."""
        names = {task.id: task.name for task in plan.tasks}
        at = f"{moment_of(self.after):%Y-%m-%d %H:%M}"
        if self.person is not None and self.other is not None:
            who = next(each.name or each.id for each in plan.resources if each.id == self.person)
            return f"Starts {at}, when {who} has finished with “{names[self.other]}”, which goes first."
        if self.other is not None:
            return f"Starts {at}, after “{names[self.other]}”, which moves."
        return f"Starts {at}; nothing keeps it waiting."


@dataclass(frozen=True, slots=True)
class TooMuch:
    """A demand that nobody can meet: more `units` of a resource than its `max_units`. It counts as all there is."""

    task: TaskId
    resource: ResourceId
    units: float
    max_units: float


@dataclass(frozen=True, slots=True)
class Overload:
    """Time in which a resource is asked for more than there is, by `tasks` that may not or cannot be moved away."""

    resource: ResourceId
    start: Instant
    finish: Instant
    tasks: tuple[TaskId, ...]


@dataclass(frozen=True)
class Proposal:
    """A plan with leveling delays; its schedule has no overload but those in `overloads`.

    `present` is the plan that was leveled, `delays` has the leveling delay in elapsed minutes of each task that may
    move. `finishes` holds each project's finish before and after. `score` is what the objective counts, the less the
    better: weighted minutes of delay, the last instant, or the number of changes.
    """

    present: Plan
    delays: dict[TaskId, int]
    moves: tuple[Move, ...]
    too_much: tuple[TooMuch, ...]
    overloads: tuple[Overload, ...]
    finishes: dict[ProjectId, tuple[Instant, Instant]]
    score: float

    @cached_property
    def plan(self) -> Plan:
        """The plan as proposed."""
        tasks = tuple(
            task
            if self.delays.get(task.id, task.leveling_delay) == task.leveling_delay
            else replace(task, leveling_delay=self.delays[task.id])
            for task in self.present.tasks
        )
        return replace(self.present, tasks=tasks)
