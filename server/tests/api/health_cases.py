"""Who gets what of the operations on health and figures."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from api.cases import EDIT, END, READ, Case
from cast import NOW, Cast, Stage
from fairlead.schedule.health.findings import State
from fairlead.schedule.health.services import NewOverride, override_set
from fairlead.schedule.health.subjects import SubjectKind


def _program(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"kind": "programs", "id": plan.program.pk, "figure": "progress"}


def _said(people: Cast, plan: Stage) -> dict[str, Any]:
    """Let the owner say, of the program, that it is off track: version 1."""
    today, id = timezone.localdate(), plan.program.pk
    new = NewOverride(State.OFF_TRACK, "The supplier is bankrupt", today + timedelta(days=30))
    override_set(actor=people.owner.actor, kind=SubjectKind.PROGRAM, id=id, version=0, new=new, today=today, now=NOW)
    return _program(people, plan)


def _better(_people: Cast, _plan: Stage) -> object:
    until = timezone.localdate() + timedelta(days=14)
    return {"state": "at_risk", "reason": "Another supplier is found", "until_on": until.isoformat()}


HEALTH = {
    "health_read": Case(READ, names=_program),
    "health_override": Case(EDIT, _better, _said, has_version=True),
    "health_override_withdraw": Case(END, names=_said, has_version=True),
    "figure_read": Case(READ, names=_program),
}
