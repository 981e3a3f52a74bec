"""The rows of the picture: objectives with their key results, the programs and projects that serve them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from fairlead.schedule.alignment.standing import ProjectStanding
from fairlead.schedule.health.findings import Health, State
from fairlead.schedule.health.objective import Reading
from fairlead.strategy.models import Status
from fairlead.strategy.rules.delay import DelayCost
from fairlead.strategy.rules.measure import Measure


class ResultRow(NamedTuple):
    """A key result, with what is found of it and how it stands. A tuple, as there are many."""

    id: int
    objective_id: int
    name: str
    unit: str
    weight: int
    version: int
    measure: Measure
    reading: Reading | None
    health: Health

    @property
    def progress(self) -> float:
        """From 0 to 1; without a check-in it stands at its baseline."""
        return self.reading.progress if self.reading else 0.0


class Part(NamedTuple):
    """A project that serves an objective, and how: a row that a figure of work is made of. A tuple, as there are many.

    `share` is the part of its work that does so, `minutes` that part; `through` is the program it goes through, None
    where it speaks for itself. `state` is the worse of its health and of finishing after the objective's period.
    """

    project: ProjectStanding
    share: float
    minutes: float
    through: int | None
    days_over: int
    state: State


@dataclass(frozen=True, slots=True)
class Work:
    """How the work stands that serves an objective and all below it; None where there is none."""

    percent_complete: float | None = None
    finish_at: datetime | None = None
    state: State | None = None
    minutes: float = 0.0
    project_count: int = 0
    off_count: int = 0


@dataclass(frozen=True, slots=True)
class ObjectiveSaid:
    """What people said of an objective, as the picture needs it."""

    id: int
    version: int
    parent_id: int | None
    name: str
    owner_id: int | None
    owner: str
    start_on: date
    finish_on: date
    weight: int
    status: Status
    value: Decimal | None
    currency: str
    delay: DelayCost


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective with all that rolls up to it.

    `progress` is from 0 to 1, None where nothing below it is measured; `unmeasured` counts the children left out.
    `parts` serve it directly, by project; `work` sums them with those of all objectives below that are not dropped.
    """

    said: ObjectiveSaid
    depth: int
    children: tuple[int, ...]
    results: tuple[ResultRow, ...]
    progress: float | None
    unmeasured: int
    parts: dict[int, Part]
    work: Work
    health: Health

    @property
    def id(self) -> int:
        return self.said.id

    @property
    def name(self) -> str:
        return self.said.name

    @property
    def counts(self) -> bool:
        """Whether it counts in the objective above: it is neither a draft nor dropped."""
        return self.said.status in (Status.ACTIVE, Status.ACHIEVED)


@dataclass(frozen=True, slots=True)
class ProgramNode:
    """A program with what sums up from its projects that the actor may see."""

    id: int
    name: str
    code: str
    percent_complete: float | None
    finish_at: datetime | None
    health: Health
    project_ids: tuple[int, ...]
    shares: dict[int, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole strategy as one person may see it: objectives in the order of their tree, programs, projects.

    `own` holds the shares of projects that speak for themselves, by project and objective; `said` what is said of all
    objectives, also where the picture is only of some.
    """

    objectives: dict[int, ObjectiveRow]
    programs: dict[int, ProgramNode]
    projects: dict[int, ProjectStanding]
    own: dict[int, dict[int, float]]
    said: dict[int, ObjectiveSaid]

    def shares_of(self, project: ProjectStanding) -> dict[int, float]:
        """Return the shares with which a project serves objectives: its own, or without any those of its program."""
        own = self.own.get(project.id)
        if own is not None:
            return own
        program = self.programs.get(project.program_id) if project.program_id else None
        return program.shares if program else {}

    def below(self, id: int) -> list[ObjectiveRow]:
        """Return an objective and those below it that are not dropped, in the order of the tree."""
        found = [self.objectives[id]]
        for child in self.objectives[id].children:
            if self.objectives[child].said.status is not Status.DROPPED:
                found += self.below(child)
        return found

    def parts_of(self, id: int) -> dict[int, Part]:
        """Return the projects that serve an objective or one below it, by id: the rows that its work is made of.

        Shares of one project for several of them are added; they never exceed 1.
        """
        return summed([row.parts for row in self.below(id)])


def summed(parts: list[dict[int, Part]]) -> dict[int, Part]:
    """Return the parts of several objectives as of one, each project once, with its shares and minutes added."""
    found: dict[int, Part] = {}
    for each in parts:
        for id, part in each.items():
            known = found.get(id)
            found[id] = part if known is None else _both(known, part)
    return found


def _both(one: Part, other: Part) -> Part:
    graver = one if one.days_over >= other.days_over else other
    state = State.OFF_TRACK if State.OFF_TRACK in (one.state, other.state) else one.state
    return Part(one.project, one.share + other.share, one.minutes + other.minutes, one.through, graver.days_over, state)
