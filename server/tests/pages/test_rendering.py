"""Selects in plain code say what Django's own templates say."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from fairlead.pages.rendering import WidgetRenderer

CHOICES = [("", "–"), (1, "One & two"), ('a"b', "<i>"), ("Group & co", [("x", "X"), ("y", "Y")])]


@pytest.mark.parametrize("value", [None, "", 1, "x", 'a"b'])
@pytest.mark.parametrize("many", [False, True])
def test_a_select_is_what_django_renders(value: Any, many: bool):
    widget = (forms.SelectMultiple if many else forms.Select)(
        choices=CHOICES, attrs={"class": "a b", "disabled": False}
    )
    attrs = {"id": "id_of", "required": True, "aria-label": 'Say "it"'}
    shown = [value] if many else value
    ours, theirs = (widget.render("name", shown, attrs, each) for each in (WidgetRenderer(), DjangoTemplates()))
    assert _plain(ours) == _plain(theirs)


def _plain(html: str) -> str:
    """Without the blanks between elements, which say nothing."""
    return "".join(line.strip() for line in html.splitlines())
