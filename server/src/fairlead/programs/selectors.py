"""Reading programs."""

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Program

SAID = ("name", "code", "summary")


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
