"""Everything that the report on a Microsoft Project XML file can say."""

from fairlead_engine.formats import kinds as shared
from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

# Of the whole file
NO_START = shared.NO_START
NO_CALENDAR = shared.NO_CALENDAR
PROPERTIES = Kind("document_properties", _LOST, "Author, company and other document properties are not taken.")
VIEWS = Kind("views", _LOST, "Views, tables, filters, groups, macros and the like are not taken.")
FIELD_DEFINITIONS = Kind(
    "custom_field_definitions", _LOST, "Definitions of custom fields and outline codes are not taken."
)
UNKNOWN = Kind("unknown_elements", _LOST, "Elements that this format does not define are not taken.")

# Of values
BAD_VALUE = shared.BAD_VALUE
BAD_YEAR = shared.BAD_YEAR
ZONES = shared.ZONES
SECONDS = shared.SECONDS
NEGATIVE_DURATION = shared.NEGATIVE_DURATION
OUT_OF_BOUNDS = shared.OUT_OF_BOUNDS
LONG_TEXT = shared.LONG_TEXT
DUPLICATE_ID = shared.DUPLICATE_ID
MISSING_ID = shared.MISSING_ID

# Of calendars
CALENDAR_LOOP = shared.CALENDAR_LOOP
UNKNOWN_BASE = shared.UNKNOWN_BASE
EMPTY_WEEK = shared.EMPTY_WEEK
NO_TIMES = shared.NO_TIMES
OVERLAPPING_TIMES = shared.OVERLAPPING_TIMES
CUT_AT_MIDNIGHT = shared.CUT_AT_MIDNIGHT
BAD_EXCEPTION = shared.BAD_EXCEPTION
RECURRING_EXCEPTION = Kind(
    "recurring_exceptions", _NOTE, "Recurring exceptions of calendars are kept as the single days they fall on."
)
WORK_WEEKS = Kind(
    "working_weeks", _NOTE, "Working weeks that differ for a period are kept as exceptions of single days."
)
HORIZON = Kind("calendar_horizon", _CHANGED, "Recurring exceptions are kept only up to the limit of days.")

# Of tasks
BLANK_ROWS = Kind("blank_rows", _NOTE, "Blank rows are skipped.")
EXTERNAL_TASKS = Kind("external_tasks", _LOST, "Stand-ins for tasks of other projects are not taken.")
SUBPROJECTS = Kind(
    "subprojects", _LOST, "Inserted projects are taken as ordinary tasks, without what is in their own file."
)
OUTLINE_JUMP = shared.OUTLINE_JUMP
NO_DURATION = shared.NO_DURATION
NO_CONSTRAINT_DATE = shared.NO_CONSTRAINT_DATE
UNKNOWN_CALENDAR = shared.UNKNOWN_CALENDAR
RECURRING_TASKS = Kind("recurring_tasks", _NOTE, "Recurring tasks are taken as ordinary tasks on their dates.")
DATE_TEXTS = Kind(
    "date_texts", _LOST, "Words in place of dates or durations of manually scheduled tasks are not taken."
)
SPLITS = Kind("splits", _NOTE, "Pauses within tasks are taken from their day-by-day work.")
SPLITS_LEFT_OUT = Kind("splits_left_out", _LOST, "Pauses within tasks that have no working time are left out.")

# Of links
CROSS_LINKS = Kind("links_to_other_files", _LOST, "Links to tasks in other files are not taken.")
LINKS_TO_NOWHERE = shared.LINKS_TO_NOWHERE
LINKS_TO_SELF = shared.LINKS_TO_SELF
DUPLICATE_LINKS = shared.DUPLICATE_LINKS
UNKNOWN_LINK_KIND = shared.UNKNOWN_LINK_KIND

# Of resources and assignments
RATES = shared.RATES
RESOURCE_DETAILS = shared.RESOURCE_DETAILS
ASSIGNED_TO_NOBODY = Kind(
    "work_without_resource", _NOTE, "Placeholders for work that no resource is assigned to are skipped."
)
ASSIGNED_NOWHERE = shared.ASSIGNED_NOWHERE
REPEATED_ASSIGNMENT = shared.REPEATED_ASSIGNMENT
CONTOURS = shared.CONTOURS
TIMEPHASED = shared.TIMEPHASED
ASSIGNMENT_DETAILS = Kind(
    "assignment_details", _LOST, "Leveling delay, overtime, notes and cost settings of assignments are not taken."
)
PROGRESS_OF_WORK = Kind(
    "actual_work", _LOST, "Actual and remaining work of assignments are not taken; the progress of their tasks is."
)

# Of several
BASELINES = shared.BASELINES
COSTS = shared.COSTS
CUSTOM_FIELDS = shared.CUSTOM_FIELDS
OUTLINE_CODES = Kind("outline_codes", _LOST, "Values of outline codes are not taken.")
HYPERLINKS = Kind("hyperlinks", _LOST, "Hyperlinks are not taken.")
TASK_DETAILS = Kind(
    "task_details", _LOST, "Physical percent complete, contacts, commitments and the like of tasks are not taken."
)

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
