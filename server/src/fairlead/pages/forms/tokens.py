"""The form of an API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import PageForm


class NewToken(PageForm):
    """What a token is for, and how long it lives."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
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
