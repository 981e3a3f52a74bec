"""The text in which P6 keeps a calendar: `(0||1()((0||0(s|08:00|f|16:00)())))`, parts within parts.

A part is `(` number `||` name `(` values `)` `(` parts `)` `)`; blanks may stand between.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from fairlead_engine.formats.errors import TooComplex

_TOKEN = re.compile(r"[()]|[^()]+")
_MOST_LEVELS = 32


class _At(Enum):
    HEADER = auto()  # number and name are next
    VALUES = auto()  # the bracket of the values is next
    IN_VALUES = auto()
    PARTS = auto()  # the bracket of the parts within is next
    IN_PARTS = auto()
    END = auto()  # the closing bracket is next


@dataclass(slots=True)
class Part:
    """One part: its name, its values and the parts within it."""

    name: str = ""
    values: str = ""
    parts: list["Part"] = field(default_factory=list)
    at: _At = _At.HEADER

    def find(self, name: str) -> "Part | None":
        """Return the first part of that name within this one."""
        return next((part for part in self.parts if part.name == name), None)

    def value(self, key: str) -> str:
        """Return one of the values, which are written `key|value|key|value`; empty where there is none."""
        written = self.values.split("|")
        return dict(zip(written[::2], written[1::2], strict=False)).get(key, "").strip()


def parts_of(text: str, most: int) -> tuple[Part, bool]:
    """Return a part that holds the outermost parts of a calendar's text, and whether all of it was understood.

    Raises: TooComplex beyond `most` parts.
    """
    top = Part(at=_At.IN_PARTS)
    nest, is_whole, count = [top], True, 0
    for match in _TOKEN.finditer(text):
        piece, here = match.group(), nest[-1]
        if piece == "(" and here.at is _At.IN_PARTS:
            count += 1
            if count > most or len(nest) > _MOST_LEVELS:
                raise TooComplex("parts in one calendar", most)
            here.parts.append(part := Part())
            nest.append(part)
        elif piece == "(":
            is_whole &= here.at in _OPENED
            here.at = _OPENED.get(here.at, here.at)
        elif piece == ")":
            is_whole &= here.at in _CLOSED or here.at is _At.END
            if here.at in _CLOSED and here is not top:
                here.at = _CLOSED[here.at]
            elif len(nest) > 1:
                nest.pop()
        elif here.at is _At.HEADER:
            here.name = piece.partition("||")[2].strip()
            here.at = _At.VALUES
        elif here.at is _At.IN_VALUES:
            here.values = piece
        else:
            is_whole &= not piece.strip(" \t\r\n\x7f")
    return top, is_whole and len(nest) == 1


_OPENED = {_At.VALUES: _At.IN_VALUES, _At.PARTS: _At.IN_PARTS}
_CLOSED = {_At.IN_VALUES: _At.PARTS, _At.IN_PARTS: _At.END}
