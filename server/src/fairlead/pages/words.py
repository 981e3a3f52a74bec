"""Facts in the words people use: health, durations, links, dates."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from fairlead.schedule.health.findings import Concern, Health
from fairlead_engine.options import ProgressRule
from fairlead_engine.plan import TaskKind, TaskType

LINK_WORDS = (_("finish to start"), _("start to start"), _("finish to finish"), _("start to finish"))
CONSTRAINT_WORDS = (
    _("As soon as possible"),
    _("As late as possible"),
    _("Start no earlier than"),
    _("Start no later than"),
    _("Finish no earlier than"),
    _("Finish no later than"),
    _("Must start on"),
    _("Must finish on"),
)  # in the order of the engine's ConstraintKind

KIND_WORDS = {
    TaskKind.RESOURCE_DEPENDENT: _("Worked when its people work"),
    TaskKind.START_MILESTONE: _("Milestone at a start"),
    TaskKind.FINISH_MILESTONE: _("Milestone at a finish"),
    TaskKind.LEVEL_OF_EFFORT: _("Level of effort: lasts from its predecessors to its successors"),
    TaskKind.WBS_SUMMARY: _("WBS summary: lasts as long as the tasks beside it"),
}  # of P6; other kinds are told by what is seen of them
TYPE_WORDS = {
    TaskType.FIXED_UNITS: _("units stay"),
    TaskType.FIXED_DURATION: _("the duration stays"),
    TaskType.FIXED_WORK: _("the work stays"),
}
PROGRESS_WORDS = {
    ProgressRule.RETAINED_LOGIC: _("retained logic: what remains of a task waits for its predecessors"),
    ProgressRule.PROGRESS_OVERRIDE: _("progress override: what remains of a task waits for nothing"),
    ProgressRule.ACTUAL_DATES: _("actual dates: what remains of a task follows its actual dates"),
}


def days_late(health: Health) -> int:
    """Return how many days past its promise a project finishes; 0 where it keeps it."""
    return next((reason.count for reason in health.reasons if reason.concern is Concern.FINISHES_LATE), 0)


def day_words(value: date) -> str:
    """Return a day with its weekday by locale, such as “Fri 12 Mar”; with the year where it is not this one."""
    return _day_words(value.year, value.month, value.day, timezone.localdate().year, get_language() or "")


@lru_cache(maxsize=8192)
def _day_words(year: int, month: int, day: int, this_year: int, language: str) -> str:  # noqa: ARG001 - a key of the cache
    pattern = pgettext("date format", "D j M") if year == this_year else pgettext("date format", "D j M Y")
    return formats.date_format(date(year, month, day), pattern)


def finish_day(finish: datetime) -> date:
    """Return the last day of what ends just before `finish`."""
    return (finish - timedelta(minutes=1)).date()


def link_words(kind: int, lag: int, lag_kind: int) -> str:
    """Return how a link holds, such as “start to start, plus 2 hours”; empty for a plain finish to start."""
    parts = [str(LINK_WORDS[kind])] if kind else []
    if lag:
        amount = (
            gettext("%(percent)d %%") % {"percent": abs(lag)}
            if lag_kind >= 2
            else duration_words(abs(lag), is_elapsed=lag_kind == 1)
        )
        parts.append((gettext("plus %(lag)s") if lag > 0 else gettext("less %(lag)s")) % {"lag": amount})
    return ", ".join(parts)


def duration_words(minutes: int, *, minutes_per_day: int = 480, is_elapsed: bool = False) -> str:
    """Return a duration as people say it: “3 days”, “4 hours”, “2.5 days”, “3 days around the clock”."""
    per_day = 1440 if is_elapsed else minutes_per_day
    if minutes == 0:
        return gettext("none")
    if minutes < per_day:
        text = _counted(minutes / 60, "hour") if minutes >= 60 else _counted(minutes, "minute")
    else:
        text = _counted(minutes / per_day, "day")
    return gettext("%(length)s around the clock") % {"length": text} if is_elapsed else text


def _counted(amount: float, unit: str) -> str:
    rounded = round(amount, 1)
    number = int(rounded) if rounded == int(rounded) else rounded
    # A fraction is never “one”: 1.5 days.
    many = number if isinstance(number, int) else 2
    shown = formats.localize(number)
    texts = {
        "minute": ngettext("%(n)s minute", "%(n)s minutes", many),
        "hour": ngettext("%(n)s hour", "%(n)s hours", many),
        "day": ngettext("%(n)s day", "%(n)s days", many),
    }
    return texts[unit] % {"n": shown}


def quantity(value: Decimal | float, unit: str = "") -> str:
    """Return a value with its unit, with as many decimals as it needs, at most two."""
    return f"{_number(value, get_language() or '')} {unit}".strip()


@lru_cache(maxsize=8192)
def _number(value: Decimal | float, language: str) -> str:  # noqa: ARG001 - a key of the cache
    number = round(Decimal(value), 2).normalize()
    decimals = max(-int(number.as_tuple().exponent), 0)
    return formats.number_format(number, decimal_pos=decimals, use_l10n=True, force_grouping=True)
