"""Projects: the list, and a project's overview, tasks and plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairlead.access.rules import Action, Place
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.projects import program_names
from fairlead.pages.project_list import Asked
from fairlead.pages.views.paging import name_key, next_address, priority_key, wall_clock
from fairlead.pages.views.task_lists import task_list
from fairlead.schedule import selectors
from fairlead.schedule.alignment.selectors import why_it_matters
from fairlead.schedule.attention import Show, task_rows
from fairlead.schedule.phases import phase_rows
from fairlead.schedule.selectors import ProjectRow
from fairlead.work.phases import success_of

LIST = 100
ATTENTION = 10
MILESTONES = 6


@require_safe
@signed_in
def projects(request: PageRequest) -> HttpResponse:
    """Show the projects with their health, of one program where the address names one; closed ones apart."""
    asked = Asked.of(request)
    page = selectors.project_rows(
        actor=request.actor,
        now=wall_clock(),
        program_id=asked.program_id,
        search=asked.search,
        closed=asked.closed,
        order=asked.order,
        after=priority_key(request) if asked.order is selectors.Order.PRIORITY else name_key(request),
        limit=LIST,
    )
    counts = selectors.project_counts(actor=request.actor, program_id=asked.program_id, search=asked.search)
    context = {
        "rows": page.rows,
        "asked": asked,
        "choices": asked.choices(counts),
        "any": bool(counts.open or counts.closed or asked.search or asked.program_id),
        "heads": asked.heads(),
        "programs": program_names(request.actor),
        "next": next_address(request, page.next),
        "may_create_project": may_create_projects(request),
    }
    return render(request, "pages/projects.html", context)


@require_safe
@signed_in
def project(request: PageRequest, id: int) -> HttpResponse:
    """Show how a project stands: its facts, what needs somebody, what comes next."""
    now = wall_clock()
    row = selectors.project_row(id=id, actor=request.actor, now=now)
    needing = task_rows(actor=request.actor, now=now, show=Show.ATTENTION, project_ids=[id], limit=ATTENTION)
    coming = task_rows(actor=request.actor, now=now, show=Show.MILESTONE, project_ids=[id], limit=MILESTONES)
    context = {
        **project_frame(request, row, "overview"),
        "attention": needing,
        "milestones": coming,
        "reaches": why_it_matters(row.project, actor=request.actor),
        "may_contribute": request.actor.may(Action.CONTRIBUTE, row.project.place),
        "phases": phase_rows(row.project, today=now.date()),
        "success": success_of(row.project),
        "today": now.date(),
    }
    return render(request, "pages/project.html", context)


@require_safe
@signed_in
def project_plan(request: PageRequest, id: int) -> HttpResponse:
    """Show a project's plan."""
    row = selectors.project_row(id=id, actor=request.actor, now=wall_clock())
    return render(request, "pages/project_plan.html", project_frame(request, row, "plan"))


@require_safe
@signed_in
def project_tasks(request: PageRequest, id: int) -> HttpResponse:
    """Show the tasks behind a number of a project."""
    row = selectors.project_row(id=id, actor=request.actor, now=wall_clock())
    context = {**project_frame(request, row, "tasks"), **task_list(request, project_id=id)}
    return render(request, "pages/project_tasks.html", context)


def may_create_projects(request: PageRequest) -> bool:
    """Say whether the actor may make a project anywhere."""
    actor = request.actor
    return actor.may(Action.CREATE_PROJECT) or any(
        actor.may(Action.CREATE_PROJECT, Place(program_id=id)) for id in actor.program_ids
    )


def project_frame(request: PageRequest, row: ProjectRow, tab: str) -> dict[str, Any]:
    """Return what the head and the tabs of a project's pages show."""
    return {
        "row": row,
        "project": row.project,
        "program": row.project.program,
        "tab": tab,
        "may_edit": request.actor.may(Action.EDIT_PROJECT, row.project.place),
        "may_template": request.actor.may(Action.CREATE_PROJECT, row.project.place),
        "may_close": request.actor.may(Action.CLOSE_PROJECT, row.project.place),
        "may_level": row.project.program_id is None and request.actor.may(Action.LEVEL, row.project.place),
    }
