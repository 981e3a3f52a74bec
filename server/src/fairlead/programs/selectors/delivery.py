"""Reading how a program is delivered: its stages, tranches and gates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place, ScopeKind
from fairlead.access.selectors import decides_at
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Gate, GateCriterion, Program, StageChange, Tranche
from fairlead.programs.selectors.programs import program_get

_TRANCHE_SAID = ("program", "name", "capability", "start_on", "finish_on")
_GATE_SAID = ("program", "tranche", "name", "opens", "due_on")


@dataclass(frozen=True, slots=True)
class Delivery:
    """The tranches of a program with the gates that end each, by due day, and the gates that belong to none."""

    tranches: tuple[tuple[Tranche, tuple[Gate, ...]], ...]
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class GateWaiting:
    """An open gate with how many of its criteria are met; `is_mine` says that it is the reader's to decide."""

    gate: Gate
    criterion_count: int
    met_count: int
    is_mine: bool


def delivery_of(program: Program) -> Delivery:
    """Return the tranches and gates of `program`, gates with criteria and decisions, newest first. Four queries."""
    gates = list(_with_all(Gate.objects.filter(program=program)))
    tranches = Tranche.objects.filter(program=program)
    rows = tuple((each, tuple(gate for gate in gates if gate.tranche_id == each.pk)) for each in tranches)
    return Delivery(rows, tuple(gate for gate in gates if gate.tranche_id is None))


def stage_changes(program: Program) -> QuerySet[StageChange]:
    """Return who let `program` enter which stage, newest first. One query."""
    return StageChange.objects.filter(program=program).select_related("by")


def tranche_get(*, id: int, actor: Actor, lock: bool = False) -> Tranche:
    """Return a tranche with its program, both locked for change where asked. Two queries.

    Raises: NotFound.
    """
    tranche = Tranche.objects.filter(pk=id, program__workspace_id=actor.workspace_id).first()
    if tranche is None:
        raise NotFound(_("There is no such tranche, or you may not see it."))
    tranche.program = program_get(id=tranche.program_id, actor=actor, lock=lock)
    if lock:
        tranche.refresh_from_db(from_queryset=Tranche.objects.select_for_update())
    return tranche


def gate_get(
    *,
    id: int,
    actor: Actor,
    through: frozenset[int] = frozenset(),
    of: Place | None = None,
    lock: bool = False,
) -> Gate:
    """Return a gate with its program, criteria and decisions; gate and program locked for change where asked.

    `through` names programs that `actor` sees because of a project in them; `of` is the project whose gate this is,
    where it is one that `actor` may see. Five queries at most.
    Raises: NotFound.
    """
    found = Gate.objects.filter(pk=id, workspace_id=actor.workspace_id).only("program_id").first()
    program_id = found.program_id if found else None
    if found is None or (program_id is None and of is None):
        raise NotFound(_("There is no such gate, or you may not see it."))
    program = None if program_id is None else program_get(id=program_id, actor=actor, through=through, lock=lock)
    gate = _with_all(Gate.objects.select_for_update(of=("self",)) if lock else Gate.objects.all()).get(pk=id)
    gate.program = program
    return gate


def gates_waiting(*, actor: Actor, until: date, limit: int = 20) -> list[GateWaiting]:
    """Return the open gates of programs due by `until` that `actor` decides or prepares, by due day. Three queries."""
    decides = decides_at(actor, Action.DECIDE_GATE, scope=ScopeKind.PROGRAM, path="program_id")
    prepares = Q(program_id__in=actor.programs_where(Action.EDIT_PROGRAM))
    gates = Gate.objects.open().filter(
        decides | prepares, program__isnull=False, workspace_id=actor.workspace_id, due_on__lte=until
    )
    counts = gates.order_by("due_on", "pk").annotate(
        criterion_count=Count("criteria"),
        met_count=Count("criteria", filter=Q(criteria__met_at__isnull=False)),
        is_mine=Case(When(decides, then=1), default=0, output_field=IntegerField()),
    )
    rows = list(counts.values_list("pk", "criterion_count", "met_count", "is_mine")[:limit])
    found = gates.select_related("program").in_bulk([row[0] for row in rows])
    return [GateWaiting(found[id], count, met, is_mine=bool(mine)) for id, count, met, mine in rows]


def gates_next(program_ids: Collection[int]) -> dict[int, Gate]:
    """Return the open gate that is due first in each program that has one. One query."""
    gates = Gate.objects.open().filter(program_id__in=program_ids).order_by("-due_on", "-pk")
    return {gate.program_id: gate for gate in gates if gate.program_id is not None}


def tranche_said(tranche: Tranche) -> dict[str, Any]:
    """Return what people said of `tranche` by field, with its id and version."""
    return {"id": tranche.pk, "version": tranche.version, **said(tranche, _TRANCHE_SAID)}


def gate_said(gate: Gate, *, criteria: Iterable[GateCriterion] | None = None) -> dict[str, Any]:
    """Return what people said of `gate` by field, with its id and version.

    `criteria` are as `gate_get` read them where they are not given.
    """
    shown = [criterion_said(each) for each in (gate.criteria.all() if criteria is None else criteria)]
    return {"id": gate.pk, "version": gate.version, **said(gate, _GATE_SAID), "criteria": shown}


def criterion_said(criterion: GateCriterion) -> dict[str, Any]:
    """Return a criterion as people said it."""
    return {"text": criterion.text, "evidence": criterion.evidence, "is_met": criterion.met_at is not None}


def _with_all(gates: QuerySet[Gate]) -> QuerySet[Gate]:
    return gates.prefetch_related("criteria__met_by", "decisions__by")
