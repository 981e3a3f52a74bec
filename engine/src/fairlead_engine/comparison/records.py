"""What a comparison says: figures, differences, what speaks for them, and how many are the file's."""

from dataclasses import dataclass, field
from enum import Enum

from fairlead_engine.cpm import DriverKind
from fairlead_engine.plan import TaskId
from fairlead_engine.units import Instant


class Field(Enum):
    """A figure that is compared: an instant or, for the slacks, working minutes. The value is its attribute's name."""

    START = "start"
    FINISH = "finish"
    EARLY_START = "early_start"
    EARLY_FINISH = "early_finish"
    LATE_START = "late_start"
    LATE_FINISH = "late_finish"
    TOTAL_SLACK = "total_slack"
    FREE_SLACK = "free_slack"

    @property
    def is_slack(self) -> bool:
        """Whether it counts working minutes; else it is an instant."""
        return self in {Field.TOTAL_SLACK, Field.FREE_SLACK}


class Hint(Enum):
    """A circumstance that makes a difference likely, the most telling first."""

    FOLLOWS = "follows"  # what drives the task differs already, or a task below a summary does
    SAME_MOMENT = "same_moment"  # no working time lies between: an evening here, the next morning there
    UNCALCULATED = "uncalculated"  # the file has it start before a predecessor lets it: saved without being computed
    BEHIND_STATUS = "behind_status"  # P6: the file has work that is not begun before the data date: not scheduled
    SUCCESSORS = "successors"  # late dates and slack: those of a task that follows differ already
    PROJECT_FINISH = "project_finish"  # late dates and slack: the project ends at another time
    CONFLICT = "conflict"  # its slack is negative: not all that binds it can hold, and something gave way
    SPLIT = "split"  # the work pauses
    RESOURCE_CALENDAR = "resource_calendar"  # somebody assigned works at other times than the task's calendar
    ASSIGNMENT_DELAY = "assignment_delay"  # somebody assigned starts later than the task
    SPANS = "spans"  # P6: a level of effort or WBS summary lasts as other tasks do
    EXPECTED_FINISH = "expected_finish"  # P6: its remaining work is stretched to a finish that was entered
    OUTSIDE = "outside"  # P6: projects that are not in the file bind it
    STARTED = "started"  # it is under way: where the rest of the work goes on
    MANUAL = "manual"  # dates of manual tasks follow rules of their own


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a task that differs; `minutes` is how much later or larger ours is."""

    field: Field
    filed: int
    found: int

    @property
    def minutes(self) -> int:
        """Return ours less the file's, in minutes of the clock for dates and of work for slacks."""
        return self.found - self.filed


@dataclass(frozen=True, slots=True)
class Reason:
    """What set our start of a task, and what speaks for a difference, the most telling first.

    `driver_task` is None where no task drives it, `driver_link` where no link does (its place among the plan's).
    `follows` is the task whose difference this one takes over, and `origin` the one with which that began; both are
    None for a task that differs of itself.
    """

    driver_kind: DriverKind
    driver_task: TaskId | None
    driver_at: Instant
    hints: tuple[Hint, ...] = ()
    driver_link: int | None = None
    follows: TaskId | None = None
    origin: TaskId | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A task of which at least one figure differs."""

    task: TaskId
    name: str
    is_summary: bool
    is_manual: bool
    differences: tuple[Difference, ...]
    reason: Reason

    def minutes(self, field: Field) -> int:
        """Return how much later or larger ours is; 0 where `field` does not differ."""
        return next((each.minutes for each in self.differences if each.field is field), 0)


@dataclass(slots=True)
class Score:
    """How many of the figures that a file has are ours to the minute."""

    exact: int = 0
    total: int = 0

    @property
    def percent(self) -> float:
        """Return hundredths of the total; 100 of nothing."""
        return 100.0 * self.exact / self.total if self.total else 100.0


def _scores() -> dict[Field, Score]:
    return {field: Score() for field in Field}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tasks that differ, in outline order, and scores over tasks without children, manual ones apart."""

    rows: tuple[Row, ...]
    automatic: dict[Field, Score] = field(default_factory=_scores)
    manual: dict[Field, Score] = field(default_factory=_scores)

    def total(self, of: Field) -> Score:
        """Return the score of a figure over automatic and manual tasks together."""
        both = self.automatic[of], self.manual[of]
        return Score(sum(score.exact for score in both), sum(score.total for score in both))
