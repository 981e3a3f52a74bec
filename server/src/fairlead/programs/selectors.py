"""Reading programs."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Program, ProgramContribution, ProgramScore

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


def contributions_of(program: Program) -> dict[int, Decimal]:
    """Return the share of its work with which `program` serves each objective, by its id. One query."""
    return dict(
        ProgramContribution.objects.filter(program=program)
        .order_by("objective_id")
        .values_list("objective_id", "share")
    )


def contributions_said(program: Program) -> dict[str, Any]:
    """Return which objectives `program` serves with which shares, and its version. One query."""
    shares = [{"objective": id, "share": share} for id, share in contributions_of(program).items()]
    return {"version": program.version, "shares": shares}


def scores_of(program: Program) -> dict[int, int]:
    """Return the scores of `program` by the id of the criterion. One query."""
    return dict(ProgramScore.objects.filter(program=program).values_list("criterion_id", "score"))
