"""The form of somebody's leaving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import PageForm


class LeaveForm(PageForm):
    """Why somebody leaves."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
