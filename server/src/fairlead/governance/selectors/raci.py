"""Who is responsible, accountable, consulted and informed: a matrix per program or project, and what is wrong in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.access.models import DefinedRole, Grant, Person
from fairlead.access.rules import Action, Actor, Place, ScopeKind, Spot
from fairlead.access.selectors import roles_of
from fairlead.access.words import role_words
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.governance.rules import Fault, findings_of
from fairlead.kernel.errors import NotFound, Refused
from fairlead.programs.selectors import program_get
from fairlead.work.selectors import programs_through_projects, project_get


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A person or a role; `about` are the names of who is in the role, or the role of the person."""

    person: int | None
    role: int | None
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A deliverable with the letter of each column, empty for none, and what is wrong with it in sentences."""

    deliverable: Deliverable
    letters: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A RACI matrix; `others` are people who could have a column."""

    spot: Spot
    columns: tuple[MatrixColumn, ...]
    lines: tuple[MatrixLine, ...]
    others: tuple[Person, ...]
    may_edit: bool

    @property
    def faults(self) -> tuple[tuple[Deliverable, str], ...]:
        """Each thing that is wrong, with the line it is in."""
        return tuple((line.deliverable, fault) for line in self.lines for fault in line.faults)


def matrix_of(*, spot: Spot, actor: Actor, add: Iterable[int] = ()) -> Matrix:
    """Return the RACI matrix of a program or project that the actor sees. Five queries.

    Columns are the roles that somebody is in there, and who has a letter by name; `add` are people to be given one.
    """
    lines = list(deliverables_at(spot))
    letters: dict[int, dict[tuple[int | None, int | None], str]] = {line.pk: {} for line in lines}
    for each in Responsibility.objects.filter(deliverable__in=lines):
        letters[each.deliverable_id][each.person_id, each.role_id] = each.letter
    used = {key for found in letters.values() for key in found}
    people = list(Person.objects.filter(workspace_id=actor.workspace_id).order_by("name", "pk"))
    chosen = {person for person, _role in used} | set(add)
    columns = (*_role_columns(spot, actor, {role for _person, role in used}), *_person_columns(people, chosen))
    keys = [(column.person, column.role) for column in columns]
    faults = _faults({id: found.values() for id, found in letters.items()})
    return Matrix(
        spot=spot,
        columns=columns,
        lines=tuple(
            MatrixLine(line, tuple(letters[line.pk].get(key, "") for key in keys), faults.get(line.pk, ()))
            for line in lines
        ),
        others=tuple(each for each in people if each.pk not in chosen and each.is_active),
        may_edit=actor.may(Action.EDIT_RESPONSIBILITIES, spot.place),
    )


def deliverables_at(spot: Spot) -> QuerySet[Deliverable]:
    """Return the lines of the matrix of a program or project, in order.

    Raises: Refused for anything else.
    """
    match spot.scope:
        case ScopeKind.PROJECT:
            return Deliverable.objects.filter(project_id=spot.id)
        case ScopeKind.PROGRAM:
            return Deliverable.objects.filter(program_id=spot.id)
    raise Refused(_("Only programs and projects have a RACI matrix."), fields={"scope": _("program or project")})


def deliverable_get(*, id: int, actor: Actor, lock: bool = False) -> tuple[Deliverable, Spot]:
    """Return a line of a matrix whose program or project the actor may see. Three queries at most.

    Raises: NotFound.
    """
    rows = Deliverable.objects.filter(workspace_id=actor.workspace_id, pk=id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound(_("There is no such line of a RACI matrix."))
    if row.project_id is not None:
        project = project_get(id=row.project_id, actor=actor)
        return row, Spot(ScopeKind.PROJECT, project.pk, project.name, project.place)
    program = program_get(id=row.program_id or 0, actor=actor, through=programs_through_projects(actor))
    return row, Spot(ScopeKind.PROGRAM, program.pk, program.name, Place(program_id=program.pk))


def deliverable_said(row: Deliverable) -> dict[str, Any]:
    """Return what is said of a line, with its letters. One query."""
    cells = row.responsibilities.order_by("pk").values("person", "role", "letter")
    return {
        "id": row.pk,
        "program": row.program_id,
        "project": row.project_id,
        "name": row.name,
        "position": row.position,
        "version": row.version,
        "responsibilities": list(cells),
    }


def faults_of(letters: Iterable[str]) -> list[str]:
    """Return what is wrong with a line that has these letters, in sentences."""
    return [_sentence(each.fault, each.count) for each in findings_of({0: letters})]


def _role_columns(spot: Spot, actor: Actor, used: set[int | None]) -> list[MatrixColumn]:
    names = _holders(spot)
    roles = [role for role in roles_of(actor=actor) if role.pk in used or role.pk in names]
    return [
        MatrixColumn(None, role.pk, role_words(role), ", ".join(names.get(role.pk, ()))) for role in _ordered(roles)
    ]


def _ordered(roles: list[DefinedRole]) -> list[DefinedRole]:
    """Built-in roles come first, as they are made first."""
    return sorted(roles, key=lambda role: (role.is_custom, role.pk))


def _holders(spot: Spot) -> dict[int, tuple[str, ...]]:
    """Return the names of who is in which role at `spot`, and at the program of a project. One query."""
    found: dict[int, tuple[str, ...]] = {}
    scopes = [(ScopeKind.PROGRAM.value, spot.place.program_id), (ScopeKind.PROJECT.value, spot.place.project_id)]
    for scope, id in scopes:
        if id is None:
            continue
        rows = Grant.objects.filter(scope=scope, scope_id=id, person__is_active=True).order_by("person__name")
        for role, name in rows.values_list("definition_id", "person__name"):
            found[role] = tuple(dict.fromkeys((*found.get(role, ()), name)))
    return found


def _person_columns(people: list[Person], chosen: set[int | None]) -> list[MatrixColumn]:
    return [MatrixColumn(each.pk, None, each.name, "") for each in people if each.pk in chosen]


def _faults(letters: dict[int, Iterable[str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for each in findings_of(letters):
        found[each.deliverable] = (*found.get(each.deliverable, ()), _sentence(each.fault, each.count))
    return found


def _sentence(fault: Fault, count: int) -> str:
    match fault:
        case Fault.NOBODY_ACCOUNTABLE:
            return _("Nobody is accountable: give one A.")
        case Fault.NOBODY_RESPONSIBLE:
            return _("Nobody is responsible: give at least one R.")
        case Fault.SEVERAL_ACCOUNTABLE:
            return ngettext(
                "%(n)d is accountable; only one can be.", "%(n)d are accountable; only one can be.", count
            ) % {"n": count}
