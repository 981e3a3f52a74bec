"""What templates say often: icons, states, days, meters, form controls. Built in to every template."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fairlead.pages import words
from fairlead.pages.times import day_shown
from fairlead.resources.models import TimeOffKind
from fairlead.resources.selectors import TimeOffRow
from fairlead.schedule.details import LinkedTask
from fairlead.schedule.health.findings import Health, State
from fairlead.schedule.health.words import STATE_WORDS, finding_words
from fairlead.work.models import Task
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import DayShifts, Shift, TaskKind, TaskType

register = template.Library()

# Told apart without color: a dot, a triangle, a diamond, a tick.
_SIGNS = {
    State.ON_TRACK: ("ok", '<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4.4"/></svg>'),
    State.AT_RISK: ("warn", '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .6 9.8 9.4H.2z"/></svg>'),
    State.OFF_TRACK: ("bad", '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 0l5 5-5 5-5-5z"/></svg>'),
    State.DONE: (
        "done",
        '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M3.8 9.2.4 5.8 1.9 4.3l1.9 1.9L8.1 1.5 9.7 3z"/></svg>',
    ),
}


@cache
def _sprite() -> str:
    return static("fairlead/dist/icons.svg")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Show an icon of the sprite; words beside it or a label around it say what it means."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


@register.filter
def state(health: Health | State) -> SafeString:
    """Show a state as a sign, a word and a color; beside what the rules find, what somebody says instead, if so."""
    if isinstance(health, State):
        return _state(health)
    if health.override is None:
        return _state(health.state)
    says = _("%(who)s says:") % {"who": health.override.by} if health.override.by else _("People say:")
    return format_html(
        '{} <span class="said"><span class="small">{}</span> {}</span>',
        _state(health.state), says, _state(health.override.state),
    )  # fmt: skip


def _state(which: State) -> SafeString:
    return _state_in(which, get_language() or "")


@cache
def _state_in(which: State, language: str) -> SafeString:  # noqa: ARG001 - a key of the cache
    tone, sign = _SIGNS[which]
    return format_html(
        '<span class="state state-{}">{}{}</span>',
        tone,
        mark_safe(sign),  # noqa: S308 - ours, above
        STATE_WORDS[which],
    )


@register.filter
def reasons(health: Health, most: int = 9) -> str:
    """Say why a state is what it is, gravest first, at most so many reasons."""
    return " · ".join(finding_words(finding) for finding in health.reasons[:most])


register.filter("days_late", words.days_late)
register.filter("finding_words", finding_words)


@register.filter
def day(value: date | datetime | None) -> str:
    """Show a day with its weekday; nothing for None."""
    return words.day_words(value) if value else ""


@register.filter
def finish(value: datetime | None) -> str:
    """Show the last day of what ends at `value`."""
    return words.day_words(words.finish_day(value)) if value else ""


@register.filter
def last_day(value: date | None) -> str:
    """Show the last day of what ends before the day `value`."""
    return words.day_words(value - timedelta(days=1)) if value else ""


@register.filter
def span(start: date, until: date) -> str:
    """Show the days from `start` to before `until`, or to the last day of what ends at a time: one day as one."""
    first, last = day(start), finish(until) if isinstance(until, datetime) else last_day(until)
    return first if first == last else f"{first} – {last}"


@register.filter
def span_when(start: datetime, until: datetime) -> str:
    """Show from when to when something holds, by instants of record: as days where it is whole days."""
    first, last = timezone.localtime(start), timezone.localtime(until)
    if first.time() == last.time() == time():
        return span(first.date(), last.date())
    return f"{clock(first)} – {clock(last)}"


@register.filter
def shifted(days: int) -> str:
    """Say by how many days something is later than it was, or earlier."""
    later = ngettext("%(n)d day later", "%(n)d days later", days)
    earlier = ngettext("%(n)d day earlier", "%(n)d days earlier", -days)
    return (later if days > 0 else earlier) % {"n": abs(days)}


@register.filter
def clock(value: datetime | None) -> str:
    """Show a plan time with its day and time."""
    return f"{words.day_words(value)}, {value:%H:%M}" if value else ""


@register.filter
def when(value: datetime | None) -> str:
    """Show an instant of record in the viewer's time zone."""
    return clock(timezone.localtime(value)) if value else ""


@register.filter
def lasts(minutes: int, task: Task) -> str:
    """Show a duration as people of the task's project say it."""
    return words.duration_words(minutes, minutes_per_day=task.project.minutes_per_day, is_elapsed=task.is_elapsed)


@register.filter
def slack(minutes: int, task: Task) -> str:
    """Show how far a task may slip, or by how much it is too late."""
    return words.duration_words(abs(minutes), minutes_per_day=task.project.minutes_per_day)


@register.filter
def whole_hours(minutes: int) -> str:
    """Show minutes of work as whole hours, 0 as a dash."""
    hours = number_format(round(minutes / 60), 0, force_grouping=True)
    return _("%(hours)s h") % {"hours": hours} if minutes else "–"


@register.filter
def units(share: Decimal) -> str:
    """Show a share of somebody's time as percents."""
    return f"{share * 100:.0f} %"


@register.filter
def day_hours(shifts: DayShifts) -> str:
    """Show the working times of a day."""
    return day_shown([(each.start, each.finish) for each in shifts])


@register.filter
def shift(value: Shift | tuple[int, int] | list[int]) -> str:
    """Show one shift of a day."""
    return day_shown([(value.start, value.finish) if isinstance(value, Shift) else value])


@register.filter
def off_kind(kind: str) -> str:
    """Say why somebody is away."""
    return str(TimeOffKind(kind).label)


@register.filter
def off_part(off: TimeOffRow) -> str:
    """Say which part of each day somebody is away, such as 12:00–24:00."""
    return day_shown([(off.from_minute or 0, off.until_minute or 0)])


@register.filter
def level(value: int) -> SafeString:
    """Show how well somebody can do something, from 1 to 5, as a number and dots."""
    dots = format_html_join("", "<i{}></i>", ((mark_safe(' class="on"') if n <= value else "",) for n in range(1, 6)))
    label = _("Level %(level)d of 5") % {"level": value}
    return format_html(
        '<span class="level"><span class="dots" aria-hidden="true">{}</span><span class="num">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        dots, value, label,
    )  # fmt: skip


@register.filter
def marked(text: str, sought: str) -> SafeString:
    """Show `text` with what was sought in it marked."""
    at = text.lower().find(sought.lower()) if sought else -1
    if at < 0:
        return format_html("{}", text)
    end = at + len(sought)
    return format_html("{}<mark>{}</mark>{}", text[:at], text[at:end], text[end:])


@register.filter
def link_words(linked: LinkedTask) -> str:
    """Say how a link holds, with its lag or lead; empty for a plain finish to start."""
    return words.link_words(linked.kind, linked.lag, linked.lag_kind)


@register.filter
def constraint_words(kind: int) -> str:
    """Say what a constraint asks."""
    return str(words.CONSTRAINT_WORDS[kind])


@register.filter
def kind_words(kind: str) -> str:
    """Say what kind of activity of P6 a task is; empty for plain tasks."""
    return str(words.KIND_WORDS.get(TaskKind(kind), ""))


@register.filter
def type_words(kind: str, is_effort_driven: bool) -> str:  # noqa: FBT001 - a filter's one argument
    """Say what stays when the work of a task is edited; empty where that is usual."""
    said = [str(words.TYPE_WORDS[TaskType(kind)])] if kind not in ("", TaskType.FIXED_UNITS.value) else []
    return " · ".join([*said, *([_("people who come or go share the work")] if is_effort_driven else [])])


@register.filter
def progress_words(options: ScheduleOptions) -> str:
    """Say how P6's scheduler treats progress out of sequence."""
    return str(words.PROGRESS_WORDS[options.progress])


@register.filter
def percent(value: float | None) -> str:
    """Show a share of 0 to 100 as whole percents; 99.6 is not yet 100."""
    whole = 0 if value is None else int(value + 1e-6) if value > 50 else round(value)
    return _("%(percent)d %%") % {"percent": whole}


@register.filter
def meter(value: float | None, label: str) -> SafeString:
    """Show a share of 0 to 100 as a bar and a number; `label` says of what to those who do not see it."""
    share = percent(value)
    return format_html(
        '<span class="share"><progress class="meter" max="100" value="{}" aria-label="{}">{}</progress>'
        '<span class="num">{}</span></span>',
        round(value or 0, 1), label, share, share,
    )  # fmt: skip


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Render the widget of a form field with our looks, told what describes it and whether it is wrong."""
    attrs: dict[str, Any] = {"class": _looks_of(field.field.widget)}
    about = [f"{field.auto_id}_{part}" for part, text in (("help", field.help_text), ("wrong", field.errors)) if text]
    if about:
        attrs["aria-describedby"] = " ".join(about)
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] += " is-invalid"
    return field.as_widget(attrs=attrs)


def _looks_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return ""
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.simple_tag
def is_checks(field: BoundField) -> bool:
    """Say whether a field is several checkboxes, which stand in a set of their own."""
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple)


@register.simple_tag
def is_check(field: BoundField) -> bool:
    """Say whether a field is one box to tick, whose label stands beside it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def get(values: Mapping[int, Any] | str | None, key: int) -> Any:
    """Return one of many values by its key; None where it is not there."""
    return values.get(key) if isinstance(values, Mapping) else None
