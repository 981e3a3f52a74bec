"""Fail on a setting, a command or a walk that the docs do not name, and on a walk's page without its test.

Endpoints need no look here: docs/reference/api.md is written from the API itself (`tools/openapi.py`).
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from stamps import ROOT

SETTING = re.compile(r"(FAIRLEAD_[A-Z0-9_]+|DATABASE_URL)")
SERVER = "server/src/fairlead"


def main(root: Path = ROOT) -> int:
    """Print a line for each thing that is not named where it should be; 1 where there is one."""
    lines = list(unnamed(root))
    print("\n".join(lines))
    return 1 if lines else 0


def unnamed(root: Path) -> Iterator[str]:
    """Yield a sentence for each thing that the docs of `root` do not name."""
    yield from _missing(root / "docs/reference/settings.md", "setting", sorted(settings_of(root)))
    yield from _missing(root / "docs/reference/commands.md", "command", sorted(commands_of(root)))
    walks = {test.stem.removeprefix("test_").replace("_", "-") for test in root.glob("server/tests/walks/test_*.py")}
    pages = {page.stem for page in root.glob("docs/walks/*.md")}
    yield from (f"docs/walks/{name}.md is missing: there is a test of this walk" for name in sorted(walks - pages))
    yield from (
        f"docs/walks/{name}.md has no server/tests/walks/test_{name.replace('-', '_')}.py"
        for name in sorted(pages - walks)
    )
    yield from _missing(root / "ARCHITECTURE.md", "walk", [f"docs/walks/{name}.md" for name in sorted(pages)])


def settings_of(root: Path) -> set[str]:
    """Return the environment variables that the packages read: each stands in the code as a string of its own."""
    sources = [*root.glob("engine/src/**/*.py"), *root.glob(f"{SERVER}/**/*.py")]
    return {text for source in sources for text in _strings(source) if SETTING.fullmatch(text)}


def commands_of(root: Path) -> set[str]:
    """Return the commands that people type: our own of `fairlead`, and the verbs of `fairlead-engine`."""
    files = root.glob(f"{SERVER}/*/management/commands/[a-z]*.py")
    return {f"fairlead {file.stem}" for file in files} | {f"fairlead-engine {verb}" for verb in _verbs(root)}


def _verbs(root: Path) -> Iterator[str]:
    for source in root.glob("engine/src/fairlead_engine/cli/**/*.py"):
        yield from _added_parsers(source)


def _added_parsers(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_parser":
            yield from (
                word.value for word in node.args[:1] if isinstance(word, ast.Constant) and isinstance(word.value, str)
            )


def _missing(page: Path, kind: str, names: Iterable[str]) -> Iterator[str]:
    text = page.read_text() if page.exists() else ""
    yield from (f"{page.name} does not name the {kind} {name}" for name in names if not _is_named(name, text))


def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _strings(source: Path) -> Iterator[str]:
    tree = ast.parse(source.read_text())
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


if __name__ == "__main__":
    sys.exit(main())
