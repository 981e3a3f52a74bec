"""Who may do what where: roles, actions and the table that joins them. Pure; the only place of such decisions."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """What a role can be in."""

    WORKSPACE = "workspace"
    PROGRAM = "program"
    PROJECT = "project"


class Role(StrEnum):
    """What somebody is in a workspace, a program or a project."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    GUEST = "guest"
    SPONSOR = "sponsor"
    PROGRAM_MANAGER = "program_manager"
    PROJECT_MANAGER = "project_manager"
    TEAM_MEMBER = "team_member"
    STAKEHOLDER = "stakeholder"


class Action(StrEnum):
    """What a role may allow."""

    VIEW = "view"
    CREATE_PROGRAM = "create_program"
    EDIT_PROGRAM = "edit_program"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    EDIT_PROGRESS = "edit_progress"
    BOOK = "book"
    ADMINISTER = "administer"


_EVERYTHING = frozenset(Action)
_AUTHORITY: dict[Role, frozenset[Action]] = {
    Role.OWNER: _EVERYTHING,
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.MEMBER: frozenset({Action.VIEW}),
    Role.GUEST: frozenset(),
    Role.SPONSOR: frozenset({Action.VIEW}),
    Role.PROGRAM_MANAGER: frozenset(
        {
            Action.VIEW,
            Action.EDIT_PROGRAM,
            Action.CREATE_PROJECT,
            Action.EDIT_PROJECT,
            Action.EDIT_PROGRESS,
            Action.BOOK,
        }
    ),
    Role.PROJECT_MANAGER: frozenset({Action.VIEW, Action.EDIT_PROJECT, Action.EDIT_PROGRESS}),
    Role.TEAM_MEMBER: frozenset({Action.VIEW}),
    Role.STAKEHOLDER: frozenset({Action.VIEW}),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be done: in the workspace, in one of its programs, or in a project of it.

    `is_own` says that the actor is assigned to the task at hand.
    """

    program_id: int | None = None
    project_id: int | None = None
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

    def may(self, action: Action, place: Place = Place()) -> bool:
        """Say whether a role of the actor that reaches `place` allows `action` there."""
        if action is Action.EDIT_PROGRESS and place.is_own and self.may(Action.VIEW, place):
            return True
        return any(action in _AUTHORITY[role] for role in self._roles_at(place))

    def _roles_at(self, place: Place) -> set[Role]:
        roles = set(self.workspace_roles)
        roles |= {role for id, role in self.program_roles if id == place.program_id}
        roles |= {role for id, role in self.project_roles if id == place.project_id}
        return roles
