"""Changes to how a program is delivered: the stages that it enters and the tranches in which it delivers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Gate, Program, StageChange, Tranche
from fairlead.programs.rules import Stage, stages_between
from fairlead.programs.selectors import SAID, program_get, tranche_get, tranche_said
from fairlead.programs.words import STAGE_WORDS
from fairlead.strategy.services.checks import day_faults, line, text_faults

_LIMITS = {"name": 200, "capability": 5_000}
_MOST_NOTE = 1_000
_BEHIND = gettext_lazy(
    "The gate “%(gate)s” stands before the stage “%(stage)s”. Let whoever decides there decide; when they say go, the "
    "program enters it."
)


@transaction.atomic
def stage_enter(*, actor: Actor, id: int, version: int, stage: Stage, note: str = "", now: datetime) -> Program:
    """Let a program enter `stage`, ahead or back.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it is there already, and where a gate on the way waits for
    its decision.
    """
    program = program_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=id))
    check_version(program, version, kind="program", current=said(program, (*SAID, "version")))
    if stage == program.stage:
        raise Refused(_("The program is in this stage already."), fields={"stage": _("Choose another")})
    wrong = text_faults({"note": note}, {"note": _MOST_NOTE}, needed=())
    if wrong:
        raise Refused(_("The stage was not changed."), fields=wrong)
    shut = shut_gate(program, stage)
    if shut is not None:
        raise Refused(_BEHIND % {"gate": shut.name, "stage": STAGE_WORDS[Stage(shut.opens)]}, code="gate")
    stage_write(program, stage, note=line(note), actor=actor, now=now)
    return program


def stage_write(program: Program, stage: Stage, *, note: str, actor: Actor, now: datetime, cause: str = "") -> None:
    """Write that `program`, which the caller has locked, enters `stage`, in the caller's transaction."""
    before = program.stage
    program.stage = stage
    program.version += 1
    program.save(update_fields=["stage", "version"])
    StageChange.objects.create(program=program, stage=stage, note=note, by_id=actor.person_id, at=now)
    change = Change(
        "program.stage", "program", program.pk, before={"stage": before}, after={"stage": stage.value}, cause=cause
    )
    audit_write([change], by=by(actor, now))


def shut_gate(program: Program, stage: Stage) -> Gate | None:
    """Return the first gate on the way of `program` to `stage` that is not passed; None where the way is free."""
    entered = stages_between(Stage(program.stage), stage)
    return Gate.objects.filter(program=program, opens__in=entered, passed_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class NewTranche:
    """A tranche to be planned, from `start_on` to before `finish_on`."""

    name: str
    start_on: date
    finish_on: date
    capability: str = ""


@transaction.atomic
def tranche_create(*, actor: Actor, program_id: int, new: NewTranche, now: datetime) -> Tranche:
    """Plan a tranche of a program.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    program = program_get(id=program_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program_id))
    tranche = Tranche(program=program)
    _tranche_say(tranche, asdict(new))
    tranche.save(force_insert=True)
    audit_write([Change("tranche.create", "tranche", tranche.pk, after=tranche_said(tranche))], by=by(actor, now))
    return tranche


@transaction.atomic
def tranche_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Tranche:
    """Change what is said of a tranche, by field.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    tranche = _locked(actor, id, version)
    before = said(tranche, changes)
    _tranche_say(tranche, changes)
    tranche.version += 1
    tranche.save(update_fields=[*changes, "version"])
    change = Change("tranche.update", "tranche", id, before=before, after=said(tranche, changes))
    audit_write([change], by=by(actor, now))
    return tranche


@transaction.atomic
def tranche_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a tranche out of the plan; its gates stay, as gates of the program.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    tranche = _locked(actor, id, version)
    before = tranche_said(tranche)
    tranche.delete()
    audit_write([Change("tranche.delete", "tranche", id, before=before)], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> Tranche:
    tranche = tranche_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=tranche.program_id))
    check_version(tranche, version, kind="tranche", current=tranche_said(tranche))
    return tranche


def _tranche_say(tranche: Tranche, changes: Mapping[str, Any]) -> None:
    values = {**changes}
    if "name" in values:
        values["name"] = line(values["name"])
    wrong = text_faults(values, _LIMITS, needed=("name",)) | day_faults(values)
    for name, value in values.items():
        setattr(tranche, name, value)
    if not wrong and tranche.start_on >= tranche.finish_on:
        wrong["finish_on"] = _("After its first day")
    others = Tranche.objects.filter(program=tranche.program, name=tranche.name).exclude(pk=tranche.pk)
    if not wrong and others.exists():
        wrong["name"] = _("Another tranche has this name")
    if wrong:
        raise Refused(_("The tranche was not saved."), fields=wrong)
