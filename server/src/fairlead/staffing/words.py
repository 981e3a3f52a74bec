"""The words for days, shares and people in what staffing tells."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period_words(start_on: date, finish_on: date) -> str:
    """Return the days from `start_on` to before `finish_on`, the last one named as people do."""
    last = finish_on - timedelta(days=1)
    if last <= start_on:
        return date_format(start_on, "j M Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(start_on, "j M" if start_on.year == last.year else "j M Y"),
        "last": date_format(last, "j M Y"),
    }
