"""What the report on a written table can say beyond what that on any file can."""

from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED = Severity.LOST, Severity.CHANGED

EMPTY_PROJECTS = Kind("empty_projects", _LOST, "Projects without tasks are not written.")
UNASSIGNED = Kind("resources_not_assigned", _LOST, "Resources that are assigned to nothing are not written.")
SAME_NAMES = Kind(
    "same_names", _CHANGED, "Projects and resources that share a name become one, or get different names."
)
WORK = Kind("work_not_written", _LOST, "Work is written only for tasks with one resource.")
EARLY = Kind("other_dates", _LOST, "Early dates and free slack are not written.")
LONG_TEXTS = Kind("texts_cut", _CHANGED, "Texts of more characters than a cell holds are cut off.")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
