"""How the API describes itself, OpenAPI 3.1, and its sign of life."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from fairlead.api.answers import answer
from fairlead.api.shapes import Out

router = Router(tags=["about"], auth=None)

ROOT = "/api/v1/"
_PROBLEM = {
    "type": "object",
    "description": "A failure in the reader's words (RFC 9457); more members come with some types.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/stale-version"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "The kind of refusal"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
_LINK = {"schema": {"type": "string"}, "description": 'The address of the next page, as rel="next".'}
_ETAG = {"schema": {"type": "string"}, "description": "The version, to be sent as If-Match with an edit."}


class Health(Out):
    """`ok`, or no answer of this kind at all."""

    status: str


class DescribedApi(NinjaAPI):
    """An API whose description also tells of its problems, headers and short names of operations."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix or ROOT, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        for operation in _operations(schema):
            operation["responses"]["default"] = {
                "description": "A problem",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            _tell_headers(operation)
        return schema


@router.get("/health", response=Health)
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """Tell that the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return answer(Health(status="ok"))


def _operations(schema: OpenAPISchema) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()


def _tell_headers(operation: dict[str, Any]) -> None:
    names = {parameter["name"] for parameter in operation["parameters"]}
    for status, response in operation["responses"].items():
        if status == "default" or status >= 300:
            continue
        if "after" in names:
            response["headers"] = {"Link": _LINK}
        elif "If-Match" in names:
            response["headers"] = {"ETag": _ETAG}
