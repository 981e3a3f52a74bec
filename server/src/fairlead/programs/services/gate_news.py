"""Telling of gates: those who decide that one is ready for them, those who lead what was decided."""

from datetime import datetime

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import deciders
from fairlead.collaboration.services import News, notices_write
from fairlead.programs.models import Gate, GateDecision
from fairlead.programs.rules import GateOutcome

_KINDS = {
    GateOutcome.GO: "gate.passed",
    GateOutcome.CONDITIONAL: "gate.passed",
    GateOutcome.HOLD: "gate.held",
    GateOutcome.STOP: "gate.stopped",
}


def tell_ready(gate: Gate, *, of: Place | None, actor: Actor, now: datetime) -> None:
    """Tell whoever decides at `gate` that all its criteria are met; `of` is the project that it is of."""
    action = Action.DECIDE_GATE if gate.program_id else Action.DECIDE_PROJECT_GATE
    _tell("gate.ready", gate, action, of=of, actor=actor, now=now)


def tell_decided(decision: GateDecision, *, of: Place | None, actor: Actor, now: datetime) -> None:
    """Tell whoever leads what is behind the gate what was decided there."""
    gate = decision.gate
    action = Action.EDIT_PROGRAM if gate.program_id else Action.EDIT_PROJECT
    kind = _KINDS[GateOutcome(decision.outcome)]
    _tell(kind, gate, action, of=of, actor=actor, now=now, note=decision.note)


def _tell(
    kind: str, gate: Gate, action: Action, *, of: Place | None, actor: Actor, now: datetime, note: str = ""
) -> None:
    place = Place(program_id=gate.program_id) if gate.program_id or of is None else of
    to = {each.person_id for each in deciders(action, place, workspace_id=gate.workspace_id)}
    news = News(kind, "gate", gate.pk, actor.name, {"gate": gate.name, "note": note[:200]})
    notices_write(news, to=to - {actor.person_id}, workspace_id=gate.workspace_id, now=now)
