"""How far somebody's authority reaches: allowed, allowed within a limit, or whose decision it is instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fairlead.access.rules.actions import Action, ScopeKind
from fairlead.access.rules.actor import Actor, Held, Place


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
    limits = [limit_of(held, action, tolerances or {}) for held in actor.grounds(action, place)]
    if None in limits:
        return Verdict(is_allowed=True, limit=None)
    most = max((limit for limit in limits if limit is not None), default=0)
    return Verdict(is_allowed=bool(limits) and amount <= most, limit=most)


def limit_of(held: Held, action: Action, tolerances: Mapping[ScopeKind, int]) -> int | None:
    """Return the most of `action` that a role held allows, None for any amount.

    A role without a limit keeps none: a tolerance binds those who have one.
    """
    usual = held.authority[action]
    return usual if usual is None else tolerances.get(held.scope, usual)


def reaches(limits: Iterable[int | None], amount: int) -> bool:
    """Say whether one of `limits` covers `amount`."""
    return any(limit is None or amount <= limit for limit in limits)
