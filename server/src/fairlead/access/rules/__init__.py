"""Who may do what where: roles, actions, the authority that joins them, who acts. Pure; the only such place."""

from fairlead.access.rules.actions import Action, Measure, Role, ScopeKind
from fairlead.access.rules.actor import Actor, Customs, Held, Place, Spot, fiscal_year
from fairlead.access.rules.authority import DEFAULTS, SCOPES, Authority, authority_of
from fairlead.access.rules.giving import beyond, may_give, may_give_somewhere, needed_to_give
from fairlead.access.rules.tokens import LEVELS, SOME_AREAS, Area, Reach, Scope
from fairlead.access.rules.verdicts import Verdict, limit_in, verdict_on

__all__ = [
    "DEFAULTS",
    "LEVELS",
    "SCOPES",
    "SOME_AREAS",
    "Action",
    "Actor",
    "Area",
    "Authority",
    "Customs",
    "Held",
    "Measure",
    "Place",
    "Reach",
    "Role",
    "Scope",
    "ScopeKind",
    "Spot",
    "Verdict",
    "authority_of",
    "beyond",
    "fiscal_year",
    "limit_in",
    "may_give",
    "may_give_somewhere",
    "needed_to_give",
    "verdict_on",
]
