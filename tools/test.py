"""`make test`: every test there is, on both databases and in a real browser; `test.py engine web` runs those parts."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path

import assets
from chromium import chromium_path
from environment import VENV
from postgres import binaries_folder, postgres
from progress import say
from stamps import ROOT

PYTEST = [str(VENV / "bin/python"), "-m", "pytest", "-q", "--color", "yes" if sys.stdout.isatty() else "no"]
SPREAD = ["-n", "2", "--dist", "loadfile"]
COMPILE = [str(VENV / "bin/python"), "-c", "from fairlead_engine import warm; warm()"]


class Need(Flag):
    """What has to be there before a part can run."""

    NOTHING = 0
    NODE = auto()
    ASSETS = auto()
    POSTGRES = auto()
    CHROMIUM = auto()
    KERNELS = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the tests, run as one command."""

    name: str
    about: str
    command: Sequence[str]
    needs: Need = Need.NOTHING
    cwd: Path = ROOT


def parts() -> list[Part]:
    """Return the parts in the order of the house, after two that run while the engine's loops are compiled.

    On PostgreSQL those are left out that touch no database, as pytest would refuse it to them, or are marked `once`.
    The migrations make the tables on both, but not again for the pages in a browser.
    """
    alone = ["env", f"PYTHONPATH={ROOT / 'tools'}", *PYTEST, *SPREAD, "-p", "without_django", "engine"]
    server = [*PYTEST, *SPREAD, "--migrations", "server"]
    browser = [*PYTEST, *SPREAD, "server", "-m", "browser"]
    stored = [*server, "--only-stored", "-m", "not (browser or once)"]
    served = Need.ASSETS | Need.KERNELS
    return [
        Part("tools", "the tools", [*PYTEST, "tools/tests"]),
        Part("web", "the browser code", ["npm", "run", "--silent", "test"], Need.NODE, assets.WEB),
        Part("engine", "the engine, where Django is not installed", alone, Need.KERNELS),
        Part("sqlite", "the server on SQLite", [*server, "-m", "not browser"], served),
        Part("postgres", "the server on PostgreSQL", stored, served | Need.POSTGRES),
        Part("browser", "the pages in a real browser", browser, served | Need.CHROMIUM),
    ]


def main(chosen: list[str]) -> int:
    """Run the chosen parts, or all, each to its end; 1 where one failed."""
    every = {part.name: part for part in parts()}
    if not set(chosen) <= set(every):
        print(f"The parts are {', '.join(every)}.")
        return 2
    wanted = [every[name] for name in chosen or every]
    with _compiling(wanted) as kernels:
        env = _prepared(wanted)
        failed = [part.name for part in wanted if not _passes(part, env, kernels)]
    print(f"Failed: {', '.join(failed)}" if failed else f"All passed: {', '.join(part.name for part in wanted)}")
    return 1 if failed else 0


@contextmanager
def _compiling(wanted: list[Part]) -> Iterator[Future[int]]:
    """Compile the engine's loops once, ahead of all who run them; yields what comes of it."""
    needs = any(Need.KERNELS in part.needs for part in wanted)
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(lambda: subprocess.run(COMPILE, check=False).returncode if needs else 0)


def _prepared(wanted: list[Part]) -> dict[str, str]:
    """Install what the parts need, all of it before the first runs, and return the environment they run in."""
    needs = Need.NOTHING
    for part in wanted:
        needs |= part.needs
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if needs & (Need.NODE | Need.ASSETS):
        assets.main("build" if Need.ASSETS in needs else "packages")
        env["PATH"] = f"{assets.node_folder()}{os.pathsep}{env.get('PATH', '')}"
    if Need.POSTGRES in needs:
        binaries_folder()
    if Need.CHROMIUM in needs:
        # The Node that Playwright brings along wants a library that a small Debian does not have.
        env["PLAYWRIGHT_NODEJS_PATH"] = str(assets.node_folder() / "node")
        env["FAIRLEAD_CHROMIUM"] = chromium_path()
    return env


def _passes(part: Part, env: dict[str, str], kernels: Future[int]) -> bool:
    if Need.KERNELS in part.needs and not kernels.done():
        say("Compiling the engine's loops")
        kernels.result()
    say(f"Testing {part.about}")
    began = time.monotonic()
    if Need.POSTGRES in part.needs:
        with postgres() as url:
            code = _code(part, {**env, "DATABASE_URL": url})
    else:
        code = _code(part, env)
    print(f"  {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s\n", flush=True)
    return code == 0


def _code(part: Part, env: dict[str, str]) -> int:
    # pytest ends with 5 where it found no test at all, vitest with 1: both fail the part.
    return subprocess.run(part.command, cwd=part.cwd, env=env, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
