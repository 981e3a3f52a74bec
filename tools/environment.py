"""Make `.venv` and install the locked requirements and the two packages into it.

Runs on the machine's own Python, with nothing but the standard library, before anything else exists.
`environment.py run` installs what serving needs, `dev` what tests and checks need as well, .mpp files among it, `bench`
the peers too.
"""

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from progress import done, fail, say, shown
from stamps import ROOT, digest_of, is_stamped, put_stamp

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ["run"], "dev": ["dev", "mpp"], "bench": ["dev", "mpp", "bench"]}
PACKAGES = [ROOT / "engine", ROOT / "server"]


def main(stage: str) -> None:
    """Bring `.venv` up to `stage`, and do nothing where it is there already."""
    make_venv()
    locks = [ROOT / "requirements" / f"{name}.txt" for name in LOCKS[stage]]
    if any(is_stamped(VENV / f"{larger}.stamp", _digest(larger)) for larger in _stages_from(stage)):
        return
    for lock in locks:
        install(lock, what=f"{_count(lock)} packages of requirements/{lock.name}")
    pip("install", "--no-deps", "--no-build-isolation", *(word for path in PACKAGES for word in ("-e", str(path))))
    put_stamp(VENV / f"{stage}.stamp", _digest(stage))


def make_venv() -> None:
    """Make an empty environment, anew where the folder was moved or its Python has gone."""
    stamp, digest = VENV / "venv.stamp", digest_of([], str(ROOT), sys.version)
    if is_stamped(stamp, digest) and PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(f"This Python has no venv. Type:\n\n    sudo apt-get install python{version}-venv\n\nand run make again.")
    say(f"Making .venv with Python {sys.version.split()[0]}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    put_stamp(stamp, digest)


def install(lock: Path, what: str, *options: str) -> None:
    """Install what `lock` names, each archive checked against its hash; a cached one needs no network."""
    say(f"Installing {what}")
    began = time.monotonic()
    pip("install", "--require-hashes", *options, "-r", str(lock))
    done(time.monotonic() - began)


def pip(*words: str) -> None:
    """Run the environment's pip, showing which package it is at, and all it said where it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    if shown(command, ROOT, starts=("Collecting ", "Installing collected")) != 0:
        fail("The packages could not be installed; what pip says is above.")


def _digest(stage: str) -> str:
    locks = [ROOT / "requirements" / f"{name}.txt" for name in LOCKS[stage]]
    return digest_of([*locks, *(path / "pyproject.toml" for path in PACKAGES)], (VENV / "venv.stamp").read_text())


def _stages_from(stage: str) -> list[str]:
    stages = list(LOCKS)
    return stages[stages.index(stage) :]


def _count(lock: Path) -> int:
    return sum("==" in line for line in lock.read_text().splitlines())


if __name__ == "__main__":
    main(sys.argv[1])
