"""The parent's side: start a process on a file, wait no longer than allowed, and take what it leaves."""

import importlib.util
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fairlead_engine.errors import ReadError
from fairlead_engine.formats.errors import TooLarge
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.mpxj.errors import (
    AsksPassword,
    JavaMissing,
    JavaUnfit,
    MpxjMissing,
    NotUnderstood,
    ReaderBroke,
    TookTooLong,
    TookTooMuch,
)
from fairlead_engine.formats.mpxj.foreign import SHORTEST, Foreign
from fairlead_engine.formats.mpxj.java import Java, java
from fairlead_engine.formats.mpxj.task import ANSWER, CONVERTED, Answer, Outcome, Task

_BOOT = """
import sys
sys.path[:0] = sys.argv[1].split("\\n")
from fairlead_engine.formats.mpxj.inside import main
main(sys.argv[2])
"""
_RESERVED = 1_600  # megabytes of addresses that Java and Python take beside the heap
_OUT_OF_MEMORY = 3  # how Java ends under ExitOnOutOfMemoryError


@dataclass(frozen=True, slots=True)
class Parts:
    """What MPXJ is run with: a Java, the folder of its jars, and the folders of the Python packages used."""

    java: Java
    jars: Path
    packages: tuple[Path, ...]


def parts_for(foreign: Foreign) -> Parts:
    """Return what reading `foreign` needs.

    Raises: MpxjMissing, JavaMissing, JavaUnfit.
    """
    mpxj, jpype = _folder("mpxj"), _folder("jpype")
    if mpxj is None or jpype is None:
        raise MpxjMissing(foreign.name, foreign.advice)
    found = java()
    if found is None:
        raise JavaMissing(foreign.name, foreign.advice)
    if found.lacks:
        raise JavaUnfit(foreign.name, foreign.advice, str(found.home), found.lacks)
    own = Path(__file__).resolve().parents[3]
    return Parts(found, mpxj / "lib", tuple(dict.fromkeys((own, jpype.parent))))


def _folder(package: str) -> Path | None:
    """Return where a package is, without importing it: importing MPXJ's would prepare a Java in this process."""
    spec = importlib.util.find_spec(package)
    return None if spec is None or spec.origin is None else Path(spec.origin).resolve().parent


def handed_on(content: bytes, foreign: Foreign, limits: Limits, *, reschedules: bool) -> tuple[bytes, Answer]:
    """Return the plan in `content` as MPXJ hands it on, rescheduled by MPXJ where that is asked, and its answer.

    Raises: ReadError.
    """
    parts = parts_for(foreign)
    if len(content) < SHORTEST:
        raise NotUnderstood(foreign.name, foreign.advice, "it is too short")
    with tempfile.TemporaryDirectory(prefix="fairlead-mpxj-", ignore_cleanup_errors=True) as private:
        folder = Path(private).resolve()
        source = foreign.placed(content, folder, limits.mpxj_max_output_bytes)
        task = Task(
            source=str(source),
            folder=str(folder),
            java_home=str(parts.java.home),
            jvm=str(parts.java.library),
            jars=str(parts.jars),
            heap_megabytes=limits.mpxj_heap_megabytes,
            address_bytes=(limits.mpxj_heap_megabytes + _RESERVED) * 1_048_576,
            cpu_seconds=int(limits.mpxj_seconds * 4) + 1,
            file_bytes=limits.mpxj_max_output_bytes,
            reschedules=reschedules,
        )
        code = _run(task, parts, limits.mpxj_seconds)
        answer = _answer(folder)
        if answer is None or answer.outcome is not Outcome.READ:
            raise _refusal(answer, code, foreign, limits)
        return _taken(folder / CONVERTED, limits.mpxj_max_output_bytes, foreign), answer


def _run(task: Task, parts: Parts, seconds: float) -> int:
    """Return how the process ended; it and all that it started are gone then."""
    command = [sys.executable, "-I", "-c", _BOOT, "\n".join(map(str, parts.packages)), json.dumps(task.as_json())]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own code
        command,
        cwd=task.folder,
        env=_environment(task.folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TookTooLong(seconds) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: str) -> dict[str, str]:
    """Return what the process sees of the environment: nothing of ours but where Windows is."""
    clean = {"HOME": folder, "TMPDIR": folder, "TMP": folder, "TEMP": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    windows = {name: os.environ[name] for name in ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR") if name in os.environ}
    # Each thread's own arena of memory would count against the limit of addresses.
    return {**clean, "PATH": os.defpath, "MALLOC_ARENA_MAX": "2", **windows}


def _answer(folder: Path) -> Answer | None:
    """Return what the process said; None where it said nothing that can be understood."""
    try:
        return Answer.of(json.loads(_left(folder / ANSWER, 10_000)))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _refusal(answer: Answer | None, code: int, foreign: Foreign, limits: Limits) -> ReadError:
    if answer is None:
        is_memory = code == _OUT_OF_MEMORY
        return TookTooMuch(limits.mpxj_heap_megabytes) if is_memory else ReaderBroke(foreign.name, foreign.advice, code)
    match answer.outcome:
        case Outcome.MEMORY:
            return TookTooMuch(limits.mpxj_heap_megabytes)
        case Outcome.PASSWORD:
            return AsksPassword()
        case _:
            return NotUnderstood(foreign.name, foreign.advice, answer.reason)


def _taken(path: Path, most: int, foreign: Foreign) -> bytes:
    try:
        content = _left(path, most + 1)
    except OSError:
        raise ReaderBroke(foreign.name, foreign.advice, 0) from None
    if len(content) > most:
        raise TooLarge(most)
    return content


def _left(path: Path, most: int) -> bytes:
    """Return what the process left at `path`, if that is a file and nothing that leads elsewhere or waits.

    Raises: OSError.
    """
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError
        return file.read(most)
