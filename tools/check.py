"""`make check`: everything that a machine can say about the code without running its tests."""

import sys

import assets
from environment import VENV
from stamps import ROOT
from steps import Step, all_pass

BIN = VENV / "bin"
PYTHON = str(BIN / "python")
PYTHON_CODE = ["engine", "server", "tools", "bench"]
TYPED = ["engine/src", "server/src", "tools"]


def steps() -> list[Step]:
    """Return the checks, the slow ones first so that the quick ones fill the other core."""
    node = assets.node_folder()
    modules = assets.MODULES / ".bin"
    there = [folder for folder in PYTHON_CODE if (ROOT / folder).is_dir()]
    settings = {"DJANGO_SETTINGS_MODULE": "fairlead.config.settings", "FAIRLEAD_DATA": str(VENV / "check-data")}
    return [
        Step("types of Python (mypy --strict)", [str(BIN / "mypy"), *TYPED], env=settings),
        Step("types of TypeScript (tsc)", [str(node / "node"), str(modules / "tsc"), "--noEmit"], cwd=assets.WEB),
        Step("lint of TypeScript (eslint)", [str(node / "node"), str(modules / "eslint"), "."], cwd=assets.WEB),
        Step("import contracts (import-linter)", [str(BIN / "lint-imports"), "--no-cache"]),
        Step("lint of Python (ruff check)", [str(BIN / "ruff"), "check", *there]),
        Step("size and names of files", [PYTHON, "tools/shape.py"]),
        Step("format of Python (ruff format)", [str(BIN / "ruff"), "format", "--check", *there]),
        Step("Django's own checks", [str(BIN / "fairlead"), "check", "--fail-level=WARNING"], env=settings),
        Step(
            "migrations say what models say",
            [str(BIN / "fairlead"), "makemigrations", "--check", "--dry-run"],
            env=settings,
        ),
        Step("the OpenAPI snapshot is current", [PYTHON, "tools/openapi.py", "--check"], env=settings),
        Step("the docs name what there is", [PYTHON, "tools/documented.py"], env=settings),
    ]


def main() -> int:
    """Run all checks, two at a time; 1 where one failed."""
    assets.main()
    return 0 if all_pass(steps(), workers=2) else 1


if __name__ == "__main__":
    sys.exit(main())
