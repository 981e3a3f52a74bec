"""Plans: all that a page draws of a program or project, what changed since, what an edit would do."""

from enum import StrEnum
from typing import Annotated, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from fairlead.access.rules import ScopeKind
from fairlead.api.answers import answer, packed
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.outcomes import ChangedColumns, ProjectSpan, Trial
from fairlead.api.payload import PlanOut
from fairlead.api.said import TaskSaid
from fairlead.api.shapes import Changes, Id, Minutes, Out, PlanTime, maybe
from fairlead.kernel.errors import NotFound
from fairlead.schedule.edits import TaskEdit
from fairlead.schedule.selectors import edit_preview, plan_changes, plan_payload
from fairlead.work.selectors import task_get

router = Router(tags=["plans"])

Revision = Annotated[int, Query(..., ge=0, lt=2**63, description="The revision that you have.")]


class PlanKind(StrEnum):
    """What a plan is of."""

    PROGRAM = "program"
    PROJECT = "project"


class ChangesOut(Out):
    """What others did since; `reload` says that the outline or the links changed, so load the plan again."""

    revision: int
    reload: bool
    changed: ChangedColumns
    projects: list[ProjectSpan]
    tasks: list[TaskSaid]


class TrialIn(Changes):
    """An edit to try: the task and where its bar would be."""

    SAID = {"start": "start_at", "finish": "finish_at"}

    task: Id
    start: PlanTime = maybe()
    finish: PlanTime = maybe()
    duration_minutes: Minutes = maybe()

    def edit(self) -> TaskEdit:
        """Return what to try as the selector takes it."""
        return cast(TaskEdit, {name: value for name, value in self.sent().items() if name != "task"})


@router.get("/plans/{kind}/{id}", response=PlanOut)
def plan_read(request: ApiRequest, kind: PlanKind, id: Id) -> HttpResponse:
    """Give the plan of a program or project in one answer of columns, for a page to draw.

    Times are whole minutes since 1970-01-01 00:00 of the wall clock; finishes are exclusive.
    """
    return packed(request, plan_payload(kind=ScopeKind(kind), id=id, actor=request.auth, now=wall_clock()))


@router.get("/plans/{kind}/{id}/changes", response=ChangesOut)
def plan_changed(request: ApiRequest, kind: PlanKind, id: Id, since: Revision) -> HttpResponse:
    """Tell what changed in a plan since a revision: only the rows that did."""
    found = plan_changes(kind=ScopeKind(kind), id=id, since=since, actor=request.auth)
    return answer(ChangesOut.model_validate(found))


@router.post("/plans/{kind}/{id}/preview", response=Trial)
def plan_preview(request: ApiRequest, kind: PlanKind, id: Id, trial: TrialIn) -> HttpResponse:
    """Tell what moving or stretching a task would do, writing nothing."""
    task = task_get(id=trial.task, actor=request.auth)
    if id != (task.project_id if kind is PlanKind.PROJECT else task.project.program_id):
        raise NotFound(_("This task is not in this plan."))
    outcome = edit_preview(actor=request.auth, task_id=task.pk, edit=trial.edit(), now=timezone.now())
    return answer(Trial.model_validate(outcome))
