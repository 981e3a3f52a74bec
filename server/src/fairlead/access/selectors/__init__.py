"""Reading who somebody is, what they may do, and who decides what."""

from fairlead.access.selectors.actors import (
    actor_for,
    actor_of,
    by,
    digest_of,
    managers_of,
    require,
    token_for,
    tokens_of,
    workspaces_of,
)
from fairlead.access.selectors.delegations import delegation_get, delegations_of, tolerances_at, tolerances_of
from fairlead.access.selectors.departures import departure_of, departures_of, may_let_go
from fairlead.access.selectors.invitations import invitation_get, invitation_opened, invitations_of
from fairlead.access.selectors.roles import (
    ROLE_SAID,
    Decider,
    RoleRow,
    deciders,
    decides_at,
    grants_at,
    names_of,
    nearest,
    person_get,
    role_get,
    role_rows,
    roles_of,
)
from fairlead.access.selectors.sessions import NOWHERE, SignedIn, device_words, sessions_of

__all__ = [
    "NOWHERE",
    "ROLE_SAID",
    "Decider",
    "RoleRow",
    "SignedIn",
    "actor_for",
    "actor_of",
    "by",
    "deciders",
    "decides_at",
    "delegation_get",
    "delegations_of",
    "departure_of",
    "departures_of",
    "device_words",
    "digest_of",
    "grants_at",
    "invitation_get",
    "invitation_opened",
    "invitations_of",
    "managers_of",
    "may_let_go",
    "names_of",
    "nearest",
    "person_get",
    "require",
    "role_get",
    "role_rows",
    "roles_of",
    "sessions_of",
    "token_for",
    "tokens_of",
    "tolerances_at",
    "tolerances_of",
    "workspaces_of",
]
