"""Write what follows from the API: its OpenAPI snapshot, the reference page, and the types of the browser's client.

`openapi.py` writes them, `openapi.py --check` fails where one is not what the API says now, and names it.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import assets
from stamps import ROOT

SNAPSHOT = ROOT / "docs/reference/openapi.json"
PAGE = ROOT / "docs/reference/api.md"
TYPES = assets.WEB / "src/api/schema.d.ts"
METHODS = ("get", "post", "put", "patch", "delete")
HEAD = """# REST API

Written by `make openapi` from the API itself; the whole contract is [openapi.json](openapi.json).
What holds for all of it (sign-in, errors, paging, versions) is in [the guide to the API](../guide/api.md).

| call | what it does |
| --- | --- |
"""


def main(words: list[str]) -> int:
    """Write the three files, or with `--check` say which of them is stale."""
    schema = current_schema()
    wanted = {SNAPSHOT: _pretty(schema), PAGE: page_of(schema), TYPES: types_of(schema)}
    stale = {path: text for path, text in wanted.items() if not path.exists() or path.read_text() != text}
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what the API says now. Type: make openapi")
        return 1 if stale else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def current_schema() -> dict[str, Any]:
    """Return the OpenAPI document of the API as the code has it now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    importlib.import_module("django").setup()
    api = importlib.import_module("fairlead.api.urls").api
    schema: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return schema


def page_of(schema: dict[str, Any]) -> str:
    """Return the reference page: one line per call, grouped as the API's paths are.

    Raises: SystemExit for a call without a summary, for then nobody knows what it is for.
    """
    rows = []
    for path, calls in sorted(schema["paths"].items()):
        for method in (name for name in METHODS if name in calls):
            summary = calls[method].get("description") or calls[method].get("summary")
            if not summary:
                raise SystemExit(f"{method.upper()} {path} has no docstring")
            rows.append(f"| `{method.upper()} {path}` | {_first_sentence(summary)} |\n")
    return HEAD + "".join(rows)


def types_of(schema: dict[str, Any]) -> str:
    """Return the TypeScript declarations that openapi-typescript makes of `schema`."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        source.write_text(json.dumps(schema))
        command: list[str | Path] = [
            assets.node_folder() / "node",
            assets.MODULES / "openapi-typescript/bin/cli.js",
            source,
            "-o",
            target,
        ]
        subprocess.run(command, cwd=assets.WEB, check=True, stdout=subprocess.DEVNULL)
        return target.read_text()


def _pretty(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n", 1)[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
