"""`make test`: every test there is, on both databases and in a real browser; `test.py engine web` runs those parts.

All parts run at the same time, for each leaves a core idle while its database, its browser or what it starts is at
work. What a part says is shown whole when it ends.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from enum import Flag, auto
from pathlib import Path

import psycopg

import assets
from chromium import chromium_path
from environment import VENV
from postgres import binaries_folder, postgres
from progress import fail, say
from stamps import ROOT

PYTHON = str(VENV / "bin/python")
PYTEST = [PYTHON, "-m", "pytest", "-q", "--color", "yes" if sys.stdout.isatty() else "no"]
COMPILE = [PYTHON, "-c", "from fairlead_engine import warm; warm()"]
MIGRATE = [PYTHON, "-m", "fairlead", "migrate", "--verbosity", "0"]
CORES = len(os.sched_getaffinity(0))


class Need(Flag):
    """What has to be there before a part can run."""

    NOTHING = 0
    NODE = auto()
    ASSETS = auto()
    POSTGRES = auto()
    CHROMIUM = auto()
    KERNELS = auto()
    TABLES = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the tests, run as one command; `spreads` says that more processes of pytest may share them."""

    name: str
    about: str
    command: Sequence[str]
    needs: Need = Need.NOTHING
    cwd: Path = ROOT
    spreads: bool = False


def parts() -> list[Part]:
    """Return the parts; the engine's waits until its loops are compiled, which the server does without till then.

    That way is the longest, so the others are nice to it. On PostgreSQL those tests are left out that touch no
    database, as pytest would refuse it to them, or are marked `once`. The migrations make the tables once on each
    database; every process of pytest begins with a copy.
    """
    alone = ["env", f"PYTHONPATH={ROOT / 'tools'}", *PYTEST, "-p", "without_django", "engine"]
    server = ["nice", "-n", "5", *PYTEST, "server", "-m"]
    stored = [*server, "not (browser or once)", "--only-stored"]
    served = Need.ASSETS | Need.TABLES
    return [
        Part("tools", "the tools", [*PYTEST, "tools/tests"]),
        Part("web", "the browser code", ["npm", "run", "--silent", "test"], Need.NODE, assets.WEB),
        Part("engine", "the engine, where Django is not installed", alone, Need.KERNELS, spreads=True),
        Part("sqlite", "the server on SQLite", [*server, "not browser"], served, spreads=True),
        Part("postgres", "the server on PostgreSQL", stored, served | Need.POSTGRES, spreads=True),
        Part("browser", "the pages in a real browser", [*server, "browser"], served | Need.CHROMIUM, spreads=True),
    ]


def main(chosen: list[str]) -> int:
    """Run the chosen parts, or all, each to its end; 1 where one failed."""
    every = {part.name: part for part in parts()}
    if not set(chosen) <= set(every):
        print(f"The parts are {', '.join(every)}.")
        return 2
    wanted = [every[name] for name in chosen or every]
    failed = _failed(wanted)
    print(f"Failed: {', '.join(failed)}" if failed else f"All passed: {', '.join(part.name for part in wanted)}")
    return 1 if failed else 0


def _failed(wanted: list[Part]) -> list[str]:
    """Prepare what the parts need, run them at the same time, and return the names of those that failed."""
    with tempfile.TemporaryDirectory(prefix="fairlead-tests-") as folder, _compiling(wanted) as kernels:
        env = _prepared(wanted, folder)
        with ThreadPoolExecutor(len(wanted)) as pool:
            passed = list(pool.map(lambda part: _passes(spread(part, wanted), env, kernels), wanted))
    return [part.name for part, has_passed in zip(wanted, passed, strict=True) if not has_passed]


@contextmanager
def _compiling(wanted: list[Part]) -> Iterator[Future[int]]:
    """Compile the engine's loops once for all who run them; yields what comes of it."""
    needs = any(part.needs & (Need.KERNELS | Need.TABLES) for part in wanted)
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(lambda: _code(COMPILE, _environment()) if needs else 0)


def _prepared(wanted: list[Part], folder: str) -> dict[str, str]:
    """Install what the parts need, all of it before the first runs, and return the environment they run in."""
    needs = Need.NOTHING
    for part in wanted:
        needs |= part.needs
    env = _environment()
    if needs & (Need.NODE | Need.ASSETS):
        assets.main("build" if Need.ASSETS in needs else "packages")
        env["PATH"] = f"{assets.node_folder()}{os.pathsep}{env.get('PATH', '')}"
    if Need.POSTGRES in needs:
        binaries_folder()
    if Need.CHROMIUM in needs:
        # The Node that Playwright brings along wants a library that a small Debian does not have.
        env["PLAYWRIGHT_NODEJS_PATH"] = str(assets.node_folder() / "node")
        env["FAIRLEAD_CHROMIUM"] = chromium_path()
    if Need.TABLES in needs:
        env["FAIRLEAD_DATA"] = folder
        env["FAIRLEAD_MIGRATED"] = _migrated_file(env)
    return env


def _environment() -> dict[str, str]:
    """Return ours without what would name a database, or have every process compile the same modules again."""
    left_out = {"DATABASE_URL", "FAIRLEAD_MIGRATED", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in os.environ.items() if name not in left_out}


def _migrated_file(env: Mapping[str, str]) -> str:
    """Let the migrations make a database of SQLite in the data folder, and return its path."""
    say("Letting the migrations make the tables")
    if _code(MIGRATE, env) != 0:
        fail("The migrations failed; what they say is above.")
    return str(Path(env["FAIRLEAD_DATA"]) / "fairlead.sqlite3")


@contextmanager
def _migrated_server(env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Start PostgreSQL, let the migrations make a database there, and yield `env` with both."""
    with postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE migrated")
        if _code(MIGRATE, {**env, "DATABASE_URL": url.replace("/postgres?", "/migrated?")}) != 0:
            fail("The migrations failed on PostgreSQL; what they say is above.")
        yield {**env, "DATABASE_URL": url, "FAIRLEAD_MIGRATED": "migrated"}


def spread(part: Part, wanted: Sequence[Part]) -> Part:
    """Return the part with as many processes as there are cores for each of those that run beside it."""
    count = CORES // max(1, sum(each.spreads for each in wanted))
    if not part.spreads or count < 2:
        return part
    return replace(part, command=[*part.command, "-n", str(count), "--dist", "loadfile"])


def _passes(part: Part, env: Mapping[str, str], kernels: Future[int]) -> bool:
    with _migrated_server(env) if Need.POSTGRES in part.needs else nullcontext(env) as env_there:
        if Need.KERNELS in part.needs:
            kernels.result()
        say(f"Testing {part.about}")
        began = time.monotonic()
        code, said = _heard(part, env_there)
    end = f"{'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s"
    print(f"\n{part.about[0].upper()}{part.about[1:]}: {end}\n{said}", flush=True)
    return code == 0


def _heard(part: Part, env: Mapping[str, str]) -> tuple[int, str]:
    """Run the part; return its exit code and all that it said."""
    # pytest ends with 5 where it found no test at all, vitest with 1: both fail the part.
    done = subprocess.run(
        part.command,
        cwd=part.cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _code(command: Sequence[str], env: Mapping[str, str]) -> int:
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
