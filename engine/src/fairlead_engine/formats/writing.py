"""A plan to a file in any format that is written: the ending of a name says which."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fairlead_engine.formats.detection import Format
from fairlead_engine.formats.errors import UnknownTarget, UnsoundPlan
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.mspdi.output import write_mspdi
from fairlead_engine.formats.native import write_native
from fairlead_engine.formats.native.checks import check
from fairlead_engine.formats.native.codec import Misfit
from fairlead_engine.formats.output.writing import writing_of
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.formats.saving import save
from fairlead_engine.formats.tables.output import write_csv, write_xlsx
from fairlead_engine.formats.xer.output import write_xer
from fairlead_engine.plan import Plan

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule

ENDINGS = {
    ".xml": Format.MSPDI,
    ".xer": Format.XER,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".json": Format.NATIVE,
}
_NO_LIMITS = Limits(max_tasks=10**9)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The bytes of a file, and how the plan differs from what they say."""

    content: bytes
    report: ReadReport


def write(plan: Plan, to: str | Path | Format, *, schedule: "Schedule | None" = None) -> WriteResult:
    """Write a plan to a file, whose ending says the format, or return its bytes in a `Format`.

    The dates of `schedule` are written where the format has a place for them, else those that the plan filed.
    Raises: UnknownTarget, UnsoundPlan, CannotSave.
    """
    if isinstance(to, Format):
        return _written(plan, to, schedule)
    path = Path(to)
    result = _written(plan, format_named(path), schedule)
    save(path, result.content)
    return result


def format_named(to: str | Path) -> Format:
    """Return the format that the ending of a file's name says.

    Raises: UnknownTarget.
    """
    path = Path(to)
    if path.suffix.lower() not in ENDINGS:
        raise UnknownTarget(path.name, tuple(ENDINGS))
    return ENDINGS[path.suffix.lower()]


def _written(plan: Plan, to: Format, schedule: "Schedule | None") -> WriteResult:
    try:
        check(plan, _NO_LIMITS)
    except Misfit as misfit:
        raise UnsoundPlan(misfit.where, misfit.reason) from None
    match to:
        case Format.NATIVE:
            try:
                dated = replace(plan, filed=dict(writing_of(plan, schedule).dates))
                return WriteResult(write_native(dated), ReadReport(to.value))
            except OverflowError:
                raise UnsoundPlan("a date", "it lies outside the years 1 to 9999") from None
            except UnicodeEncodeError:
                raise UnsoundPlan("a text", "it holds half of a letter") from None
        case Format.MSPDI:
            return WriteResult(*write_mspdi(plan, schedule))
        case Format.XER:
            return WriteResult(*write_xer(plan, schedule))
        case Format.CSV:
            return WriteResult(*write_csv(plan, schedule))
        case Format.XLSX:
            return WriteResult(*write_xlsx(plan, schedule))
