"""Tasks: what people say of them, where they stand, who is on them, what blocks them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, cast

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.outcomes import Edited, added, edited
from fairlead.api.said import TaskSaid
from fairlead.api.shapes import Changes, Constraint, Id, In, Instant, Minutes, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.schedule import services
from fairlead.schedule.services import TaskEdit
from fairlead.work import services as work
from fairlead.work.effort import work_of
from fairlead.work.models import Blocker, Task
from fairlead.work.selectors import TASK_SAID, assignments_of, blocker_of, task_get

router = Router(tags=["tasks"])

_FOUND = {
    "start": "start_at",
    "finish": "finish_at",
    "total_slack_minutes": "total_slack_minutes",
    "is_critical": "is_critical",
}


class TaskOut(TaskSaid):
    """What people said of a task and what was found of it; found values are null before it was scheduled."""

    start: PlanTime | None
    finish: PlanTime | None
    total_slack_minutes: int | None
    is_critical: bool | None


class PersonOnTask(Out):
    """A resource on a task; 1 unit is one whole person, or piece. `work_minutes` is as said, or as units come to."""

    resource: Id
    name: str
    units: float
    work_minutes: int


class BlockerOut(Out):
    """What keeps a task from going on, and who said so."""

    reason: str
    raised_by: str
    raised_at: Instant


class TaskDetail(TaskOut):
    """A task with who is on it and what blocks it."""

    people: list[PersonOnTask]
    blocker: BlockerOut | None


class NewTask(In):
    """A task below `parent`, behind its sibling `after`; without `after` it becomes the first."""

    project: Id
    name: str
    parent: Id | None = None
    after: Id | None = None
    duration_minutes: Minutes = 480
    is_milestone: bool = False


class TaskChanges(Changes):
    """What to change on a task; `start` and `finish` say where its bar is to be.

    A new start of an automatic task becomes a constraint (SNET), a new finish its duration.
    """

    SAID = {
        "start": "start_at",
        "finish": "finish_at",
        "actual_start": "actual_start_at",
        "actual_finish": "actual_finish_at",
        "deadline": "deadline_at",
    }

    name: str = maybe()
    start: PlanTime = maybe()
    finish: PlanTime = maybe()
    duration_minutes: Minutes = maybe()
    is_elapsed: bool = maybe()
    is_milestone: bool = maybe()
    is_manual: bool = maybe()
    is_active: bool = maybe()
    percent_complete: Minutes = maybe()
    actual_start: PlanTime | None = maybe()
    actual_finish: PlanTime | None = maybe()
    constraint: Constraint = maybe()
    constraint_at: PlanTime | None = maybe()
    deadline: PlanTime | None = maybe()
    calendar: Id | None = maybe()
    notes: str = maybe()

    def edit(self) -> TaskEdit:
        """Return what was sent as the service takes it.

        Raises: Refused for a body without any field.
        """
        return cast(TaskEdit, self.sent())


class TaskPlace(In):
    """Where a task goes: below `parent`, behind its child `after`, or first of all there."""

    parent: Id | None
    after: Id | None


class PersonIn(In):
    """Somebody to be on a task, with the share of their time, or their work; what is not sent stays or follows.

    Who is new comes with one whole unit unless told otherwise.
    """

    resource: Id
    units: Annotated[Decimal, Field(max_digits=7, decimal_places=2, allow_inf_nan=False)] | None = None
    work_minutes: Minutes | None = None


class PeopleIn(In):
    """All who are to be on a task."""

    people: Annotated[list[PersonIn], Field(max_length=500)]


class NewBlocker(In):
    """What keeps the task from going on, in a sentence."""

    reason: str


@router.post("/tasks", response={201: Edited})
def task_create(request: ApiRequest, new: NewTask, key: Key = None) -> HttpResponse:
    """Create a task; the answer tells all that moved."""
    task = work.NewTask(
        project_id=new.project,
        name=new.name,
        duration_minutes=new.duration_minutes,
        parent_id=new.parent,
        after_id=new.after,
        is_milestone=new.is_milestone,
    )
    return once(
        request,
        key,
        lambda now: added(services.task_add(actor=request.auth, new=task, now=now), at="/api/v1/tasks"),
    )


@router.get("/tasks/{id}", response=TaskDetail)
def task_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one task."""
    task = task_get(id=id, actor=request.auth)
    return answer(_detail(task), version=task.version)


@router.patch("/tasks/{id}", response=Edited)
def task_update(request: ApiRequest, id: Id, changes: TaskChanges, version: Version) -> HttpResponse:
    """Change a task; the answer tells all that moved, and why."""
    return edited(
        services.task_edit(actor=request.auth, task_id=id, version=version, edit=changes.edit(), now=timezone.now())
    )


@router.delete("/tasks/{id}", response=Edited)
def task_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a task with its subtasks; the answer tells all that moved."""
    return edited(services.task_remove(actor=request.auth, task_id=id, version=version, now=timezone.now()))


@router.post("/tasks/{id}/move", response=Edited)
def task_move(request: ApiRequest, id: Id, place: TaskPlace, version: Version) -> HttpResponse:
    """Move a task with its subtasks in the outline of its project."""
    return edited(
        services.task_place(
            actor=request.auth,
            task_id=id,
            version=version,
            parent_id=place.parent,
            after_id=place.after,
            now=timezone.now(),
        )
    )


@router.put("/tasks/{id}/people", response=TaskDetail)
def task_people(request: ApiRequest, id: Id, people: PeopleIn, version: Version) -> HttpResponse:
    """Say who is on a task: these and no others. Duration, work and units follow each other by the task's type."""
    said = [work.PersonSaid(each.resource, each.units, each.work_minutes) for each in people.people]
    services.people_edit(actor=request.auth, task_id=id, version=version, people=said, now=timezone.now())
    task = task_get(id=id, actor=request.auth)
    return answer(_detail(task), version=task.version)


@router.post("/tasks/{id}/blocker", response={201: BlockerOut})
def blocker_create(request: ApiRequest, id: Id, new: NewBlocker, key: Key = None) -> HttpResponse:
    """Say that something keeps a task from going on."""

    def effect(now: datetime) -> HttpResponse:
        blocker = work.block_raise(actor=request.auth, task_id=id, reason=new.reason, now=now)
        return created(_blocker(blocker), at=f"/api/v1/tasks/{id}")

    return once(request, key, effect)


@router.delete("/tasks/{id}/blocker", response={204: None})
def blocker_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """Say that what blocked a task is over."""
    work.block_resolve(actor=request.auth, task_id=id, now=timezone.now())
    return nothing()


def task_rows(tasks: QuerySet[Task]) -> QuerySet[Task, dict[str, Any]]:
    """Return the flat rows of `tasks` that TaskOut is made of: said and found in one query."""
    found = {name: F(f"dates__{field}") for name, field in _FOUND.items()}
    rows: QuerySet[Task, dict[str, Any]] = tasks.values("id", "project", "version", "position", *TASK_SAID, **found)
    return rows


def _detail(task: Task) -> TaskDetail:
    blocker = blocker_of(task)
    people = [
        {
            "resource": row.resource_id,
            "name": row.resource.name,
            "units": row.units,
            "work_minutes": work_of(row, task.duration_minutes),
        }
        for row in assignments_of(task)
    ]
    row = task_rows(Task.objects.filter(pk=task.pk)).get()
    return TaskDetail.model_validate({**row, "people": people, "blocker": blocker and _blocker(blocker)})


def _blocker(blocker: Blocker) -> BlockerOut:
    raised_by = blocker.raised_by.name if blocker.raised_by else ""
    return BlockerOut(reason=blocker.reason, raised_by=raised_by, raised_at=blocker.raised_at)
