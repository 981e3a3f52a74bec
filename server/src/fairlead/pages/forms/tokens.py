"""The form of an API token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import TokenScope
from fairlead.access.rules import Area
from fairlead.access.services import NewToken
from fairlead.access.words import AREA_WORDS
from fairlead.pages.forms.basics import PageForm

_REACHES = [("", _("nothing")), ("read", _("read only")), ("write", _("read and write"))]


class TokenForm(PageForm):
    """What a token is for, what may be done with it and in which areas, and how long it lives."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area, words in AREA_WORDS.items():
            self.fields[f"area_{area}"] = forms.ChoiceField(label=str(words), required=False, choices=_REACHES)

    @property
    def basics(self) -> list[forms.BoundField]:
        """The fields of any token."""
        return [field for field in self.visible_fields() if not field.name.startswith("area_")]

    @property
    def areas(self) -> list[forms.BoundField]:
        """A field for each area."""
        return [field for field in self.visible_fields() if field.name.startswith("area_")]

    def said(self) -> NewToken:
        """Return what was filled in, as the service wants it. Call when valid."""
        values = self.cleaned_data
        areas = {area.value: values[f"area_{area}"] for area in Area if values[f"area_{area}"]}
        return NewToken(values["name"], values["days"], values["scope"], areas)
