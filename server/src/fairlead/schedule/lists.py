"""Lists of projects: which, in which order, page by page, and how many there are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from fairlead.access.rules import Actor
from fairlead.schedule.facts import Page, ProjectRow, page_of, rows_of
from fairlead.work.models import Project, ProjectQuerySet


class Order(StrEnum):
    """How a list of projects is sorted: by name, or by priority, the highest first, and then by name."""

    NAME = "name"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many projects are open, and how many closed."""

    open: int
    closed: int


def project_rows(
    *,
    actor: Actor,
    now: datetime,
    program_id: int | None = None,
    search: str = "",
    closed: bool | None = None,
    order: Order = Order.NAME,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[ProjectRow]:
    """Return projects that `actor` may see, those behind the key `after`. Six queries.

    `closed` keeps those that are, or those that are not; `now` is the wall clock, by which overdue is judged.
    """
    found = _sought(actor, program_id, search).select_related("program")
    if closed is not None:
        found = found.filter(closed_at__isnull=not closed)
    if order is Order.PRIORITY:
        projects, key = _page_by_priority(found, after, limit)
    else:
        projects, key = page_of(found, after, limit)
    return Page(rows_of(projects, actor=actor, now=now), key)


def project_counts(*, actor: Actor, program_id: int | None = None, search: str = "") -> Counts:
    """Return how many of the projects that `actor` may see are open and closed. One query."""
    closed = Count("pk", filter=Q(closed_at__isnull=False))
    counts = _sought(actor, program_id, search).order_by().aggregate(every=Count("pk"), closed=closed)
    return Counts(counts["every"] - counts["closed"], counts["closed"])


def _sought(actor: Actor, program_id: int | None, search: str) -> ProjectQuerySet:
    found = Project.objects.visible_to(actor)
    if program_id is not None:
        found = found.filter(program_id=program_id)
    return found.filter(Q(name__icontains=search) | Q(code__iexact=search)) if search else found


def _page_by_priority(
    found: QuerySet[Project], after: tuple[Any, ...] | None, limit: int
) -> tuple[list[Project], tuple[Any, ...] | None]:
    if after is not None:
        priority, name, id = after
        behind = Q(name__gt=name) | Q(name=name, pk__gt=id)
        found = found.filter(Q(priority__lt=priority) | Q(priority=priority) & behind)
    rows = list(found.order_by("-priority", "name", "pk")[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], None if last is None else (last.priority, last.name, last.pk)
