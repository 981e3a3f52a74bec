"""A plan as a table of tasks, CSV or XLSX."""

import csv
from io import StringIO
from typing import TYPE_CHECKING

from fairlead_engine.formats.output.writing import writing_of
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.tables.columns import Column
from fairlead_engine.formats.tables.csvfile import guarded
from fairlead_engine.formats.tables.output import kinds
from fairlead_engine.formats.tables.output.rows import TableRows
from fairlead_engine.formats.tables.output.xlsxfile import MOST_TEXT, workbook
from fairlead_engine.plan import Plan

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule

_FREE = {Column.NAME, Column.NOTES, Column.WBS, Column.CODE, Column.RESOURCES, Column.PROJECT, Column.ID}


def write_csv(plan: Plan, schedule: "Schedule | None" = None) -> tuple[bytes, ReadReport]:
    """Return `plan` as CSV in UTF-8 with a mark, and a report of what it cannot say.

    Texts that a spreadsheet would take for formulas have an apostrophe before them, which reading takes away.
    """
    table = TableRows(writing_of(plan, schedule))
    columns = table.columns()
    text = StringIO(newline="")
    out = csv.writer(text)
    out.writerow([column.value for column in columns])
    for row in table.rows:
        values = ((column, row.get(column, "")) for column in columns)
        out.writerow([guarded(value) if column in _FREE else value for column, value in values])
    return text.getvalue().encode("utf-8-sig"), table.writing.notes.report("CSV")


def write_xlsx(plan: Plan, schedule: "Schedule | None" = None) -> tuple[bytes, ReadReport]:
    """Return `plan` as an XLSX workbook, dates as dates, and a report of what it cannot say."""
    table = TableRows(writing_of(plan, schedule))
    for row in table.rows:
        if any(len(value) > MOST_TEXT for value in row.values()):
            table.writing.notes.add(kinds.LONG_TEXTS, row[Column.NAME])
    return workbook(table.columns(), table.rows, table.levels), table.writing.notes.report("Excel workbook")
