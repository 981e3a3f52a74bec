"""How widgets of forms become HTML: as Django's templates say it, in plain code where a page has thousands."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_SELECT = "django/forms/widgets/select.html"


class WidgetRenderer(DjangoTemplates):
    """Django's own, but for selects: three templates for each of the 600 time zones took most of their page's time."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """Return a widget as HTML."""
        if template_name == _SELECT:
            return mark_safe(_select(context["widget"]))  # noqa: S308 - escaped below
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 - by templates that escape


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _place in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{escape(group)}">')
        parts += [_option(each) for each in options]
        if group:
            parts.append("\n  </optgroup>")
    return "".join((*parts, "\n</select>"))


def _option(option: Mapping[str, Any]) -> str:
    about = _attributes(option["attrs"])
    return f'\n  <option value="{escape(str(option["value"]))}"{about}>{escape(option["label"])}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    said = ((escape(name), value) for name, value in attrs.items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in said)
