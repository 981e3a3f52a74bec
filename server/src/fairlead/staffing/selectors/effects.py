"""What giving somebody to a project does to others: who has that person then, and who would be overbooked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking
from fairlead.staffing.planned import Planned, planned_of
from fairlead.staffing.rules import Ask
from fairlead.work.models import Project


@dataclass(slots=True)
class Claim:
    """What a project has of somebody in a period, in minutes; without a project where the actor may not see it.

    It takes the greater of what is firmly booked and what is planned, for planned work is what bookings are for.
    """

    project: Project | None
    firm: float = 0.0
    soft: float = 0.0
    planned: float = 0.0

    @property
    def taken(self) -> float:
        return max(self.firm, self.planned)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an ask does to its resource in its period; minutes. `claims` are those of projects, the largest first."""

    resource: Resource
    ask: Ask
    capacity: float
    asked: float
    claims: tuple[Claim, ...] = field(default=())

    @property
    def others(self) -> float:
        return sum(claim.taken for claim in self.claims)

    @property
    def over(self) -> float:
        """By how many minutes the resource would be overbooked; 0 where it is not."""
        return max(0.0, self.asked + self.others - self.capacity)


def effects_of(asks: Sequence[Ask], *, project: Project, actor: Actor) -> list[Effect]:
    """Return the effect of each of `asks` that names a resource, were it given to `project`. Sixteen queries at most.

    What `project` itself has of them counts only as far as it exceeds what is asked.
    """
    named = [each for each in asks if each.resource_id is not None]
    if not named:
        return []
    ids = {each.resource_id for each in named if each.resource_id is not None}
    first, last = min(each.start_on for each in named), max(each.finish_on for each in named)
    pool = Resource.objects.in_bulk(ids)
    bookings = list(Booking.objects.filter(resource_id__in=ids).within(first, last).select_related("resource"))
    hours = Hours(actor.workspace_id)
    planned = planned_of(ids, first, last, hours=hours)
    projects = {*(each.project_id for each in bookings), *(project for _resource, project in planned.places)}
    seen = Project.plans.visible_to(actor).in_bulk(projects)
    effects = []
    for ask in named:
        resource = pool[ask.resource_id or 0]
        claims = _claims(ask, resource, bookings, planned, hours)
        capacity = hours.capacity(resource, ask.start_on, ask.finish_on)
        effects.append(_effect(ask, resource, capacity, claims, seen, hours, own=project.pk))
    return effects


def _claims(
    ask: Ask, resource: Resource, bookings: Iterable[Booking], planned: Planned, hours: Hours
) -> dict[int, Claim]:
    claims: dict[int, Claim] = {}
    for booking in bookings:
        if booking.resource_id != resource.pk:
            continue
        claim = claims.setdefault(booking.project_id, Claim(None))
        minutes = hours.booked(booking, ask.start_on, ask.finish_on)
        if booking.is_firm:
            claim.firm += minutes
        else:
            claim.soft += minutes
    for pair in planned.places:
        if pair[0] == resource.pk:
            claims.setdefault(pair[1], Claim(None)).planned = planned.minutes(pair, ask.start_on, ask.finish_on)
    return claims


def _effect(
    ask: Ask,
    resource: Resource,
    capacity: float,
    claims: dict[int, Claim],
    seen: dict[int, Project],
    hours: Hours,
    *,
    own: int,
) -> Effect:
    share = float(ask.units or 0)
    asked = share * hours.minutes(resource, ask.start_on, ask.finish_on) if ask.units else float(ask.minutes or 0)
    mine = claims.get(own)
    if mine is not None:
        mine.planned = max(0.0, mine.planned - asked - mine.firm)
    for id, claim in claims.items():
        claim.project = seen.get(id)
    shown = [claim for claim in claims.values() if claim.taken or claim.soft]
    shown.sort(key=lambda claim: -claim.taken)
    return Effect(resource, ask, capacity, asked, tuple(shown))
