"""What leveling proposes, and why."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from fairlead_engine.plan import Plan, ProjectId, ResourceId, Skill, Split, Task, TaskId
from fairlead_engine.units import Instant, moment_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Work of a split task from `start` to `finish`.

    Before it, but for the first, the task pauses because `person` works on `other`, or, without any, is not there.
    """

    start: Instant
    finish: Instant
    person: ResourceId | None = None
    other: TaskId | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A task that starts at another time than now, or is split into `pieces` where there are any.

    It waits for `person`, who until then works on `other`, which goes first, or, without any, is not there; or follows
    `other`, which moves; or, where both are None, was held up by an earlier leveling that is not needed any more.
    """

    task: TaskId
    before: Instant
    after: Instant
    person: ResourceId | None = None
    other: TaskId | None = None
    pieces: tuple[Piece, ...] = ()

    def reason(self, plan: Plan) -> str:
        """Return the sentence why, with the names of `plan`; for many moves see `Proposal.reason`."""
        return _reason(self, names_of(plan))


class Names(NamedTuple):
    """What people call tasks and resources."""

    tasks: dict[TaskId, str]
    people: dict[ResourceId, str]


def names_of(plan: Plan) -> Names:
    """Return the names of `plan`, by ids."""
    people = {each.id: each.name or each.id for each in plan.resources}
    return Names({task.id: task.name for task in plan.tasks}, people)


def _reason(move: Move, names: Names) -> str:
    pauses = (_pause(one, following, names) for one, following in pairwise(move.pieces))
    return " ".join((_reason_of_start(move, names), *pauses))


def _pause(piece: Piece, following: Piece, names: Names) -> str:
    since, until = (f"{moment_of(at):%Y-%m-%d %H:%M}" for at in (piece.finish, following.start))
    if following.person is None:
        return f"Pauses from {since} to {until}."
    who = names.people[following.person]
    if following.other is None:
        return f"Pauses from {since} to {until}, while there is not enough of {who}."
    return f"Pauses from {since} to {until}, while {who} works on “{names.tasks[following.other]}”, which goes first."


def _reason_of_start(move: Move, names: Names) -> str:
    at = f"{moment_of(move.after):%Y-%m-%d %H:%M}"
    if move.before == move.after and move.pieces:
        return f"Starts {at} as before."
    if move.person is not None:
        who = names.people[move.person]
        if move.other is None:
            return f"Starts {at}, when there is enough of {who}."
        return f"Starts {at}, when {who} has finished with “{names.tasks[move.other]}”, which goes first."
    if move.other is not None:
        return f"Starts {at}, after “{names.tasks[move.other]}”, which moves."
    return f"Starts {at}; nothing keeps it waiting."


@dataclass(frozen=True, slots=True)
class TooMuch:
    """A demand that nobody can meet: more `units` of a resource than there ever are. It counts as all there is."""

    task: TaskId
    resource: ResourceId
    units: float
    max_units: float


@dataclass(frozen=True, slots=True)
class NobodyCan:
    """A task that asks a role, `resource`, for `skills` that nobody has at their levels; nobody is counted for it."""

    task: TaskId
    resource: ResourceId
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A task that asks a resource for more than there is of it from `since` on, before which it cannot be done."""

    task: TaskId
    resource: ResourceId
    since: Instant


@dataclass(frozen=True, slots=True)
class TooLate:
    """A project that must finish at `must_finish_at`, but whose tasks take until `earliest` though nobody waits."""

    project: ProjectId
    must_finish_at: Instant
    earliest: Instant


Unmet = TooMuch | NobodyCan | Gone | TooLate


@dataclass(frozen=True, slots=True)
class Staffed:
    """A task on which `person` fills the role `role`, so that it is worked in their hours."""

    task: TaskId
    role: ResourceId
    person: ResourceId


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
    move, `splits` the pauses of each that is split, `staffed` who fills roles, `unmet` what cannot be met whatever
    moves. `finishes` holds each project's finish before and after. `score` is what the objective counts, the less the
    better: weighted minutes of delay, the last instant, or the number of changes. No plan in which at most the same
    people stay overloaded scores less than `bound`.
    """

    present: Plan
    delays: dict[TaskId, int]
    moves: tuple[Move, ...]
    staffed: tuple[Staffed, ...]
    unmet: tuple[Unmet, ...]
    overloads: tuple[Overload, ...]
    finishes: dict[ProjectId, tuple[Instant, Instant]]
    score: float
    bound: float
    splits: dict[TaskId, tuple[Split, ...]] = field(default_factory=dict)

    @property
    def too_much(self) -> tuple[TooMuch, ...]:
        """What is `unmet` because it is more than there ever is of somebody."""
        return tuple(each for each in self.unmet if isinstance(each, TooMuch))

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be better."""
        return self.score <= self.bound and not self.overloads

    def reason(self, move: Move) -> str:
        """Return the sentence why a task moves."""
        return _reason(move, self._names)

    @cached_property
    def _names(self) -> Names:
        return names_of(self.present)

    @cached_property
    def plan(self) -> Plan:
        """The plan as proposed."""
        tasks = tuple(map(self._proposed, self.present.tasks))
        people = {(each.task, each.role): each.person for each in self.staffed}
        assignments = tuple(
            replace(each, resource=people[each.task, each.resource]) if (each.task, each.resource) in people else each
            for each in self.present.assignments
        )
        return replace(self.present, tasks=tasks, assignments=assignments)

    def _proposed(self, task: Task) -> Task:
        delay, splits = self.delays.get(task.id, task.leveling_delay), self.splits.get(task.id, task.splits)
        if delay == task.leveling_delay and splits == task.splits:
            return task
        return replace(task, leveling_delay=delay, splits=splits)
