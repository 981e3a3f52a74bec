"""The form of an API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import TokenScope
from fairlead.access.services import NewToken
from fairlead.pages.forms.basics import PageForm


class TokenForm(PageForm):
    """What a token is for, what may be done with it, and how long it lives."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    scope = forms.ChoiceField(label=_("May"), choices=TokenScope.choices, initial=TokenScope.READ)
    days = forms.TypedChoiceField(
        label=_("Lives for"),
        coerce=lambda days: int(days) or None,
        initial="90",
        choices=[
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("a year")),
            ("0", _("until I revoke it")),
        ],
    )

    def said(self) -> NewToken:
        """Return what was filled in, as the service wants it. Call when valid."""
        return NewToken(**self.cleaned_data)
