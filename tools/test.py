"""`make test`: every test there is, on both databases and in a real browser; `test.py engine web` runs those parts."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import assets
from chromium import chromium_path
from environment import VENV
from postgres import postgres
from progress import say
from stamps import ROOT

PYTEST = [str(VENV / "bin/python"), "-m", "pytest", "-q", "--color", "yes" if sys.stdout.isatty() else "no"]
SPREAD = ["-n", "2", "--dist", "loadfile"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the tests, run as one command; `needs` says what has to be there first."""

    name: str
    about: str
    command: Sequence[str]
    cwd: Path = ROOT
    needs: frozenset[str] = field(default_factory=frozenset)


def parts() -> list[Part]:
    """Return the parts in the order of the house, from the engine up."""
    vitest = [str(assets.node_folder() / "node"), str(assets.MODULES / "vitest/vitest.mjs"), "run"]
    engine = ["env", f"PYTHONPATH={ROOT / 'tools'}", *PYTEST, "-p", "without_django", "engine"]
    server = [*PYTEST, *SPREAD, "server", "-m", "not browser"]
    return [
        Part("engine", "the engine, where Django is not installed", engine),
        Part("tools", "the tools", [*PYTEST, "tools/tests"]),
        Part("web", "the browser code", vitest, cwd=assets.WEB),
        Part("sqlite", "the server on SQLite", server),
        Part("postgres", "the server on PostgreSQL", server, needs=frozenset({"postgres"})),
        Part(
            "browser",
            "the pages in a real browser",
            [*PYTEST, "server", "-m", "browser"],
            needs=frozenset({"chromium"}),
        ),
    ]


def main(chosen: list[str]) -> int:
    """Run the chosen parts, or all, each to its end; 1 where one failed."""
    assets.main()
    wanted = [part for part in parts() if not chosen or part.name in chosen]
    if not wanted:
        print(f"There is no part {', '.join(chosen)}; there are {', '.join(part.name for part in parts())}.")
        return 2
    browser = {"FAIRLEAD_CHROMIUM": chromium_path()} if any("chromium" in part.needs for part in wanted) else {}
    results = {part.name: _run(part, browser) for part in wanted}
    failed = [name for name, passed in results.items() if not passed]
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nAll of it passed: {', '.join(results)}", flush=True)
    return 1 if failed else 0


def _run(part: Part, extra: dict[str, str]) -> bool:
    say(f"Testing {part.about}")
    began = time.monotonic()
    env = {**os.environ, **extra}
    env.pop("DATABASE_URL", None)
    if "postgres" in part.needs:
        with postgres() as url:
            passed = _passes(part, {**env, "DATABASE_URL": url})
    else:
        passed = _passes(part, env)
    print(f"  {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s\n", flush=True)
    return passed


def _passes(part: Part, env: dict[str, str]) -> bool:
    # pytest ends with 5 where it found no test at all, vitest with 1: both fail the part.
    return subprocess.run(part.command, cwd=part.cwd, env=env, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
