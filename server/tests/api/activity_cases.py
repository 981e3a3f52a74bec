"""Who gets what of programs' own activities."""

from typing import Any

from api.cases import EDIT, READ, Case
from cast import NOW, Cast, Stage
from fairlead.work.services import activities_begin


def _program(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.program.pk}


def _begun(people: Cast, plan: Stage) -> dict[str, Any]:
    activities_begin(actor=people.owner.actor, program_id=plan.program.pk, now=NOW)
    return {"id": plan.program.pk}


ACTIVITIES = {
    "activities_read": Case(READ, names=_begun),
    "activities_begin": Case(EDIT, names=_program),
    "activities_update": Case(EDIT, lambda people, plan: {"start": "2026-03-09T08:00"}, _begun, has_version=True),
}
