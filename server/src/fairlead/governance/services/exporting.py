"""A RACI matrix as a file for spreadsheets."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairlead.governance.selectors import Matrix
from fairlead_engine.formats.tables.csvfile import guarded
from fairlead_engine.formats.tables.output.xlsxfile import text_workbook


class MatrixFormat(StrEnum):
    """What a matrix is written as."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        """The type that the file is served as."""
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return "text/csv; charset=utf-8" if self is MatrixFormat.CSV else sheet


@dataclass(frozen=True, slots=True)
class MatrixFile:
    """A file with its name."""

    name: str
    content: bytes


def matrix_file(matrix: Matrix, *, to: MatrixFormat) -> MatrixFile:
    """Return `matrix` as a file: a line per deliverable, a column per role or person, and what is wrong at the end."""
    head = [_("Deliverable or decision"), *(each.name for each in matrix.columns), _("To mend")]
    rows = [head, *([line.deliverable.name, *line.letters, " ".join(line.faults)] for line in matrix.lines)]
    name = f"raci-{slugify(matrix.spot.name) or matrix.spot.id}.{to.value}"
    return MatrixFile(name, text_workbook("RACI", rows) if to is MatrixFormat.XLSX else _csv(rows))


def _csv(rows: list[list[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
