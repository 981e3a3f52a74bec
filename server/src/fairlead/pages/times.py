"""Working times as people type and read them: “9:00–13:00, 14:00–18:00”."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from fairlead.resources.hours import is_day

FREE = "–"
_SHIFT = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?")
_DASHES = frozenset({"-", "–", "—"})


class NoTimes(ValueError):
    """A text that says no working times."""


def day_read(text: str) -> list[list[int]] | None:
    """Return the shifts that `text` says, none for a dash, None (as the base calendar) for nothing.

    Raises: NoTimes.
    """
    plain = text.strip()
    if not plain:
        return None
    if plain in _DASHES:
        return []
    found = [_SHIFT.fullmatch(part.strip()) for part in plain.split(",")]
    shifts = [_minutes(match.groups()) for match in found if match]
    if len(shifts) < len(found) or not is_day(shifts):
        raise NoTimes(_("Times such as 9:00–13:00, 14:00–18:00, or a dash for a free day"))
    return shifts


def day_shown(shifts: Iterable[Sequence[int]] | None) -> str:
    """Return shifts as they are typed; a dash for none, nothing for None."""
    if shifts is None:
        return ""
    return ", ".join(f"{_clock(start)}–{_clock(finish)}" for start, finish in shifts) or FREE


def hours_shown(minutes: int) -> str:
    """Return working time of a day or week in hours, such as “7.5 h”."""
    return _("%(hours)s h") % {"hours": f"{minutes / 60:g}"}


def _minutes(parts: Sequence[str | None]) -> list[int]:
    start_hour, start_minute, finish_hour, finish_minute = (int(part or 0) for part in parts)
    return [start_hour * 60 + start_minute, finish_hour * 60 + finish_minute]


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
