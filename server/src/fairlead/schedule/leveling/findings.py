"""What is told of a proposal besides its moves: projects, load, what cannot be met; plain values in a JSON column."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from fairlead.schedule.leveling.ground import ELSEWHERE, Ground
from fairlead.schedule.leveling.load import Loads, PersonLoad
from fairlead_engine.leveling import Gone, Proposal, TooLate, TooMuch, Unmet
from fairlead_engine.units import Instant

MOST_PEOPLE = 40
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class ProjectFound:
    """When a project finishes before and after."""

    id: int
    before: Instant
    after: Instant


@dataclass(frozen=True, slots=True)
class PersonFound:
    """What is asked of a person by week, in shares of their capacity; `is_over_` where at some time it is too much.

    `peak` is the most that is asked at any time, again as a share of what they have.
    """

    id: int
    before: list[float]
    after: list[float]
    is_over_before: list[bool]
    is_over_after: list[bool]
    peak_before: float
    peak_after: float


@dataclass(frozen=True, slots=True)
class UnmetFound:
    """What cannot be met whatever moves; `kind` is the name of the engine's class, whose values these are."""

    kind: str
    task: int | None = None
    person: int | None = None
    project: int | None = None
    units: float = 0.0
    max_units: float = 0.0
    at: Instant | None = None
    earliest: Instant | None = None


@dataclass(frozen=True, slots=True)
class OverloadFound:
    """Time in which somebody stays overloaded, by tasks that may not or cannot be moved."""

    person: int
    start: Instant
    finish: Instant
    tasks: list[int]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a proposal brings; `first_week` is the Monday with which the load begins, minutes are working ones."""

    moved: int
    over_before: float
    over_after: float
    people_over_before: int
    people_over_after: int
    projects: list[ProjectFound]
    first_week: Instant
    people: list[PersonFound]
    unmet: list[UnmetFound]
    overloads: list[OverloadFound]
    overload_count: int
    filled: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what `as_json` wrote."""
        lists: dict[str, Any] = {
            "projects": ProjectFound,
            "people": PersonFound,
            "unmet": UnmetFound,
            "overloads": OverloadFound,
        }
        made = {name: [kind(**row) for row in values[name]] for name, kind in lists.items()}
        return cls(**{**values, **made})


def findings_of(ground: Ground, proposal: Proposal, loads: Loads, *, moved: int, filled: int, since: int) -> Findings:
    """Return what is to be told of `proposal`; overloads that are over by `since`, or of other work alone, are not."""
    ours = {task.id for task in ground.plan.tasks if ground.is_inside(task)}
    left = [each for each in proposal.overloads if each.finish > since and ours.intersection(each.tasks)]
    return Findings(
        moved=moved,
        over_before=sum(each.before.total_over for each in loads.people),
        over_after=sum(each.after.total_over for each in loads.people),
        people_over_before=sum(each.before.total_over > 0 for each in loads.people),
        people_over_after=sum(each.after.total_over > 0 for each in loads.people),
        projects=[
            ProjectFound(int(id), before, after) for id, (before, after) in proposal.finishes.items() if id != ELSEWHERE
        ],
        first_week=loads.first,
        people=[_person(each, loads.weeks) for each in loads.people[:MOST_PEOPLE]],
        unmet=[each for each in map(_unmet, proposal.unmet[:MOST_LINES]) if each is not None],
        overloads=[
            OverloadFound(int(each.resource), each.start, each.finish, [int(id) for id in each.tasks])
            for each in left[:MOST_LINES]
        ],
        overload_count=len(left),
        filled=filled,
    )


def _unmet(each: Unmet) -> UnmetFound | None:
    kind = type(each).__name__
    if isinstance(each, TooLate):
        if each.project == ELSEWHERE:
            return None
        return UnmetFound(kind, project=int(each.project), at=each.must_finish_at, earliest=each.earliest)
    found = UnmetFound(kind, task=int(each.task), person=int(each.resource))
    if isinstance(each, TooMuch):
        return replace(found, units=each.units, max_units=each.max_units)
    return replace(found, at=each.since) if isinstance(each, Gone) else found


def _person(load: PersonLoad, weeks: int) -> PersonFound:
    def shares(minutes: Mapping[int, float]) -> list[float]:
        return [
            round(minutes.get(week, 0.0) / load.capacity[week], 3) if load.capacity[week] else 0.0
            for week in range(weeks)
        ]

    return PersonFound(
        id=int(load.person),
        before=shares(load.before.minutes),
        after=shares(load.after.minutes),
        is_over_before=[load.before.over.get(week, 0) > 0 for week in range(weeks)],
        is_over_after=[load.after.over.get(week, 0) > 0 for week in range(weeks)],
        peak_before=round(load.before.peak, 3),
        peak_after=round(load.after.peak, 3),
    )
