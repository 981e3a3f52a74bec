"""How far somebody's authority reaches: allowed, allowed within a limit, or whose decision it is instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairlead.access.rules.actions import Action, ScopeKind
from fairlead.access.rules.actor import Actor, Place
from fairlead.access.rules.authority import Authority


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether `amount` of an action is within somebody's authority; `limit` is the most that is, None for any."""

    is_allowed: bool
    limit: int | None


def verdict_on(
    actor: Actor, action: Action, place: Place, *, amount: int, tolerances: Mapping[ScopeKind, int] | None = None
) -> Verdict:
    """Say whether `actor` may do `amount` of `action` at `place`, in the measure of the action.

    `tolerances` are the limits agreed for this program and project; each goes before the limit of the roles there.
    """
    limits = [limit_in(held.authority, action, held.scope, tolerances or {}) for held in actor.grounds(action, place)]
    if None in limits:
        return Verdict(is_allowed=True, limit=None)
    most = max((limit for limit in limits if limit is not None), default=0)
    return Verdict(is_allowed=bool(limits) and amount <= most, limit=most)


def limit_in(authority: Authority, action: Action, scope: ScopeKind, tolerances: Mapping[ScopeKind, int]) -> int | None:
    """Return the most of `action` that a role in a `scope` with this authority allows, None for any amount.

    A role without a limit keeps none: a tolerance binds those who have one.
    """
    usual = authority[action]
    return usual if usual is None else tolerances.get(scope, usual)
