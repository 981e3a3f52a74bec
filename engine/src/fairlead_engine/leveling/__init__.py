"""Leveling: moving work in time so that nobody is asked for more than there is, for as little delay as can be found."""

from fairlead_engine.leveling.instance import Activity, CannotFit, Instance, InstanceBroken
from fairlead_engine.leveling.search import Leveled, level_instance
from fairlead_engine.leveling.warming import warm

__all__ = ["Activity", "CannotFit", "Instance", "InstanceBroken", "Leveled", "level_instance", "warm"]
