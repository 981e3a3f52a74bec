"""Calendars of a file beside those of a workspace: which say the same, which say anything of their own. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fairlead.resources.rules import plain_name
from fairlead_engine.plan import Calendar, CalendarId, DayShifts


def rooted(calendars: Sequence[Calendar]) -> dict[CalendarId, CalendarId]:
    """Return for each calendar the one that its times come from: itself, or a base where it adds nothing."""
    roots: dict[CalendarId, CalendarId] = {}
    for calendar in bases_first(calendars):
        adds = calendar.base is None or calendar.exceptions or any(day is not None for day in calendar.week)
        roots[calendar.id] = calendar.id if adds or calendar.base is None else roots[calendar.base]
    return roots


def bases_first(calendars: Sequence[Calendar]) -> Iterator[Calendar]:
    """Yield each calendar after the one it is based on; those in a circle are left out."""
    waiting: dict[CalendarId, list[Calendar]] = {}
    ready: list[Calendar] = []
    for calendar in calendars:
        (ready if calendar.base is None else waiting.setdefault(calendar.base, [])).append(calendar)
    for calendar in ready:  # which grows as bases become known
        yield calendar
        ready.extend(waiting.pop(calendar.id, ()))


def of_one(
    people: Iterable[tuple[str, str, str | None]], *, names: Mapping[str, str], bases: Mapping[str, str | None]
) -> dict[str, str]:
    """Return by person the calendar that is theirs alone: called by their name, with a base, and a base of no other.

    `people` are id, name and calendar; `names` and `bases` are those of calendars by id.
    """
    said = [(id, name, calendar) for id, name, calendar in people if calendar is not None]
    users = Counter(calendar for _id, _name, calendar in said)
    is_base = set(bases.values())
    return {
        id: calendar
        for id, name, calendar in said
        if users[calendar] == 1
        and bases[calendar] is not None
        and calendar not in is_base
        and plain_name(name) in plain_name(names[calendar])
    }


def own_times(calendar: Calendar) -> Calendar:
    """Return `calendar` with no work on days that are not said, unless its base says them."""
    if calendar.base is not None:
        return calendar
    return replace(calendar, week=tuple(day or () for day in calendar.week))


def fingerprints(calendars: Sequence[Calendar]) -> dict[CalendarId, str]:
    """Return for each calendar a digest of its name and times: two that share it are one calendar."""
    found: dict[CalendarId, str] = {}
    for calendar in bases_first(calendars):
        said = own_times(calendar)
        parts = [
            " ".join(calendar.name.casefold().split()),
            found[calendar.base] if calendar.base else "",
            [None if day is None else _pairs(day) for day in said.week],
            [[str(each.start), str(each.finish), _pairs(each.shifts)] for each in calendar.exceptions],
        ]
        found[calendar.id] = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return found


def _pairs(shifts: DayShifts) -> list[tuple[int, int]]:
    return [(shift.start, shift.finish) for shift in shifts]
