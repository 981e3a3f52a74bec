"""Gates of programs and of projects: what must be so there, and what is decided, once, by whoever has the authority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Gate, GateCriterion, GateDecision, Program, Tranche
from fairlead.programs.rules import STAGES, GateOutcome, Stage
from fairlead.programs.selectors import gate_get, gate_said, program_get
from fairlead.programs.services.delivery import shut_gate, stage_write
from fairlead.programs.services.gate_news import tell_decided, tell_ready
from fairlead.strategy.services.checks import day_faults, line, text_faults

MOST_CRITERIA = 50
# Who may do it at a gate of a program, and at one of a project.
_PREPARE = (Action.EDIT_PROGRAM, Action.EDIT_PROJECT)
_DECIDE = (Action.DECIDE_GATE, Action.DECIDE_PROJECT_GATE)
_MOST_NOTE = 2_000
_LIMITS = {"name": 200}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What must be so at a gate, the evidence for it, and whether it is."""

    text: str
    evidence: str = ""
    is_met: bool = False


@dataclass(frozen=True, slots=True)
class NewGate:
    """A gate to be set up; it ends the tranche with the id `tranche`, or guards the stage that it `opens`."""

    name: str
    due_on: date
    tranche: int | None = None
    opens: str = ""
    criteria: Sequence[Criterion] = ()


@transaction.atomic
def gate_create(*, actor: Actor, program_id: int, new: NewGate, now: datetime) -> Gate:
    """Set up a gate of a program.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    program = program_get(id=program_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program_id))
    gate = Gate(workspace_id=actor.workspace_id, program=program)
    return gate_write(gate, new, actor=actor, now=now)


def gate_write(gate: Gate, new: NewGate, *, actor: Actor, now: datetime, of: Place | None = None) -> Gate:
    """Write a new `gate` in the caller's transaction, who has seen to the rights; `of` is the project that it is of.

    Raises: Refused for values that cannot be.
    """
    _say(gate, {"name": new.name, "due_on": new.due_on, "tranche": new.tranche, "opens": new.opens})
    gate.save(force_insert=True)
    _criteria_write(gate, new.criteria, actor, now)
    gate = gate_get(id=gate.pk, actor=actor, of=of)
    audit_write([Change("gate.create", "gate", gate.pk, after=gate_said(gate))], by=by(actor, now))
    return gate


@transaction.atomic
def gate_update(
    *, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime, of: Place | None = None
) -> Gate:
    """Change an open gate by field; `criteria`, a sequence of Criterion, are said as a whole.

    Who saw that a criterion is met, and when, stays where it was met before; with the last of them whoever decides is
    told. `of` is the project that it is of.
    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, and for a gate that is decided.
    """
    gate = _locked(actor, id, version, of, _PREPARE)
    before = gate_said(gate)
    fields = {name: value for name, value in changes.items() if name != "criteria"}
    _say(gate, fields)
    gate.version += 1
    gate.save()
    if "criteria" in changes:
        _criteria_write(gate, changes["criteria"], actor, now)
    gate = gate_get(id=id, actor=actor, of=of)
    after = gate_said(gate)
    change = Change(
        "gate.update",
        "gate",
        id,
        before={name: before[name] for name in changes},
        after={name: after[name] for name in changes},
    )
    audit_write([change], by=by(actor, now))
    if _is_ready(after["criteria"]) and not _is_ready(before["criteria"]):
        tell_ready(gate, of=of, actor=actor, now=now)
    return gate


@transaction.atomic
def gate_delete(*, actor: Actor, id: int, version: int, now: datetime, of: Place | None = None) -> None:
    """Take away a gate at which nothing was decided; `of` is the project that it is of.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a gate with a decision, which is a record.
    """
    gate = _locked(actor, id, version, of, _PREPARE)
    if gate.decisions.all():
        raise Refused(_("Something was decided at this gate; the record of that stays."), code="decided")
    before = gate_said(gate)
    gate.delete()
    audit_write([Change("gate.delete", "gate", id, before=before)], by=by(actor, now))


@transaction.atomic
def gate_decide(
    *,
    actor: Actor,
    id: int,
    version: int,
    outcome: GateOutcome,
    note: str = "",
    now: datetime,
    of: Place | None = None,
) -> GateDecision:
    """Decide at a gate, by its criteria as `actor` saw them; going on enters the stage that the gate opens.

    To hold lets the gate wait for another decision; any other is the last. Whoever leads what is behind it is told.
    `of` is the project that it is of.
    Raises: NotFound, Forbidden; StaleVersion where somebody else decided or changed the criteria meanwhile; Refused for
    a gate that is decided, and without the conditions, or the reason to hold or stop.
    """
    gate = _locked(actor, id, version, of, _DECIDE)
    note = note.strip()
    wrong = text_faults({"note": note}, {"note": _MOST_NOTE}, needed=())
    if not note and outcome is not GateOutcome.GO:
        wrong["note"] = _("Say why, or under which conditions")
    if wrong:
        raise Refused(_("Nothing was decided yet."), fields=wrong)
    decision = GateDecision.objects.create(
        gate=gate,
        outcome=outcome,
        note=note,
        criteria=gate_said(gate)["criteria"],
        by_id=actor.person_id,
        at=now,
    )
    _decided(gate, outcome, now)
    change = Change("gate.decide", "gate", id, after={"outcome": outcome.value, "note": note})
    audit_write([change], by=by(actor, now))
    tell_decided(decision, of=of, actor=actor, now=now)
    if gate.program is not None and outcome.passes and gate.opens and _leads_on(gate, gate.program):
        cause = _("The gate “%(gate)s” was passed.") % {"gate": gate.name}
        stage_write(gate.program, Stage(gate.opens), note=note[:1000], actor=actor, now=now, cause=cause)
    return decision


def _decided(gate: Gate, outcome: GateOutcome, now: datetime) -> None:
    if outcome.passes:
        gate.passed_at = now
    elif outcome is GateOutcome.STOP:
        gate.stopped_at = now
    gate.version += 1
    gate.save(update_fields=["passed_at", "stopped_at", "version"])


def _is_ready(criteria: Sequence[Mapping[str, Any]]) -> bool:
    return bool(criteria) and all(each["is_met"] for each in criteria)


def _leads_on(gate: Gate, program: Program) -> bool:
    """Say whether the stage that `gate` opens is ahead, and no other gate on the way there is shut."""
    stage = Stage(gate.opens)
    is_ahead = STAGES.index(stage) > STAGES.index(Stage(program.stage))
    return is_ahead and shut_gate(program, stage) is None


def _locked(actor: Actor, id: int, version: int, of: Place | None, actions: tuple[Action, Action]) -> Gate:
    gate = gate_get(id=id, actor=actor, of=of, lock=True)
    of_program, of_project = actions
    if gate.program_id is None and of is not None:
        require(actor, of_project, of)
    else:
        require(actor, of_program, Place(program_id=gate.program_id))
    check_version(gate, version, kind="gate", current=gate_said(gate))
    if not gate.is_open:
        raise Refused(_("This gate is decided. Set up another for what comes after it."), code="decided")
    return gate


def _say(gate: Gate, changes: Mapping[str, Any]) -> None:
    values = {**changes}
    if "name" in values:
        values["name"] = line(values["name"])
    wrong = text_faults(values, _LIMITS, needed=("name",)) | day_faults(values)
    if values.get("tranche") is not None and not _has_tranche(gate, values["tranche"]):
        wrong["tranche"] = _("Not a tranche of this program")
    if values.get("opens") and (gate.program is None or values["opens"] not in STAGES[1:]):
        wrong["opens"] = _("Not a stage that can be entered")
    for name, value in values.items():
        setattr(gate, "tranche_id" if name == "tranche" else name, value)
    # Of a project each phase has one gate, so its name need not tell it apart.
    beside = Gate.objects.filter(program=gate.program, program__isnull=False).exclude(pk=gate.pk)
    if beside.filter(name=gate.name).exists():
        wrong.setdefault("name", _("Another gate has this name"))
    if gate.opens and beside.filter(opens=gate.opens).exists():
        wrong.setdefault("opens", _("Another gate stands before this stage"))
    if wrong:
        raise Refused(_("The gate was not saved."), fields=wrong)


def _has_tranche(gate: Gate, id: int) -> bool:
    return gate.program is not None and Tranche.objects.filter(pk=id, program=gate.program).exists()


def _criteria_write(gate: Gate, criteria: Sequence[Criterion], actor: Actor, now: datetime) -> None:
    clean = [Criterion(line(each.text), line(each.evidence), each.is_met) for each in criteria if line(each.text)]
    if len(clean) > MOST_CRITERIA or any(len(each.text) > 500 or len(each.evidence) > 1000 for each in clean):
        raise Refused(
            _("The gate was not saved."),
            fields={"criteria": _("At most 50 criteria of 500 characters, with evidence of 1,000")},
        )
    met = {each.text: (each.met_at, each.met_by_id) for each in GateCriterion.objects.filter(gate=gate) if each.met_at}
    GateCriterion.objects.filter(gate=gate).delete()
    rows = []
    for position, each in enumerate(clean):
        at, who = met.get(each.text, (now, actor.person_id)) if each.is_met else (None, None)
        rows.append(
            GateCriterion(
                gate=gate, position=position, text=each.text, evidence=each.evidence, met_at=at, met_by_id=who
            )
        )
    GateCriterion.objects.bulk_create(rows)
