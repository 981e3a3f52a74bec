"""Who decides what: in the workspace, in a program, in a project; and how far these may deviate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.models import Tolerance
from fairlead.access.rules import Action, Actor, ScopeKind, Spot
from fairlead.access.selectors import grants_at, require, role_rows, tolerances_of
from fairlead.access.services import tolerance_set
from fairlead.access.words import role_words
from fairlead.governance.rules import Stance
from fairlead.governance.selectors import board_of, spot_get
from fairlead.governance.selectors.deciding import USUAL, Board
from fairlead.governance.services import role_give
from fairlead.kernel.errors import NotFound, Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.authority import PlaceGiveForm, ToleranceForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.pages.views.projects import project_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.schedule.selectors import program_row, project_row


@require_safe
@signed_in
def decides(request: PageRequest) -> HttpResponse:
    """Show who is a program manager and who a project manager here, and who decides what."""
    spot = spot_get(scope=ScopeKind.WORKSPACE, id=None, actor=request.actor)
    context = {"tab": "roles", **_board(request, spot)}
    return render(request, "pages/authority/decides.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def place_decides(request: PageRequest, id: int, kind: ScopeKind) -> HttpResponse:
    """Show who decides what in a program or project, by name, and give roles there."""
    actor = request.actor
    spot = spot_get(scope=kind, id=id, actor=actor)
    form = PlaceGiveForm(request.POST or None, actor=actor, spot=spot, rows=role_rows(actor=actor))
    if request.method == "POST" and not form.has_roles:
        require(actor, Action.GIVE_ROLES, spot.place)
    made = saved(
        form,
        lambda: role_give(
            actor=actor,
            person_id=form.cleaned_data["person"],
            role_id=form.cleaned_data["role"],
            spot=spot,
            now=timezone.now(),
        ),
    )
    if not isinstance(made, Unsaved):
        messages.success(request, _("%(name)s has the role, and is told.") % {"name": made.person.name})
        return redirect(request.path)
    context = {
        **place_frame(request, spot, "decides"),
        **_board(request, spot),
        "form": form,
        "may_give": form.has_roles,
        "held": _held(actor, spot),
        "tolerances": _tolerances(actor, spot),
        "may_tolerate": actor.may(_tolerating(spot), spot.place),
    }
    return render(request, "pages/authority/place.html", context, status=made.status)


@require_POST
@signed_in
def tolerance(request: PageRequest, id: int, kind: ScopeKind, about: str) -> HttpResponse:
    """Agree how far a program or project may deviate."""
    spot = spot_get(scope=kind, id=id, actor=request.actor)
    form, back = ToleranceForm(request.POST), redirect(f"{kind.value}_decides", id=id)
    if about not in Tolerance.Kind.values or not form.is_valid():
        messages.error(request, _("Nothing was agreed: the amount is a whole number, not below 0."))
        return back
    try:
        tolerance_set(
            actor=request.actor,
            spot=spot,
            kind=Tolerance.Kind(about),
            amount=form.cleaned_data["amount"],
            words=form.cleaned_data["words"],
            version=form.cleaned_data["version"],
            now=timezone.now(),
        )
        messages.success(request, _("Agreed."))
    except StaleVersion as stale:
        said = stale.current["words"] or stale.current["amount"]
        messages.error(
            request, _("Somebody else agreed “%(said)s” meanwhile. Look, and say it again.") % {"said": said}
        )
    except Refused as refused:
        messages.error(request, " ".join([refused.message, *(f"{reason}." for reason in refused.fields.values())]))
    return back


def _board(request: PageRequest, spot: Spot) -> dict[str, Any]:
    known = set(request.GET.getlist("with"))
    board = board_of(spot=spot, actor=request.actor, now=timezone.now(), roles=known or USUAL)
    if not board.columns:
        raise NotFound(_("There are no such roles here."))
    return {
        "board": board,
        "spot": spot,
        "choices": _choices(board),
        "standings": list(Stance),
        "sees_names": spot.scope is not ScopeKind.WORKSPACE or request.actor.sees_everything,
    }


def _choices(board: Board) -> list[tuple[str, str, bool]]:
    """Return each role's name, whether it is shown, and the address that shows or hides it."""
    shown = [column.row.role.key for column in board.columns]
    found = []
    for row, name, is_shown in board.choices:
        key = row.role.key
        wanted = [each for each in shown if each != key] if is_shown else [*shown, key]
        found.append((name, urlencode({"with": wanted or list(USUAL)}, doseq=True), is_shown))
    return found


def place_frame(request: PageRequest, spot: Spot, tab: str) -> dict[str, Any]:
    """Return what the head and the tabs of a program's or project's page show, with the template of both."""
    if spot.scope is ScopeKind.PROGRAM:
        row = program_row(id=spot.id, actor=request.actor, now=wall_clock())
        return {**program_frame(request, row, tab), "frame": "pages/parts/program_frame.html"}
    found = project_row(id=spot.id, actor=request.actor, now=wall_clock())
    return {**project_frame(request, found, tab), "frame": "pages/parts/project_frame.html"}


def _held(actor: Actor, spot: Spot) -> list[tuple[Any, str]]:
    grants = grants_at(spot.place, workspace_id=actor.workspace_id).filter(scope=spot.scope.value)
    return [(grant, role_words(grant.definition)) for grant in grants]


def _tolerating(spot: Spot) -> Action:
    return Action.SET_PROGRAM_TOLERANCE if spot.scope is ScopeKind.PROGRAM else Action.SET_TOLERANCE


def _tolerances(actor: Actor, spot: Spot) -> list[tuple[str, Any, Tolerance | None]]:
    """Return each kind with its name and what is agreed."""
    agreed = {row.kind: row for row in tolerances_of(spot.scope, [spot.id], workspace_id=actor.workspace_id)}
    return [(kind.value, kind.label, agreed.get(kind.value)) for kind in Tolerance.Kind]
