"""Search and commands: what has a name, and what one may do from anywhere."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairlead.access.rules import Action
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.projects import may_create_projects
from fairlead.work.search import found_by_name


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do: its words, where it leads and its icon."""

    words: str
    address: str
    icon: str


@require_safe
@signed_in
def search(request: PageRequest) -> HttpResponse:
    """Show what was found, as a page or as the part that the dialog shows."""
    words = request.GET.get("q", "").strip()
    hits = found_by_name(actor=request.actor, words=words, limit=8 if request.htmx else 25)
    commands = [each for each in _commands(request) if words.lower() in each.words.lower()]
    template = "pages/parts/found.html" if request.htmx else "pages/search.html"
    return render(request, template, {"words": words, "hits": hits, "commands": commands})


def _commands(request: PageRequest) -> list[Command]:
    commands = [
        Command(_("Go home"), reverse("home"), "home"),
        Command(_("Go to programs"), reverse("programs"), "route"),
        Command(_("Go to projects"), reverse("projects"), "folder"),
        Command(_("Go to people"), reverse("people"), "users"),
        Command(_("Go to proposals"), reverse("proposals"), "folder"),
        Command(_("Begin from a template"), reverse("templates"), "copy"),
        Command(_("Lessons that projects learned"), reverse("lessons"), "bulb"),
        Command(_("Requests for people"), reverse("requests"), "users"),
        Command(_("Who decides what"), reverse("decides"), "users"),
        Command(_("What I may do, and why"), reverse("authority", args=[request.actor.person_id]), "key"),
        Command(_("Who acts for me"), reverse("stand_ins"), "user"),
        Command(_("My API tokens"), reverse("tokens"), "key"),
        Command(_("How I sign in: password, passkeys, sessions"), reverse("sign_ins"), "lock"),
    ]
    if request.actor.may(Action.VIEW_STRATEGY):
        commands.insert(1, Command(_("Go to strategy"), reverse("strategy"), "target-arrow"))
    if request.actor.may(Action.ADMINISTER):
        commands.append(Command(_("Workspace settings"), reverse("settings"), "adjustments-horizontal"))
    if request.actor.may(Action.CREATE_PROGRAM):
        commands.insert(2, Command(_("New program"), reverse("program_new"), "plus"))
    if request.actor.may(Action.PROPOSE):
        commands.insert(2, Command(_("Propose a project"), reverse("proposal_new"), "plus"))
    if may_create_projects(request):
        commands.insert(2, Command(_("New project"), reverse("project_new"), "plus"))
    return commands
