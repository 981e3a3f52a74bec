"""Skills: how much is asked for and there is in the months ahead, and who could do a piece of work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from fairlead.access.rules import Action, Actor, Place
from fairlead.resources.models import Rate, ResourceSkill
from fairlead.staffing.load.counting import Days, Loaded, day_load, days_of, load_read
from fairlead.staffing.load.members import Filters, Member, RowKind, filters_for, groups_of, members_of
from fairlead.staffing.load.periods import Periods, Zoom, one_period, periods_between
from fairlead.staffing.load.pieces import Share, given_shares
from fairlead.staffing.models import Booking, RequestSkill
from fairlead_engine.load import PARTS, UNSAID


@dataclass(frozen=True, slots=True)
class SkillBalance:
    """A skill by month, in minutes: what those who have it offer, what of it is free, and what is asked of nobody yet.

    `demand` is in tasks and bookings of generic roles with the skill, and in bookings of the skill itself; `requested`
    in requests without an answer. `lack` is what both ask beyond what is free. `people` have the skill.
    """

    id: int
    name: str
    people: int
    capacity: list[int]
    free: list[int]
    demand: list[int]
    requested: list[int]
    lack: list[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could do it: first who has time for all of it, then by cost, level and free time.

    `free_minutes` count day by day; `covers_share` is the part of the asked minutes that fits into them, 1 where none
    were asked. `hour_cost` is None where it is not known, or not for the actor to see.
    """

    id: int
    name: str
    title: str
    team: str
    level: int
    capacity_minutes: int
    free_minutes: int
    covers_share: float
    hour_cost: Decimal | None
    currency: str


def skill_balance(*, actor: Actor, start_on: date, finish_on: date) -> tuple[Periods, list[SkillBalance]]:
    """Return demand against supply of every skill by month, of whom `actor` may see. Fixed queries.

    Who has several skills is counted in each. Raises: Refused for days that cannot be.
    """
    periods = periods_between(Zoom.MONTH, start_on, finish_on)
    members = members_of(actor=actor, filters=Filters())
    loaded = load_read(members, periods, actor.workspace_id)
    days = day_load(loaded)
    sums = days.sums(periods.places)
    asked = sums["planned"] + sums["open"]
    groups = groups_of(RowKind.SKILL, members, actor=actor)
    places = {group.id: at for at, group in enumerate(groups)}
    booked = _of_skills(list(_booked(actor, places)), loaded, len(groups))
    requested = _of_skills(list(_requested(actor, places)), loaded, len(groups))
    found = []
    for at, group in enumerate(groups):
        named = [place for place in group.places if not members[place].is_generic]
        generic = [place for place in group.places if members[place].is_generic]
        capacity, free = sums["capacity"][named].sum(axis=0), sums["free"][named].sum(axis=0)
        demand = asked[generic].sum(axis=0) + booked[at]
        lack = np.maximum(demand + requested[at] - free, 0)
        columns = [np.rint(each / PARTS).astype(int).tolist() for each in (capacity, free, demand, requested[at], lack)]
        found.append(SkillBalance(group.id, group.name, len(named), *columns))
    return periods, found


Asked = tuple[int, date, date, Decimal | None, int | None]


def _booked(actor: Actor, places: Mapping[int, int]) -> Iterator[Asked]:
    """Yield bookings of a skill that no role and nobody is named for. One query."""
    rows = Booking.objects.filter(workspace_id=actor.workspace_id, resource=None, role=None, skill__isnull=False)
    for skill, start, finish, units, minutes in rows.values_list(
        "skill_id", "start_on", "finish_on", "units", "minutes"
    ):
        if skill in places:
            yield places[skill], start, finish, units, minutes


def _requested(actor: Actor, places: Mapping[int, int]) -> Iterator[Asked]:
    """Yield the skills of requests without an answer and without a name. One query."""
    rows = RequestSkill.objects.filter(
        request__workspace_id=actor.workspace_id, request__decision=None, request__resource=None
    )
    fields = ("request__start_on", "request__finish_on", "request__units", "request__minutes")
    for skill, start, finish, units, minutes in rows.values_list("skill_id", *fields):
        if skill in places:
            yield places[skill], start, finish, units, minutes


def _of_skills(asked: Sequence[Asked], loaded: Loaded, rows: int) -> Days:
    """Return what is asked of each skill in each period, in the workspace's usual hours."""
    shares = [
        Share(
            row,
            loaded.hours.usual,
            start,
            finish,
            0 if units is None else round(units * PARTS),
            UNSAID if minutes is None else minutes,
        )
        for row, start, finish, units, minutes in asked
    ]
    found, _ = days_of(given_shares(shares, loaded.hours), rows, loaded.periods)
    places = loaded.periods.places
    sums: Days = np.add.reduceat(found[:, : places[-1]], np.array(places[:-1]), axis=1)
    return sums


def candidates(
    *, actor: Actor, skill_id: int, level: int, start_on: date, finish_on: date, minutes: int | None = None
) -> list[Candidate]:
    """Return who of those whom `actor` may see has a skill at `level` or above, ranked. Fixed queries.

    Raises: NotFound for an unknown skill; Refused for days that cannot be.
    """
    filters_for(RowKind.SKILL, skill_id, actor=actor)
    periods = one_period(start_on, finish_on)
    having = members_of(actor=actor, filters=Filters(skill_id=skill_id, level=level))
    members = [each for each in having if not each.is_generic]
    sums = day_load(load_read(members, periods, actor.workspace_id)).sums(periods.places)
    levels = dict(
        ResourceSkill.objects.filter(skill_id=skill_id, resource__in=[each.id for each in members]).values_list(
            "resource_id", "level"
        )
    )
    costs = _costs(members, start_on)
    found = []
    for at, each in enumerate(members):
        capacity, free = (round(int(sums[name][at, 0]) / PARTS) for name in ("capacity", "free"))
        may_see = actor.may(Action.VIEW_RATES, Place(team_id=each.team_id))
        cost, currency = costs.get(each.id, (None, "")) if may_see else (None, "")
        covers = min(1.0, free / minutes) if minutes else 1.0
        about = (each.id, each.name, each.title, each.team, levels[each.id])
        found.append(Candidate(*about, capacity, free, covers, cost, currency))
    return sorted(found, key=_rank)


def _rank(each: Candidate) -> tuple[float, bool, Decimal, int, int, str, int]:
    cost = each.hour_cost
    known = (cost is None, cost if cost is not None else Decimal(0))
    return (-each.covers_share, *known, -each.level, -each.free_minutes, each.name, each.id)


def _costs(members: Sequence[Member], day: date) -> dict[int, tuple[Decimal | None, str]]:
    """Return what an hour of each costs on a day, by key. One query."""
    rates = Rate.objects.filter(resource__in=[each.id for each in members], from_on__lte=day).order_by("from_on")
    return {id: (cost, currency) for id, cost, currency in rates.values_list("resource_id", "hour_cost", "currency")}
