"""The strategy as a whole: the map, the tree of objectives, the matrix with its gaps, the vision."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.strategy import VisionForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.schedule.alignment.rows import ObjectiveRow, Picture
from fairlead.schedule.alignment.selectors import Gaps, dangers_of, gaps_of, picture_of, tasks_behind
from fairlead.schedule.health.findings import Health, State
from fairlead.strategy.models import Status
from fairlead.strategy.selectors import vision_of
from fairlead.strategy.services import vision_set

LISTED = 40
TREE = 100  # objectives on one page, but for the first level
COLUMNS = 12
GAPS = 6


@dataclass(frozen=True, slots=True)
class Server:
    """A column of the matrix: a program, or a project that speaks for itself, with its shares by objective."""

    kind: str
    id: int
    name: str
    health: Health
    shares: dict[int, float]


@require_safe
@signed_in
def strategy(request: PageRequest) -> HttpResponse:
    """Show the strategy map, what endangers objectives most, and the gaps."""
    now = wall_clock()
    picture = picture_of(actor=request.actor, now=now)
    dangers = dangers_of(picture)
    behind = tasks_behind({each.part.project.id for each in dangers}, now=now, most=1)
    gaps = gaps_of(picture)
    context = {
        **strategy_frame(request, "map", gaps),
        "vision": vision_of(actor=request.actor),
        "listed": [row for row in picture.objectives.values() if row.depth == 0 and _is_open(row)][:LISTED],
        "picture": picture,
        "dangers": [(each, behind.get(each.part.project.id, [])) for each in dangers],
        "shown_gaps": _first(gaps),
        "may_propose": request.actor.may(Action.PROPOSE),
        "gaps_left": max(gaps.count - sum(len(each) for each in _first(gaps)), 0),
    }
    return render(request, "pages/strategy/map.html", context)


@require_safe
@signed_in
def objectives(request: PageRequest) -> HttpResponse:
    """Show the objectives as a tree; of very many those of the first levels, and of the others how many are below."""
    picture = picture_of(actor=request.actor, now=wall_clock())
    rows, below = _levels(list(picture.objectives.values()), shows_all="all" in request.GET)
    first, last = _ends(picture)
    context = {
        **strategy_frame(request, "objectives", gaps_of(picture)),
        "rows": [(row, str(row.id), row.id in first, row.id in last, below.get(row.id, 0)) for row in rows],
        "hidden": len(picture.objectives) - len(rows),
    }
    return render(request, "pages/strategy/objectives.html", context)


@require_safe
@signed_in
def alignment(request: PageRequest) -> HttpResponse:
    """Show which programs and projects serve which objectives with which shares, and what is left out."""
    picture = picture_of(actor=request.actor, now=wall_clock())
    servers = _servers(picture)
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isdecimal() and int(asked) < len(servers) else 0
    shown = servers[first : first + COLUMNS]
    rows = [row for row in picture.objectives.values() if _is_open(row)]
    gaps = gaps_of(picture)
    left = {row.id for row in gaps.objectives}
    context = {
        **strategy_frame(request, "alignment", gaps),
        "servers": shown,
        "rows": [(row, str(row.id), [server.shares.get(row.id) for server in shown], row.id in left) for row in rows],
        "all_gaps": gaps,
        "given": [sum(server.shares.values()) for server in shown],
        "before": first - COLUMNS if first else None,
        "behind": first + COLUMNS if first + COLUMNS < len(servers) else None,
        "first": first + 1,
        "last": first + len(shown),
        "count": len(servers),
    }
    return render(request, "pages/strategy/alignment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vision_edit(request: PageRequest) -> HttpResponse:
    """Say what the workspace wants to be."""
    vision = vision_of(actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY)
    form = VisionForm.filled(vision, request.POST if request.method == "POST" else None)
    made = saved(form, lambda: vision_set(actor=request.actor, now=timezone.now(), **form.cleaned_data))
    if isinstance(made, Unsaved):
        context = {
            "form": form,
            "title": _("Vision"),
            "versions": made.versions,
            "back": "strategy",
            "again": "vision_edit",
        }
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("strategy")


def strategy_frame(request: PageRequest, tab: str, gaps: Gaps | None = None) -> dict[str, Any]:
    """Return what the head and the tabs of the strategy's pages show."""
    return {
        "tab": tab,
        "may_edit_strategy": request.actor.may(Action.EDIT_STRATEGY),
        "gap_count": gaps.count if gaps else 0,
    }


def _is_open(row: ObjectiveRow) -> bool:
    return row.said.status is not Status.DROPPED


def _first(gaps: Gaps) -> tuple[Any, Any, Any]:
    return gaps.objectives[:GAPS], gaps.programs[:GAPS], gaps.projects[:GAPS]


def _levels(rows: list[ObjectiveRow], *, shows_all: bool) -> tuple[list[ObjectiveRow], dict[int, int]]:
    """The rows of as many levels of the tree as are few enough, the first in any case; and how many more are below."""
    depths = Counter(row.depth for row in rows)
    deepest, count = 0, depths[0]
    while deepest + 1 in depths and (shows_all or count + depths[deepest + 1] <= TREE):
        deepest += 1
        count += depths[deepest]
    below: Counter[int] = Counter()
    last = 0
    for row in rows:
        last = row.id if row.depth <= deepest else last
        below[last] += row.depth > deepest
    return [row for row in rows if row.depth <= deepest], below


def _ends(picture: Picture) -> tuple[set[int], set[int]]:
    """The objectives that are the first, and those that are the last among their siblings."""
    tops = tuple(row.id for row in picture.objectives.values() if row.depth == 0)
    groups = [group for group in (tops, *(row.children for row in picture.objectives.values())) if group]
    return {group[0] for group in groups}, {group[-1] for group in groups}


def _servers(picture: Picture) -> list[Server]:
    """Programs, each with its projects that speak for themselves behind it, then projects in none."""
    found = []
    for program in picture.programs.values():
        found.append(Server("program", program.id, program.name, program.health, program.shares))
        found += [_project(picture, id) for id in program.project_ids if id in picture.own]
    inside = {id for program in picture.programs.values() for id in program.project_ids}
    return found + [
        _project(picture, id)
        for id, project in picture.projects.items()
        if id not in inside and (id in picture.own or project.health.state is not State.DONE)
    ]


def _project(picture: Picture, id: int) -> Server:
    project = picture.projects[id]
    return Server("project", id, project.name, project.health, picture.own.get(id, {}))
