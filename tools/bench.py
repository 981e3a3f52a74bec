"""`make bench`: every benchmark in bench/ in its short form, one after the other, so that none disturbs the next."""

import subprocess
import sys

from environment import VENV
from progress import say
from stamps import ROOT


def main() -> int:
    """Run them all, also after one failed; 1 where one did."""
    scripts = [path for path in sorted((ROOT / "bench").glob("[a-z]*.py")) if '"__main__"' in path.read_text()]
    failed = [script.name for script in scripts if not _runs(script.name)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed or not scripts else 0


def _runs(name: str) -> bool:
    say(f"bench/{name} --short")
    command = [str(VENV / "bin/python"), f"bench/{name}", "--short"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
