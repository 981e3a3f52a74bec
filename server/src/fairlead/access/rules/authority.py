"""What each role may do: the authority that comes with Fairlead, and how a workspace's own changes lie over it."""

from collections.abc import Mapping

from fairlead.access.rules.actions import POOL, Action, Role, ScopeKind

# What a role allows, each with the most of it, in the action's measure; None for no limit.
Authority = Mapping[Action, int | None]

_EVERYTHING: Authority = dict.fromkeys(Action)
_MANAGING = (
    Action.VIEW,
    Action.EDIT_PROJECT,
    Action.EDIT_PROGRESS,
    Action.EDIT_RESPONSIBILITIES,
    Action.JUDGE_HEALTH,
    Action.GIVE_ROLES,
    Action.VIEW_POOL,
    Action.VIEW_STRATEGY,
    Action.CONTRIBUTE,
    Action.PROPOSE,
    Action.CLOSE_PROJECT,
    Action.WRITE_LESSON,
)

DEFAULTS: Mapping[Role, Authority] = {
    Role.OWNER: _EVERYTHING,
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.MEMBER: dict.fromkeys((Action.VIEW, Action.VIEW_POOL, Action.VIEW_STRATEGY, Action.PROPOSE)),
    Role.GUEST: {},
    Role.SPONSOR: dict.fromkeys(
        (
            Action.VIEW,
            Action.VIEW_POOL,
            Action.VIEW_STRATEGY,
            Action.PROPOSE,
            Action.WRITE_LESSON,
            Action.SLIP_FINISH,
            Action.AGREE_FINISH,
            Action.SET_TOLERANCE,
            Action.SET_PROGRAM_TOLERANCE,
            Action.DECIDE_GATE,
            Action.DECIDE_PROJECT_GATE,
        )
    ),
    Role.PROGRAM_MANAGER: {
        **dict.fromkeys(
            (
                *_MANAGING,
                *POOL,
                Action.EDIT_PROGRAM,
                Action.MEASURE_BENEFIT,
                Action.EDIT_PROPOSAL,
                Action.CREATE_PROJECT,
                Action.DECIDE_PROJECT_GATE,
                Action.AGREE_FINISH,
                Action.SET_TOLERANCE,
                Action.LEVEL,
                Action.BOOK,
                Action.NAME_MANAGERS,
            )
        ),
        Action.SLIP_FINISH: 20,
    },
    # Leveling of a project that is in no program; in one, it is done at the program.
    Role.PROJECT_MANAGER: {**dict.fromkeys((*_MANAGING, Action.LEVEL)), Action.SLIP_FINISH: 5},
    Role.TEAM_MEMBER: dict.fromkeys((Action.VIEW, Action.VIEW_STRATEGY, Action.WRITE_LESSON)),
    Role.STAKEHOLDER: dict.fromkeys((Action.VIEW, Action.VIEW_STRATEGY)),
    Role.TEAM_LEAD: dict.fromkeys((Action.VIEW_POOL, Action.EDIT_POOL, Action.EDIT_TIME_OFF, Action.BOOK)),
}

SCOPES: Mapping[Role, tuple[ScopeKind, ...]] = {
    Role.OWNER: (ScopeKind.WORKSPACE,),
    Role.ADMINISTRATOR: (ScopeKind.WORKSPACE,),
    Role.MEMBER: (ScopeKind.WORKSPACE,),
    Role.GUEST: (ScopeKind.WORKSPACE,),
    Role.SPONSOR: (ScopeKind.PROGRAM,),
    Role.PROGRAM_MANAGER: (ScopeKind.PROGRAM,),
    Role.PROJECT_MANAGER: (ScopeKind.PROJECT,),
    Role.TEAM_MEMBER: (ScopeKind.PROJECT,),
    Role.STAKEHOLDER: (ScopeKind.PROGRAM, ScopeKind.PROJECT),
    Role.TEAM_LEAD: (ScopeKind.TEAM,),
}


def authority_of(role: str, changes: Mapping[str, int | bool | None]) -> Authority:
    """Return what the role with this key allows where a workspace says `changes` over what comes with Fairlead.

    A change is False for what it may not do, a limit, or None for no limit. Nothing is said over an owner's
    authority; names of actions that there are no more are passed over.
    """
    usual = DEFAULTS.get(Role(role), {}) if role in _KEYS else {}
    if role == Role.OWNER or not changes:
        return usual
    merged: dict[Action, int | bool | None] = dict(usual)
    merged.update((Action(name), limit) for name, limit in changes.items() if name in _ACTIONS)
    return {action: limit for action, limit in merged.items() if limit is not False}


_KEYS = frozenset(role.value for role in Role)
_ACTIONS = frozenset(action.value for action in Action)
