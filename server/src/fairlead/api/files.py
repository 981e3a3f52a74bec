"""Files: a project or program as other programs read it, and what each format does not hold."""

from typing import Annotated

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router
from pydantic import Field

from fairlead.access.rules import ScopeKind
from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.plans import PlanKind
from fairlead.api.shapes import Id, Out
from fairlead.exchange.exports import Export, ExportFormat, export_of
from fairlead.exchange.findings import Line

router = Router(tags=["plans"])

_FILE = {
    "description": "The file",
    "headers": {
        "Fairlead-Lost": {"schema": {"type": "integer"}, "description": "How many kinds of things are not in the file."}
    },
    "content": {
        to.content_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for to in ExportFormat
    },
}
Asked = Annotated[ExportFormat, Query(..., alias="format", description="The ending of the file.")]


class FileReport(Out):
    """The file that a format gives, and what is not in it (lost), or otherwise there (changed)."""

    filename: str
    size: int = Field(description="In bytes")
    lines: list[Line]


@router.get("/plans/{kind}/{id}/file", response={200: None}, openapi_extra={"responses": {200: _FILE}})
def plan_file(request: ApiRequest, kind: PlanKind, id: Id, to: Asked) -> HttpResponse:
    """Give a project, or those projects of a program that you may see, as a file.

    The header Fairlead-Lost says how many kinds of things the format does not hold; the report says which.
    """
    found = _export(request, kind, id, to)
    lost = sum(line.severity == "lost" for line in found.lines)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.filename) or "",
        "Fairlead-Lost": str(lost),
    }
    return HttpResponse(found.content, content_type=to.content_type, headers=headers)


@router.get("/plans/{kind}/{id}/file/report", response=FileReport)
def plan_file_report(request: ApiRequest, kind: PlanKind, id: Id, to: Asked) -> HttpResponse:
    """Tell what a file would not hold, without giving it."""
    found = _export(request, kind, id, to)
    return answer(FileReport(filename=found.filename, size=len(found.content), lines=found.lines))


def _export(request: ApiRequest, kind: PlanKind, id: int, to: ExportFormat) -> Export:
    return export_of(kind=ScopeKind(kind), id=id, actor=request.auth, to=to)
