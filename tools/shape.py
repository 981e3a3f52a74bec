"""Fail on a file that has grown past its limit, and on a module that is not named for what it holds."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from stamps import ROOT

# A module aims at 150 lines and splits near 300; this is where it must have.
LIMIT, LIMIT_OF_TESTS = 400, 600
KINDS = {".py", ".ts", ".css", ".html"}
GENERATED = {"schema.d.ts"}
SHAPELESS = {"utils", "helpers", "common", "managers", "misc", "util", "helper"}


def main() -> int:
    """Print a line for each file that breaks the rule; 1 where there is one."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines = list(faults(ROOT, [Path(name) for name in listed.splitlines()]))
    print("\n".join(lines))
    return 1 if lines else 0


def faults(root: Path, files: list[Path]) -> Iterator[str]:
    """Yield a sentence for each fault of `files`, which are relative to `root`."""
    for file in files:
        if (
            file.suffix not in KINDS
            or file.name in GENERATED
            or "migrations" in file.parts
            or not (root / file).exists()
        ):
            continue
        if file.stem in SHAPELESS:
            yield f"{file}: name it for what it holds"
        limit = LIMIT_OF_TESTS if "tests" in file.parts else LIMIT
        count = len((root / file).read_text().splitlines())
        if count > limit:
            yield f"{file}: {count} lines, at most {limit}"


if __name__ == "__main__":
    sys.exit(main())
