"""The home page: what is mine to decide and to do, and how what I look after stands."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.home import OBJECTIVES, SECTIONS, TASKS, Section, Sight
from fairlead.pages.views.paging import wall_clock
from fairlead.schedule.services import task_edit
from fairlead.staffing.selectors import overloads_of
from fairlead.work.models import Project

MOST_PROJECTS = 30  # whose people are looked at
WEEKS = 2  # this one and the next
_UNKNOWN = timedelta(days=3)


@require_safe
@signed_in
def home(request: PageRequest) -> HttpResponse:
    """Show what is mine to decide and to do, and how what I look after stands."""
    sight = _sight(request)
    shown = [(section, section.read(sight)) for section in SECTIONS if section.shows(sight)]
    parts = [_part(section, read) for section, read in shown if read is not None]
    context = {
        "today": sight.today,
        "wide": [part for part in parts if not part["is_aside"]],
        "aside": [part for part in parts if part["is_aside"]],
    }
    return render(request, "pages/home/home.html", context)


@require_safe
@signed_in
def home_objectives(request: PageRequest) -> HttpResponse:
    """Show the objectives in danger that concern me: read apart, as all the work behind them is."""
    sight = _sight(request)
    return _alone(request, OBJECTIVES.template, OBJECTIVES.read(sight) if OBJECTIVES.shows(sight) else {})


@require_safe
@signed_in
def home_overload(request: PageRequest) -> HttpResponse:
    """Show who in the projects that I manage has more to do this week and next than time."""
    sight = _sight(request)
    ids = sorted(sight.managed_projects)
    mine = Project.objects.visible_to(request.actor).filter(pk__in=ids).order_by("-dates__finish_at", "pk")
    looked = list(mine.values_list("pk", flat=True)[:MOST_PROJECTS])
    over = overloads_of(project_ids=looked, actor=request.actor, today=sight.today, weeks=WEEKS)
    context = {"over": over, "more": len(ids) - len(looked)}
    return _alone(request, "pages/home/overloaded.html", context)


@require_POST
@signed_in
def task_done(request: PageRequest, id: int) -> HttpResponse:
    """Report a task of mine as done."""
    return _reported(request, id, 100)


@require_POST
@signed_in
def task_reopened(request: PageRequest, id: int) -> HttpResponse:
    """Take back that a task of mine is done: it is as far as it was."""
    return _reported(request, id, min(_number(request, "percent"), 99))


def _reported(request: PageRequest, id: int, percent: int) -> HttpResponse:
    """Report progress and show my tasks again, with the way back; a refusal stands above them, and nothing changed."""
    told: dict[str, Any] = {}
    try:
        outcome = task_edit(
            actor=request.actor,
            task_id=id,
            version=_number(request, "version"),
            edit={"percent_complete": percent},
            now=timezone.now(),
        )
        said = outcome.task or {}
        told = {"done": said if percent == 100 else None, "undo_percent": _number(request, "percent")}
    except Refused as refused:
        told = {"refusal": refused.message}
    except StaleVersion as stale:
        told = {
            "refusal": _("Somebody else changed it meanwhile. Look at it again: %(what)s")
            % {"what": stale.current["name"]}
        }
    if not request.htmx:
        return redirect("home")
    return render(request, TASKS.template, {"read": TASKS.read(_sight(request)) or {}, **told})


def _part(section: Section, read: Any) -> dict[str, Any]:
    return {"template": section.template, "is_aside": section.is_aside, "key": section.key, "read": read}


def _alone(request: PageRequest, template: str, read: Any) -> HttpResponse:
    """Return one section: as a part of the page, or on a page of its own where no script asked for it."""
    if request.htmx:
        return render(request, template, read)
    return render(request, "pages/home/alone.html", {**read, "template": template})


def _sight(request: PageRequest) -> Sight:
    return Sight(request.actor, wall_clock(), timezone.now(), _since(request))


def _since(request: PageRequest) -> datetime:
    """Return when I was here on the day before this one that I last was; without any, three days ago.

    The session keeps it, and is written once a day.
    """
    now, key = timezone.now(), f"here-{request.actor.workspace_id}"
    here: dict[str, str] = request.session.get(key, {})
    if here.get("day") != timezone.localdate().isoformat():
        before = here.get("at") or (now - _UNKNOWN).isoformat()
        here = {"day": timezone.localdate().isoformat(), "at": now.isoformat(), "since": before}
        request.session[key] = here
    return datetime.fromisoformat(here["since"])


def _number(request: PageRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
