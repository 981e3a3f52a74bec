"""What programs do themselves: their plans of activities, whose tasks are written like those of projects."""

from typing import cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.facts import FactsOut, HealthOut, facts_json
from fairlead.api.shapes import Changes, Id, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.kernel.errors import NotFound
from fairlead.schedule.milestones import program_milestones
from fairlead.schedule.selectors import program_row
from fairlead.schedule.services import ActivitiesEdit, activities_edit
from fairlead.work import services

router = Router(tags=["programs"])


class MilestoneOut(Out):
    """A milestone of the program that is still to be reached; `is_late` where it should have been."""

    task: Id
    name: str
    at: PlanTime
    is_late: bool


class ActivitiesOut(Out):
    """The plan of what a program does itself; its `id` is what a task of it has as `project`, and is no project's."""

    id: Id
    version: int
    program: Id
    start: PlanTime
    calendar: Id
    found: FactsOut
    health: HealthOut
    milestones: list[MilestoneOut]


class ActivitiesChanges(Changes):
    """What to change on activities as a whole: when what nothing holds begins, and the working times."""

    SAID = {"start": "start_at"}

    start: PlanTime = maybe()
    calendar: Id = maybe()


@router.get("/programs/{id}/activities", response=ActivitiesOut)
def activities_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show the plan of what a program does itself; 404 where nothing is planned yet."""
    return _answer(request, id)


@router.put("/programs/{id}/activities", response=ActivitiesOut)
def activities_begin(request: ApiRequest, id: Id) -> HttpResponse:
    """Begin the plan of what a program does itself; one that is there stays as it is.

    Tasks are then added to it as to a project, and linked with those of the program's projects.
    """
    services.activities_begin(actor=request.auth, program_id=id, now=timezone.now())
    return _answer(request, id)


@router.patch("/programs/{id}/activities", response=ActivitiesOut)
def activities_update(request: ApiRequest, id: Id, changes: ActivitiesChanges, version: Version) -> HttpResponse:
    """Change when a program's activities begin, or their working times; they are scheduled again."""
    edit = cast(ActivitiesEdit, changes.sent())
    activities_edit(actor=request.auth, program_id=id, version=version, changes=edit, now=timezone.now())
    return _answer(request, id)


def _answer(request: ApiRequest, id: int) -> HttpResponse:
    found = _read(request, id)
    return answer(found, version=found.version)


def _read(request: ApiRequest, id: int) -> ActivitiesOut:
    now = wall_clock()
    row = program_row(id=id, actor=request.auth, now=now).activities
    if row is None:
        raise NotFound(_("This program plans nothing of its own yet, or nothing that you may see."))
    plan, told = row.project, facts_json(row.facts, row.health, ())
    said = {"id": plan.pk, "version": plan.version, "program": id, "start": plan.start_at, "calendar": plan.calendar_id}
    ahead = program_milestones([id], actor=request.auth, now=now).get(id, ())
    milestones = [{"task": each.task_id, "name": each.name, "at": each.at, "is_late": each.is_late} for each in ahead]
    return ActivitiesOut.model_validate(
        {**said, "found": told["found"], "health": told["health"], "milestones": milestones}
    )
