"""A private, throw-away PostgreSQL server for tests and benchmarks: no password, no durability, gone afterwards.

`postgres.py COMMAND…` runs the command with DATABASE_URL set to it.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from debian import apt_install
from environment import VENV, install
from progress import fail, say
from stamps import ROOT

WHEEL = VENV / "postgres"
LOCK = ROOT / "requirements/postgres.txt"
SETTINGS = {"shared_buffers": "256MB", "max_connections": "60", "jit": "off", "listen_addresses": ""}
UNFLUSHED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Tests roll back what they write: tables full of dead rows, counted as empty by whoever looks between two tests,
# get plans that read them whole for every row. Never counted, they are judged by their size.
UNCOUNTED = {"autovacuum": "off"}


def main(command: list[str]) -> int:
    """Run `command` beside a server of its own and return its exit code."""
    with postgres() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


@contextlib.contextmanager
def postgres(*, is_durable: bool = False) -> Iterator[str]:
    """Start a server on a Unix socket in a new folder; yields its address as DATABASE_URL wants it.

    Nothing here outlives the run, so nothing is flushed to disk unless `is_durable`, which a measurement wants.
    """
    settings = SETTINGS if is_durable else {**SETTINGS, **UNFLUSHED, **UNCOUNTED}
    folder = Path(tempfile.mkdtemp(prefix="fairlead-pg-"))
    account = _account()
    try:
        folder.chmod(0o755)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        binaries = _reachable(binaries_folder(), folder, account)
        _start(binaries, folder, account, settings)
        try:
            yield f"postgres://fairlead@/postgres?host={folder}"
        finally:
            _run([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def binaries_folder() -> Path:
    """Return the folder of the server's programs: this machine's, those of PyPI's wheel, or Debian's just installed."""
    found = found_binaries()
    if found is None:
        with contextlib.suppress(SystemExit):
            install(LOCK, "PostgreSQL, which this machine does not have", "--no-deps", "--target", str(WHEEL))
        found = found_binaries()
    if found is None and apt_install("postgresql"):
        found = found_binaries()
    if found is None:
        fail("The tests need PostgreSQL's server. Type:\n\n    sudo apt-get install postgresql\n\nand make test.")
    return found


def found_binaries() -> Path | None:
    """Return the newest server's folder that is there, or None; `initdb` and `postgres` are both in it."""
    on_path = [Path(path).parent for path in [shutil.which("initdb")] if path]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    wheel = sorted(WHEEL.glob("*/pginstall*/bin"), key=_version, reverse=True)
    folders = (folder for folder in [*on_path, *debian, *wheel])
    return next((path for path in folders if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _version(folder: Path) -> int:
    return int("".join(re.findall(r"\d+", folder.parent.name)) or 0)


def _account() -> pwd.struct_passwd | None:
    """Return whom the server runs as where we are root, which it refuses to run as."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _reachable(binaries: Path, folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Return `binaries`, or a copy under `folder` where the account may not enter the folders above them."""
    with contextlib.suppress(PermissionError):
        _run([binaries / "postgres", "--version"], account)
        return binaries
    # Libraries that a wheel brings along stand beside its package and are found relative to the programs.
    package = binaries.parent.parent
    shutil.copytree(package.parent, folder / "programs", symlinks=True)
    return folder / "programs" / binaries.relative_to(package.parent)


def _start(binaries: Path, folder: Path, account: pwd.struct_passwd | None, settings: dict[str, str]) -> None:
    data = folder / "data"
    say(f"Starting a private PostgreSQL from {binaries}")
    options = ["-A", "trust", "-U", "fairlead", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run([binaries / "initdb", "-D", data, *options], account)
    given = {**settings, "unix_socket_directories": str(folder)}
    words = " ".join(f"-c {name}='{value}'" for name, value in given.items())
    _run([binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", words, "start"], account)


def _run(command: list[str | Path], account: pwd.struct_passwd | None) -> None:
    user, group, more = (None, None, None) if account is None else (account.pw_uid, account.pw_gid, ())
    # The server keeps what it inherits open, so it inherits a file, not a pipe that someone would wait on.
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            user=user,
            group=group,
            extra_groups=more,
            check=False,
        )
        if result.returncode != 0:
            output.seek(0)
            fail(f"{' '.join(map(str, command))}\n{output.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
