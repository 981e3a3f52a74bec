"""Bytes to a file: whole or not at all."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairlead_engine.formats.errors import CannotSave


def save(to: Path, content: bytes) -> None:
    """Write a file beside the one that is there, if any, and put it in its place, with the same permissions.

    What is there stays as it was until then, whatever fails. A device or a pipe is written to instead.
    Raises: CannotSave.
    """
    try:
        target = to.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except (OSError, ValueError) as error:
        raise _cannot_save(to, error) from None


def create(to: Path, content: bytes) -> None:
    """Write a file that is not there yet; none is left where that fails.

    Raises: FileExistsError, CannotSave.
    """
    try:
        with to.open("xb") as file, _removed_on_failure(to):
            file.write(content)
            file.flush()
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise _cannot_save(to, error) from None


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    with _removed_on_failure(beside):
        with beside.open("xb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _cannot_save(to: Path, error: OSError | ValueError) -> CannotSave:
    """Return the error with the operating system's words; a name may be none at all."""
    reason = getattr(error, "strerror", None) or "its name is not valid"
    return CannotSave(to.name, reason.lower())
