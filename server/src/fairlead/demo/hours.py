"""What people of the demo say of themselves: part time, time off, who leads them, what they cost; by the services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fairlead.access.models import Workspace
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.calendars import OFFICE
from fairlead.demo.days import ONE_DAY, Days
from fairlead.demo.pool import MORNINGS, WEEKDAYS, Member
from fairlead.resources import services
from fairlead.resources.models import Calendar, Resource
from fairlead.resources.rules import Period
from fairlead.resources.services import NewCalendar, NewRate, NewTimeOff
from fairlead.resources.services.hours import Week

LISBON = "Lisbon office"
_BOARD = ("Desmond", Decimal("0.5"), 30, 60)  # gives half of his time from one day to another
_IN_PART = {"Noor": (6, 6, 720, 1440), "Tamsin": (11, 13, 480, 600)}  # an afternoon; three mornings until 10
_BASE_COST, _COST_PER_LEVEL, _MARKUP = 36, 3, Decimal("1.7")


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool of the demo by the keys of its members, and who says what is said of it."""

    workspace: Workspace
    members: tuple[Member, ...]
    resources: dict[str, Resource]
    owner: Actor
    days: Days
    now: datetime


def hours_say(pool: Pool, studio: Calendar) -> None:
    """Say who works part time, who is away, and what holidays the Lisbon office has."""
    services.calendar_create(
        actor=pool.owner,
        new=NewCalendar(LISBON, [None] * 7, base=studio.pk, country="PT"),
        now=pool.now,
    )
    for member in pool.members:
        if member.works:
            pool.resources[member.key] = services.hours_set(
                actor=pool.owner,
                resource_id=pool.resources[member.key].pk,
                version=1,
                base_id=studio.pk,
                week=_part_time(member.works),
                now=pool.now,
            )
        if member.away:
            _away_say(pool, member, NewTimeOff(*_days(pool, member.away)))
        if member.key in _IN_PART:
            first, last, start, finish = _IN_PART[member.key]
            _away_say(pool, member, NewTimeOff(*_days(pool, (first, last)), start, finish))


def money_say(pool: Pool) -> None:
    """Say what everybody costs and is billed at, and how much of the board there is."""
    people = [member for member in pool.members if member.kind is Resource.Kind.PERSON]
    for member in people:
        pool.resources[member.key] = services.rates_set(
            actor=pool.owner,
            resource_id=pool.resources[member.key].pk,
            version=pool.resources[member.key].version,
            rates=[_rate(pool, member)],
            now=pool.now,
        )
    key, share, first, last = _BOARD
    half = Period(pool.days.date_of(first), pool.days.date_of(last) + ONE_DAY, share)
    board = pool.resources[key]
    services.availability_set(actor=pool.owner, id=board.pk, version=board.version, periods=[half], now=pool.now)


def leads_say(pool: Pool) -> None:
    """Say who leads each team: the first of its people."""
    for team, resource in _firsts(pool).items():
        changes = {"lead": resource.person_id}
        services.team_update(actor=pool.owner, id=team, version=1, changes=changes, now=pool.now)


def _firsts(pool: Pool) -> dict[int, Resource]:
    inside: Iterable[Resource] = (pool.resources[member.key] for member in reversed(pool.members))
    return {each.team_id: each for each in inside if each.team_id is not None}


def _days(pool: Pool, away: tuple[int, int]) -> tuple[date, date]:
    first, last = (pool.days.date_of(day) for day in away)
    return first, last + ONE_DAY


def _away_say(pool: Pool, member: Member, new: NewTimeOff) -> None:
    """Somebody enters their own time off."""
    resource = pool.resources[member.key]
    person = resource.person
    services.time_off_add(
        actor=actor_of(person) if person else pool.owner,
        resource_id=resource.pk,
        new=new,
        now=pool.now,
    )


def _part_time(works: str) -> Week:
    if works == MORNINGS:
        return [OFFICE[:1]] * 5 + [None, None]
    chosen: Sequence[str] = works.split()
    return [None if day in chosen else [] for day in WEEKDAYS] + [None, None]


def _rate(pool: Pool, member: Member) -> NewRate:
    """More for those who can do more: 3 an hour for each level of each skill."""
    cost = Decimal(_BASE_COST + _COST_PER_LEVEL * sum(level for _name, level in member.skills))
    bill = (cost * _MARKUP / 5).quantize(Decimal(1)) * 5
    return NewRate(pool.now.date(), "EUR", cost, bill)
