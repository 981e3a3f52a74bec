"""Who may give which role: nobody gives more than they have, and who names managers is named from above."""

from collections.abc import Collection, Iterator

from fairlead.access.rules.actions import Action, Role, ScopeKind
from fairlead.access.rules.actor import Actor, Held, Place, Spot
from fairlead.access.rules.authority import Authority

_FROM_ABOVE = frozenset({Action.NAME_MANAGERS, Action.SET_PROGRAM_TOLERANCE, Action.ADMINISTER})


def needed_to_give(authority: Authority, spot: Spot) -> tuple[Action, Place]:
    """Return what somebody must be allowed, and where, to give or end a role with `authority` at `spot`.

    Roles of a team belong to those who edit the whole pool; roles in the workspace, and those that name managers, to
    who administers; those that give roles themselves, to who names managers.
    """
    if spot.scope is ScopeKind.TEAM:
        return Action.EDIT_POOL, Place()
    if spot.scope is ScopeKind.WORKSPACE or _FROM_ABOVE & authority.keys():
        return Action.ADMINISTER, Place()
    return (Action.NAME_MANAGERS if Action.GIVE_ROLES in authority else Action.GIVE_ROLES), spot.place


def may_give(actor: Actor, role: str, authority: Authority, spot: Spot) -> bool:
    """Say whether `actor` may give the role with this key and `authority` at `spot`, or end it there."""
    is_above = role == Role.OWNER.value and role not in actor.workspace_roles
    return not is_above and actor.may(*needed_to_give(authority, spot)) and not beyond(actor, authority, spot.place)


def may_give_somewhere(actor: Actor, role: str, authority: Authority, scopes: Collection[str]) -> bool:
    """Say whether `actor` may give such a role at some thing of `scopes` where they are in a role themselves."""
    spots = (spot for held in actor.held for spot in _within(held))
    return any(may_give(actor, role, authority, spot) for spot in spots if spot.scope.value in scopes)


def beyond(actor: Actor, authority: Authority, place: Place) -> list[Action]:
    """Return what `authority` allows beyond what `actor` may do at `place`, in amount too; empty for administrators."""
    if actor.may(Action.ADMINISTER):
        return []
    return [action for action, limit in authority.items() if not _covers(actor, action, limit, place)]


def _within(held: Held) -> Iterator[Spot]:
    """Yield one thing of each kind that a role held reaches, without its name."""
    if held.scope is ScopeKind.WORKSPACE:
        yield from (Spot(scope, 0, "", Place()) for scope in ScopeKind)
    elif held.scope is ScopeKind.PROGRAM:
        place = Place(program_id=held.scope_id)
        yield from (Spot(scope, 0, "", place) for scope in (ScopeKind.PROGRAM, ScopeKind.PROJECT))
    elif held.scope is ScopeKind.PROJECT:
        yield Spot(held.scope, 0, "", Place(project_id=held.scope_id))


def _covers(actor: Actor, action: Action, limit: int | None, place: Place) -> bool:
    mine = [held.authority[action] for held in actor.grounds(action, place)]
    return any(most is None or (limit is not None and limit <= most) for most in mine)
