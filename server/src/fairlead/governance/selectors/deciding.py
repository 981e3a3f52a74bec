"""Who decides what: roles side by side, decisions in words, with the names of the people, all from the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fairlead.access.models import Delegation, Grant
from fairlead.access.rules import Action, Actor, Role, ScopeKind, Spot, limit_in
from fairlead.access.selectors import RoleRow, grants_at, role_rows, tolerances_at
from fairlead.access.words import DECISIONS, Decision, Topic, role_summary, role_words
from fairlead.governance.rules import Stance, standing_of
from fairlead.governance.selectors.spots import spots_named
from fairlead.work.models import Project

USUAL = (Role.PROGRAM_MANAGER.value, Role.PROJECT_MANAGER.value)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a role, at `places` by name where several are shown; `stand_ins` are who acts for them now."""

    person_id: int
    name: str
    places: tuple[str, ...]
    stand_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A role of the table with who is in it there; `reach` is the kind of thing that it is in."""

    row: RoleRow
    name: str
    summary: str
    reach: tuple[ScopeKind, ...]
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How a role stands to a decision; `limit` is the most that it decides, in the action's measure."""

    standing: Stance
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A decision with how each role stands to it, in the order of the columns."""

    action: Action
    decision: Decision
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Who decides what at a thing: columns of roles, lines of decisions by topic, and the roles to choose from."""

    spot: Spot
    columns: tuple[Column, ...]
    topics: tuple[tuple[Topic, tuple[Line, ...]], ...]
    choices: tuple[tuple[RoleRow, str, bool], ...]  # each role, its name, and whether it is shown


def board_of(*, spot: Spot, actor: Actor, now: datetime, roles: Iterable[str] = USUAL) -> Board:
    """Return who decides what at `spot`, which the actor sees, for the `roles` with these keys. Eight queries at most.

    People are named where the actor sees the program or project, or the whole workspace.
    """
    wanted = set(roles) or set(USUAL)
    rows = role_rows(actor=actor)
    shown = sorted((row for row in rows if row.role.key in wanted), key=_side_by_side)
    people = _people(spot, actor, now, [row.role.key for row in shown])
    columns = tuple(
        Column(
            row=row,
            name=role_words(row.role),
            summary=role_summary(row.role),
            reach=tuple(ScopeKind(scope) for scope in row.role.scopes),
            people=people.get(row.role.key, ()),
        )
        for row in shown
    )
    tolerances = tolerances_at(spot.place, workspace_id=actor.workspace_id)
    topics = ((topic, tuple(_lines(topic, columns, tolerances))) for topic in Topic)
    return Board(
        spot=spot,
        columns=columns,
        topics=tuple((topic, lines) for topic, lines in topics if lines),
        choices=tuple((row, role_words(row.role), row.role.key in wanted) for row in rows),
    )


def _side_by_side(row: RoleRow) -> tuple[int, str]:
    """The two managers first, then the others as they come."""
    order = [*USUAL, *(role.value for role in Role if role.value not in USUAL)]
    return (order.index(row.role.key) if row.role.key in order else len(order), row.role.name)


def _lines(topic: Topic, columns: tuple[Column, ...], tolerances: Mapping[ScopeKind, int]) -> Iterable[Line]:
    for action, decision in DECISIONS.items():
        if decision.topic is topic:
            yield Line(action, decision, tuple(_cell(column, action, decision, tolerances) for column in columns))


def _cell(column: Column, action: Action, decision: Decision, tolerances: Mapping[ScopeKind, int]) -> Cell:
    authority = column.row.authority
    standing = standing_of(authority, action, concern=decision.concern, is_told=decision.is_told)
    if standing is not Stance.WITHIN:
        return Cell(standing)
    agreed = tolerances if action is Action.SLIP_FINISH else {}
    return Cell(standing, min((limit_in(authority, action, scope, agreed) or 0) for scope in column.reach))


def _people(spot: Spot, actor: Actor, now: datetime, roles: list[str]) -> Mapping[str, tuple[Named, ...]]:
    is_workspace = spot.scope is ScopeKind.WORKSPACE
    if is_workspace and not actor.sees_everything:
        return {}
    rows = list(
        _grants(spot, actor)
        .filter(role__in=roles)
        .order_by("person__name", "person_id", "pk")
        .values_list("role", "person_id", "person__name", "scope", "scope_id")
    )
    apart = {(ScopeKind(scope), id) for *_who, scope, id in rows if is_workspace or ScopeKind(scope) is not spot.scope}
    spots = spots_named(apart, actor=actor) if apart and spot.scope is not ScopeKind.PROJECT else {}
    away = _stand_ins(actor, now)
    found: dict[str, dict[int, Named]] = {}
    for role, person, name, scope, id in rows:
        place = spots.get((ScopeKind(scope), id))
        before = found.setdefault(role, {}).get(person)
        places = (
            *(before.places if before else ()),
            *([place.name] if place and place.scope is not ScopeKind.WORKSPACE else []),
        )
        found[role][person] = Named(person, name, places, away.get(person, ()))
    return {role: tuple(people.values()) for role, people in found.items()}


def _grants(spot: Spot, actor: Actor) -> QuerySet[Grant]:
    """Return the roles held at `spot`: in a workspace those anywhere, in a program also those in its projects."""
    everybody = Grant.objects.filter(person__workspace_id=actor.workspace_id, person__is_active=True)
    if spot.scope is ScopeKind.WORKSPACE:
        return everybody
    here = grants_at(spot.place, workspace_id=actor.workspace_id)
    if spot.scope is not ScopeKind.PROGRAM:
        return here
    projects = Project.objects.visible_to(actor).filter(program_id=spot.id).values("pk")
    return here | everybody.filter(scope=ScopeKind.PROJECT.value, scope_id__in=projects).select_related(
        "person", "definition"
    )


def _stand_ins(actor: Actor, now: datetime) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Delegation.objects.in_force(now).filter(workspace_id=actor.workspace_id).order_by("deputy__name")
    for giver, name in rows.values_list("giver_id", "deputy__name"):
        found[giver] = (*found.get(giver, ()), name)
    return found
