"""What begun projects and programs serve, as their templates keep it; rights are the caller's."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from fairlead.kernel.audit import Change
from fairlead.kernel.errors import Refused
from fairlead.programs.models import Program, ProgramContribution
from fairlead.templates.rules import Serving
from fairlead.templates.selectors import ObjectiveStanding, ServedRow
from fairlead.work.models import Project, ProjectContribution


def objectives_kept(rows: Iterable[ServedRow], left_out: Collection[int]) -> frozenset[int]:
    """Return the objectives of a template that are served: those of `rows` that are not `left_out`.

    Raises: Refused where one of them can be served no more.
    """
    kept = [row for row in rows if row.objective not in left_out]
    over = [row for row in kept if row.standing is not ObjectiveStanding.OPEN]
    if over:
        words = _("“%(name)s” cannot be served any more: it has ended, is over before the start, or is gone.")
        wrong = {"serves": " ".join([*(words % {"name": row.name} for row in over), _("Leave it out.")])}
        raise Refused(_("It was not started."), code="objective_ended", fields=wrong)
    return frozenset(row.objective for row in kept)


def program_serves(program: Program, serves: Sequence[Serving], kept: Collection[int]) -> list[Change]:
    """Write what a new program serves, of `serves` what is `kept`, and return what the audit is to tell."""
    shares = _shares(serves, kept)
    ProgramContribution.objects.bulk_create(
        ProgramContribution(program=program, objective_id=id, share=share) for id, share in shares.items()
    )
    return _changes("program", {program.pk: shares})


def projects_serve(said: Iterable[tuple[Project, Sequence[Serving]]], kept: Collection[int]) -> list[Change]:
    """Write what new projects serve, of what is said beside them what is `kept`, and return what the audit is to tell.

    One statement.
    """
    shares = {project.pk: _shares(serves, kept) for project, serves in said}
    ProjectContribution.objects.bulk_create(
        ProjectContribution(project_id=project, objective_id=id, share=share)
        for project, served in shares.items()
        for id, share in served.items()
    )
    return _changes("project", shares)


def _shares(serves: Sequence[Serving], kept: Collection[int]) -> dict[int, Decimal]:
    """Return shares by objective; a template has no more than the whole of them, as what it was made from."""
    return {each.objective: Decimal(each.share) for each in serves if each.objective in kept}


def _changes(noun: str, shares: Mapping[int, Mapping[int, Decimal]]) -> list[Change]:
    return [
        Change(f"{noun}.contribute", noun, of, after={"shares": {str(id): str(share) for id, share in served.items()}})
        for of, served in shares.items()
        if served
    ]
