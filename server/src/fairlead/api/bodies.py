"""Reading bodies: JSON that says it is JSON, and holds only what JSON knows."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class WrongContentType(Exception):
    """The body is not JSON by its own header."""


class JsonParser(Parser):
    """Refuses what Python's reader lets through: NaN and infinities; and any other type of content."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise WrongContentType
        body: dict[str, Any] = json.loads(request.body, parse_constant=_refuse)
        return body


def _refuse(constant: str) -> None:
    raise ValueError(constant)
