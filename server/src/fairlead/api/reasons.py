"""Why a task is where it is, and what happened to it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.events import what_happened
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.shapes import Id, Instant, Out, PlanTime
from fairlead.schedule.selectors import Event, task_history, task_why

router = Router(tags=["tasks"])


class StepOut(Out):
    """One driver of the chain: what set `task` at the time `at`; `by` is the task that drives it."""

    task: Id
    name: str
    project: str
    start: PlanTime = Field(validation_alias="start_at")
    kind: str
    text: str
    at: PlanTime
    link: Id | None
    by: Id | None


class WhyOut(Out):
    """The chain of drivers from a task back to what nothing drives; empty before it was scheduled."""

    task: Id
    name: str
    start: PlanTime | None = Field(validation_alias="start_at")
    steps: list[StepOut]


class EventOut(Out):
    """Something that happened to a task: `what` in words, the fields that differ, and the cause of a move."""

    at: Instant
    who: str
    what: str
    cause: str
    action: str
    before: dict[str, Any]
    after: dict[str, Any]


@router.get("/tasks/{id}/why", response=WhyOut)
def task_reason(request: ApiRequest, id: Id) -> HttpResponse:
    """Tell why a task is where it is: what decides its start, what decides that, back to the first cause."""
    return answer(WhyOut.model_validate(task_why(task_id=id, actor=request.auth)))


@router.get("/tasks/{id}/history", response=Page[EventOut])
def task_events(request: ApiRequest, id: Id, after: After = None, limit: Limit = 50) -> HttpResponse:
    """Tell what happened to a task, newest first: what people changed, and how its dates moved."""
    key = key_of(after, (datetime, str, int))
    events, last = task_history(task_id=id, actor=request.auth, after=key, limit=limit)
    return paged(request, Page(items=[_shown(event) for event in events], next=cursor_of(last)))


def _shown(event: Event) -> EventOut:
    return EventOut(
        at=event.at,
        who=event.who,
        what=what_happened(event.action, event.before, event.after),
        cause=event.cause,
        action=event.action,
        before=event.before,
        after=event.after,
    )
