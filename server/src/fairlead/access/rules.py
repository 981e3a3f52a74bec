"""Who may do what where: roles, actions and the table that joins them. Pure; the only place of such decisions."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """What a role can be in."""

    WORKSPACE = "workspace"
    PROGRAM = "program"
    PROJECT = "project"
    TEAM = "team"


class Role(StrEnum):
    """What somebody is in a workspace, a program, a project or a team."""

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


class Action(StrEnum):
    """What a role may allow."""

    VIEW = "view"
    CREATE_PROGRAM = "create_program"
    EDIT_PROGRAM = "edit_program"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    EDIT_PROGRESS = "edit_progress"
    LEVEL = "level"
    BOOK = "book"
    VIEW_POOL = "view_pool"
    EDIT_POOL = "edit_pool"
    EDIT_TIME_OFF = "edit_time_off"
    VIEW_RATES = "view_rates"
    ADMINISTER = "administer"

    @property
    def sight(self) -> "Action":
        """What lets somebody see the place where this action may be done."""
        return Action.VIEW_POOL if self in _POOL else Action.VIEW


_POOL = frozenset({Action.VIEW_POOL, Action.EDIT_POOL, Action.EDIT_TIME_OFF, Action.VIEW_RATES})
_OWN = frozenset({Action.VIEW_POOL, Action.EDIT_TIME_OFF})
_EVERYTHING = frozenset(Action)
_AUTHORITY: dict[Role, frozenset[Action]] = {
    Role.OWNER: _EVERYTHING,
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.MEMBER: frozenset({Action.VIEW, Action.VIEW_POOL}),
    Role.GUEST: frozenset(),
    Role.SPONSOR: frozenset({Action.VIEW, Action.VIEW_POOL}),
    Role.PROGRAM_MANAGER: frozenset(
        {
            Action.VIEW,
            Action.EDIT_PROGRAM,
            Action.CREATE_PROJECT,
            Action.EDIT_PROJECT,
            Action.EDIT_PROGRESS,
            Action.LEVEL,
            Action.BOOK,
        }
    )
    | _POOL,
    # Leveling of a project that is in no program; in one, it is done at the program.
    Role.PROJECT_MANAGER: frozenset(
        {Action.VIEW, Action.EDIT_PROJECT, Action.EDIT_PROGRESS, Action.LEVEL, Action.VIEW_POOL}
    ),
    Role.TEAM_MEMBER: frozenset({Action.VIEW}),
    Role.STAKEHOLDER: frozenset({Action.VIEW}),
    Role.TEAM_LEAD: frozenset({Action.VIEW_POOL, Action.EDIT_POOL, Action.EDIT_TIME_OFF, Action.BOOK}),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be done: in the workspace, in one of its programs, a project or a team of it.

    `is_own` says that the actor is assigned to the task at hand, or is the one in the pool whom it is about. All
    programs and projects share the pool, so who manages one of them may do there what that role allows.
    """

    program_id: int | None = None
    project_id: int | None = None
    team_id: int | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, with their roles; all that is needed to decide any right without a query."""

    person_id: int
    workspace_id: int
    name: str
    workspace_roles: frozenset[Role] = frozenset()
    program_roles: frozenset[tuple[int, Role]] = frozenset()
    project_roles: frozenset[tuple[int, Role]] = frozenset()
    team_roles: frozenset[tuple[int, Role]] = frozenset()

    @property
    def sees_everything(self) -> bool:
        """Whether every program and project of the workspace is visible to this actor."""
        return any(Action.VIEW in _AUTHORITY[role] for role in self.workspace_roles)

    @property
    def program_ids(self) -> frozenset[int]:
        return frozenset(id for id, _ in self.program_roles)

    @property
    def project_ids(self) -> frozenset[int]:
        return frozenset(id for id, _ in self.project_roles)

    @property
    def team_ids(self) -> frozenset[int]:
        return frozenset(id for id, _ in self.team_roles)

    @property
    def sees_pool(self) -> bool:
        """Whether everybody of the workspace's pool is visible to this actor."""
        return self.may(Action.VIEW_POOL)

    def programs_where(self, action: Action) -> frozenset[int]:
        """Return the programs in which a role of the actor in the program itself allows `action`."""
        return frozenset(id for id, role in self.program_roles if action in _AUTHORITY[role])

    def projects_where(self, action: Action) -> frozenset[int]:
        """Return the projects in which a role of the actor in the project itself allows `action`."""
        return frozenset(id for id, role in self.project_roles if action in _AUTHORITY[role])

    def teams_where(self, action: Action) -> frozenset[int]:
        """Return the teams in which a role of the actor in the team itself allows `action`."""
        return frozenset(id for id, role in self.team_roles if action in _AUTHORITY[role])

    def may(self, action: Action, place: Place = Place()) -> bool:
        """Say whether a role of the actor that reaches `place` allows `action` there."""
        if action is Action.EDIT_PROGRESS and place.is_own and self.may(Action.VIEW, place):
            return True
        if action in _OWN and place.is_own:
            return True
        roles = self._roles_at(place)
        if action in _POOL:
            roles |= {role for _, role in self.program_roles | self.project_roles}
        return any(action in _AUTHORITY[role] for role in roles)

    def _roles_at(self, place: Place) -> set[Role]:
        roles = set(self.workspace_roles)
        roles |= {role for id, role in self.program_roles if id == place.program_id}
        roles |= {role for id, role in self.project_roles if id == place.project_id}
        roles |= {role for id, role in self.team_roles if id == place.team_id}
        return roles
