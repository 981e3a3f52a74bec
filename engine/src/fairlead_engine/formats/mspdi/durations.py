"""Durations and their units as Microsoft Project XML writes them."""

import re
from functools import lru_cache

_NUMBER = r"(\d+(?:\.\d*)?)"
_DURATION = re.compile(rf"(-?)P(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.ASCII)


@lru_cache(4096)
def duration_minutes(text: str) -> float | None:
    """Return the minutes of an XML duration such as PT8H30M0S, or None where it is none; a day is 24 hours."""
    match = _DURATION.fullmatch(text) if len(text) <= 64 and text[-1:] not in {"P", "T"} else None
    if match is None:
        return None
    sign, days, hours, minutes, seconds = match.groups()
    total = float(days or 0) * 1440 + float(hours or 0) * 60 + float(minutes or 0) + float(seconds or 0) / 60
    return -total if sign else total


def is_elapsed(unit: int) -> bool:
    """Return whether a duration or lag format counts the wall clock rather than working time."""
    return unit % 2 == 0 and (unit in range(4, 13) or unit in range(36, 45) or unit in {20, 52})


def is_percent(unit: int) -> bool:
    """Return whether a lag format counts hundredths of the predecessor's duration."""
    return unit in {19, 20, 51, 52}


def is_estimated(unit: int) -> bool:
    """Return whether a duration format marks an estimate (with a question mark)."""
    return 35 <= unit <= 53
