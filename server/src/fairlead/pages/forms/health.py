"""The form to say how something stands."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import DayField, VersionedForm
from fairlead.schedule.health.findings import Override, State
from fairlead.schedule.health.services import MOST_DAYS, NewOverride
from fairlead.schedule.health.words import STATE_WORDS
from fairlead.schedule.models.health import SAYABLE

_USUAL = timedelta(days=14)


class OverrideForm(VersionedForm):
    """How it stands, why, and until which day."""

    state = forms.ChoiceField(label=_("It is"), choices=[(each.value, STATE_WORDS[each]) for each in SAYABLE])
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("What the rules do not know, in a sentence."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until_on = DayField(label=_("Until and including"), help_text=_("At most 90 days ahead; say it anew then."))

    @classmethod
    def filled(cls, override: Override | None, data: Any, *, today: date) -> "OverrideForm":
        """Return the form with what is said now, or for a fortnight from `today`, and what somebody sent."""
        initial: dict[str, Any] = {"version": 0, "until_on": today + _USUAL}
        if override is not None:
            initial = {name: getattr(override, name) for name in ("version", "state", "reason", "until_on")}
        form = cls(data, initial=initial)
        form.fields["until_on"].widget.attrs |= {"min": f"{today}", "max": f"{today + timedelta(days=MOST_DAYS)}"}
        return form

    def new(self) -> NewOverride:
        """Return what is said, as the service wants it. Call when valid."""
        said = self.cleaned_data
        return NewOverride(State(said["state"]), said["reason"], said["until_on"])
