"""The phases of a project, and the gates at which it is decided whether it enters the next one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Gate, GateDecision
from fairlead.programs.services import NewGate, gate_write
from fairlead.strategy.services.checks import day_faults, line, text_faults
from fairlead.work.models import Phase, Project, Task
from fairlead.work.phases import phase_get, phase_said, summaries_free
from fairlead.work.selectors import project_get

MOST_PHASES = 30


@dataclass(frozen=True, slots=True)
class NewPhase:
    """A phase: the summary `task` whose tasks are its, or from `start_on` to before `finish_on`, or no days yet."""

    name: str
    task: int | None = None
    start_on: date | None = None
    finish_on: date | None = None


@transaction.atomic
def phase_create(*, actor: Actor, project_id: int, new: NewPhase, now: datetime) -> Phase:
    """Add a phase to a project.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    project = _writable(actor, project_id)
    if Phase.objects.filter(project=project).count() >= MOST_PHASES:
        raise Refused(_("A project has at most 30 phases."), code="too_many")
    phase = Phase(project=project)
    _say(phase, asdict(new))
    phase.save(force_insert=True)
    audit_write([Change("phase.create", "phase", phase.pk, after=phase_said(phase))], by=by(actor, now))
    return phase


@transaction.atomic
def phases_from_outline(*, actor: Actor, project_id: int, now: datetime) -> list[Phase]:
    """Make a phase of each summary task on the first level of a project's outline that is of none yet.

    Raises: NotFound, Forbidden; Refused where there is none.
    """
    project = _writable(actor, project_id)
    taken = set(Phase.objects.filter(project=project).values_list("name", flat=True))
    first = set(Task.objects.filter(project=project, parent=None).values_list("pk", flat=True))
    free = [(id, name) for id, name in summaries_free(project) if id in first]
    rows = [
        Phase(project=project, task_id=id, name=name[:200])
        for id, name in dict(free).items()
        if name[:200] not in taken
    ]
    if not rows or len(rows) + len(taken) > MOST_PHASES or len({row.name for row in rows}) < len(rows):
        raise Refused(
            _("The outline has no summary tasks on its first level to make phases of, too many, or two of one name."),
            code="no_summaries",
        )
    Phase.objects.bulk_create(rows)
    audit_write([Change("phase.create", "phase", row.pk, after=phase_said(row)) for row in rows], by=by(actor, now))
    return rows


@transaction.atomic
def phase_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Phase:
    """Change what is said of a phase, by field.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    phase = _locked(actor, id, version)
    before = said(phase, changes)
    _say(phase, changes)
    phase.version += 1
    phase.save()
    change = Change("phase.update", "phase", id, before=before, after=said(phase, changes))
    audit_write([change], by=by(actor, now))
    return phase


@transaction.atomic
def phase_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a phase away, with its gate; its tasks stay.

    Raises: NotFound, Forbidden, StaleVersion; Refused where something was decided at its gate, which is a record.
    """
    phase = _locked(actor, id, version)
    if GateDecision.objects.filter(gate=phase.gate_id).exists():
        raise Refused(_("Something was decided at the gate of this phase; the record of that stays."), code="decided")
    before = phase_said(phase)
    phase.delete()
    if phase.gate is not None:
        phase.gate.delete()
    audit_write([Change("phase.delete", "phase", id, before=before)], by=by(actor, now))


@transaction.atomic
def phase_gate_create(*, actor: Actor, id: int, new: NewGate, now: datetime) -> Gate:
    """Set up the gate that ends a phase.

    Raises: NotFound, Forbidden; Refused for values that cannot be, and where it has one.
    """
    phase = phase_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, phase.project.place)
    if phase.gate_id is not None:
        raise Refused(_("This phase ends at a gate already."), code="has_gate")
    gate = gate_write(Gate(workspace_id=actor.workspace_id), new, actor=actor, now=now, of=phase.project.place)
    phase.gate = gate
    phase.save(update_fields=["gate"])
    return gate


def _writable(actor: Actor, project_id: int) -> Project:
    project = project_get(id=project_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, project.place)
    return project


def _locked(actor: Actor, id: int, version: int) -> Phase:
    phase = phase_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, phase.project.place)
    check_version(phase, version, kind="phase", current=phase_said(phase))
    return phase


def _say(phase: Phase, changes: Mapping[str, Any]) -> None:
    values = {**changes}
    if "name" in values:
        values["name"] = line(values["name"])
    wrong = text_faults(values, {"name": 200}, needed=("name",)) | day_faults(values)
    free = {id for id, _name in summaries_free(phase.project, but=phase if phase.pk else None)}
    if values.get("task") is not None and values["task"] not in free:
        wrong["task"] = _("Not a summary task of this project, or another phase has it")
    for name, value in values.items():
        setattr(phase, "task_id" if name == "task" else name, value)
    wrong |= {name: text for name, text in _day_faults(phase).items() if name not in wrong}
    if Phase.objects.filter(project=phase.project, name=phase.name).exclude(pk=phase.pk).exists():
        wrong.setdefault("name", _("Another phase has this name"))
    if wrong:
        raise Refused(_("The phase was not saved."), fields=wrong)


def _day_faults(phase: Phase) -> dict[str, str]:
    start, finish = phase.start_on, phase.finish_on
    if phase.task_id is not None and (start or finish):
        return {"start_on": _("Its tasks say when it is; leave the days empty, or choose no task")}
    if (start is None) != (finish is None):
        return {"start_on" if start is None else "finish_on": _("Say both days, or none")}
    if start is not None and finish is not None and start >= finish:
        return {"finish_on": _("After its first day")}
    return {}
