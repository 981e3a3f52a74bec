"""The list of people: search, filters, who is away; a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource, ResourceQuerySet, ResourceSkill, TimeOff
from fairlead.resources.selectors.pool import resources_of

SOON = timedelta(days=14)


class Show(StrEnum):
    """Which of the pool to list."""

    HERE = "here"
    AWAY = "away"
    SOON = "soon"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list: whose name, title or address holds `search`, of a team, with a skill, of a kind."""

    search: str = ""
    team_id: int | None = None
    skill_id: int | None = None
    kind: str = ""
    show: Show = Show.HERE


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """One of the pool: what they can do, best first, and the time off they are in or go into next, [start, finish).

    `is_in_part` tells that it is a part of each day only.
    """

    resource: Resource
    skills: tuple[tuple[str, int], ...]
    away_from: date | None
    away_until: date | None
    is_away: bool
    is_in_part: bool


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """A part of the list; `next` is the key of its last row where more follow."""

    rows: list[ResourceRow]
    next: tuple[str, int] | None


def resource_rows(
    *, actor: Actor, today: date, filters: Filters = Filters(), after: tuple[str, int] | None = None, limit: int = 50
) -> ResourcePage:
    """Return a part of the pool that `actor` may see, by name. Three queries."""
    rows = _filtered(resources_of(actor=actor), filters, today)
    if after is not None:
        rows = rows.filter(Q(name__gt=after[0]) | Q(name=after[0], pk__gt=after[1]))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    shown = found[:limit]
    skills, away = skills_by(shown), times_off_ahead(shown, today=today)
    more = (shown[-1].name, shown[-1].pk) if len(found) > limit else None
    return ResourcePage([_row(each, skills, away, today) for each in shown], more)


def skills_by(resources: Sequence[Resource]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Return the skills with levels of each of `resources` by key, best first. One query."""
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    rows = ResourceSkill.objects.filter(resource__in=resources).order_by("-level", "skill__name")
    for id, name, level in rows.values_list("resource_id", "skill__name", "level"):
        found[id] = (*found.get(id, ()), (name, level))
    return found


def times_off_ahead(resources: Sequence[Resource], *, today: date) -> dict[int, TimeOff]:
    """Return by key the first time off of each of `resources` that is not over by `today`. One query."""
    rows = TimeOff.objects.filter(resource__in=resources, finish_on__gt=today).order_by("-start_on", "-pk")
    return {row.resource_id: row for row in rows}


def _filtered(rows: ResourceQuerySet, filters: Filters, today: date) -> ResourceQuerySet:
    if filters.search:
        word = filters.search
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(email__icontains=word)
            | Q(person__email__icontains=word)
        )
    if filters.team_id is not None:
        rows = rows.filter(team_id=filters.team_id)
    if filters.skill_id is not None:
        rows = rows.filter(Exists(ResourceSkill.objects.filter(resource=OuterRef("pk"), skill_id=filters.skill_id)))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return _shown(rows, filters.show, today)


def _shown(rows: ResourceQuerySet, show: Show, today: date) -> ResourceQuerySet:
    gone = Q(archived_at__isnull=False) | Q(available_until_on__lte=today)
    if show is Show.GONE:
        return rows.filter(gone)
    rows = rows.exclude(gone)
    if show is Show.HERE:
        return rows
    last = today + (SOON if show is Show.SOON else timedelta(days=1))
    away = TimeOff.objects.filter(resource=OuterRef("pk"), start_on__lt=last, finish_on__gt=today)
    return rows.filter(Exists(away))


def _row(
    resource: Resource, skills: Mapping[int, tuple[tuple[str, int], ...]], away: Mapping[int, TimeOff], today: date
) -> ResourceRow:
    off = away.get(resource.pk)
    return ResourceRow(
        resource=resource,
        skills=skills.get(resource.pk, ()),
        away_from=off.start_on if off else None,
        away_until=off.finish_on if off else None,
        is_away=off is not None and off.start_on <= today,
        is_in_part=off is not None and off.from_minute is not None,
    )
