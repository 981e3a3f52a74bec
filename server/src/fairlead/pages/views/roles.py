"""People and roles: who is what where, what somebody may do and why, and the roles of the workspace."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action, Actor, may_give
from fairlead.access.selectors import RoleRow, departure_of, require, role_get, role_rows
from fairlead.access.services import role_create, role_delete, role_update
from fairlead.access.words import DECISIONS, TOPIC_WORDS, Topic, limit_words, role_summary, role_words
from fairlead.governance.selectors import Ground, HeldRole, holders, personal_of, spot_known
from fairlead.governance.services import role_change, role_end, role_give
from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.authority import EditRole, GiveForm, RoleForm
from fairlead.pages.views.paging import name_key, next_address
from fairlead.pages.views.people import key_of
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.programs.models import Program
from fairlead.work.models import Project

LIST = 50
_PLACES = 200


@require_safe
@signed_in
def roles(request: PageRequest) -> HttpResponse:
    """Show who has which role where."""
    search, role_id = request.GET.get("q", "").strip(), key_of(request.GET.get("role", ""))
    rows, key = holders(actor=request.actor, search=search, role_id=role_id, after=name_key(request), limit=LIST)
    context = {
        "tab": "roles",
        "rows": rows,
        "next": next_address(request, key),
        "search": search,
        "role_id": role_id,
        "choices": [(row.role.pk, role_words(row.role), row.holders) for row in role_rows(actor=request.actor)],
        "may_administer": request.actor.may(Action.ADMINISTER),
    }
    return render(request, "pages/authority/holders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def authority(request: PageRequest, id: int) -> HttpResponse:
    """Show what somebody may do and why, and give them a role."""
    actor = request.actor
    personal = personal_of(person_id=id, actor=actor, now=timezone.now())
    form = GiveForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and not actor.gives_roles:
        require(actor, Action.ADMINISTER)
    rows = role_rows(actor=actor)
    made = saved(
        form,
        lambda: role_give(
            actor=actor,
            person_id=id,
            role_id=form.cleaned_data["role"],
            spot=spot_known(form.cleaned_data["where"], actor=actor),
            now=timezone.now(),
        ),
    )
    if not isinstance(made, Unsaved):
        messages.success(request, _("%(name)s has the role, and is told.") % {"name": made.person.name})
        return redirect(request.path)
    context = {
        "tab": "roles",
        "personal": personal,
        "is_me": id == actor.person_id,
        "topics": [(TOPIC_WORDS[topic], [_line(*line) for line in lines]) for topic, lines in personal.topics],
        "form": form,
        "departure": departure_of(personal.person),
        "may_give": actor.gives_roles and personal.person.is_active,
        "places": places_of(actor),
        "roles": [(held, _others(held, rows, actor)) for held in personal.roles],
    }
    return render(request, "pages/authority/person.html", context, status=made.status)


@require_POST
@signed_in
def grant_change(request: PageRequest, id: int) -> HttpResponse:
    """Put somebody in another role at the same thing, or end the one they are in."""
    chosen, back = key_of(request.POST.get("role", "")), key_of(request.POST.get("person", ""))
    if chosen is not None:
        role_change(actor=request.actor, id=id, role_id=chosen, now=timezone.now())
        messages.success(request, _("The role is changed, and who is in it is told."))
    elif request.POST.get("role") == "end":
        role_end(actor=request.actor, id=id, now=timezone.now())
        messages.success(request, _("The role is ended, and who was in it is told."))
    return redirect("authority", id=back or request.actor.person_id)


@require_safe
@signed_in
def defined_roles(request: PageRequest) -> HttpResponse:
    """Show the roles of the workspace with what they are for and how many people are in them."""
    require(request.actor, Action.VIEW)
    rows = [(row, role_words(row.role), role_summary(row.role)) for row in role_rows(actor=request.actor)]
    context = {"tab": "roles", "rows": rows, "may_administer": request.actor.may(Action.ADMINISTER)}
    return render(request, "pages/authority/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def role_new(request: PageRequest) -> HttpResponse:
    """Make a role of the workspace's own."""
    require(request.actor, Action.ADMINISTER)
    form = RoleForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: role_create(actor=request.actor, new=form.said(), now=timezone.now()))
    if isinstance(made, Unsaved):
        return render(request, "pages/authority/role_form.html", _role_context(form), status=made.status)
    messages.success(request, _("The role is there. Give it to people on their own pages, or at a program or project."))
    return redirect("defined_roles")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def role_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change what a role allows, and of the workspace's own what it is called and where it can be given."""
    require(request.actor, Action.ADMINISTER)
    role = role_get(id=id, actor=request.actor)
    form = EditRole.filled(role, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: role_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            name=form.cleaned_data["name"],
            summary=form.cleaned_data["summary"],
            scopes=form.scopes_said,
            allows=form.allows,
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {**_role_context(form), "role": role, "name": role_words(role), "versions": made.versions}
        return render(request, "pages/authority/role_form.html", context, status=made.status)
    messages.success(request, _("Saved. It holds from now on, for everybody in this role."))
    return redirect("defined_roles")


@require_POST
@signed_in
def role_gone(request: PageRequest, id: int) -> HttpResponse:
    """Delete a role that nobody is in."""
    try:
        role_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
        messages.success(request, _("The role is gone."))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("role_edit", id=id)
    return redirect("defined_roles")


def _role_context(form: RoleForm) -> dict[str, Any]:
    return {"tab": "roles", "form": form, "lines": [(TOPIC_WORDS[Topic(topic)], rows) for topic, rows in form.lines()]}


def _others(held: HeldRole, rows: list[RoleRow], actor: Actor) -> list[tuple[int, str]]:
    """Return the roles that `actor` may put somebody in instead of the one held, if they may change that."""
    return [
        (row.role.pk, role_words(row.role))
        for row in rows
        if held.may_end
        and held.spot.scope.value in row.role.scopes
        and row.role.pk != held.grant.definition_id
        and may_give(actor, row.role.key, row.authority, held.spot)
    ]


def places_of(actor: Actor) -> list[str]:
    """Return programs and projects to choose from, by code and name."""
    found = [*Program.objects.visible_to(actor)[:_PLACES], *Project.objects.visible_to(actor)[:_PLACES]]
    return [f"{each.code} · {each.name}" for each in found]


def _line(action: Action, grounds: tuple[Ground, ...]) -> tuple[Any, list[tuple[str, str, str, list[str]]]]:
    """Return a decision with why it may be made: role, limit, whom for, and where."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for ground in grounds:
        found.setdefault((ground.role, limit_words(action, ground.limit), ground.giver), []).append(ground.spot.name)
    return DECISIONS[action].words, [(*why, names) for why, names in found.items()]
