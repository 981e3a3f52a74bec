"""The form of a workspace's settings."""

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Actor, Role
from fairlead.access.selectors import role_rows
from fairlead.access.words import role_words
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
        help_text=_("In calendars and on the load map."),
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
    second_step = forms.MultipleChoiceField(
        label=_("A second step is asked of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who is in such a role signs in with a passkey or the codes of an app, or sets one up first."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = {Role.OWNER.value} - actor.workspace_roles  # only an owner says it of owners
        roles = [(row.role.key, role_words(row.role)) for row in role_rows(actor=actor) if row.role.key not in hidden]
        self._hidden = [key for key in self.initial["second_step"] if key in hidden]
        cast(forms.MultipleChoiceField, self.fields["second_step"]).choices = roles
        country = self.fields["country"]
        if isinstance(country, forms.ChoiceField):
            country.choices = [("", _("No country")), *countries().items()]

    def clean_second_step(self) -> list[str]:
        """Return the roles that are ticked, with those that are not shown as they were."""
        return sorted([*self.cleaned_data["second_step"], *self._hidden])

    @classmethod
    def filled(cls, workspace: Workspace, actor: Actor, data: Any = None) -> "SettingsForm":
        """Return the form as the settings are now, with what somebody sent."""
        return cls(data, initial=settings_said(workspace), actor=actor)
