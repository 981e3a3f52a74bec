"""Elements of Microsoft Project XML as text."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

Content = str | int | float | bool | None


def element(tag: str, content: Content) -> str:
    """Return an element with a text, nothing where there is none; the text must be one that XML can hold."""
    if content is None or content == "":
        return ""
    if isinstance(content, bool):
        return f"<{tag}>{int(content)}</{tag}>"
    if isinstance(content, float):
        return f"<{tag}>{content:.15g}</{tag}>" if f"{content:.15g}" == repr(content) else f"<{tag}>{content!r}</{tag}>"
    return f"<{tag}>{escape(content) if isinstance(content, str) else content}</{tag}>"


def group(tag: str, parts: Iterable[str]) -> str:
    """Return an element with elements in it."""
    return f"<{tag}>{''.join(parts)}</{tag}>"


def duration(minutes: int | None) -> str | None:
    """Return minutes as an XML duration."""
    if minutes is None:
        return None
    return seconds(minutes * 60)


def seconds(amount: int) -> str:
    """Return seconds as an XML duration."""
    minutes, rest = divmod(amount, 60)
    return f"PT{minutes // 60}H{minutes % 60}M{rest}S"


def moment(text: str | None) -> str | None:
    """Return a moment with the seconds that Microsoft Project writes."""
    return None if text is None else f"{text}:00"


def clock(minute: int) -> str:
    """Return a minute of the day as a time; the end of the day is its beginning."""
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour:02}:{rest:02}:00"
