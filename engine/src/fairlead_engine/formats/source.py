"""The bytes of a file, from wherever they come, within limits."""

import zlib
from pathlib import Path

from fairlead_engine.formats.errors import BrokenArchive, CannotOpen, EmptyFile, TooLarge, UnknownFormat
from fairlead_engine.formats.limits import Limits

_GZIP = b"\x1f\x8b"


def content_of(source: str | Path | bytes, limits: Limits) -> bytes:
    """Return what is in a file (a path) or in bytes, decompressed where that is allowed.

    Raises: CannotOpen, EmptyFile, TooLarge, BrokenArchive, UnknownFormat for compressed input that is not allowed.
    """
    content = source if isinstance(source, bytes) else _read(Path(source), limits.max_bytes)
    if len(content) > limits.max_bytes:
        raise TooLarge(limits.max_bytes, len(content))
    if content.startswith(_GZIP):
        if not limits.allows_gzip:
            raise UnknownFormat("a compressed file", "Unpack it first and choose the file within.")
        content = _decompressed(content, limits.max_bytes)
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyFile
    return content


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > most:
                raise TooLarge(most, size)
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise CannotOpen(path.name, reason.lower()) from None
    if len(content) > most:
        raise TooLarge(most)
    return content


def _decompressed(content: bytes, most: int) -> bytes:
    """Return the first member of gzip `content`; it is unpacked no further than one byte past `most`."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, most + 1)
    except zlib.error:
        raise BrokenArchive from None
    if len(unpacked) > most:
        raise TooLarge(most)
    if not unpacker.eof:
        raise BrokenArchive
    return unpacked
