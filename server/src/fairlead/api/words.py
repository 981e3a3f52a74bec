"""What is wrong with an input, in the user's words: from the validator's kinds of error to short sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

_BODY = "body"
_SPOKEN = {
    "actual_finish_at": "actual_finish",
    "actual_start_at": "actual_start",
    "deadline_at": "deadline",
    "finish_at": "finish",
    "finish_by_at": "finish_by",
    "lag": "lag_minutes",
    "start_at": "start",
}


def spoken(field: str) -> str:
    """Return what the API calls a field of the services."""
    return _SPOKEN.get(field, field)


def fields_of(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what is wrong by field: dotted where one is within another, `body` for the whole."""
    return {_field(each["loc"]): _sentence(each) for each in errors}


def _field(loc: tuple[str | int, ...]) -> str:
    """`loc` is where the input came from, for a body the parameter's name, and the path within."""
    inside = loc[2:] if loc[0] == _BODY else loc[1:]
    return ".".join(str(part) for part in inside) or _BODY


def _sentence(error: Mapping[str, Any]) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        return _limit(kind, next(iter(limits.values())))
    return _sentences().get(kind) or str(error["msg"])


def _limit(kind: str, limit: Any) -> str:
    text = {
        "greater_than": _("Above %(limit)s"),
        "greater_than_equal": _("At least %(limit)s"),
        "less_than": _("Below %(limit)s"),
        "less_than_equal": _("At most %(limit)s"),
    }[kind]
    return text % {"limit": limit}


def _sentences() -> dict[str, str]:
    whole, number, yes_no, group = _("A whole number"), _("A number"), _("true or false"), _("A JSON object")
    return {
        "missing": _("Missing"),
        "extra_forbidden": _("There is no such field"),
        "int_type": whole,
        "int_parsing": whole,
        "int_parsing_size": _("Too large"),
        "int_from_float": whole,
        "bool_type": yes_no,
        "bool_parsing": yes_no,
        "string_type": _("Text"),
        "decimal_type": number,
        "decimal_parsing": number,
        "decimal_max_places": _("Too many decimals"),
        "decimal_max_digits": _("Too large"),
        "finite_number": number,
        "json_invalid": _("JSON"),
        "json_type": _("JSON"),
        "list_type": _("A list"),
        "too_long": _("Too many"),
        "model_attributes_type": group,
        "model_type": group,
        "dict_type": group,
    }
