"""Pages of a list by key: the address of the next page carries the key of the last row."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode


def wall_clock() -> datetime:
    """Return what the clock on the workspace's wall shows, the zone of plan times."""
    return timezone.localtime().replace(tzinfo=None)


def name_key(request: HttpRequest) -> tuple[str, int] | None:
    """Return the name and id after which the asked page begins; None for the first page."""
    key = _asked(request, str, int)
    return (str(key[0]), int(key[1])) if key else None


def priority_key(request: HttpRequest) -> tuple[int, str, int] | None:
    """Return the priority, name and id after which the asked page begins; None for the first page."""
    key = _asked(request, int, str, int)
    return (int(key[0]), str(key[1]), int(key[2])) if key else None


def time_key(request: HttpRequest) -> tuple[datetime, int] | None:
    """Return the moment and id after which the asked page begins; None for the first page."""
    key = _asked(request, datetime.fromisoformat, int)
    return (key[0], key[1]) if key else None


def event_key(request: HttpRequest) -> tuple[datetime, str, int] | None:
    """Return the event after which the asked page begins; None for the first page."""
    key = _asked(request, datetime.fromisoformat, str, int)
    return (key[0], key[1], key[2]) if key else None


def next_address(request: HttpRequest, key: Sequence[Any] | None) -> str:
    """Return the query of the page behind `key`, with what else was asked for; empty where there is none."""
    if key is None:
        return ""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    asked: dict[str, str] = {name: str(value) for name, value in request.GET.items() if name != "after" and value}
    return "?" + urlencode({**asked, "after": json.dumps(parts)})


def _asked(request: HttpRequest, *read: Any) -> list[Any] | None:
    """Return the parts of the key in the address; None where there is none, or what is no key."""
    try:
        parts = json.loads(request.GET.get("after", ""))
        return [each(part) for each, part in zip(read, parts, strict=True)]
    except (ValueError, TypeError):
        return None
