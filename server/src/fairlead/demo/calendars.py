"""The calendars of the agency: the studio's, those of nights, site and move, and of people with times of their own."""

from collections.abc import Iterator, Sequence

from fairlead.access.models import Workspace
from fairlead.demo.days import ONE_DAY, Days
from fairlead.demo.pool import MORNINGS, WEEKDAYS, Member
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


def calendars_create(workspace: Workspace, *, days: Days, members: tuple[Member, ...]) -> dict[str, Calendar]:
    """Create the calendars of the agency and return them by name, those of single people by their key."""
    studio = Calendar.objects.create(workspace=workspace, name=STUDIO, week=[OFFICE] * 5 + [[], []], is_default=True)
    CalendarException.objects.bulk_create(
        CalendarException(calendar=studio, name=one.name, start_on=one.start, finish_on=one.finish)
        for one in days.closings
    )
    patterns = {member.works: _part_time(member.works) for member in members if member.works}
    derived = {
        name: Calendar(workspace=workspace, name=name, base=studio, week=week)
        for name, week in (SPECIAL | patterns).items()
    }
    derived |= {
        member.key: Calendar(workspace=workspace, name=member.name, base=studio, week=[None] * 7)
        for member in members
        if member.away
    }
    Calendar.objects.bulk_create(derived.values())
    CalendarException.objects.bulk_create(_holidays(derived, days=days, members=members))
    return {STUDIO: studio, **derived}


def _part_time(works: str) -> Week:
    if works == MORNINGS:
        return [OFFICE[:1]] * 5 + [[], []]
    chosen = works.split()
    return [None if day in chosen else [] for day in WEEKDAYS] + [[], []]


def _holidays(
    calendars: dict[str, Calendar], *, days: Days, members: tuple[Member, ...]
) -> Iterator[CalendarException]:
    for member in members:
        if member.away:
            first, last = member.away
            yield CalendarException(
                calendar=calendars[member.key],
                name="Holiday",
                start_on=days.date_of(first),
                finish_on=days.date_of(last) + ONE_DAY,
            )
