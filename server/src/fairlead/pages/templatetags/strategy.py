"""What templates say of the strategy. Built in to every template."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.pages.templatetags.fairlead import percent
from fairlead.pages.words import quantity
from fairlead.schedule.alignment.selectors import TaskBehind
from fairlead.strategy.models import Status

register = template.Library()


@register.filter
def status_words(status: str) -> str:
    """Say what was decided of an objective."""
    return str(Status(status).label)


@register.filter
def measured(value: float | Decimal | str | None, unit: str = "") -> str:
    """Show a value of a key result or benefit with its unit; a dash for none."""
    return quantity(value, unit) if isinstance(value, float | Decimal) else "–"


@register.filter
def money(value: Decimal | None, currency: str) -> str:
    """Show an amount of money with its currency, whole from a hundred on; nothing for None."""
    if value is None:
        return ""
    return f"{number_format(value, 0 if abs(value) >= 100 else 2, force_grouping=True)} {currency}"


@register.filter
def hundredth(share: float | Decimal | None) -> str:
    """Show a share of 0 to 1 as percents, as finely as it may be said; a dash for None."""
    if share is None:
        return "–"
    tenths = round(float(share) * 1000)
    shown = number_format(tenths / 10, 1) if tenths % 10 else str(tenths // 10)
    return _("%(percent)s %%") % {"percent": shown}


@register.filter
def about(value: float | Decimal, unit: str = "") -> str:
    """Show a forecast with its unit by three digits: more would claim to know it."""
    return quantity(Decimal(f"{value:.3g}"), unit)


@register.filter
def reached(share: float | None) -> str:
    """Show how much of an objective is reached, as its meter does; a dash for None."""
    return "–" if share is None else percent(share * 100)


@register.filter
def share_cells(shares: Iterable[float | None]) -> SafeString:
    """Show a row of a matrix: a cell for each share of 0 to 1, empty for none. There are thousands on a page."""
    cells = ("<td></td>" if not share else f'<td class="num has">{hundredth(share)}</td>' for share in shares)
    return mark_safe("".join(cells))  # noqa: S308 - numbers


@register.filter
def projects_words(count: int) -> str:
    """Say how many projects."""
    return ngettext("%(n)d project", "%(n)d projects", count) % {"n": count}


@register.filter
def times100(share: float | None) -> float | None:
    """Return a share of 0 to 1 as one of 0 to 100, as `meter` takes it."""
    return None if share is None else share * 100


@register.filter
def holds_up(task: TaskBehind) -> str:
    """Say how a task holds its project up."""
    return (_("blocked"), _("late"), _("cannot keep its dates"), _("on the critical path"))[task.rank]
