"""Formats that MPXJ reads: .mpp, .mpt, MPX, P6 XML, GanttProject, ProjectLibre, Primavera P3 and more.

MPXJ is a Java library; the extra `fairlead-engine[mpp]` brings it. It runs in a process of its own with limits on
memory, time, files and network, converts one file to Microsoft Project XML or XER, and ends; the reader of that format
makes the plan. docs/reference/formats/mpxj.md says what is taken and what is needed.
"""

from importlib.metadata import version

from fairlead_engine.formats.limits import DEFAULT, Limits
from fairlead_engine.formats.mpxj import kinds
from fairlead_engine.formats.mpxj.foreign import Foreign, foreign_of, foreign_xml_of
from fairlead_engine.formats.mpxj.outside import handed_on, parts_for
from fairlead_engine.formats.mpxj.task import Answer, Passing
from fairlead_engine.formats.mspdi import read_mspdi
from fairlead_engine.formats.report import Notes, ReadReport, Severity
from fairlead_engine.formats.xer import read_xer
from fairlead_engine.plan import Plan

__all__ = ["Foreign", "foreign_of", "foreign_xml_of", "parts_for", "read_mpxj"]


def read_mpxj(
    content: bytes,
    foreign: Foreign,
    *,
    name: str,
    limits: Limits = DEFAULT,
    reschedules: bool = False,
) -> tuple[Plan, ReadReport]:
    """Read a plan from a format that MPXJ reads, and report what was not taken.

    `foreign` is what `foreign_of` or `foreign_xml_of` said of `content`; `name` is used where the file names no
    project. With `reschedules` the dates filed are those that MPXJ's own scheduler computes, not those of the file.
    Raises: ReadError (see `formats.mpxj.errors` for its branches).
    """
    passed, answer = handed_on(content, foreign, limits, reschedules=reschedules)
    read = read_xer if answer.passing is Passing.XER else read_mspdi
    plan, report = read(passed, name=name, limits=limits)
    return plan, _report(report, answer, foreign, plan)


def _report(report: ReadReport, answer: Answer, foreign: Foreign, plan: Plan) -> ReadReport:
    notes = Notes()
    if answer.ignored:
        notes.add(kinds.IGNORED, count=answer.ignored)
    if answer.projects > len(plan.projects):
        notes.add(kinds.OTHER_PROJECTS, count=answer.projects - len(plan.projects))
    notes.add(kinds.BY_XER if answer.passing is Passing.XER else kinds.BY_MSPDI)
    name = f"{foreign.name.split(' ', 1)[1]}, by MPXJ {version('mpxj')}"
    lines = (*notes.report(name).lines, *report.lines)
    return ReadReport(name, tuple(sorted(lines, key=lambda line: list(Severity).index(line.severity))))
