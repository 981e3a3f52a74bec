"""Reading which objectives a program serves, and how well it fits the strategy."""

from decimal import Decimal
from typing import Any

from fairlead.programs.models import Program, ProgramContribution, ProgramScore


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
