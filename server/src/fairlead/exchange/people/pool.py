"""The pool as it is now, read once to hold a table of people beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fairlead.access.rules import Action, Actor
from fairlead.resources.hours import DAYS_A_WEEK, week_minutes
from fairlead.resources.models import Calendar, Rate, Resource, ResourceSkill, Skill, Team
from fairlead.resources.rules import plain_name
from fairlead.resources.selectors import calendars_of, engine_calendars, week_of
from fairlead_engine import plan


@dataclass(frozen=True, slots=True)
class PoolNow:
    """Who is in the pool, by key, and what is said of them; teams, skills and shared calendars are keys by plain name.

    `rates` is empty where the actor may not see them.
    """

    resources: dict[int, Resource]
    teams: dict[str, int]
    skills: dict[str, int]
    levels: dict[tuple[int, int], int]
    calendars: dict[str, int]
    calendar_names: Sequence[str]
    default: int | None
    own: dict[int, Calendar]
    rates: dict[int, list[Rate]]
    shows_rates: bool
    _engine: list[plan.Calendar]
    _names: dict[int, str]

    def base_of(self, name: str, chosen: Resource | None) -> int:
        """Return the key of the shared calendar called `name`, or else of the one somebody works by; 0 for none."""
        if name and (key := self.calendars.get(plain_name(name))) is not None:
            return key
        own = self.own.get(chosen.pk) if chosen else None
        now = own.base_id if own else chosen.calendar_id if chosen else None
        return now or self.default or 0

    def own_week(self, chosen: Resource | None) -> list[Any]:
        """Return the days on which somebody has hours of their own, as they are kept."""
        own = self.own.get(chosen.pk) if chosen else None
        return list(own.week) if own else [None] * DAYS_A_WEEK

    def week(self, calendar: int) -> list[plan.DayShifts]:
        """Return the working times of each weekday of a calendar."""
        return week_of(self._engine, str(calendar))

    def worked(self, chosen: Resource) -> int:
        """Return the minutes of a usual week of somebody."""
        return week_minutes(self.week(chosen.calendar_id or self.default or 0))

    def calendar_name(self, key: int) -> str:
        """Return what a calendar is called."""
        return self._names.get(key, "")


def pool_now(actor: Actor) -> PoolNow:
    """Return the pool of the actor's workspace. Eleven queries at most."""
    here = {"workspace_id": actor.workspace_id}
    shared = list(calendars_of(actor=actor).order_by("-is_default", "id"))
    shows_rates = actor.may(Action.VIEW_RATES)
    rates: dict[int, list[Rate]] = {}
    for rate in Rate.objects.filter(resource__workspace_id=actor.workspace_id) if shows_rates else ():
        rates.setdefault(rate.resource_id, []).append(rate)
    levels = ResourceSkill.objects.filter(resource__workspace_id=actor.workspace_id)
    return PoolNow(
        resources=Resource.objects.filter(**here).select_related("team", "person").order_by("pk").in_bulk(),
        teams={plain_name(name): key for key, name in Team.objects.filter(**here).values_list("pk", "name")},
        skills={plain_name(name): key for key, name in Skill.objects.filter(**here).values_list("pk", "name")},
        levels={(one, skill): level for one, skill, level in levels.values_list("resource_id", "skill_id", "level")},
        calendars={plain_name(each.name): each.pk for each in reversed(shared)},
        calendar_names=[each.name for each in shared],
        default=shared[0].pk if shared else None,
        own={
            each.resource_id: each
            for each in Calendar.objects.filter(**here, resource__isnull=False)
            if each.resource_id
        },
        rates=rates,
        shows_rates=shows_rates,
        _engine=engine_calendars(actor.workspace_id),
        _names={each.pk: each.name for each in shared},
    )
