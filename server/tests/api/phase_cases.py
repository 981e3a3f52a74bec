"""Who gets what of the operations on charters and phases."""

from collections.abc import Callable
from datetime import date
from typing import Any

from api.cases import CREATE, EDIT, END, READ, Case
from cast import NOW, Cast, Stage
from fairlead.programs.services import NewGate
from fairlead.work.services import NewPhase, phase_create, phase_gate_create


def _shop(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.shop.pk}


def phase_of(people: Cast, plan: Stage) -> dict[str, Any]:
    """Make a phase of SHOP."""
    new = NewPhase("Design", plan.tasks["design"].pk)
    return {"id": phase_create(actor=people.owner.actor, project_id=plan.shop.pk, new=new, now=NOW).pk}


def _gate(people: Cast, plan: Stage) -> dict[str, Any]:
    new, of = NewGate("Drawn", date(2026, 3, 4)), phase_of(people, plan)
    return {"id": phase_gate_create(actor=people.owner.actor, **of, new=new, now=NOW).pk}


def _said(**values: Any) -> Callable[[Cast, Stage], object]:
    return lambda _people, _plan: values


PHASES = {
    "charter_read": Case(READ, names=_shop),
    "charter_update": Case(EDIT, _said(goal="A shop", criteria=[{"text": "It pays"}]), _shop, has_version=True),
    "success_judge": Case(EDIT, _said(judgments=[]), _shop, has_version=True),
    "phases_list": Case(READ, names=_shop),
    "phase_create": Case(CREATE, _said(name="Design"), _shop),
    "phases_from_outline": Case(EDIT, names=_shop),
    "phase_read": Case(READ, names=phase_of),
    "phase_update": Case(EDIT, _said(name="Drawing"), phase_of, has_version=True),
    "phase_delete": Case(END, names=phase_of, has_version=True),
    "phase_gate_create": Case(CREATE, _said(name="Drawn", due_on="2026-03-04"), phase_of),
}

# The gates of projects are the gates of programs, with another rule of who decides.
GATES_OF_PROJECTS = {
    "gate_read": Case(READ, names=_gate),
    "gate_update": Case(EDIT, _said(name="Board"), _gate, has_version=True),
    "gate_delete": Case(END, names=_gate, has_version=True),
    "gate_decide": Case(EDIT, _said(outcome="go"), _gate, has_version=True),
}
