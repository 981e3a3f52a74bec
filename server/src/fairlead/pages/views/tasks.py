"""A task: at the side of a plan, on a page of its own, and what blocks it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.history import line_of
from fairlead.pages.views.paging import event_key, next_address
from fairlead.schedule import selectors
from fairlead.schedule.alignment.selectors import why_it_matters
from fairlead.schedule.details import task_details
from fairlead.work.services import block_raise, block_resolve

FIRST_LINES = 6
LINES = 50


@require_safe
@signed_in
def task(request: PageRequest, id: int) -> HttpResponse:
    """Show a task on a page of its own."""
    return render(request, "pages/task.html", _whole(request, id))


@require_safe
@signed_in
def task_panel(request: PageRequest, id: int) -> HttpResponse:
    """Show a task as a part of another page."""
    return render(request, "pages/parts/task_panel.html", _whole(request, id))


@require_safe
@signed_in
def task_history(request: PageRequest, id: int) -> HttpResponse:
    """Show what happened to a task, all of it, a page at a time."""
    details = task_details(task_id=id, actor=request.actor)
    return render(request, "pages/task_history.html", {"details": details, **_history(request, id, LINES)})


@require_POST
@signed_in
def task_block(request: PageRequest, id: int) -> HttpResponse:
    """Say that something keeps a task from going on."""
    reason = request.POST.get("reason", "")
    return _done(request, id, lambda: block_raise(actor=request.actor, task_id=id, reason=reason, now=timezone.now()))


@require_POST
@signed_in
def task_unblock(request: PageRequest, id: int) -> HttpResponse:
    """Say that what blocked a task is over."""
    return _done(request, id, lambda: block_resolve(actor=request.actor, task_id=id, now=timezone.now()))


def _done(request: PageRequest, id: int, do: Callable[[], object]) -> HttpResponse:
    """Show the task as it is after `do`, and tell the plan beside the panel; a refusal stands where it was asked."""
    refusal, status = "", 200
    try:
        do()
    except Refused as refused:
        refusal, status = refused.message, 422
    if not request.htmx and not refusal:
        return redirect("task", id)
    template = "pages/parts/task_panel.html" if request.htmx else "pages/task.html"
    response = render(request, template, {**_whole(request, id), "refusal": refusal}, status=status)
    return response if refusal else trigger_client_event(response, "fl:task-changed", {"id": id})


def _whole(request: PageRequest, id: int) -> dict[str, Any]:
    details = task_details(task_id=id, actor=request.actor)
    why = selectors.task_why(task_id=id, actor=request.actor)
    reaches = why_it_matters(details.task.project, actor=request.actor)
    return {
        "details": details,
        "task": details.task,
        "why": why,
        "reaches": reaches,
        **_history(request, id, FIRST_LINES),
    }


def _history(request: PageRequest, id: int, limit: int) -> dict[str, Any]:
    events, key = selectors.task_history(task_id=id, actor=request.actor, after=event_key(request), limit=limit)
    return {"lines": [line_of(event) for event in events], "older": next_address(request, key)}
