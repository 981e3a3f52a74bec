"""Changes to workspaces, people, roles, invitations, departures, delegations, tolerances, tokens and sessions."""

from fairlead.access.services.accounts import account_create, account_note
from fairlead.access.services.delegations import NewDelegation, delegation_end, delegation_make
from fairlead.access.services.departures import person_leave, person_return
from fairlead.access.services.grants import Gift, grant_change, grant_end, grant_give, grants_give, owner_stays
from fairlead.access.services.invitations import (
    NewInvitation,
    account_of_address,
    invitation_accept,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    invitation_sign_up,
)
from fairlead.access.services.letters import invitation_send
from fairlead.access.services.roles import MOST_AMOUNT, NewRole, role_create, role_delete, role_update
from fairlead.access.services.sessions import account_unlock, session_end, session_seen, sessions_end
from fairlead.access.services.tokens import TOKEN_PREFIX, NewToken, token_create, token_revoke, token_use
from fairlead.access.services.tolerances import tolerance_set
from fairlead.access.services.workspaces import role_defined, role_grant, role_holders_set, workspace_create

__all__ = [
    "MOST_AMOUNT",
    "TOKEN_PREFIX",
    "Gift",
    "NewDelegation",
    "NewInvitation",
    "NewRole",
    "NewToken",
    "account_create",
    "account_note",
    "account_of_address",
    "account_unlock",
    "delegation_end",
    "delegation_make",
    "grant_change",
    "grant_end",
    "grant_give",
    "grants_give",
    "invitation_accept",
    "invitation_make",
    "invitation_renew",
    "invitation_revoke",
    "invitation_send",
    "invitation_sign_up",
    "owner_stays",
    "person_leave",
    "person_return",
    "role_create",
    "role_defined",
    "role_delete",
    "role_grant",
    "role_holders_set",
    "role_update",
    "session_end",
    "session_seen",
    "sessions_end",
    "token_create",
    "token_revoke",
    "token_use",
    "tolerance_set",
    "workspace_create",
]
