"""Who somebody is in a workspace, read in a fixed number of queries."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, Delegation, Grant, Person, User, Workspace
from fairlead.access.rules import Action, Actor, Authority, Customs, Held, Place, Role, ScopeKind, authority_of
from fairlead.kernel.audit import By
from fairlead.kernel.errors import Forbidden, NotFound


def actor_for(user: User, *, workspace_id: int | None = None, now: datetime | None = None) -> Actor | None:
    """Return who `user` is in the workspace, or in the first they belong to; None if in none. Three queries.

    With `now` also in the names of those whom they stand in for at that time; without it, in their own only.
    """
    people = Person.objects.filter(user=user, is_active=True).select_related("workspace").order_by("id")
    chosen = people.filter(workspace_id=workspace_id).first() if workspace_id else None
    person = chosen or people.first()
    return actor_of(person, now=now) if person is not None else None


def actor_of(person: Person, *, now: datetime | None = None) -> Actor:
    """Return `person` with all their roles; with `now` also those of whom they stand in for then. Two queries."""
    stood_in = _stood_in_for(person, now) if now is not None else {}
    return Actor(
        person_id=person.pk,
        workspace_id=person.workspace_id,
        name=person.name,
        held=tuple(_held(person, stood_in)),
        customs=_customs(person),
    )


def clock_of(actor: Actor) -> ZoneInfo | None:
    """Return the time zone of the actor's workspace; None where the server's holds, or knows theirs no more."""
    return zone_named(actor.customs.time_zone)


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone of that name; None for no name, or where the server knows it no more."""
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:
        return None


def _customs(person: Person) -> Customs:
    """Return the customs of the workspace where it was read with `person`, as it is for who sends a request."""
    if not Person._meta.get_field("workspace").is_cached(person):
        return Customs()
    of = person.workspace
    return Customs(of.time_zone, of.week_start, of.fiscal_month, of.currency, of.country, frozenset(of.second_step))


@dataclass(slots=True)
class _StoodIn:
    """Whom somebody stands in for: in every role, or in the grants with `ids`."""

    name: str
    is_whole: bool = False
    ids: set[int] = field(default_factory=set)


def _stood_in_for(person: Person, now: datetime) -> dict[int, _StoodIn]:
    found: dict[int, _StoodIn] = {}
    rows = Delegation.objects.in_force(now).filter(deputy=person, giver__is_active=True).order_by("id")
    for giver, name, is_whole, grant in rows.values_list("giver_id", "giver__name", "is_whole", "grants__id"):
        stood_in = found.setdefault(giver, _StoodIn(name))
        stood_in.is_whole |= is_whole
        stood_in.ids.add(grant)
    return found


def _held(person: Person, stood_in: Mapping[int, _StoodIn]) -> Iterator[Held]:
    rows = Grant.objects.filter(person__in=[person.pk, *stood_in]).order_by("id")
    known: dict[int, Authority] = {}
    for id, whose, role, scope, scope_id, definition, changes in rows.values_list(
        "id", "person_id", "role", "scope", "scope_id", "definition_id", "definition__authority"
    ):
        authority = known.setdefault(definition, authority_of(role, changes))
        if whose == person.pk:
            yield Held(role, ScopeKind(scope), scope_id, authority)
        elif stood_in[whose].is_whole or id in stood_in[whose].ids:
            lent: Authority = {action: limit for action, limit in authority.items() if action is not Action.ADMINISTER}
            yield Held(role, ScopeKind(scope), scope_id, lent, giver=(whose, stood_in[whose].name))


def token_for(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token with this secret and its person; None for an unknown or expired one. One query."""
    return (
        ApiToken.objects.select_related("person__workspace")
        .filter(Q(expires_at=None) | Q(expires_at__gt=now), digest=digest_of(secret), person__is_active=True)
        .first()
    )


def digest_of(secret: str) -> str:
    """Return what is kept of a token's secret: secrets are long and random, so a plain hash suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def workspaces_of(user: User) -> list[Workspace]:
    """Return the workspaces in which `user` is an active person, by name. One query."""
    return list(Workspace.objects.filter(people__user=user, people__is_active=True).order_by("name", "id"))


def require(actor: Actor, action: Action, place: Place = Place()) -> None:
    """Raise unless `actor` may do `action` at `place`.

    Raises: NotFound where the actor may not even see the place; Forbidden where they may see it only.
    """
    if actor.may(action, place):
        actor.note(action, place)
        return
    if place.is_closed and actor.may(action, replace(place, is_closed=False)):
        raise Forbidden(_("This project is closed. Reopen it, with a reason, to change it."))
    if actor.may(action.sight, place):
        raise Forbidden(_("Your role here does not allow this. Ask its manager to do it or to give you the role."))
    raise NotFound(_("There is nothing here, or nothing that you may see."))


def by(actor: Actor, now: datetime) -> By:
    """Return `actor` as the audit trail wants to know them, with whom they have stood in for in what they do."""
    names = dict(sorted(actor.acted_for))
    name = _("%(deputy)s for %(giver)s") % {"deputy": actor.name, "giver": ", ".join(names.values())}
    return By(
        scope=actor.workspace_id,
        actor=actor.person_id,
        name=name if names else actor.name,
        now=now,
        in_name_of=min(names, default=None),
    )


def managers_of(scope: ScopeKind, ids: list[int], role: Role) -> dict[int, tuple[str, ...]]:
    """Return the names of who is in `role` on each thing of kind `scope` with `ids`, and has not left. One query."""
    found: dict[int, tuple[str, ...]] = {}
    grants = Grant.objects.filter(scope=scope.value, scope_id__in=ids, role=role.value, person__is_active=True)
    for id, name in grants.order_by("person__name", "person_id").values_list("scope_id", "person__name"):
        found[id] = (*found.get(id, ()), name)
    return found


def tokens_of(*, actor: Actor) -> QuerySet[ApiToken]:
    """Return the API tokens of `actor`, newest first, without their secrets, which nobody knows. One query."""
    return ApiToken.objects.filter(person_id=actor.person_id)
