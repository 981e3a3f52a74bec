"""Many people into the pool at once, and changes to those who are there; one audit row for each, a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from fairlead.access.models import Workspace
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.resources.hours import plain_week
from fairlead.resources.models import Calendar, Rate, Resource, ResourceSkill, Skill, Team
from fairlead.resources.rules import plain_name
from fairlead.resources.services.hours import Week
from fairlead.resources.services.rates import NewRate

_BATCH = 500
_FIELDS = ("name", "email", "kind", "title", "max_units", "available_from_on", "available_until_on")


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What is said of somebody: `values` by field name, a team and skills with levels by name, hours, a rate.

    `resource_id` None is somebody new. `hours` are the calendar whose hours they keep and the days with other ones.
    """

    resource_id: int | None
    values: Mapping[str, Any]
    team: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    hours: tuple[int, Week] | None = None
    rate: NewRate | None = None


def pool_lock(actor: Actor) -> None:
    """Let nobody else take in people at the same time, until the transaction ends."""
    Workspace.objects.select_for_update(no_key=True).get(pk=actor.workspace_id)


@transaction.atomic
def roster_write(entries: Sequence[RosterEntry], *, actor: Actor, now: datetime, cause: str) -> list[Resource]:
    """Write `entries`, which were checked, and return whom they are of; teams and skills that are not there are made.

    Raises: Forbidden.
    """
    require(actor, Action.EDIT_POOL)
    if any(each.rate for each in entries):
        require(actor, Action.VIEW_RATES)
    teams = _named(Team, actor, [each.team for each in entries if each.team])
    skills = _named(Skill, actor, [name for each in entries for name in each.skills])
    known = Resource.objects.filter(workspace_id=actor.workspace_id)
    known_by_key = known.select_for_update().in_bulk([each.resource_id for each in entries if each.resource_id])
    rows = [known_by_key[each.resource_id] if each.resource_id else _new(actor) for each in entries]
    before = [{name: getattr(row, name) for name in each.values} for row, each in zip(rows, entries, strict=True)]
    for row, each in zip(rows, entries, strict=True):
        _assign(row, each, teams)
    pairs = list(zip(rows, entries, strict=True))
    Resource.objects.bulk_create([row for row, each in pairs if each.resource_id is None], batch_size=_BATCH)
    _hours_write(pairs, actor)
    changed = [row for row, each in pairs if each.resource_id is not None]
    Resource.objects.bulk_update([row for row, _each in pairs], ["calendar"], batch_size=_BATCH)
    Resource.objects.bulk_update(changed, [*_FIELDS, "team", "version"], batch_size=_BATCH)
    _skills_write(pairs, skills)
    _rates_write(pairs)
    changes = [_change(row, each, then, cause) for (row, each), then in zip(pairs, before, strict=True)]
    audit_write(changes, by=by(actor, now))
    return rows


def _new(actor: Actor) -> Resource:
    return Resource(workspace_id=actor.workspace_id, version=0)


def _assign(row: Resource, entry: RosterEntry, teams: Mapping[str, int]) -> None:
    for name, value in entry.values.items():
        setattr(row, name, value)
    if entry.team:
        row.team_id = teams[plain_name(entry.team)]
    row.version += 1


def _named(model: type[Team] | type[Skill], actor: Actor, names: Iterable[str]) -> dict[str, int]:
    """Return the keys of teams or skills by plain name, those that are not there made. Two statements."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(plain_name(name), name)
    if not wanted:
        return {}
    known = {plain_name(name): key for key, name in _of(model, actor).values_list("pk", "name")}
    new = [model(workspace_id=actor.workspace_id, name=name) for plain, name in wanted.items() if plain not in known]
    model.objects.bulk_create(new)  # type: ignore[arg-type]
    return known | {plain_name(each.name): each.pk for each in new}


def _of(model: type[Team] | type[Skill], actor: Actor) -> Any:
    return model.objects.filter(workspace_id=actor.workspace_id)


def _hours_write(pairs: Sequence[tuple[Resource, RosterEntry]], actor: Actor) -> None:
    """Write own calendars, and say who works on which. Three statements at most."""
    said = [(row, *each.hours) for row, each in pairs if each.hours]
    own = {each.resource_id: each for each in Calendar.objects.filter(resource__in=[row for row, *_rest in said])}
    new = []
    for row, base, week in said:
        calendar = own.get(row.pk)
        if calendar is None and all(day is None for day in week):
            row.calendar_id = base
        elif calendar is None:
            made = Calendar(
                workspace_id=actor.workspace_id, name=row.name, base_id=base, week=plain_week(week), resource=row
            )
            new.append(made)
        else:
            calendar.base_id, calendar.week, row.calendar_id = base, plain_week(week), calendar.pk
            calendar.version += 1
    Calendar.objects.bulk_create(new, batch_size=_BATCH)
    for made in new:
        if made.resource is not None:
            made.resource.calendar = made
    Calendar.objects.bulk_update(own.values(), ["base", "week", "version"], batch_size=_BATCH)
    renamed = {row.pk: row.name for row, each in pairs if each.resource_id and "name" in each.values}
    theirs = list(Calendar.objects.filter(resource__in=renamed)) if renamed else []
    for calendar in theirs:
        calendar.name = renamed[calendar.resource_id or 0]
    Calendar.objects.bulk_update(theirs, ["name"], batch_size=_BATCH)


def _skills_write(pairs: Sequence[tuple[Resource, RosterEntry]], skills: Mapping[str, int]) -> None:
    rows = {(row.pk, skills[plain_name(name)]): level for row, each in pairs for name, level in each.skills.items()}
    ResourceSkill.objects.bulk_create(
        [ResourceSkill(resource_id=one, skill_id=skill, level=level) for (one, skill), level in rows.items()],
        update_conflicts=True,
        unique_fields=["resource", "skill"],
        update_fields=["level"],
        batch_size=_BATCH,
    )


def _rates_write(pairs: Sequence[tuple[Resource, RosterEntry]]) -> None:
    Rate.objects.bulk_create(
        [
            Rate(
                resource=row,
                from_on=each.rate.from_on,
                currency=each.rate.currency,
                hour_cost=each.rate.hour_cost,
                hour_bill=each.rate.hour_bill,
            )
            for row, each in pairs
            if each.rate
        ],
        update_conflicts=True,
        unique_fields=["resource", "from_on"],
        update_fields=["currency", "hour_cost", "hour_bill"],
        batch_size=_BATCH,
    )


def _change(row: Resource, entry: RosterEntry, before: Mapping[str, Any], cause: str) -> Change:
    after: dict[str, Any] = dict(entry.values)
    if entry.team:
        after["team"] = row.team_id
    if entry.skills:
        after["skills"] = dict(entry.skills)
    if entry.hours:
        after["hours"] = [entry.hours[0], plain_week(entry.hours[1])]
    if entry.rate:
        rate = entry.rate
        after["rate"] = [str(rate.from_on), rate.currency, str(rate.hour_cost or ""), str(rate.hour_bill or "")]
    is_new = entry.resource_id is None
    action = "resource.create" if is_new else "resource.update"
    return Change(action, "resource", row.pk, before={} if is_new else before, after=after, cause=cause)
