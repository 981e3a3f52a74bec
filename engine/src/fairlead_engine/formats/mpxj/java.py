"""Which Java there is, told by its own description of itself, without starting it."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 17
_NEEDED = ("java.desktop", "java.sql", "java.xml", "jdk.charsets")
_USUAL = ("/usr/lib/jvm", "/usr/java", "/opt/java", "/Library/Java/JavaVirtualMachines")


@dataclass(frozen=True, slots=True)
class Java:
    """A Java: its folder, the library that is loaded, and what it lacks for MPXJ, in words; empty where it will do."""

    home: Path
    library: Path
    lacks: str = ""


def java() -> Java | None:
    """Return the first Java that will do: JAVA_HOME, the one on PATH, those in the usual places; else the first one."""
    found = [java for home in dict.fromkeys(_homes()) if (java := _described(home)) is not None]
    return next((java for java in found if not java.lacks), found[0] if found else None)


def _homes() -> Iterator[Path]:
    if given := os.environ.get("JAVA_HOME"):
        yield Path(given).resolve()
    if program := shutil.which("java"):
        yield Path(program).resolve().parents[1]
    for folder in map(Path, _USUAL):
        if folder.is_dir():
            for home in sorted(folder.iterdir(), reverse=True):
                yield (home / "Contents/Home" if (home / "Contents/Home").is_dir() else home).resolve()


def _described(home: Path) -> Java | None:
    """Return what the file `release` says that every Java since 9 has; None where there is none."""
    library = home / _library()
    try:
        text = (home / "release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    said = {key: value.strip('"') for key, _, value in (line.partition("=") for line in text.splitlines())}
    return Java(home, library, _lacking(said, library))


def _lacking(said: dict[str, str], library: Path) -> str:
    version = said.get("JAVA_VERSION", "")
    if not version.split(".")[0].isdigit() or int(version.split(".")[0]) < OLDEST:
        return f"version {OLDEST} (it is {version or 'of no known version'})"
    modules = said.get("MODULES", "").split()
    missing = [module for module in _NEEDED if modules and module not in modules]
    if missing:
        return f"its modules {', '.join(missing)}"
    return "" if library.is_file() else f"its library {library.name}"


def _library() -> str:
    match sys.platform:
        case "win32":
            return "bin/server/jvm.dll"
        case "darwin":
            return "lib/server/libjvm.dylib"
        case _:
            return "lib/server/libjvm.so"
