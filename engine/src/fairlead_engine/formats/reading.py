"""Any file to a plan: the format is told by the content."""

from dataclasses import dataclass
from pathlib import Path

from fairlead_engine.formats.detection import Format, format_of
from fairlead_engine.formats.limits import DEFAULT, Limits
from fairlead_engine.formats.mpxj import Foreign, read_mpxj
from fairlead_engine.formats.mspdi import read_mspdi
from fairlead_engine.formats.native import read_native
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.source import content_of
from fairlead_engine.formats.tables import Choice, Column, Head, read_csv_plan, read_xlsx_plan
from fairlead_engine.formats.xer import read_xer
from fairlead_engine.plan import Plan


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A plan and how it differs from the file that it was read from; of a table also its top."""

    plan: Plan
    report: ReadReport
    head: Head[Column] | None = None


def read(
    source: str | Path | bytes, *, name: str | None = None, limits: Limits = DEFAULT, columns: Choice | None = None
) -> ReadResult:
    """Read a plan from a file (a path) or from its content (bytes), whatever its name ends in.

    `name` is used where the file itself names no project; a path gives its own. `columns` says of the headings of a
    table what they stand for, where they do not say it themselves.
    Formats that only MPXJ reads need the extra `fairlead-engine[mpp]` and Java; a process of its own reads them.
    Raises: ReadError (see `formats.errors` and `formats.mpxj.errors` for its branches).
    """
    content = content_of(source, limits)
    if name is None:
        name = "Project" if isinstance(source, bytes) else Path(source).stem
    match format_of(content, limits, columns):
        case Format.NATIVE:
            return ReadResult(*read_native(content, limits=limits))
        case Format.MSPDI:
            return ReadResult(*read_mspdi(content, name=name, limits=limits))
        case Format.XER:
            return ReadResult(*read_xer(content, name=name, limits=limits))
        case Format.CSV:
            return ReadResult(*read_csv_plan(content, name=name, limits=limits, columns=columns))
        case Format.XLSX:
            return ReadResult(*read_xlsx_plan(content, name=name, limits=limits, columns=columns))
        case Foreign() as foreign:
            return ReadResult(*read_mpxj(content, foreign, name=name, limits=limits))
