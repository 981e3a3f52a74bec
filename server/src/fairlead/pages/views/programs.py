"""Programs: the list, and a program's overview, tasks and roadmap."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairlead.access.rules import Action, Place
from fairlead.pages.alerts import alert_counts, page_alerts
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.portfolio import VIEWS, Asked, Timeline, bubbles_of, timeline_of
from fairlead.pages.roadmap import roadmap_of
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.task_lists import task_list
from fairlead.pages.words import days_late
from fairlead.programs.rules import STAGES
from fairlead.programs.selectors import contributions_of
from fairlead.programs.words import STAGE_WORDS
from fairlead.schedule import selectors
from fairlead.schedule.alignment.selectors import reaches_of
from fairlead.schedule.attention import Show, task_rows
from fairlead.schedule.health.findings import State
from fairlead.schedule.health.words import STATE_WORDS
from fairlead.schedule.milestones import program_milestones
from fairlead.schedule.portfolio import PortfolioRow, portfolio_rows
from fairlead.schedule.selectors import ProgramRow

LIST = 100
VIEW_WORDS = {"table": _("Table"), "timeline": _("Timeline"), "bubbles": _("Value and slip")}
ATTENTION = 10
MILESTONES = 6


@require_safe
@signed_in
def programs(request: PageRequest) -> HttpResponse:
    """Show the programs side by side: as a table, in time, or by value against slip."""
    now, asked = wall_clock(), Asked.of(request)
    every = portfolio_rows(actor=request.actor, now=now)
    rows = asked.rows(every)
    start = request.GET.get("from", "")
    first = int(start) if start.isdecimal() and int(start) < len(rows) else 0
    context = {
        "asked": asked,
        "any": bool(every),
        "count": len(rows),
        "rows": rows[first : first + LIST],
        "heads": asked.heads(),
        "choices": asked.choices(every),
        "views": [(view, VIEW_WORDS[view], asked.address(view=view)) for view in VIEWS],
        "states": [(each.value, STATE_WORDS[each]) for each in State],
        "stages": [(each.value, STAGE_WORDS[each]) for each in STAGES],
        "timeline": _timeline(request, rows, now) if asked.view == "timeline" else None,
        "chart": bubbles_of(rows) if asked.view == "bubbles" else None,
        "following": asked.address(**{"from": str(first + LIST)}) if first + LIST < len(rows) else "",
    }
    return render(request, "pages/programs.html", context)


def _timeline(request: PageRequest, rows: Sequence[PortfolioRow], now: datetime) -> Timeline | None:
    milestones = program_milestones([row.id for row in rows], actor=request.actor, now=now)
    return timeline_of(rows, now=now, milestones=milestones)


@require_safe
@signed_in
def program(request: PageRequest, id: int) -> HttpResponse:
    """Show how a program stands: its facts, its projects on one roadmap, what needs somebody."""
    now = wall_clock()
    row = selectors.program_row(id=id, actor=request.actor, now=now)
    frame = program_frame(request, row, "overview")
    # Whoever may level sees them, and the overload, in the part that comes later.
    alerts = [] if frame["may_level"] else page_alerts(request, [each.project for each in row.plans])
    milestones = program_milestones([id], actor=request.actor, now=now).get(id, ())
    needing = task_rows(actor=request.actor, now=now, show=Show.ATTENTION, program_id=id, limit=ATTENTION)
    context = {
        **frame,
        "roadmap": roadmap_of(row.plans, now=now, milestones=milestones),
        "milestones": milestones[:MILESTONES],
        "more_milestones": len(milestones) > MILESTONES,
        "attention": needing,
        "people_alerts": alert_counts(alerts),
        "promised": [each for each in row.projects if each.project.finish_by_at],
        "late": [each for each in row.projects if days_late(each.health)],
        "reaches": reaches_of(contributions_of(row.program), actor=request.actor),
        "may_contribute": request.actor.may(Action.CONTRIBUTE, Place(program_id=id)),
    }
    return render(request, "pages/program.html", context)


@require_safe
@signed_in
def program_roadmap(request: PageRequest, id: int) -> HttpResponse:
    """Show all projects of a program on one plan."""
    row = selectors.program_row(id=id, actor=request.actor, now=wall_clock())
    return render(request, "pages/program_roadmap.html", program_frame(request, row, "roadmap"))


@require_safe
@signed_in
def program_tasks(request: PageRequest, id: int) -> HttpResponse:
    """Show the tasks behind a number of a program."""
    row = selectors.program_row(id=id, actor=request.actor, now=wall_clock())
    context = {**program_frame(request, row, "tasks"), **task_list(request, program_id=id)}
    return render(request, "pages/program_tasks.html", context)


def program_frame(request: PageRequest, row: ProgramRow, tab: str) -> dict[str, Any]:
    """Return what the head and the tabs of a program's pages show."""
    place = Place(program_id=row.program.pk)
    return {
        "row": row,
        "program": row.program,
        "tab": tab,
        "may_edit": request.actor.may(Action.EDIT_PROGRAM, place),
        "may_level": request.actor.may(Action.LEVEL, place),
        "may_create_project": request.actor.may(Action.CREATE_PROJECT, place),
        "may_edit_activities": request.actor.may(Action.EDIT_PROJECT, place),
    }
