"""Install one of Debian's packages where that is allowed without asking: as root, or by sudo without a password."""

import os
import shutil
import subprocess

from progress import say


def apt_install(package: str) -> bool:
    """Install `package` and say whether it is there now."""
    rights = _rights()
    if shutil.which("apt-get") is None or rights is None:
        return False
    say(f"Installing Debian's {package}")
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # An old list of packages names files that are gone; a machine without network may still have them in its cache.
    subprocess.run([*quiet, "update"], check=False, stdin=subprocess.DEVNULL)
    install = [*quiet, "install", "--yes", "--no-install-recommends", package]
    return subprocess.run(install, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0


def _rights() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None
