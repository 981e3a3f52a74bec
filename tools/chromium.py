"""Find the browser that the browser tests drive, and install Debian's where there is none and it is allowed."""

import os
import shutil

from debian import apt_install
from progress import fail

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium_path() -> str:
    """Return the browser's program: FAIRLEAD_CHROMIUM, or one on PATH, or Debian's just installed."""
    found = found_chromium()
    if found is None and apt_install("chromium"):
        found = found_chromium()
    if found is None:
        fail(
            "The browser tests need Chromium. Type:\n\n    sudo apt-get install chromium\n\n"
            "or say where one is: FAIRLEAD_CHROMIUM=/path/to/chromium make test"
        )
    return found


def found_chromium() -> str | None:
    """Return the browser that is there, or None."""
    given = os.environ.get("FAIRLEAD_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)
