"""Reading programs."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Program

SAID = ("name", "code", "summary", "vision", "reason", "scope", "target_state", "parent")


def program_get(*, id: int, actor: Actor, through: frozenset[int] = frozenset(), lock: bool = False) -> Program:
    """Return the program that `actor` may see, locked for change where asked. One query.

    `through` names programs they see because of a project in them.
    Raises: NotFound.
    """
    programs = Program.objects.visible_to(actor, through=through)
    if lock:
        programs = programs.select_for_update()
    program = programs.filter(pk=id).first()
    if program is None:
        raise NotFound(_("There is no such program, or you may not see it."))
    return program


def programs_of(*, actor: Actor, through: frozenset[int] = frozenset()) -> QuerySet[Program]:
    """Return the programs that `actor` may see, by name."""
    return Program.objects.visible_to(actor, through=through)


def ancestors_of(program: Program) -> tuple[int, ...]:
    """Return the ids of the programs that `program` is in, its parent first. One query."""
    parents = dict(Program.objects.filter(workspace_id=program.workspace_id).values_list("pk", "parent_id"))
    found: list[int] = []
    above = program.parent_id
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return tuple(found)
