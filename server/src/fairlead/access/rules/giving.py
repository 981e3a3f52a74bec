"""Who may give which role: nobody gives more than they have, and who names managers is named from above."""

from fairlead.access.rules.actions import Action, ScopeKind
from fairlead.access.rules.actor import Actor, Place, Spot
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


def beyond(actor: Actor, authority: Authority, place: Place) -> list[Action]:
    """Return what `authority` allows beyond what `actor` may do at `place`, in amount too; empty for administrators."""
    if actor.may(Action.ADMINISTER):
        return []
    return [action for action, limit in authority.items() if not _covers(actor, action, limit, place)]


def _covers(actor: Actor, action: Action, limit: int | None, place: Place) -> bool:
    mine = [held.authority[action] for held in actor.grounds(action, place)]
    return any(most is None or (limit is not None and limit <= most) for most in mine)
