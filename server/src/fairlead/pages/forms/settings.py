"""The form of a workspace's settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Workspace
from fairlead.governance.selectors import settings_said
from fairlead.pages.forms.basics import VersionedForm
from fairlead.resources.public_holidays import countries


def _zones() -> list[tuple[str, str]]:
    server = _("As the server: %(zone)s") % {"zone": settings.TIME_ZONE}
    return [("", str(server)), *((zone, zone) for zone in sorted(available_timezones()))]


class SettingsForm(VersionedForm):
    """What a workspace is called and how it reckons."""

    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lazy(_zones, list),
        help_text=_("Of plans, and of what is late or due today."),
    )
    week_start = forms.TypedChoiceField(
        label=_("Weeks begin on"),
        coerce=int,
        choices=[(day, WEEKDAYS[day]) for day in (0, 5, 6)],
        help_text=_("In the calendars of people and of holidays."),
    )
    fiscal_month = forms.TypedChoiceField(
        label=_("The fiscal year begins in"),
        coerce=int,
        choices=list(MONTHS.items()),
        help_text=_("New objectives are for the fiscal year that runs."),
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Such as EUR: what forms of money begin with.")
    )
    country = forms.ChoiceField(
        label=_("Public holidays of"), required=False, help_text=_("What new calendars begin with.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        if isinstance(country, forms.ChoiceField):
            country.choices = [("", _("No country")), *countries().items()]

    @classmethod
    def filled(cls, workspace: Workspace, data: Any = None) -> "SettingsForm":
        """Return the form as the settings are now, with what somebody sent."""
        return cls(data, initial=settings_said(workspace))
