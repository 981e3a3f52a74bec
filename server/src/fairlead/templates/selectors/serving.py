"""Reading which objectives something begun from a template would serve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fairlead.access.rules import Action, Actor
from fairlead.strategy.models import Objective
from fairlead.strategy.selectors import objectives_of
from fairlead.templates.rules import Content, ProgramContent, Serving


class ObjectiveStanding(StrEnum):
    """Whether an objective of a template can still be served."""

    OPEN = "open"
    ENDED = "ended"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ServedBy:
    """A project that would serve an objective by itself, with this share of its work."""

    project: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class ServedRow:
    """An objective that a template keeps, whether it can be served from the day on which it is begun, and by what.

    `share` is that of the program, or of the project of a template of one; None where only projects serve it.
    """

    objective: int
    name: str
    standing: ObjectiveStanding
    share: Decimal | None
    projects: tuple[ServedBy, ...]


def served_rows(content: Content | ProgramContent, *, actor: Actor, start_on: date) -> tuple[ServedRow, ...]:
    """Return the objectives that what is begun on `start_on` would serve, in their order in the template.

    None of them for who sees nothing of the strategy. One query.
    """
    if not actor.may(Action.VIEW_STRATEGY):
        return ()
    said = [("", each) for each in content.serves]
    if isinstance(content, ProgramContent):
        said += list(_by_projects(content))
    found = objectives_of(actor=actor).in_bulk({each.objective for _project, each in said})
    rows: dict[int, ServedRow] = {}
    for project, each in said:
        row = rows.get(each.objective) or _row(each, found, start_on)
        rows[each.objective] = _added(row, project, Decimal(each.share))
    return tuple(rows.values())


def _by_projects(content: ProgramContent) -> Iterator[tuple[str, Serving]]:
    names = {str(project.id): project.name for project in content.plan.projects}
    return ((names[piece.id], each) for piece in content.pieces for each in piece.serves)


def _row(serving: Serving, found: Mapping[int, Objective], start_on: date) -> ServedRow:
    objective = found.get(serving.objective)
    if objective is None:
        return ServedRow(serving.objective, serving.name, ObjectiveStanding.GONE, None, ())
    standing = ObjectiveStanding.ENDED if objective.has_ended(start_on) else ObjectiveStanding.OPEN
    return ServedRow(objective.pk, objective.name, standing, None, ())


def _added(row: ServedRow, project: str, share: Decimal) -> ServedRow:
    if not project:
        return replace(row, share=share)
    return replace(row, projects=(*row.projects, ServedBy(project, share)))
