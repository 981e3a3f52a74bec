"""Holding answers against the API's own description, as far as that uses JSON Schema."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse

SNAPSHOT = Path(__file__).parents[3] / "docs/reference/openapi.json"
Schema = dict[str, Any]
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@cache
def description() -> Schema:
    """The snapshot, which `test_docs` holds against what the API tells; to work that out takes two seconds."""
    return json.loads(SNAPSHOT.read_text())


def check_answer(method: str, path: str, response: HttpResponse) -> None:
    """Fail unless the description of `method` at `path` tells of such an answer."""
    operation = _operation(method, f"/api/v1{path}")
    if operation is None:
        return
    told = operation["responses"].get(str(response.status_code), operation["responses"]["default"])
    media = response.headers.get("Content-Type", "").partition(";")[0]
    if "content" not in told:
        assert response.content == b""
        return
    assert media in told["content"], f"{response.status_code} {media}: {response.content[:500]!r}"
    schema = told["content"][media]["schema"]
    if schema.get("format") == "binary":
        return
    faults = list(_faults(response.json(), schema, "$"))
    assert not faults, faults[:5]


def _operation(method: str, path: str) -> Schema | None:
    for template, operations in _templates():
        if method.lower() in operations and template.fullmatch(path):
            return operations[method.lower()]
    return None


@cache
def _templates() -> list[tuple[re.Pattern[str], Schema]]:
    paths = description()["paths"].items()
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", template)), operations) for template, operations in paths]


def _faults(value: Any, schema: Schema, at: str) -> list[str]:
    if "$ref" in schema:
        return _faults(value, description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], at)
    if "anyOf" in schema:
        tries = [_faults(value, each, at) for each in schema["anyOf"]]
        return [] if any(not faults for faults in tries) else tries[0]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{at}: {value!r} is no {kind}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{at}: {value!r} is not like {schema['pattern']}"]
    return [*_inside_object(value, schema, at), *_inside_list(value, schema, at)]


def _inside_object(value: Any, schema: Schema, at: str) -> list[str]:
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    faults = [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
    if schema.get("title") and schema.get("additionalProperties") is not True:
        faults += [f"{at}: nobody told of {name}" for name in value if name not in schema["properties"]]
    for name, each in schema["properties"].items():
        if name in value:
            faults += _faults(value[name], each, f"{at}.{name}")
    return faults


def _inside_list(value: Any, schema: Schema, at: str) -> list[str]:
    if not isinstance(value, list):
        return []
    kinds = schema.get("prefixItems") or [schema.get("items", {})] * len(value)
    return [
        fault
        for place, (each, kind) in enumerate(zip(value, kinds, strict=True))
        for fault in _faults(each, kind, f"{at}[{place}]")
    ]
