"""Everything that the report on a table can say."""

from fairlead_engine.formats import kinds as shared
from fairlead_engine.formats.report import Kind, Severity

_LOST, _CHANGED, _NOTE = Severity.LOST, Severity.CHANGED, Severity.NOTE

# Of the table
ENCODING = Kind(
    "encoding_guessed", _NOTE, "The file does not say how its letters are encoded; Windows-1252 (Western) is taken."
)
COLUMNS = Kind("columns", _NOTE, "Columns are taken by their headings.")
UNKNOWN_COLUMNS = Kind("other_columns", _LOST, "Columns whose headings say nothing of a plan are not taken.")
REPEATED_COLUMNS = Kind("repeated_columns", _LOST, "A second column for the same thing is not taken.")
OTHER_SHEETS = Kind("other_sheets", _LOST, "Sheets without a table of tasks are not taken.")
BEFORE_TABLE = Kind("rows_before_table", _NOTE, "Rows above the headings are skipped.")
REPEATED_HEADINGS = Kind("repeated_headings", _NOTE, "Rows that say the headings again are skipped.")
NAMELESS = Kind("nameless_rows", _LOST, "Rows without a name are not taken.")

# Of dates
DATE_ORDER = Kind("date_order", _NOTE, "Which number of a date is the day is told by the dates themselves.")
DATE_ORDER_GUESSED = Kind(
    "date_order_guessed", _CHANGED, "No date tells whether the day or the month comes first; one of them is guessed."
)
NO_DATES = Kind("no_dates", _CHANGED, "No task has a date; the project starts on a date that means nothing.")
NO_START = Kind("no_project_start", _NOTE, "The project starts when its first task does.")
WHOLE_DAYS = Kind("whole_days", _NOTE, "Dates without a time of day begin at 8:00 and end at 17:00.")
FREE_DAYS = Kind("free_days", _CHANGED, "Tasks between dates without work get a day of it.")
STARTS = Kind("starts_as_constraints", _NOTE, "Tasks without predecessors start no earlier than their dates say.")
DUE_DATES = Kind("due_dates", _NOTE, "Finishes of tasks without a start or duration are taken as deadlines.")
ACTUALS = Kind("dates_as_actual", _NOTE, "The dates of tasks that have begun are taken as the actual ones.")

# Of values
BAD_VALUE = shared.BAD_VALUE
BAD_YEAR = shared.BAD_YEAR
ZONES = shared.ZONES
SECONDS = shared.SECONDS
OUT_OF_BOUNDS = shared.OUT_OF_BOUNDS
NEGATIVE_DURATION = shared.NEGATIVE_DURATION
LONG_TEXT = shared.LONG_TEXT
DUPLICATE_ID = shared.DUPLICATE_ID
MISSING_ID = Kind("missing_ids", _NOTE, "Rows without an id are called by their place in the table.")
NO_DURATION = shared.NO_DURATION
NO_CONSTRAINT_DATE = shared.NO_CONSTRAINT_DATE
PRIORITIES = Kind("priorities", _LOST, "Priorities that are not numbers from 0 to 1000 are not taken.")
SHARES = Kind("shares_as_percent", _NOTE, "Percent complete is written as shares of 1.")

# Of the outline, links and people
OUTLINE_JUMP = shared.OUTLINE_JUMP
NO_PARENT = Kind("unknown_parents", _CHANGED, "Tasks below one that does not stand above them are put at the top.")
LINKS_TO_NOWHERE = shared.LINKS_TO_NOWHERE
LINKS_TO_SELF = shared.LINKS_TO_SELF
DUPLICATE_LINKS = shared.DUPLICATE_LINKS
BROKEN_LINKS = Kind("unreadable_links", _LOST, "Predecessors that cannot be understood are left out.")
SHARED_WORK = Kind("shared_work", _LOST, "Work of tasks to which not exactly one resource is assigned is not taken.")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
