"""The calendars that the agency shares: the studio's, and those of nights, site and move."""

from collections.abc import Sequence

from fairlead.access.models import Workspace
from fairlead.demo.days import Days
from fairlead.resources.models import Calendar, CalendarException

Shifts = list[list[int]]
Week = Sequence[Shifts | None]

OFFICE: Shifts = [[540, 780], [840, 1080]]
EVENING: Shifts = [[1320, 1440]]
AFTER_MIDNIGHT: Shifts = [[0, 120]]
SITE: Shifts = [[420, 720], [750, 930]]
STUDIO = "Studio"
SPECIAL: dict[str, Week] = {
    "Night deployments": [[], EVENING, AFTER_MIDNIGHT + EVENING, AFTER_MIDNIGHT + EVENING, AFTER_MIDNIGHT, [], []],
    "Site hours": [SITE] * 5 + [[], []],
    "Moving weekend": [[]] * 5 + [[[420, 1140]]] * 2,
}


def calendars_create(workspace: Workspace, *, days: Days) -> dict[str, Calendar]:
    """Create the calendars that the agency shares and return them by name."""
    studio = Calendar.objects.create(workspace=workspace, name=STUDIO, week=[OFFICE] * 5 + [[], []], is_default=True)
    CalendarException.objects.bulk_create(
        CalendarException(calendar=studio, name=one.name, start_on=one.start, finish_on=one.finish)
        for one in days.closings
    )
    derived = {name: Calendar(workspace=workspace, name=name, base=studio, week=week) for name, week in SPECIAL.items()}
    Calendar.objects.bulk_create(derived.values())
    return {STUDIO: studio, **derived}
