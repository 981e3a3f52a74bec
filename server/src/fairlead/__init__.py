"""Fairlead: program and project management from objective to task, with dates that say why."""

__version__ = "0.1.0"
