from fairlead.schedule.models.found import ProjectDates, ProjectMove, Recalculation, TaskDates, TaskMove
from fairlead.schedule.models.health import HealthOverride
from fairlead.schedule.models.overloads import Overload
from fairlead.schedule.models.scenarios import (
    Acceptance,
    AcceptanceUndo,
    Leveling,
    LevelingEnd,
    LevelingStop,
    Scenario,
    ScenarioDiscard,
    ScenarioEdit,
    ScenarioFill,
    ScenarioMove,
    State,
)
from fairlead.schedule.models.telling import CheckInTold, OffTrackTold

__all__ = [
    "Acceptance",
    "AcceptanceUndo",
    "CheckInTold",
    "HealthOverride",
    "Leveling",
    "LevelingEnd",
    "LevelingStop",
    "OffTrackTold",
    "Overload",
    "ProjectDates",
    "ProjectMove",
    "Recalculation",
    "Scenario",
    "ScenarioDiscard",
    "ScenarioEdit",
    "ScenarioFill",
    "ScenarioMove",
    "State",
    "TaskDates",
    "TaskMove",
]
