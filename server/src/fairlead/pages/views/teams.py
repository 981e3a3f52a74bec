"""Teams, and the matrix of who can do what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.teams import EditTeam, SkillNameForm, TeamForm
from fairlead.pages.views.people import key_of
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.resources import services
from fairlead.resources.selectors import skill_get, skill_matrix, skills_counted, team_get, team_rows, teams_of


@require_safe
@signed_in
def teams(request: PageRequest) -> HttpResponse:
    """Show the teams with their people."""
    actor = request.actor
    rows = [(row, actor.may(Action.EDIT_POOL, Place(team_id=row.team.pk))) for row in team_rows(actor=actor)]
    context = {"tab": "teams", "rows": rows, "may_edit_pool": actor.may(Action.EDIT_POOL)}
    return render(request, "pages/people/teams.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team_new(request: PageRequest) -> HttpResponse:
    """Make a team."""
    require(request.actor, Action.EDIT_POOL)
    form = TeamForm(request.POST if request.method == "POST" else None, actor=request.actor)
    made = saved(form, lambda: services.team_create(actor=request.actor, now=timezone.now(), **form.cleaned_data))
    if isinstance(made, Unsaved):
        return render(request, "pages/people/team_form.html", {"form": form}, status=made.status)
    messages.success(request, _("The team is there. Put people into it on their own pages."))
    return redirect("teams")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team_edit(request: PageRequest, id: int) -> HttpResponse:
    """Rename a team, or say who leads it."""
    team = team_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_POOL, Place(team_id=id))
    form = EditTeam.filled(team, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.team_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "team": team, "versions": made.versions}
        context["may_delete"] = request.actor.may(Action.EDIT_POOL)
        return render(request, "pages/people/team_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("teams")


@require_POST
@signed_in
def team_end(request: PageRequest, id: int) -> HttpResponse:
    """Dissolve a team."""
    services.team_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The team is dissolved; its people stay in the pool."))
    return redirect("teams")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def skills(request: PageRequest) -> HttpResponse:
    """Show who can do what, and make a skill."""
    actor = request.actor
    form = SkillNameForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: services.skill_create(actor=actor, now=timezone.now(), **form.cleaned_data))
    if not isinstance(made, Unsaved):
        messages.success(request, _("The skill is there."))
        return redirect("skills")
    team_id = key_of(request.GET.get("team", ""))
    columns = list(skills_counted(actor=actor))
    rows = skill_matrix(actor=actor, skills=columns, team_id=team_id)
    if team_id is not None:
        known = [place for place in range(len(columns)) if any(row.levels[place] for row in rows)]
        columns = [columns[place] for place in known]
        rows = skill_matrix(actor=actor, skills=columns, team_id=team_id)
    context = {
        "tab": "skills",
        "skills": columns,
        "rows": [(row, list(zip(columns, row.levels, strict=True))) for row in rows],
        "teams": teams_of(actor=actor),
        "team_id": team_id,
        "form": form,
        "may_edit_pool": actor.may(Action.EDIT_POOL),
        "may_edit_any": any(row.may_edit for row in rows),
    }
    return render(request, "pages/people/skills.html", context, status=made.status)


@require_POST
@signed_in
def skill_end(request: PageRequest, id: int) -> HttpResponse:
    """Delete a skill that nobody needs."""
    skill_get(id=id, actor=request.actor)
    services.skill_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The skill is gone."))
    return redirect("skills")


def version_of(request: PageRequest) -> int:
    """Return the version that a form of one button saw.

    Raises: Refused where it names none.
    """
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused(_("Open the page again: what you sent is not complete."))
    return int(text)
