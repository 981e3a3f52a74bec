"""What somebody answers for, that waits for somebody else when they leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from fairlead.access.models import Grant, Person
from fairlead.access.rules import Action, Actor, ScopeKind, authority_of
from fairlead.access.selectors import may_let_go, person_get, require
from fairlead.governance.selectors.holders import HeldRole, held_of
from fairlead.programs.models import Benefit, Gate
from fairlead.strategy.models import Objective
from fairlead.work.models import Assignment, Proposal


class ChargeKind(StrEnum):
    """What somebody answers for; the first three: they are the only one in a role that leads it."""

    PROGRAM = "program"
    PROJECT = "project"
    TEAM = "team"
    GATE = "gate"
    OBJECTIVE = "objective"
    BENEFIT = "benefit"
    PROPOSAL = "proposal"
    REQUEST = "request"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Charge:
    """Something that somebody answers for: the id and name of it; `detail` is their role, or where it is.

    Of TASKS the id is that of the person in the pool, and `count` how many open tasks they are on there.
    """

    kind: ChargeKind
    id: int
    name: str
    detail: str = ""
    count: int = 1


_LEADING = frozenset({Action.EDIT_PROGRAM, Action.EDIT_PROJECT, Action.DECIDE_GATE, Action.EDIT_POOL})
_LED = {ScopeKind.PROGRAM: ChargeKind.PROGRAM, ScopeKind.PROJECT: ChargeKind.PROJECT, ScopeKind.TEAM: ChargeKind.TEAM}


def charges_of(*, person_id: int, actor: Actor) -> list[Charge]:
    """Return what somebody answers for, by kind and name.

    What they alone lead, gates that only they decide beside the workspace's owners, objectives and benefits they own,
    their proposals that nobody decided yet, tasks they are on. Twelve queries at most.
    Raises: NotFound, Forbidden for who does not administer and is not the person.
    """
    person = person_get(id=person_id, actor=actor)
    if not may_let_go(actor, person):
        require(actor, Action.ADMINISTER)
    alone = _alone(person, actor)
    found = [*_led(alone), *_gates(alone), *_owned(person), *_planned(person)]
    order = list(ChargeKind)
    return sorted(found, key=lambda charge: (order.index(charge.kind), charge.name.lower(), charge.id))


def _alone(person: Person, actor: Actor) -> list[HeldRole]:
    """Return the roles that lead something and that nobody else is in there."""
    held = [each for each in held_of([person], actor=actor).get(person.pk, ()) if each.spot.scope in _LED]
    here = Q(pk__in=[])
    for each in held:
        here |= Q(scope=each.grant.scope, scope_id=each.grant.scope_id, role=each.grant.role)
    others = Grant.objects.filter(here, person__is_active=True).exclude(person=person)
    taken = set(others.values_list("scope", "scope_id", "role"))
    return [
        each
        for each in held
        if _LEADING & authority_of(each.grant.role, each.grant.definition.authority).keys()
        and (each.grant.scope, each.grant.scope_id, each.grant.role) not in taken
    ]


def _led(alone: list[HeldRole]) -> Iterator[Charge]:
    for each in alone:
        yield Charge(_LED[each.spot.scope], each.spot.id, each.spot.name, each.words)


def _gates(alone: list[HeldRole]) -> Iterator[Charge]:
    deciding = {
        each.spot.id: each.spot.name
        for each in alone
        if each.spot.scope is ScopeKind.PROGRAM
        and Action.DECIDE_GATE in authority_of(each.grant.role, each.grant.definition.authority)
    }
    for gate in Gate.objects.filter(program__in=deciding, passed_at=None, stopped_at=None):
        yield Charge(ChargeKind.GATE, gate.pk, gate.name, deciding.get(gate.program_id or 0, ""))


def _owned(person: Person) -> Iterator[Charge]:
    for objective in Objective.objects.filter(owner=person):
        yield Charge(ChargeKind.OBJECTIVE, objective.pk, objective.name)
    for benefit in Benefit.objects.filter(owner=person).select_related("program"):
        yield Charge(ChargeKind.BENEFIT, benefit.pk, benefit.name, benefit.program.name)
    for proposal in Proposal.objects.filter(proposed_by=person, decision=None):
        yield Charge(ChargeKind.PROPOSAL, proposal.pk, proposal.name)


def _planned(person: Person) -> Iterator[Charge]:
    open_tasks = Assignment.objects.filter(
        resource__person=person, task__percent_complete__lt=100, task__is_active=True
    ).order_by()
    for id, name, count in open_tasks.values_list("resource_id", "resource__name").annotate(n=Count("task_id")):
        yield Charge(ChargeKind.TASKS, id, name, count=count)
