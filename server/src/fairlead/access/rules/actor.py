"""Who acts: a person with the roles they hold, by which any right is decided without a query."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fairlead.access.rules.actions import ANYWHERE, SHUT, Action, ScopeKind
from fairlead.access.rules.authority import Authority

_OWN = frozenset({Action.VIEW_POOL, Action.EDIT_TIME_OFF, Action.MEASURE_BENEFIT, Action.EDIT_PROPOSAL})
_OWN_IF_SEEN = frozenset({Action.EDIT_PROGRESS, Action.EDIT_STRATEGY})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be done: in the workspace, in one of its programs, a project or a team of it.

    `is_own` says that the actor is assigned to the task at hand, owns the objective, made the proposal, or is the one
    in the pool whom it is about. `is_closed` says that the project is closed, so that nothing is edited there. All
    programs and projects share the pool and serve one strategy, so who has a role in one of them may do there what that
    role allows.
    """

    program_id: int | None = None
    project_id: int | None = None
    team_id: int | None = None
    is_own: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing that roles can be in, by its name: the workspace itself, a program, a project or a team."""

    scope: ScopeKind
    id: int
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Held:
    """A role that an actor is in, with what it allows; `giver` is whom they stand in for, their id and name."""

    role: str
    scope: ScopeKind
    scope_id: int
    authority: Authority
    giver: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Customs:
    """How a workspace reckons.

    Its time zone, empty for the server's; the day that weeks begin on, 0 for Monday; the first month of its fiscal
    year; its currency and the country of its public holidays, empty where nobody said; the keys of the roles whose
    people sign in with a second step.
    """

    time_zone: str = ""
    week_start: int = 0
    fiscal_month: int = 1
    currency: str = ""
    country: str = ""
    second_step: frozenset[str] = frozenset()


def fiscal_year(day: date, first_month: int) -> tuple[date, date]:
    """Return the first day of the fiscal year that `day` is in, and the first of the next one."""
    year = day.year if day.month >= first_month else day.year - 1
    return date(year, first_month, 1), date(year + 1, first_month, 1)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, with the roles they hold; all that is needed to decide any right without a query.

    `acted_for` notes in whose name something was done that the actor's own roles do not allow; the audit tells it.
    """

    person_id: int
    workspace_id: int
    name: str
    held: tuple[Held, ...] = ()
    customs: Customs = Customs()
    acted_for: set[tuple[int, str]] = field(default_factory=set, compare=False, repr=False)
    _by_place: dict[tuple[ScopeKind, int], list[Held]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for held in self.held:
            self._by_place.setdefault((held.scope, held.scope_id), []).append(held)

    @property
    def sees_everything(self) -> bool:
        """Whether every program and project of the workspace is visible to this actor."""
        return any(Action.VIEW in held.authority for held in self._in(ScopeKind.WORKSPACE, self.workspace_id))

    @property
    def workspace_roles(self) -> frozenset[str]:
        """The keys of the actor's own roles in the workspace."""
        return frozenset(role for _, role in self._roles(ScopeKind.WORKSPACE))

    @property
    def program_roles(self) -> frozenset[tuple[int, str]]:
        """The actor's own roles in programs: the program's id with the role's key."""
        return self._roles(ScopeKind.PROGRAM)

    @property
    def project_roles(self) -> frozenset[tuple[int, str]]:
        """The actor's own roles in projects: the project's id with the role's key."""
        return self._roles(ScopeKind.PROJECT)

    @property
    def program_ids(self) -> frozenset[int]:
        """The programs that a role in the program itself lets the actor see."""
        return self.programs_where(Action.VIEW)

    @property
    def project_ids(self) -> frozenset[int]:
        """The projects that a role in the project itself lets the actor see."""
        return self.projects_where(Action.VIEW)

    @property
    def team_ids(self) -> frozenset[int]:
        """The teams that a role in the team itself lets the actor see."""
        return self.teams_where(Action.VIEW_POOL)

    @property
    def asked_second_step(self) -> frozenset[str]:
        """The keys of the roles held, or acted in for another, whose people sign in with a second step."""
        return self.customs.second_step & {held.role for held in self.held}

    @property
    def gives_roles(self) -> bool:
        """Whether this actor may give some role to somebody, somewhere."""
        giving = (Action.ADMINISTER, Action.GIVE_ROLES, Action.NAME_MANAGERS)
        return any(action in held.authority for held in self.held for action in giving)

    @property
    def administers(self) -> bool:
        """Whether this actor runs the workspace: its people, roles and settings."""
        return self.may(Action.ADMINISTER)

    @property
    def sees_pool(self) -> bool:
        """Whether everybody of the workspace's pool is visible to this actor."""
        return self.may(Action.VIEW_POOL)

    def programs_where(self, action: Action) -> frozenset[int]:
        """Return the programs in which a role of the actor in the program itself allows `action`."""
        return self._where(ScopeKind.PROGRAM, action)

    def projects_where(self, action: Action) -> frozenset[int]:
        """Return the projects in which a role of the actor in the project itself allows `action`."""
        return self._where(ScopeKind.PROJECT, action)

    def teams_where(self, action: Action) -> frozenset[int]:
        """Return the teams in which a role of the actor in the team itself allows `action`."""
        return self._where(ScopeKind.TEAM, action)

    def may(self, action: Action, place: Place = Place()) -> bool:
        """Say whether a role of the actor that reaches `place` allows `action` there, in whatever amount."""
        if place.is_closed and action in SHUT:
            return False
        return self.is_own(action, place) or next(self.grounds(action, place), None) is not None

    def is_own(self, action: Action, place: Place) -> bool:
        """Say whether `action` is everybody's, in whatever role, as it is about something of their own."""
        if not place.is_own:
            return False
        return action in _OWN or (action in _OWN_IF_SEEN and self.may(action.sight, place))

    def grounds(self, action: Action, place: Place = Place()) -> Iterator[Held]:
        """Yield the roles held that allow `action` at `place`, the widest first."""
        if action in ANYWHERE:
            for held in self.held:
                if held.scope in (ScopeKind.PROGRAM, ScopeKind.PROJECT) and action in held.authority:
                    yield held
        for held in self._reaching(place, is_anywhere=action in ANYWHERE):
            if action in held.authority:
                yield held

    def note(self, action: Action, place: Place) -> None:
        """Note in whose name `action` is done at `place`, where it is not in the actor's own."""
        if self.is_own(action, place):
            return
        givers = [held.giver for held in self.grounds(action, place)]
        if givers and None not in givers:
            self.acted_for.update(giver for giver in givers[:1] if giver is not None)

    def _reaching(self, place: Place, *, is_anywhere: bool) -> Iterator[Held]:
        yield from self._in(ScopeKind.WORKSPACE, self.workspace_id)
        if place.program_id is not None and not is_anywhere:
            yield from self._in(ScopeKind.PROGRAM, place.program_id)
        if place.project_id is not None and not is_anywhere:
            yield from self._in(ScopeKind.PROJECT, place.project_id)
        if place.team_id is not None:
            yield from self._in(ScopeKind.TEAM, place.team_id)

    def _in(self, scope: ScopeKind, id: int) -> list[Held]:
        return self._by_place.get((scope, id), [])

    def _roles(self, scope: ScopeKind) -> frozenset[tuple[int, str]]:
        return frozenset((held.scope_id, held.role) for held in self.held if held.scope is scope and not held.giver)

    def _where(self, scope: ScopeKind, action: Action) -> frozenset[int]:
        return frozenset(held.scope_id for held in self.held if held.scope is scope and action in held.authority)
