"""The words of rights: where a role can be, the roles that come with Fairlead, and what a role may allow."""

from enum import StrEnum


class ScopeKind(StrEnum):
    """What a role can be in."""

    WORKSPACE = "workspace"
    PROGRAM = "program"
    PROJECT = "project"
    TEAM = "team"


class Role(StrEnum):
    """The roles that every workspace has; it may have others of its own beside them."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    GUEST = "guest"
    SPONSOR = "sponsor"
    PROGRAM_MANAGER = "program_manager"
    PROJECT_MANAGER = "project_manager"
    TEAM_MEMBER = "team_member"
    STAKEHOLDER = "stakeholder"
    TEAM_LEAD = "team_lead"


class Measure(StrEnum):
    """What the limit of an action counts."""

    DAYS = "days"


class Action(StrEnum):
    """What a role may allow."""

    VIEW = "view"
    CREATE_PROGRAM = "create_program"
    EDIT_PROGRAM = "edit_program"
    DECIDE_GATE = "decide_gate"
    DECIDE_PROJECT_GATE = "decide_project_gate"
    MEASURE_BENEFIT = "measure_benefit"
    SET_PROGRAM_TOLERANCE = "set_program_tolerance"
    PROPOSE = "propose"
    EDIT_PROPOSAL = "edit_proposal"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    EDIT_PROGRESS = "edit_progress"
    JUDGE_HEALTH = "judge_health"
    CLOSE_PROJECT = "close_project"
    WRITE_LESSON = "write_lesson"
    SLIP_FINISH = "slip_finish"
    AGREE_FINISH = "agree_finish"
    SET_TOLERANCE = "set_tolerance"
    EDIT_RESPONSIBILITIES = "edit_responsibilities"
    LEVEL = "level"
    BOOK = "book"
    VIEW_POOL = "view_pool"
    EDIT_POOL = "edit_pool"
    EDIT_TIME_OFF = "edit_time_off"
    VIEW_RATES = "view_rates"
    VIEW_STRATEGY = "view_strategy"
    EDIT_STRATEGY = "edit_strategy"
    CONTRIBUTE = "contribute"
    GIVE_ROLES = "give_roles"
    NAME_MANAGERS = "name_managers"
    ADMINISTER = "administer"

    @property
    def sight(self) -> "Action":
        """What lets somebody see the place where this action may be done."""
        if self in _STRATEGY:
            return Action.VIEW_STRATEGY
        return Action.VIEW_POOL if self in POOL else Action.VIEW

    @property
    def measure(self) -> Measure | None:
        """What a limit on this action counts; None where it has no limit."""
        return _MEASURES.get(self)


POOL = frozenset({Action.VIEW_POOL, Action.EDIT_POOL, Action.EDIT_TIME_OFF, Action.VIEW_RATES})
_STRATEGY = frozenset({Action.VIEW_STRATEGY, Action.EDIT_STRATEGY})
# Allowed by a role in any program or project: all share the pool, serve one strategy, and know what should be done.
ANYWHERE = POOL | {Action.VIEW_STRATEGY, Action.PROPOSE}
# What nobody does in a project that is closed, until it is reopened.
SHUT = frozenset(
    {
        Action.EDIT_PROJECT,
        Action.EDIT_PROGRESS,
        Action.JUDGE_HEALTH,
        Action.LEVEL,
        Action.BOOK,
        Action.DECIDE_PROJECT_GATE,
        Action.SLIP_FINISH,
        Action.AGREE_FINISH,
    }
)
_MEASURES = {Action.SLIP_FINISH: Measure.DAYS}
