"""Tables of tasks: CSV and XLSX, written by people and many programs; docs/reference/formats/csv.md says how."""

from fairlead_engine.formats.tables.columns import Column, column_of
from fairlead_engine.formats.tables.csvfile import is_table
from fairlead_engine.formats.tables.head import Head
from fairlead_engine.formats.tables.layout import Choice
from fairlead_engine.formats.tables.reading import NO_DATE, read_csv_plan, read_xlsx_plan
from fairlead_engine.formats.tables.xlsx import is_xlsx

__all__ = ["NO_DATE", "Choice", "Column", "Head", "column_of", "is_table", "is_xlsx", "read_csv_plan", "read_xlsx_plan"]
