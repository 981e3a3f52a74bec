"""Versions: an edit names the version it saw in If-Match, as a read told it in ETag."""

import re
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Header
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def _number(value: Any) -> int:
    found = _TAG.fullmatch(str(value).strip())
    if found is None:
        raise PydanticCustomError("words", _('A version, such as "3"'))
    return int(found[1])


Version = Annotated[
    int,
    BeforeValidator(_number),
    Header(..., alias="If-Match", description='The version that the edit is based on, in quotes: "3".'),
]
