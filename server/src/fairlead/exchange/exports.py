"""A project or program as a file: in which formats, and what each of them does not hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairlead.access.rules import Actor, ScopeKind
from fairlead.exchange.findings import Line, report_lines
from fairlead.kernel.errors import Refused
from fairlead.programs.selectors import program_get
from fairlead.schedule.planning import Exported, exported
from fairlead.work.models import Project
from fairlead.work.selectors import plan_get, programs_through_projects
from fairlead_engine.formats import ReportLine, Severity, WriteError, write
from fairlead_engine.formats.report import Kind, Notes
from fairlead_engine.formats.writing import ENDINGS

LINKS_OUT = Kind("links_out", Severity.LOST, gettext_noop("Links with projects that are not in the file are left out."))
EMAILS_OUT = Kind(
    "emails_out", Severity.LOST, gettext_noop("E-mail addresses are only written for members of the workspace.")
)
_NAME_LIMIT = 100
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


class ExportFormat(StrEnum):
    """A format that plans are exported in, called by the ending of its files."""

    XML = "xml"
    XER = "xer"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"

    @property
    def content_type(self) -> str:
        return _TYPES[self]


_TYPES = {
    ExportFormat.XML: "application/xml",
    ExportFormat.XER: "text/plain",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class Export:
    """The content of a file, the name to save it under, and what is not in it or otherwise; lost things first."""

    name: str
    filename: str
    content: bytes
    lines: list[Line]


def export_of(*, kind: ScopeKind, id: int, actor: Actor, to: ExportFormat) -> Export:
    """Return a project, or those projects of a program that `actor` may see, as a file. Eleven queries at most.

    Raises: NotFound; Refused for a program without projects, or a plan that the format cannot hold.
    """
    name, projects = _shown(kind, id, actor)
    found = exported(projects, name=name, with_emails=actor.sees_everything)
    try:
        result = write(found.plan, ENDINGS[f".{to}"])
    except WriteError as error:
        raise Refused(_(str(error)), code=type(error).__name__) from error
    lines = report_lines([*result.report.lines, *_left_out(found)])
    return Export(name, filename_of(name, to), result.content, lines)


def filename_of(name: str, to: ExportFormat) -> str:
    """Return `name` with the ending of `to`, without what no file's name may have."""
    stem = " ".join(_NO_NAME.sub(" ", name).split())[:_NAME_LIMIT].strip(" .")
    return f"{stem or _('Plan')}.{to}"


def _shown(kind: ScopeKind, id: int, actor: Actor) -> tuple[str, list[Project]]:
    if kind is ScopeKind.PROJECT:
        project = plan_get(id=id, actor=actor)
        return project.name, [project]
    program = program_get(id=id, actor=actor, through=programs_through_projects(actor))
    projects = list(Project.plans.visible_to(actor).filter(program=program).order_by("position", "pk"))
    if not projects:
        raise Refused(_("This program has no projects yet, so there is nothing to export."), code="nothing")
    return program.name, projects


def _left_out(found: Exported) -> Sequence[ReportLine]:
    notes = Notes()
    for kind, count in ((LINKS_OUT, found.links_left_out), (EMAILS_OUT, found.emails_left_out)):
        if count:
            notes.add(kind, count=count)
    return notes.report("").lines
