"""The list of people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairlead.access.rules import Action
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.paging import name_key, next_address, wall_clock
from fairlead.resources.models import Resource, Skill, Team
from fairlead.resources.selectors import Filters, Show, resource_rows

LIST = 100
SHOWS = {
    Show.HERE: _("In the pool"),
    Show.AWAY: _("Away today"),
    Show.SOON: _("Away within two weeks"),
    Show.GONE: _("Left or archived"),
}


@require_safe
@signed_in
def people(request: PageRequest) -> HttpResponse:
    """Show who is in the pool, what they can do, and who is away."""
    filters = _filters(request)
    page = resource_rows(
        actor=request.actor, today=wall_clock().date(), filters=filters, after=name_key(request), limit=LIST
    )
    context = {
        "tab": "people",
        "rows": page.rows,
        "next": next_address(request, page.next),
        "filters": filters,
        "is_filtered": filters != Filters(show=filters.show),
        "shows": SHOWS.items(),
        "teams": Team.objects.filter(workspace_id=request.actor.workspace_id),
        "skills": Skill.objects.filter(workspace_id=request.actor.workspace_id),
        "kinds": Resource.Kind.choices,
        "sees_pool": request.actor.sees_pool,
        "may_edit_pool": request.actor.may(Action.EDIT_POOL),
    }
    return render(request, "pages/people/list.html", context)


def _filters(request: PageRequest) -> Filters:
    asked = request.GET
    return Filters(
        search=asked.get("q", "").strip(),
        team_id=key_of(asked.get("team", "")),
        skill_id=key_of(asked.get("skill", "")),
        kind=asked.get("kind", "") if asked.get("kind") in Resource.Kind.values else "",
        show=Show(asked["show"]) if asked.get("show") in list(Show) else Show.HERE,
    )


def key_of(text: str) -> int | None:
    """Return the key that an address names; None for none, or what is no key."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
