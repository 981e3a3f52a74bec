"""Leveling: moving work in time so that nobody is asked for more than there is, for as little delay as can be found."""

from fairlead_engine.leveling.instance import Activity, CannotFit, Instance, InstanceBroken
from fairlead_engine.leveling.planning import level
from fairlead_engine.leveling.proposal import (
    Gone,
    Move,
    NobodyCan,
    Overload,
    Piece,
    Proposal,
    Staffed,
    TooLate,
    TooMuch,
    Unmet,
)
from fairlead_engine.leveling.search import Leveled, level_instance
from fairlead_engine.leveling.warming import warm
from fairlead_engine.leveling.wishes import CannotLevel, Objective, Wishes

__all__ = [
    "Activity",
    "CannotFit",
    "CannotLevel",
    "Gone",
    "Instance",
    "InstanceBroken",
    "Leveled",
    "Move",
    "NobodyCan",
    "Objective",
    "Overload",
    "Piece",
    "Proposal",
    "Staffed",
    "TooLate",
    "TooMuch",
    "Unmet",
    "Wishes",
    "level",
    "level_instance",
    "warm",
]
