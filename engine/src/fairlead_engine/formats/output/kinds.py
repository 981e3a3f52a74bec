"""What the report on a written file can say, whatever its format."""

from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

IDS = Kind("new_ids", _CHANGED, "Ids that the format does not know as numbers are replaced by numbers.")
TEXTS = Kind("texts_cleaned", _CHANGED, "Characters and blanks that the format has no place for are left out.")
YEARS = Kind("dates_not_written", _LOST, "Dates outside the years that can be planned are not written.")
BOUNDS = Kind("numbers_bounded", _CHANGED, "Numbers beyond what the format holds are moved to the nearest bound.")
ORDER = Kind("order", _CHANGED, "Tasks are put below their summary tasks, in the order that the format knows.")
MERGED_PROJECTS = Kind(
    "merged_projects", _CHANGED, "The format holds one project: each project becomes a summary task, with its start."
)
PROJECT_SETTINGS = Kind("project_settings", _LOST, "Settings of all projects but the first are not written.")
UNNAMED = Kind("unnamed_projects", _CHANGED, "Projects without a name are called Project.")
UNNAMED_TASKS = Kind("unnamed_tasks", _CHANGED, "Tasks without a name get one.")
NAMES = Kind("plan_name", _LOST, "The name of the plan is not written beside those of its projects.")
CALENDAR_MADE = Kind("calendar_made", _NOTE, "Projects without a calendar get one in which every minute works.")
EXCEPTIONS_PARTED = Kind(
    "exceptions_parted", _NOTE, "Exceptions of a calendar that overlap are written as single runs of days."
)
BASES = Kind("calendars_resolved", _NOTE, "Calendars that tasks use are written whole, with what they are based on.")
OWN_CALENDARS = Kind(
    "resource_calendars", _NOTE, "Resources that share a calendar each get one of their own, based on it."
)
CONSTRAINT_DATES = Kind("constraints_not_written", _LOST, "Constraints without their date are not written.")
UNUSED_DATES = Kind("unused_dates", _LOST, "Dates of constraints and projects that have no effect are not written.")
SUMMARY_PROGRESS = Kind(
    "summary_progress", _LOST, "Actual dates and pauses of summary tasks are not written; those of their tasks are."
)
UNUSED_MILESTONES = Kind("summary_milestones", _LOST, "That a summary task is a milestone is not written.")
PROGRESS = Kind("progress_rounded", _CHANGED, "Percent complete is rounded to what the format can say.")
LINKS = Kind("links_not_written", _LOST, "Links that repeat another, or lead from a task to itself, are not written.")
LAGS = Kind("lags_changed", _CHANGED, "Lags in elapsed time or percent become the working time that they come to.")
SPLITS = Kind("splits_not_written", _LOST, "Pauses within tasks whose dates are not known are not written.")
MANUAL_DATES = Kind("manual_dates", _CHANGED, "Manually scheduled tasks without dates of their own get the found ones.")
ASSIGNMENTS = Kind("assignments_merged", _CHANGED, "Repeated assignments of a resource to a task are written as one.")
CODES = Kind("codes_made", _NOTE, "Tasks without a code of their own get one, for the format asks for it.")
DOUBLE_CODES = Kind("codes_changed", _CHANGED, "Codes that several tasks of a project share are made different.")
PRIORITIES = Kind("priorities_rounded", _CHANGED, "Priorities are rounded to the five levels that the format knows.")
WBS = Kind("wbs_codes", _CHANGED, "WBS codes follow from the outline; other ones are not written.")
GROUPS = Kind("groups_not_written", _LOST, "Groups of resources that are not themselves a resource are not written.")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
