"""Who has which role where."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from fairlead.access.models import Grant, Person
from fairlead.access.rules import Action, Actor, ScopeKind, Spot, authority_of, may_give
from fairlead.access.selectors import require
from fairlead.access.words import role_words
from fairlead.governance.selectors.spots import spot_get, spots_named
from fairlead.kernel.errors import NotFound

HolderKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody is in, at a thing that the actor sees; `may_end` says that the actor may end it."""

    grant: Grant
    words: str
    spot: Spot
    may_end: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with the roles they are in."""

    person: Person
    roles: tuple[HeldRole, ...]


def holders(
    *, actor: Actor, search: str = "", role_id: int | None = None, after: HolderKey | None = None, limit: int = 50
) -> tuple[list[Holder], HolderKey | None]:
    """Return people of the workspace with their roles, by name, behind the key `after`, and the key of the last.

    `search` is part of a name or e-mail address; `role_id` keeps those who are in that role. Eight queries at most.
    Raises: NotFound for who does not see the whole workspace.
    """
    require(actor, Action.VIEW)
    people = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True)
    if search:
        people = people.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if role_id is not None:
        people = people.filter(pk__in=Grant.objects.filter(definition_id=role_id).values("person_id"))
    if after is not None:
        people = people.filter(Q(name__gt=after[0]) | Q(name=after[0], pk__gt=after[1]))
    rows = list(people.order_by("name", "pk")[: limit + 1])
    shown = rows[:limit]
    held = held_of(shown, actor=actor)
    key = (shown[-1].name, shown[-1].pk) if len(rows) > limit else None
    return [Holder(each, held.get(each.pk, ())) for each in shown], key


def held_of(people: Sequence[Person], *, actor: Actor) -> dict[int, tuple[HeldRole, ...]]:
    """Return the roles of `people` by their keys, the widest first, as far as `actor` sees where. Six queries."""
    order = {kind.value: place for place, kind in enumerate(ScopeKind)}
    # Somebody may be in a thousand roles: who they are is known, and the few kinds of roles are read once.
    grants = list(Grant.objects.filter(person__in=people).prefetch_related("definition").order_by("pk"))
    known = {each.pk: each for each in people}
    spots = spots_named({(ScopeKind(each.scope), each.scope_id) for each in grants}, actor=actor)
    found: dict[int, list[HeldRole]] = {}
    for grant in sorted(grants, key=lambda each: (order[each.scope], each.pk)):
        spot = spots.get((ScopeKind(grant.scope), grant.scope_id))
        if spot is not None:
            grant.person = known[grant.person_id]
            role = HeldRole(grant, role_words(grant.definition), spot, _may_end(actor, grant, spot))
            found.setdefault(grant.person_id, []).append(role)
    return {id: tuple(roles) for id, roles in found.items()}


def grant_get(*, id: int, actor: Actor) -> tuple[Grant, Spot]:
    """Return a role that somebody is in and where, if `actor` may see that. Three queries at most.

    Raises: NotFound.
    """
    grants = Grant.objects.select_related("definition", "person")
    grant = grants.filter(pk=id, person__workspace_id=actor.workspace_id).first()
    if grant is None:
        raise NotFound(_("This role has ended already."))
    scope = ScopeKind(grant.scope)
    if scope is ScopeKind.WORKSPACE and grant.person_id != actor.person_id:
        require(actor, Action.VIEW)
    return grant, spot_get(scope=scope, id=grant.scope_id, actor=actor)


def _may_end(actor: Actor, grant: Grant, spot: Spot) -> bool:
    if grant.person_id == actor.person_id:
        return True
    return may_give(actor, grant.role, authority_of(grant.role, grant.definition.authority), spot)
