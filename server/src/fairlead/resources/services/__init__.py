"""Changes to the pool. Those that change hours are made through `schedule.pool`, which finds the dates anew."""

from fairlead.resources.services.calendars import (
    MOST_EXCEPTIONS,
    NewCalendar,
    NewException,
    calendar_create,
    calendar_delete,
    calendar_update,
    holidays_renew,
)
from fairlead.resources.services.hours import hours_set
from fairlead.resources.services.people import (
    NewResource,
    availability_set,
    resource_archive,
    resource_create,
    resource_restore,
    resource_update,
)
from fairlead.resources.services.rates import NewRate, rates_set
from fairlead.resources.services.roster import RosterEntry, pool_lock, roster_write
from fairlead.resources.services.skills import skill_create, skill_delete, skill_level_set, skill_update
from fairlead.resources.services.teams import team_create, team_delete, team_update
from fairlead.resources.services.time_off import NewTimeOff, time_off_add, time_off_remove, time_off_update

__all__ = [
    "MOST_EXCEPTIONS",
    "NewCalendar",
    "NewException",
    "NewRate",
    "NewResource",
    "NewTimeOff",
    "RosterEntry",
    "availability_set",
    "calendar_create",
    "calendar_delete",
    "calendar_update",
    "holidays_renew",
    "hours_set",
    "pool_lock",
    "rates_set",
    "resource_archive",
    "resource_create",
    "resource_restore",
    "resource_update",
    "roster_write",
    "skill_create",
    "skill_delete",
    "skill_level_set",
    "skill_update",
    "team_create",
    "team_delete",
    "team_update",
    "time_off_add",
    "time_off_remove",
    "time_off_update",
]
