"""The form of somebody new who opens an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.pages.forms.basics import PageForm


class JoinForm(PageForm):
    """What people call them, and a password."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, and not one that many have: some words that come to your mind."),
    )
