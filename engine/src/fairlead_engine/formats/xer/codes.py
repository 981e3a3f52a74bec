"""P6's words for kinds and choices, and Fairlead's; both the reader and the writer look here."""

from enum import Enum
from typing import TypeVar

from fairlead_engine.options import CriticalRule, LagCalendar, OutsideLinks, SlackRule
from fairlead_engine.plan import ConstraintKind, LinkKind, ResourceKind, TaskKind

K = TypeVar("K", bound=Enum)

TASK_KINDS = {
    "TT_Task": TaskKind.TASK,
    "TT_Rsrc": TaskKind.RESOURCE_DEPENDENT,
    "TT_Mile": TaskKind.START_MILESTONE,
    "TT_FinMile": TaskKind.FINISH_MILESTONE,
    "TT_LOE": TaskKind.LEVEL_OF_EFFORT,
    "TT_WBS": TaskKind.WBS_SUMMARY,
}
LINK_KINDS = {"PR_FS": LinkKind.FS, "PR_SS": LinkKind.SS, "PR_FF": LinkKind.FF, "PR_SF": LinkKind.SF}

# *Start on* and *finish on* bind both ways but yield to links, so each is two constraints; mandatory ones do not yield.
CONSTRAINTS = {
    "CS_ALAP": (ConstraintKind.ALAP,),
    "CS_MSO": (ConstraintKind.SNET, ConstraintKind.SNLT),
    "CS_MSOA": (ConstraintKind.SNET,),
    "CS_MSOB": (ConstraintKind.SNLT,),
    "CS_MEO": (ConstraintKind.FNET, ConstraintKind.FNLT),
    "CS_MEOA": (ConstraintKind.FNET,),
    "CS_MEOB": (ConstraintKind.FNLT,),
    "CS_MANDSTART": (ConstraintKind.MSO,),
    "CS_MANDFIN": (ConstraintKind.MFO,),
}
PRIORITIES = {"PT_Top": 900, "PT_High": 700, "PT_Normal": 500, "PT_Low": 300, "PT_Lowest": 100}
RESOURCE_KINDS = {"RT_Labor": ResourceKind.WORK, "RT_Equip": ResourceKind.WORK, "RT_Mat": ResourceKind.MATERIAL}

LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.EVERY_MINUTE,
}
SLACK_RULES = {"FT_SF": SlackRule.START, "FT_FF": SlackRule.FINISH, "FT_MF": SlackRule.LEAST}
CRITICAL_RULES = {"CT_TotFloat": CriticalRule.SLACK, "CT_DrivPath": CriticalRule.LONGEST_PATH}
OUTSIDE_LINKS = {
    "SD_Both": OutsideLinks.BOTH,
    "SD_Pred": OutsideLinks.PREDECESSORS,
    "SD_Succ": OutsideLinks.SUCCESSORS,
    "SD_None": OutsideLinks.NONE,
}


def word_of(codes: dict[str, K], kind: K) -> str:
    """Return P6's word for `kind`, the first where it has several."""
    return next(word for word, meant in codes.items() if meant is kind)
