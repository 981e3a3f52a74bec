"""Export: choose a format, see what it does not hold, take the file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fairlead.access.rules import ScopeKind
from fairlead.exchange.exports import Export, ExportFormat, export_of
from fairlead.exchange.words import EXPORT_WORDS
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.previews import report


@require_safe
@signed_in
def export_choose(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Show the formats that a project or program is exported in, and what the chosen one does not hold."""
    to, found = _export(request, id, kind)
    context: dict[str, Any] = {
        "kind": kind.value,
        "id": id,
        "name": found.name,
        "chosen": to,
        "formats": [(each, *EXPORT_WORDS[each]) for each in ExportFormat],
        "filename": found.filename,
        "size": len(found.content),
        "report": report(found.lines),
    }
    return render(request, "pages/export.html", context)


@require_safe
@signed_in
def export_file(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Give the file."""
    to, found = _export(request, id, kind)
    named = content_disposition_header(as_attachment=True, filename=found.filename)
    return HttpResponse(found.content, content_type=to.content_type, headers={"Content-Disposition": named or ""})


def _export(request: PageRequest, id: int, kind: ScopeKind) -> tuple[ExportFormat, Export]:
    """Return the format that the address names, the first where it names none, and the file in it."""
    asked = request.GET.get("format", "")
    to = ExportFormat(asked) if asked in set(ExportFormat) else ExportFormat.XML
    return to, export_of(kind=kind, id=id, actor=request.actor, to=to)
