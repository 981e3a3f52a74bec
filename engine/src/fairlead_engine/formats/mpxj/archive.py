"""Zipped project databases: unpacked here, name by name and within limits, so that MPXJ never unpacks any."""

import io
import zipfile
import zlib
from pathlib import Path

from fairlead_engine.formats.errors import BrokenArchive, TooComplex, TooLarge

_MOST_FILES = 500
_BTRIEVE, _SURETRAK = b"FC\x00\x00", b"STW"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def is_database(content: bytes) -> bool:
    """Whether zipped files are those of Primavera P3 or SureTrak, which are many files to one project."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(_starts(archive, each) for each in archive.infolist()[:_MOST_FILES])
    except _DAMAGED:
        return False


def _starts(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as file:
        return file.read(4).startswith((_BTRIEVE, _SURETRAK))


def unpacked(content: bytes, folder: Path, most: int) -> None:
    """Write the zipped files to `folder` by the last part of their names, `most` bytes of them altogether.

    Raises: BrokenArchive, TooLarge, TooComplex.
    """
    left = most
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) > _MOST_FILES:
                raise TooComplex("files within the archive", _MOST_FILES)
            for member in members:
                with archive.open(member) as file:
                    data = file.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise TooLarge(most)
                (folder / _name(member.filename)).write_bytes(data)
    except _DAMAGED:
        raise BrokenArchive from None


def _name(path: str) -> str:
    """Return the last part of `path` with nothing in it that a file system could take for more than a name."""
    last = path.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char if char.isalnum() or char in "._- " else "_" for char in last).lstrip(". ")[:100] or "file"
