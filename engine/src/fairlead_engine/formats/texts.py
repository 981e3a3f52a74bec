"""Text out of bytes that do not say how it is encoded."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ZEROS = 8  # so many in the first letters are those of UTF-16


def decoded(content: bytes) -> tuple[str, bool]:
    """Return a text, and whether its encoding is a guess: by its mark, UTF-8 where it can be, else Windows-1252."""
    encoding = _told(content)
    if encoding is not None:
        return content.decode(encoding, "replace").replace("\0", ""), False
    try:
        return content.decode("utf-8").replace("\0", ""), False
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").replace("\0", ""), True


def _told(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if content[:64].count(b"\0") > _ZEROS:
        return "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    return None
