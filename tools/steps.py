"""Run named steps at once, tell of each as it ends, and show all that a failed one said."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from stamps import ROOT


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the name that people know it by."""

    name: str
    command: Sequence[str]
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a step ended: its exit code, all it printed, and the seconds it took."""

    step: Step
    code: int
    output: str
    seconds: float


def all_pass(steps: Sequence[Step], workers: int) -> bool:
    """Run `steps`, `workers` at a time, in this order; say whether all of them passed."""
    with ThreadPoolExecutor(workers) as pool:
        ended = [_told(future.result()) for future in as_completed([pool.submit(_run, step) for step in steps])]
    failed = [end.step.name for end in ended if end.code != 0]
    if failed:
        print(f"\n{len(failed)} of {len(steps)} checks failed: {', '.join(failed)}", flush=True)
    return not failed


def _run(step: Step) -> Ended:
    began = time.monotonic()
    result = subprocess.run(
        step.command,
        cwd=step.cwd,
        env={**os.environ, **step.env},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Ended(step, result.returncode, result.stdout, time.monotonic() - began)


def _told(end: Ended) -> Ended:
    word = "ok    " if end.code == 0 else "FAILED"
    print(f"{word} {end.step.name:<44} {end.seconds:5.1f} s", flush=True)
    if end.code != 0:
        sys.stdout.write(f"\n$ {' '.join(end.step.command)}\n{end.output}\n")
        sys.stdout.flush()
    return end
