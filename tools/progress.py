"""What the tools say while they work: few lines, and everything where something fails."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

MARK = "\033[36m›\033[0m" if sys.stdout.isatty() else "›"


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"{MARK} {text}", flush=True)


def done(seconds: float) -> None:
    """Print how long the step just said took, where it was long enough to wonder."""
    if seconds >= 1:
        print(f"  done in {seconds:.0f} s", flush=True)


def fail(text: str) -> NoReturn:
    """End with `text` for a person to act on."""
    print(f"\n{text}\n", file=sys.stderr, flush=True)
    raise SystemExit(2)


def shown(command: Sequence[str], cwd: Path, *, starts: tuple[str, ...], env: Mapping[str, str] | None = None) -> int:
    """Run `command`, showing its last line that begins with one of `starts`, or all lines where it fails.

    Returns its exit code.
    """
    process = subprocess.Popen(command, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if sys.stdout.isatty() and line.startswith(starts):
            print(f"\r\033[K  {line.strip()[:76]}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\033[K", end="", flush=True)
    if process.wait() != 0:
        print("".join(lines), flush=True)
    return process.returncode
