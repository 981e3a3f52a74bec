"""What P6's scheduler lets a project choose; the names are Fairlead's, the choices P6's."""

from dataclasses import dataclass
from enum import Enum


class ProgressRule(Enum):
    """Where the rest of a task goes that was begun before its predecessors let it (P6)."""

    RETAINED_LOGIC = "retained_logic"  # after those predecessors
    PROGRESS_OVERRIDE = "progress_override"  # at the status date, as if they did not hold
    ACTUAL_DATES = "actual_dates"  # forward and backward as from its actual dates


class LagCalendar(Enum):
    """On whose working time the lag of a link runs (P6)."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PROJECT = "project"
    EVERY_MINUTE = "every_minute"


class SlackRule(Enum):
    """Which difference of late and early dates is the total slack (P6)."""

    START = "start"
    FINISH = "finish"
    LEAST = "least"


class CriticalRule(Enum):
    """What makes a task critical (P6)."""

    SLACK = "slack"  # total slack at or below `Project.critical_limit`
    LONGEST_PATH = "longest_path"


class OutsideLinks(Enum):
    """Which links with projects outside the plan bind it, by dates kept at the task (P6)."""

    BOTH = "both"
    PREDECESSORS = "predecessors"
    SUCCESSORS = "successors"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FloatPaths:
    """Whether and how several paths of least slack are looked for (P6); `end` is the id of the task they lead to."""

    count: int = 10
    by_total_slack: bool = True  # else by free slack
    end: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduleOptions:
    """The options of P6's scheduler; a project that has them is scheduled by P6's rules.

    `status_at` of the project is the data date. `lags_from_early_start`: the lag of a start-to-start link runs from
    the early start, else from the actual one. `slack_within_project`: slack is counted to the finish of the task's
    own project, else to the last finish of all. `opens_critical`: a task without successors is critical.
    """

    progress: ProgressRule = ProgressRule.RETAINED_LOGIC
    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    slack: SlackRule = SlackRule.FINISH
    critical: CriticalRule = CriticalRule.SLACK
    outside_links: OutsideLinks = OutsideLinks.BOTH
    uses_expected_finish: bool = True
    lags_from_early_start: bool = True
    slack_within_project: bool = True
    opens_critical: bool = False
    float_paths: FloatPaths | None = None
