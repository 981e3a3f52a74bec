"""What templates say of health and of the figures that open. Built in to every template."""

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from fairlead.schedule.health.findings import Finding
from fairlead.schedule.health.rows import FIGURES

register = template.Library()


@register.simple_tag
def health_url(kind: str, id: int) -> str:
    """Return where it is told how something stands."""
    return reverse(f"{kind}_health", args=[id])


@register.simple_tag
def figure_page(kind: str, id: int, figure: str) -> str:
    """Return where a figure opens to its rows."""
    return reverse(f"{kind}_figure", args=[id, figure])


@register.simple_tag
def figure_url(kind: str, id: int, finding: Finding) -> str:
    """Return where a finding opens to the rows that it counts; empty where it counts none."""
    figure = FIGURES[finding.concern]
    return "" if figure is None else figure_page(kind, id, figure)


@register.filter
def exact_hours(minutes: float) -> str:
    """Show minutes of work as hours, to a tenth."""
    return _("%(hours)s h") % {"hours": number_format(minutes / 60, 1, force_grouping=True)}


@register.filter
def times_exact(percent: float | None) -> str:
    """Show percents to two places, so that a sum can be followed; a dash for None."""
    return "–" if percent is None else _("%(percent)s %%") % {"percent": number_format(percent, 2)}
