"""What a program does itself: its plan of activities, made when it is first needed, and called as the program is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.programs import services as programs
from fairlead.programs.models import Program
from fairlead.programs.selectors import program_get
from fairlead.resources.selectors import calendar_default
from fairlead.work.models import Project

# Before any project of the program: those stand at 0 and behind.
FIRST = -1


@transaction.atomic
def activities_begin(*, actor: Actor, program_id: int, now: datetime) -> Project:
    """Return the plan of a program's own activities, made where it has none yet.

    It starts with the first of the program's projects, or today. Raises: NotFound, Forbidden.
    """
    program = program_get(id=program_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, Place(program_id=program.pk))
    known = Project.plans.filter(program=program, kind=Project.Kind.ACTIVITIES).first()
    if known is not None:
        return known
    made = Project.plans.create(
        workspace_id=actor.workspace_id,
        kind=Project.Kind.ACTIVITIES,
        program=program,
        name=program.name,
        code=program.code,
        start_at=_start_of(program, now),
        calendar=calendar_default(actor=actor),
        position=FIRST,
        created_at=now,
    )
    after = {"program": program.pk, "start_at": made.start_at}
    audit_write([Change("activities.begin", "project", made.pk, after=after)], by=by(actor, now))
    return made


@transaction.atomic
def program_edit(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Program:
    """Change what a program is called, its charter, or the program that it is in; its activities are called alike.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, such as a program within itself.
    """
    program = programs.program_update(actor=actor, id=id, version=version, changes=changes, now=now)
    activities = Project.plans.filter(program=program, kind=Project.Kind.ACTIVITIES)
    activities.update(name=program.name, code=program.code)
    return program


def _start_of(program: Program, now: datetime) -> datetime:
    starts = Project.objects.filter(program=program).order_by("start_at").values_list("start_at", flat=True)
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return starts.first() or today
