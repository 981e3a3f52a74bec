"""Everything that the report on an XER file can say."""

from fairlead_engine.formats import kinds as shared
from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

# Of the file and its tables
NO_END = Kind("no_end_mark", _CHANGED, "The file does not end as it should; it may have been cut off.")
ENCODING = Kind(
    "encoding_guessed", _NOTE, "The file does not say how its letters are encoded; Windows-1252 (Western) is taken."
)
STRAY_LINES = Kind("stray_lines", _LOST, "Lines that belong to no table are left out.")
LONG_ROWS = Kind("long_rows", _LOST, "Values beyond the last column of a table are left out.")
REPEATED_TABLE = Kind("repeated_tables", _CHANGED, "A table that is begun again is read with its first columns.")
UNKNOWN_TABLES = Kind("other_tables", _LOST, "Rows of tables that no plan is made of are not taken.")
UNKNOWN_FIELDS = Kind("other_columns", _LOST, "Values of columns that are not known are not taken.")
ACTIVITY_CODES = Kind("activity_codes", _LOST, "Activity, resource and project codes are not taken.")
PERIODS = Kind("period_actuals", _LOST, "Past period actuals are not taken.")
STEPS = Kind("steps", _LOST, "Steps, documents, feedback and issues of activities are not taken.")
THRESHOLDS = Kind("risks_and_thresholds", _LOST, "Risks, thresholds and issues are not taken.")

# Of projects
NO_START = Kind("no_project_start", _CHANGED, "Projects without a start begin at their data date.")
NO_CALENDAR = shared.NO_CALENDAR
UNEXPORTED = Kind("projects_not_exported", _LOST, "Projects that are only referred to are not taken.")
NO_OPTIONS = Kind("no_schedule_options", _CHANGED, "A project without scheduling options gets P6's usual ones.")
PROJECT_DETAILS = Kind("project_details", _LOST, "Accounts, addresses and forecast dates of projects are not taken.")
LEVELING = Kind("leveling_options", _LOST, "Options of P6's resource leveling are not taken.")

# Of values
BAD_VALUE = shared.BAD_VALUE
BAD_YEAR = shared.BAD_YEAR
ZONES = shared.ZONES
SECONDS = shared.SECONDS
OUT_OF_BOUNDS = shared.OUT_OF_BOUNDS
NEGATIVE_DURATION = shared.NEGATIVE_DURATION
LONG_TEXT = shared.LONG_TEXT
DUPLICATE_ID = shared.DUPLICATE_ID
MISSING_ID = shared.MISSING_ID
UNKNOWN_WORDS = Kind("unknown_kinds", _CHANGED, "Kinds and choices that are not known are taken as the usual ones.")

# Of calendars
CALENDAR_LOOP = shared.CALENDAR_LOOP
UNKNOWN_BASE = shared.UNKNOWN_BASE
EMPTY_WEEK = shared.EMPTY_WEEK
BROKEN_CALENDAR = Kind("broken_calendars", _LOST, "Parts of a calendar that cannot be understood are left out.")
OVERLAPPING_TIMES = shared.OVERLAPPING_TIMES
CUT_AT_MIDNIGHT = shared.CUT_AT_MIDNIGHT
UNKNOWN_CALENDAR = shared.UNKNOWN_CALENDAR

# Of tasks
NO_PROJECT = Kind("tasks_of_no_project", _LOST, "Activities of projects that are not in the file are left out.")
NO_WBS = Kind("unknown_wbs", _CHANGED, "Activities and WBS elements below one that is not there stand at the top.")
WBS_LOOP = Kind("wbs_in_a_circle", _CHANGED, "WBS elements below each other in a circle: one of them moves to the top.")
NO_CONSTRAINT_DATE = shared.NO_CONSTRAINT_DATE
CONSTRAINTS = Kind("third_constraints", _LOST, "A secondary constraint beside “start on” or “finish on” is left out.")
PERCENT_TYPES = Kind(
    "percent_types", _CHANGED, "Physical and units percent complete are replaced by that of the duration."
)
DURATION_TYPES = Kind("duration_types", _LOST, "Fixed units and fixed units/time settings of activities are not taken.")
EXTERNAL_DATES = Kind("external_dates", _NOTE, "Dates from links with other projects are taken as bounds of their own.")
FORMATTED_NOTES = Kind("formatted_notes", _CHANGED, "Notebook topics are taken as plain text, one after the other.")
WBS_DETAILS = Kind("wbs_details", _LOST, "Earned value settings and planned dates of WBS elements are not taken.")

# Of links
LINKS_TO_NOWHERE = shared.LINKS_TO_NOWHERE
LINKS_TO_SELF = shared.LINKS_TO_SELF
DUPLICATE_LINKS = shared.DUPLICATE_LINKS
LINK_COMMENTS = Kind("link_comments", _LOST, "Comments of links are not taken.")

# Of resources and assignments
RATES = shared.RATES
RESOURCE_DETAILS = shared.RESOURCE_DETAILS
ROLES = Kind("roles", _NOTE, "Roles that work is assigned to are taken as resources.")
ASSIGNED_NOWHERE = shared.ASSIGNED_NOWHERE
MERGED_ASSIGNMENTS = Kind(
    "merged_assignments", _CHANGED, "Several assignments of a resource to the same task are added up."
)
CONTOURS = shared.CONTOURS
ACTUAL_WORK = Kind("actual_work", _LOST, "Actual and remaining units of assignments are not taken.")
COSTS = shared.COSTS
CUSTOM_FIELDS = shared.CUSTOM_FIELDS

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
