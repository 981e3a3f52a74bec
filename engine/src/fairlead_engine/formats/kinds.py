"""What any report on a file can say, whatever its format."""

from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED = Severity.LOST, Severity.CHANGED

# Of the whole file
NO_START = Kind("no_project_start", _CHANGED, "The file names no project start; the earliest task's start is used.")
NO_CALENDAR = Kind("no_project_calendar", _CHANGED, "The project's calendar is not in the file; another one is used.")

# Of values
BAD_VALUE = Kind("unreadable_values", _LOST, "Values that cannot be understood are left out.")
BAD_YEAR = Kind("dates_out_of_range", _LOST, "Dates outside the years that can be planned are left out.")
ZONES = Kind("time_zones", _CHANGED, "Time zones of dates are dropped; the time of day is kept.")
SECONDS = Kind("seconds", _CHANGED, "Seconds are rounded to whole minutes.")
NEGATIVE_DURATION = Kind("negative_durations", _CHANGED, "Negative durations are taken as none.")
OUT_OF_BOUNDS = Kind("numbers_out_of_bounds", _CHANGED, "Numbers beyond their bounds are moved to the nearest bound.")
LONG_TEXT = Kind("long_texts", _CHANGED, "Names and texts that are too long are cut off.")
DUPLICATE_ID = Kind(
    "duplicate_ids", _CHANGED, "Ids used more than once: all but the first get a new one; links keep to the first."
)
MISSING_ID = Kind("missing_ids", _CHANGED, "Tasks, resources or calendars without an id get a new one.")

# Of calendars
CALENDAR_LOOP = Kind(
    "calendars_in_a_circle", _CHANGED, "Calendars based on each other in a circle: one of them loses its base."
)
UNKNOWN_BASE = Kind("unknown_base_calendars", _LOST, "Base calendars that are not in the file are left out.")
EMPTY_WEEK = Kind(
    "calendars_without_week", _CHANGED, "Calendars without a working week get Monday to Friday, 8 to 12 and 13 to 17."
)
NO_TIMES = Kind("working_days_without_times", _CHANGED, "Working days without times get 8 to 12 and 13 to 17.")
OVERLAPPING_TIMES = Kind("overlapping_working_times", _CHANGED, "Working times of one day that overlap are joined.")
CUT_AT_MIDNIGHT = Kind(
    "times_past_midnight", _CHANGED, "Working times that run past midnight into a day not the calendar's own end there."
)
BAD_EXCEPTION = Kind("exceptions_without_dates", _LOST, "Exceptions of calendars without usable dates are left out.")

# Of tasks
OUTLINE_JUMP = Kind("outline_jumps", _CHANGED, "Outline levels that jump are closed up to the next level.")
NO_DURATION = Kind("missing_durations", _CHANGED, "Tasks without a duration are estimated at one day.")
NO_CONSTRAINT_DATE = Kind("constraints_without_date", _LOST, "Constraints without their date are left out.")
UNKNOWN_CALENDAR = Kind(
    "unknown_calendars", _LOST, "Calendars that tasks or resources name but the file lacks are left out."
)

# Of links
LINKS_TO_NOWHERE = Kind("links_to_nowhere", _LOST, "Links from tasks that are not in the file are left out.")
LINKS_TO_SELF = Kind("links_to_self", _LOST, "Links from a task to itself are left out.")
DUPLICATE_LINKS = Kind("duplicate_links", _LOST, "Links that repeat another link are left out.")
UNKNOWN_LINK_KIND = Kind("unknown_link_kinds", _CHANGED, "Links of an unknown kind are taken as finish-to-start.")

# Of resources and assignments
RATES = Kind("rates", _LOST, "Rates and availability over time of resources are not taken.")
RESOURCE_DETAILS = Kind("resource_details", _LOST, "Codes, initials, notes and the like of resources are not taken.")
ASSIGNED_NOWHERE = Kind(
    "assignments_to_nowhere", _LOST, "Assignments to tasks or resources that are not in the file are left out."
)
REPEATED_ASSIGNMENT = Kind(
    "duplicate_assignments", _LOST, "Repeated assignments of a resource to the same task are left out."
)
CONTOURS = Kind("work_contours", _LOST, "Contours of work are not taken; work is spread evenly.")
TIMEPHASED = Kind("timephased_data", _LOST, "Day-by-day work and cost are not taken.")

# Of several
BASELINES = Kind("baselines", _LOST, "Baselines of tasks, resources and assignments are not taken.")
COSTS = Kind("costs", _LOST, "Costs of tasks, resources and assignments are not taken.")
CUSTOM_FIELDS = Kind("custom_fields", _LOST, "Values of custom fields are not taken.")
