"""A task's history in words: who did what, from what to what, and how its dates moved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairlead.pages.words import CONSTRAINT_WORDS, LINK_WORDS, day_words, duration_words
from fairlead.schedule.selectors import Event

_TITLES = {
    "task.create": gettext_lazy("created it"),
    "task.update": gettext_lazy("changed"),
    "task.move": gettext_lazy("moved it in the outline"),
    "task.link": gettext_lazy("made it wait for"),
    "task.unlink": gettext_lazy("no longer lets it wait for"),
    "task.assign": gettext_lazy("changed who works on it"),
    "task.block": gettext_lazy("marked it as blocked"),
    "task.unblock": gettext_lazy("marked it as free to go on"),
    "task.moved": gettext_lazy("moved its dates"),
}
_FIELDS = {
    "name": gettext_lazy("Name"),
    "duration_minutes": gettext_lazy("Duration"),
    "is_elapsed": gettext_lazy("Around the clock"),
    "is_milestone": gettext_lazy("Milestone"),
    "is_manual": gettext_lazy("Scheduled by hand"),
    "is_active": gettext_lazy("Active"),
    "percent_complete": gettext_lazy("Progress"),
    "constraint": gettext_lazy("Constraint"),
    "constraint_at": gettext_lazy("Constraint date"),
    "deadline_at": gettext_lazy("Deadline"),
    "actual_start_at": gettext_lazy("Actual start"),
    "actual_finish_at": gettext_lazy("Actual finish"),
    "manual_start_at": gettext_lazy("Start"),
    "manual_finish_at": gettext_lazy("Finish"),
    "start_at": gettext_lazy("Start"),
    "finish_at": gettext_lazy("Finish"),
    "people": gettext_lazy("People"),
    "predecessor": "",
    "kind": gettext_lazy("Kind"),
    "reason": "",
    "priority": gettext_lazy("Priority"),
    "notes": gettext_lazy("Notes"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after; either may be empty."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event for reading."""

    at: datetime
    who: str
    title: str
    differences: tuple[Difference, ...]
    cause: str


def line_of(event: Event) -> Line:
    """Return an event of a task in words; what nobody needs to read is left out."""
    fields = [name for name in _FIELDS if name in event.before or name in event.after]
    differences = (
        Difference(str(_FIELDS[name]), _value(name, event.before.get(name)), _value(name, event.after.get(name)))
        for name in fields
    )
    return Line(
        at=event.at,
        who=event.who,
        title=_title(event),
        differences=tuple(each for each in differences if each.before != each.after),
        cause=event.cause,
    )


def _title(event: Event) -> str:
    if event.action == "task.moved" and not event.who:
        return _("Its dates moved")
    return str(_TITLES.get(event.action, event.action))


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    say = _moment if name.endswith("_at") else _SAYINGS.get(name, str)
    return say(value)


def _moment(value: datetime | str) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return f"{day_words(moment)} {moment:%H:%M}"


def _people(value: Mapping[str, float]) -> str:
    return ", ".join(who if units == 1 else f"{who} {units:.0%}" for who, units in value.items())


_SAYINGS: dict[str, Callable[[Any], str]] = {
    "constraint": lambda value: str(CONSTRAINT_WORDS[value]),
    "duration_minutes": duration_words,
    "kind": lambda value: str(LINK_WORDS[value]),
    "people": _people,
    "percent_complete": lambda value: _("%(percent)d %%") % {"percent": value},
}
