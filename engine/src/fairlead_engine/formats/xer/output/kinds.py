"""What the report on a written XER file can say beyond what that on any file can."""

from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

P6_RULES = Kind(
    "p6_rules", _CHANGED, "P6 schedules by rules of its own; the options nearest to Microsoft Project's are written."
)
SHARED_LENGTHS = Kind(
    "shared_lengths", _CHANGED, "Projects that share a calendar share its hours per day, week and month."
)
LETTERS = Kind("letters", _NOTE, "Letters beyond Western ones are written as UTF-8, which P6 may show wrongly.")
EXCEPTION_NAMES = Kind("exception_names", _LOST, "Names of exceptions of calendars are not written.")
SUMMARY_DETAILS = Kind(
    "summary_details", _LOST, "Constraints, calendars, notes and the like of summary tasks are not written."
)
SUMMARY_LINKS = Kind("summary_links", _LOST, "Links of summary tasks are not written, for WBS elements have none.")
SUMMARY_WORK = Kind("summary_work", _LOST, "Assignments to summary tasks are not written, for WBS elements have none.")
MILESTONES = Kind("milestones", _NOTE, "Milestones are written as finish milestones.")
LONG_MILESTONES = Kind(
    "long_milestones", _CHANGED, "Milestones with a duration are written as tasks, P6's milestones as milestones."
)
RESOURCE_DEPENDENT = Kind(
    "resource_dependent", _NOTE, "Tasks that follow their resources' calendars are written as resource dependent."
)
ELAPSED = Kind("elapsed_as_calendar", _CHANGED, "Elapsed durations are put on a calendar in which every minute works.")
DEADLINES = Kind("deadlines_as_constraints", _CHANGED, "Deadlines are written as “finish on or before” constraints.")
DEADLINES_LOST = Kind("deadlines_not_written", _LOST, "Deadlines of tasks with two constraints are not written.")
PINNED = Kind("manual_as_mandatory", _CHANGED, "Manually scheduled tasks are written with a mandatory start.")
MANUAL = Kind("manual_not_written", _LOST, "That tasks are scheduled manually, and their dates, are not written.")
STARTS_MADE = Kind("actual_starts_made", _CHANGED, "Tasks in progress without an actual start get their found one.")
PROGRESS_LOST = Kind("progress_not_written", _LOST, "Progress of tasks whose start is not known is not written.")
COST_RESOURCES = Kind("cost_resources", _CHANGED, "Cost resources are written as material.")
MATERIAL_WORK = Kind("material_work", _LOST, "Work of material and cost resources is not written; their quantity is.")
USUAL_CALENDARS = Kind("resources_without_calendar", _NOTE, "Resources without a calendar get the first project's.")
UNNAMED = Kind("unnamed_resources", _CHANGED, "Resources without a name get one.")
FOUND = Kind("other_dates", _LOST, "Found dates that are neither early, late nor actual ones are not written.")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
