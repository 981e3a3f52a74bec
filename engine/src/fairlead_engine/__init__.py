"""The planning science of Fairlead: plans in, dates out. Importing it does no work; its verbs load what they need."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlead_engine.comparison import compare
    from fairlead_engine.cpm import Found, Schedule, TaskDates, schedule, schedule_columns
    from fairlead_engine.cpm.edits import Edit, LinkAdded, LinkRemoved
    from fairlead_engine.cpm.live import LiveSchedule
    from fairlead_engine.cpm.scenarios import Scenarios, schedule_scenarios
    from fairlead_engine.draft import Draft
    from fairlead_engine.errors import EngineError
    from fairlead_engine.formats import read, write
    from fairlead_engine.leveling import Activity, Instance, Leveled, level_instance, warm
    from fairlead_engine.network import Columns, columns_of
    from fairlead_engine.units import moment_of

__all__ = [
    "Activity",
    "Columns",
    "Draft",
    "Edit",
    "EngineError",
    "Found",
    "Instance",
    "Leveled",
    "LinkAdded",
    "LinkRemoved",
    "LiveSchedule",
    "Scenarios",
    "Schedule",
    "TaskDates",
    "columns_of",
    "compare",
    "level_instance",
    "moment_of",
    "read",
    "schedule",
    "schedule_columns",
    "schedule_scenarios",
    "warm",
    "write",
]

_HOMES = {
    "Activity": "leveling",
    "Columns": "network",
    "Draft": "draft",
    "Edit": "cpm.edits",
    "EngineError": "errors",
    "Instance": "leveling",
    "Leveled": "leveling",
    "LinkAdded": "cpm.edits",
    "LinkRemoved": "cpm.edits",
    "LiveSchedule": "cpm.live",
    "Scenarios": "cpm.scenarios",
    "columns_of": "network",
    "compare": "comparison",
    "level_instance": "leveling",
    "moment_of": "units",
    "read": "formats",
    "schedule_scenarios": "cpm.scenarios",
    "warm": "leveling",
    "write": "formats",
}


def __getattr__(name: str) -> object:
    """Load a verb or record on its first use."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'cpm')}"), name)
