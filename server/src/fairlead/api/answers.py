"""Answers: JSON as compact as it gets, with the version of what it shows."""

import gzip
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from pydantic import BaseModel
from pydantic_core import to_json

_WORTH_PACKING = 4096
_FAST = 1


def answer(content: BaseModel, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """Return `content` as JSON; `version` becomes its ETag, which an edit sends back as If-Match."""
    response = HttpResponse(content.model_dump_json(), status=status, content_type="application/json")
    if version is not None:
        response.headers["ETag"] = f'"{version}"'
    return response


def created(content: BaseModel, *, at: str, version: int | None = None) -> HttpResponse:
    """Return `content` as the JSON of something that is now at the address `at`."""
    response = answer(content, status=201, version=version)
    response.headers["Location"] = at
    return response


def nothing() -> HttpResponse:
    """Return the answer to something that leaves nothing to say."""
    return HttpResponse(status=204)


def packed(request: HttpRequest, content: Mapping[str, Any]) -> HttpResponse:
    """Return plain `content` as JSON, compressed where it is large and the client takes that."""
    body = to_json(content, inf_nan_mode="null")
    response = HttpResponse(content_type="application/json")
    patch_vary_headers(response, ["Accept-Encoding"])
    if len(body) >= _WORTH_PACKING and "gzip" in request.headers.get("Accept-Encoding", ""):
        body = gzip.compress(body, compresslevel=_FAST, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    return response
