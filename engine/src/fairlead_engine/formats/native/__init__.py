"""Fairlead's own file: a plan as JSON, with nothing lost either way.

The text is what `plan` defines, field by field under the same names; docs/reference/formats/fairlead-plan.md
describes it for other programs. Dates found earlier travel as `filed`, so that whoever reads the file can compare.
"""

import json

from fairlead_engine.errors import ReadError
from fairlead_engine.formats.errors import TooComplex, UnknownFormat, WrongEncoding
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.native.checks import check
from fairlead_engine.formats.native.codec import Misfit, decoded, encoded
from fairlead_engine.formats.report import ReadReport
from fairlead_engine.plan import Plan

FORMAT = "fairlead-plan"
VERSION = 1

__all__ = ["FORMAT", "VERSION", "BrokenPlan", "NewerVersion", "read_native", "write_native"]


class BrokenPlan(ReadError):
    """Not JSON, or not of the shape of a plan; `where` is the place in the file, `reason` what is wrong there."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(
            f"The Fairlead file is damaged at {where}: {reason}. "
            "It may have been cut off or edited; export the plan again and choose that file."
        )


class NewerVersion(ReadError):
    """The file was written by a newer Fairlead; `version` is the file's."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(f"A newer Fairlead wrote this file (its format is {version}, this one reads {VERSION}).")


def write_native(plan: Plan) -> bytes:
    """Return `plan` as UTF-8 JSON; `read_native` makes the same plan of it.

    Raises: OverflowError for an instant outside the years 1 to 9999, UnicodeEncodeError for half of a letter.
    """
    document = {"format": FORMAT, "version": VERSION, "plan": encoded(plan)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def read_native(content: bytes, *, limits: Limits) -> tuple[Plan, ReadReport]:
    """Read a plan that `write_native` wrote; the report is empty, for nothing is left out.

    Raises: BrokenPlan, NewerVersion, UnknownFormat, TooComplex, WrongEncoding.
    """
    document = _document(content, limits)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BrokenPlan("version", "a whole number belongs here")
    if version > VERSION:
        raise NewerVersion(version)
    try:
        plan = decoded(Plan, document.get("plan"), "plan")
        check(plan, limits)
    except Misfit as misfit:
        raise BrokenPlan(misfit.where, misfit.reason) from None
    return plan, ReadReport("Fairlead plan")


def _document(content: bytes, limits: Limits) -> dict[str, object]:
    # Each of these begins or parts a value: a bound on them is one on the memory that parsing takes.
    if content.count(b"{") + content.count(b"[") > limits.max_elements:
        raise TooComplex("parts", limits.max_elements)
    if content.count(b",") > 5 * limits.max_elements:
        raise TooComplex("values", 5 * limits.max_elements)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongEncoding("UTF-8") from None
    except json.JSONDecodeError as error:
        raise BrokenPlan(f"line {error.lineno}, column {error.colno}", error.msg) from None
    except ValueError:
        raise BrokenPlan("a number", "it is too long") from None
    except RecursionError:
        raise TooComplex("levels of values within each other", limits.max_depth) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnknownFormat("JSON of another kind", "Plans exported by Fairlead are read.")
    return document
