"""The words of a preview: what was lost, how far dates are apart, and why."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairlead.exchange.exports import ExportFormat
from fairlead.exchange.findings import DateRow, Line
from fairlead_engine.comparison import Hint
from fairlead_engine.cpm import DriverKind
from fairlead_engine.formats import Column
from fairlead_engine.formats.roster import PersonColumn

EXPORT_WORDS: dict[ExportFormat, tuple[Promise, Promise]] = {
    ExportFormat.XML: (
        gettext_lazy("Microsoft Project"),
        gettext_lazy(
            "For Microsoft Project and most other planning programs: open it there as an XML file, and plan on."
        ),
    ),
    ExportFormat.XER: (
        gettext_lazy("Primavera P6"),
        gettext_lazy("For Oracle Primavera P6 and what reviews its schedules: import it there as an XER file."),
    ),
    ExportFormat.XLSX: (
        gettext_lazy("Excel workbook"),
        gettext_lazy("For people without a planning program: the tasks as a table to read, filter and print."),
    ),
    ExportFormat.CSV: (
        gettext_lazy("CSV"),
        gettext_lazy("For scripts and every other tool that takes a table: the tasks as plain text."),
    ),
    ExportFormat.JSON: (
        gettext_lazy("Fairlead plan"),
        gettext_lazy("For another Fairlead, or to keep: all that is said of the plan, and nothing is lost on the way."),
    ),
}  # what a format is called, and whom it is for
COLUMN_WORDS: dict[Column, Promise] = {
    Column.ID: gettext_lazy("Number of the row (ID)"),
    Column.UNIQUE_ID: gettext_lazy("Unique ID"),
    Column.CODE: gettext_lazy("Code of the task, such as A1010"),
    Column.LEVEL: gettext_lazy("Level in the outline"),
    Column.WBS: gettext_lazy("WBS code, such as 1.2.3"),
    Column.PARENT: gettext_lazy("Summary task above it"),
    Column.NAME: gettext_lazy("Name of the task"),
    Column.DURATION: gettext_lazy("Duration"),
    Column.START: gettext_lazy("Start"),
    Column.FINISH: gettext_lazy("Finish"),
    Column.PREDECESSORS: gettext_lazy("Predecessors: what it waits for"),
    Column.RESOURCES: gettext_lazy("People and other resources"),
    Column.WORK: gettext_lazy("Work: effort in hours"),
    Column.PERCENT: gettext_lazy("Percent complete"),
    Column.MILESTONE: gettext_lazy("Whether it is a milestone"),
    Column.MODE: gettext_lazy("Whether it is scheduled by hand"),
    Column.ACTIVE: gettext_lazy("Whether it is active"),
    Column.CONSTRAINT: gettext_lazy("Kind of constraint"),
    Column.CONSTRAINT_DATE: gettext_lazy("Date of the constraint"),
    Column.DEADLINE: gettext_lazy("Deadline"),
    Column.ACTUAL_START: gettext_lazy("Actual start"),
    Column.ACTUAL_FINISH: gettext_lazy("Actual finish"),
    Column.LATE_START: gettext_lazy("Late start"),
    Column.LATE_FINISH: gettext_lazy("Late finish"),
    Column.TOTAL_SLACK: gettext_lazy("Total slack"),
    Column.CRITICAL: gettext_lazy("Whether it is critical"),
    Column.PRIORITY: gettext_lazy("Priority"),
    Column.PROJECT: gettext_lazy("Project that it belongs to"),
    Column.PROJECT_START: gettext_lazy("Start of the project"),
    Column.NOTES: gettext_lazy("Notes"),
}
PERSON_COLUMN_WORDS: dict[PersonColumn, Promise] = {
    PersonColumn.NAME: gettext_lazy("Name"),
    PersonColumn.FIRST_NAME: gettext_lazy("First name"),
    PersonColumn.LAST_NAME: gettext_lazy("Last name"),
    PersonColumn.EMAIL: gettext_lazy("E-mail address"),
    PersonColumn.KIND: gettext_lazy("Kind: person, role or equipment"),
    PersonColumn.TITLE: gettext_lazy("Title, such as Senior designer"),
    PersonColumn.TEAM: gettext_lazy("Team"),
    PersonColumn.SKILLS: gettext_lazy("Skills with levels, such as Figma:4; Research:2"),
    PersonColumn.CALENDAR: gettext_lazy("Calendar that they work by"),
    PersonColumn.HOURS: gettext_lazy("Hours per week"),
    PersonColumn.SHARE: gettext_lazy("Share of a whole person, or number of pieces"),
    PersonColumn.FROM: gettext_lazy("First day"),
    PersonColumn.UNTIL: gettext_lazy("Last day"),
    PersonColumn.COST: gettext_lazy("Cost of an hour"),
    PersonColumn.BILL: gettext_lazy("Billed for an hour"),
    PersonColumn.CURRENCY: gettext_lazy("Currency of the rates"),
    PersonColumn.RATE_FROM: gettext_lazy("Day from which the rates hold"),
}
# Hints about late dates and slack have no words here: a preview shows starts and finishes.
_HINTS: dict[Hint, Promise] = {
    Hint.FOLLOWS: gettext_lazy("It follows “%(name)s”, which differs already."),
    Hint.SAME_MOMENT: gettext_lazy("Nobody works between the two: it is the same moment, said differently."),
    Hint.UNCALCULATED: gettext_lazy(
        "The file has it start before a task it waits for is finished: it was saved without being calculated."
    ),
    Hint.BEHIND_STATUS: gettext_lazy(
        "The file has it start before the data date: it was saved without being scheduled."
    ),
    Hint.SPLIT: gettext_lazy("Its work pauses in the file."),
    Hint.RESOURCE_CALENDAR: gettext_lazy("Somebody who works on it has other working times than the task."),
    Hint.ASSIGNMENT_DELAY: gettext_lazy("Somebody who works on it starts later than the task itself."),
    Hint.SPANS: gettext_lazy("In the file it lasts as long as other tasks do; here it has a duration of its own."),
    Hint.EXPECTED_FINISH: gettext_lazy(
        "The file stretches its remaining work to an expected finish; here its duration counts."
    ),
    Hint.OUTSIDE: gettext_lazy("Projects that are not in the file bind it."),
    Hint.STARTED: gettext_lazy("It has begun, and the file placed the rest of its work by hand or by its status date."),
    Hint.MANUAL: gettext_lazy("It is scheduled by hand in the file."),
}
_DRIVERS: dict[DriverKind, Promise] = {
    DriverKind.PROJECT_START: gettext_lazy("Here nothing but the project's start holds it."),
    DriverKind.LINK: gettext_lazy("Here it starts as its link from “%(name)s” says."),
    DriverKind.CONSTRAINT: gettext_lazy("Here its own constraint sets its start."),
    DriverKind.ACTUAL: gettext_lazy("Here it starts when it actually did."),
    DriverKind.MANUAL: gettext_lazy("Here it keeps the dates it was given by hand."),
    DriverKind.SUMMARY: gettext_lazy("Here its summary task “%(name)s” sets its start."),
    DriverKind.CHILD: gettext_lazy("Here it spans its subtasks; “%(name)s” is the first."),
    DriverKind.ALAP: gettext_lazy("Here it is placed as late as “%(name)s” allows."),
    DriverKind.LEVELING: gettext_lazy("Here its leveling delay sets its start."),
    DriverKind.STATUS_DATE: gettext_lazy("Here it waits for the status date, because it had not begun by then."),
}


def reason_text(row: DateRow) -> str:
    """Return why a task's dates differ: the likeliest circumstance, or else what sets its start here."""
    for value in row.hints:
        if (text := _HINTS.get(Hint(value))) is not None:
            return str(text) % {"name": row.driver_name}
    return str(_DRIVERS[DriverKind(row.driver_kind)]) % {"name": row.driver_name}


def shift_text(minutes: int) -> str:
    """Return how much later or earlier ours is, in the largest unit that says it well."""
    size, later = abs(minutes), minutes > 0
    if size < 60:
        amount = ngettext("%(n)d minute", "%(n)d minutes", size) % {"n": size}
    elif size < 1440:
        amount = ngettext("%(n)s hour", "%(n)s hours", -(-size // 60)) % {"n": _rounded(size / 60)}
    else:
        amount = ngettext("%(n)s day", "%(n)s days", -(-size // 1440)) % {"n": _rounded(size / 1440)}
    return (_("%(amount)s later") if later else _("%(amount)s earlier")) % {"amount": amount}


def line_text(line: Line) -> str:
    """Return what a line of the report says, without its count."""
    return _(line.message)


def _rounded(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
