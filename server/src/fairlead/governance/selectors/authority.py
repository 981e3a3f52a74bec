"""What somebody may do, and why: each decision with the roles and stand-ins that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fairlead.access.models import DefinedRole, Person, Tolerance
from fairlead.access.rules import Action, Actor, Held, ScopeKind, Spot
from fairlead.access.selectors import actor_of, person_get, require, roles_of
from fairlead.access.words import DECISIONS, Topic, role_words
from fairlead.governance.selectors.holders import HeldRole, held_of
from fairlead.governance.selectors.spots import SpotKey, spots_named


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may do something: in which role, where, up to which limit, and whom they stand in for."""

    role: str
    spot: Spot
    limit: int | None
    giver: str


@dataclass(frozen=True, slots=True)
class Personal:
    """What one person may do: their roles, and every decision with its grounds by topic."""

    person: Person
    roles: tuple[HeldRole, ...]
    topics: tuple[tuple[Topic, tuple[tuple[Action, tuple[Ground, ...]], ...]], ...]


def personal_of(*, person_id: int, actor: Actor, now: datetime) -> Personal:
    """Return what somebody may do now and why, as far as `actor` sees where. Fourteen queries at most.

    Everybody is shown their own; others' to who sees the whole workspace.
    Raises: NotFound.
    """
    if person_id != actor.person_id:
        require(actor, Action.VIEW)
    person = person_get(id=person_id, actor=actor)
    acting = actor_of(person, now=now)
    spots = spots_named({(held.scope, held.scope_id) for held in acting.held}, actor=actor)
    roles = {role.key: role for role in roles_of(actor=actor)}
    agreed = _agreed(actor)
    grounds = {
        action: tuple(
            _ground(held, action, spots[held.scope, held.scope_id], roles[held.role], agreed)
            for held in acting.held
            if action in held.authority and (held.scope, held.scope_id) in spots
        )
        for action in DECISIONS
    }
    by_topic = {
        topic: tuple(
            (action, grounds[action])
            for action, decision in DECISIONS.items()
            if decision.topic is topic and grounds[action]
        )
        for topic in Topic
    }
    return Personal(
        person=person,
        roles=held_of([person], actor=actor).get(person.pk, ()),
        topics=tuple((topic, lines) for topic, lines in by_topic.items() if lines),
    )


def _agreed(actor: Actor) -> Mapping[SpotKey, int]:
    """Return the days that programs and projects may finish late, where agreed. One query."""
    rows = Tolerance.objects.filter(workspace_id=actor.workspace_id, kind=Tolerance.Kind.TIME, amount__isnull=False)
    found = rows.values_list("scope", "scope_id", "amount")
    return {(ScopeKind(scope), id): days for scope, id, days in found if days is not None}


def _ground(held: Held, action: Action, spot: Spot, role: DefinedRole, agreed: Mapping[SpotKey, int]) -> Ground:
    limit = held.authority[action]
    if action is Action.SLIP_FINISH and limit is not None:
        limit = agreed.get((spot.scope, spot.id), limit)
    return Ground(role_words(role), spot, limit, held.giver[1] if held.giver else "")
