"""The RACI matrix of a program or project."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import ScopeKind, Spot
from fairlead.governance.models import Responsibility
from fairlead.governance.selectors import deliverable_get, matrix_of, spot_get
from fairlead.governance.services import (
    MatrixFormat,
    deliverable_add,
    deliverable_remove,
    matrix_file,
    matrix_prefill,
)
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.basics import PageForm
from fairlead.pages.views.deciding import place_frame
from fairlead.pages.views.people import key_of
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of


class LineForm(PageForm):
    """A line to add."""

    name = forms.CharField(label=gettext_lazy("Deliverable or decision"), max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def raci(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Show who is responsible, accountable, consulted and informed, and what is wrong with that; add a line."""
    actor = request.actor
    spot = spot_get(scope=kind, id=id, actor=actor)
    form = LineForm(request.POST if request.method == "POST" else None)
    made = saved(
        form, lambda: deliverable_add(actor=actor, spot=spot, name=form.cleaned_data["name"], now=timezone.now())
    )
    if not isinstance(made, Unsaved):
        return redirect(request.get_full_path())
    added = [key for text in request.GET.getlist("add") if (key := key_of(text)) is not None]
    context: dict[str, Any] = {
        **place_frame(request, spot, "raci"),
        "spot": spot,
        "matrix": matrix_of(spot=spot, actor=actor, add=added),
        "added": added,
        "form": form,
        "letters": Responsibility.Letter.choices,
    }
    return render(request, "pages/authority/raci.html", context, status=made.status)


@require_safe
@signed_in
def raci_file(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Give the matrix as a file for spreadsheets."""
    asked = request.GET.get("format", "")
    to = MatrixFormat(asked) if asked in set(MatrixFormat) else MatrixFormat.XLSX
    matrix = matrix_of(spot=spot_get(scope=kind, id=id, actor=request.actor), actor=request.actor)
    file = matrix_file(matrix, to=to)
    named = content_disposition_header(as_attachment=True, filename=file.name)
    return HttpResponse(file.content, content_type=to.content_type, headers={"Content-Disposition": named or ""})


@require_POST
@signed_in
def raci_begin(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Begin the matrix with what the roles' authority suggests."""
    matrix_prefill(actor=request.actor, spot=spot_get(scope=kind, id=id, actor=request.actor), now=timezone.now())
    messages.success(request, _("A beginning, from what the roles may decide. Change what is otherwise here."))
    return redirect(f"{kind.value}_raci", id=id)


@require_POST
@signed_in
def raci_remove(request: PageRequest, id: int) -> HttpResponse:
    """Take a line out."""
    _row, spot = deliverable_get(id=id, actor=request.actor)
    deliverable_remove(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    return redirect(_address(spot), id=spot.id)


def _address(spot: Spot) -> str:
    return f"{spot.scope.value}_raci"
