"""What the pages of bookings, requests and notices say often. Built in to every template."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fairlead.letters.words import notice_address, notice_words
from fairlead.pages import words
from fairlead.pages.alerts import AlertGroup
from fairlead.pages.templatetags.fairlead import icon
from fairlead.staffing import words as staffing_words
from fairlead.staffing.models import Request, Wanted
from fairlead.staffing.selectors import Alert, AlertKind, Rival
from fairlead.work.models import Project

register = template.Library()
_MOST_WEEKS = 3  # that are named one by one
_MOST_PROJECTS = 4

_ALERT_LOOKS = {
    AlertKind.OVERLOAD: ("bad", "alert-triangle"),
    AlertKind.REQUEST_OVERDUE: ("bad", "clock"),
    AlertKind.BOOKED_NOT_PLANNED: ("warn", "calendar-event"),
    AlertKind.PLANNED_NOT_BOOKED: ("warn", "user"),
}


@register.filter
def whom(request: Request) -> str:
    """Say who is asked for: a name, a role or skills."""
    return staffing_words.wanted_words(request)


@register.filter
def days(wanted: Wanted) -> str:
    """Show a period by its first and last day."""
    return staffing_words.period_words(wanted.start_on, wanted.finish_on)


@register.filter
def amount(wanted: Wanted) -> str:
    """Show a share as percents, an effort as hours."""
    return staffing_words.amount_words(wanted.units, wanted.minutes)


@register.simple_tag
def period_words(start_on: date, finish_on: date) -> str:
    """Show the days from `start_on` to before `finish_on`."""
    return staffing_words.period_words(start_on, finish_on)


@register.filter
def project_links(projects: Sequence[Project]) -> SafeString:
    """Show the first of some projects with links to their teams, and how many more there are."""
    named = ((team_address(each), each.name) for each in projects[:_MOST_PROJECTS])
    links, more = format_html_join(", ", '<a href="{}">{}</a>', named), _more(projects)
    return format_html("{} {}", links, more) if more else links


@register.filter
def asked_by(projects: Sequence[Project]) -> SafeString:
    """Say which projects ask for somebody, with links to their teams."""
    return format_html(_("Asked for by {}"), project_links(projects))


@register.filter
def group_words(group: AlertGroup) -> str:
    """Say of several alerts about one person in which weeks they are, and which projects they concern."""
    count, projects = len(group.alerts), group.projects
    weeks = ngettext("%(n)d week", "%(n)d weeks", count) % {"n": count}
    names = f"{', '.join(each.name for each in projects[:_MOST_PROJECTS])} {_more(projects)}".rstrip()
    when = staffing_words.period_words(group.start_on, group.finish_on)
    is_overload = group.alerts[0].kind == AlertKind.OVERLOAD
    return " · ".join((weeks, when, names) if is_overload else (when, names))


def _more(projects: Sequence[Project]) -> str:
    left = len(projects) - _MOST_PROJECTS
    return ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left} if left > 0 else ""


@register.filter
def team_address(project: Project) -> str:
    """Return the page of the team of a project, or of a program's activities."""
    if project.is_activities:
        return reverse("activities_team", args=[project.program_id])
    return _team_of(project.pk)


@lru_cache(maxsize=4096)
def _team_of(project_id: int) -> str:
    return reverse("project_team", args=[project_id])


@register.filter
def hours(minutes: float) -> str:
    """Show minutes as hours: whole ones from ten on."""
    return _hours(minutes, get_language() or "")


@lru_cache(maxsize=4096)
def _hours(minutes: float, language: str) -> str:  # noqa: ARG001 - a key of the cache
    value = minutes / 60
    decimals = 0 if value >= 10 or abs(value - round(value)) < 0.05 else 1
    return _("%(hours)s h") % {"hours": number_format(round(value, decimals), decimals)}


@register.filter
def due_day(moment: datetime) -> str:
    """Show the last day before `moment`, by which something is due."""
    return words.day_words((timezone.localtime(moment) - timedelta(minutes=1)).date())


@register.filter
def short_day(day: date) -> str:
    """Show a day without weekday and year."""
    return date_format(day, "j M")


@register.simple_tag
def week_words(mondays: Sequence[date]) -> str:
    """Say which weeks, by their Mondays; of many only the first and the last."""
    days = [short_day(day) for day in mondays]
    if len(days) > _MOST_WEEKS:
        return _("%(n)d weeks from %(first)s to %(last)s") % {"n": len(days), "first": days[0], "last": days[-1]}
    return ngettext("week of %(days)s", "weeks of %(days)s", len(days)) % {"days": ", ".join(days)}


@register.filter
def delay(rival: Rival) -> str:
    """Say by how many days of work a project would finish later."""
    late = rival.delay.days(rival.request.project) if rival.delay else 0.0
    count = max(1, round(late))
    return ngettext("%(n)d day later", "%(n)d days later", count) % {"n": count}


@register.filter
def alert_words(kind: AlertKind) -> str:
    """Say what is wrong."""
    return {
        AlertKind.OVERLOAD: _("Overloaded"),
        AlertKind.REQUEST_OVERDUE: _("Answer overdue"),
        AlertKind.BOOKED_NOT_PLANNED: _("Booked, no task"),
        AlertKind.PLANNED_NOT_BOOKED: _("Planned, not booked"),
    }[AlertKind(kind)]


@register.filter
def alert_amount(alert: Alert) -> SafeString | str:
    """Show how much is asked of how much, or by when an answer was due."""
    if alert.kind == AlertKind.OVERLOAD:
        return format_html('<span class="late">{}</span>', asked_words(alert.minutes, alert.of_minutes))
    if alert.minutes:
        return hours(alert.minutes)
    if alert.request is not None and alert.request.due_at is not None:
        by = _("by %(day)s") % {"day": due_day(alert.request.due_at)}
        return format_html('<span class="late">{}</span>', by)
    return ""


def asked_words(minutes: float, of_minutes: float) -> str:
    """Say how many hours are asked of how many there are."""
    return _("%(hours)s of %(of)s") % {"hours": hours(minutes), "of": hours(of_minutes)}


@register.filter
def alert_state(kind: AlertKind) -> SafeString:
    """Show what is wrong as a sign, words and a color."""
    return _alert_state(kind, get_language() or "")


@lru_cache(maxsize=64)
def _alert_state(kind: AlertKind, language: str) -> SafeString:  # noqa: ARG001 - a key of the cache
    tone, sign = _ALERT_LOOKS[AlertKind(kind)]
    return format_html('<span class="state state-{}">{}{}</span>', tone, icon(sign), alert_words(kind))


register.filter("notice_words", notice_words)
register.filter("notice_address", notice_address)
