"""What the styles of a workbook say of its cells: which are dates, which percentages, how far a text is indented."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fairlead_engine.formats.xmlrecords import Record

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Styles:
    """By the number of a cell's style."""

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    indents: Mapping[str, int] = field(default_factory=dict)

    def is_date(self, style: str) -> bool:
        """Return whether a number of this style is a date."""
        return style in self.dates

    def is_percent(self, style: str) -> bool:
        """Return whether a number of this style is shown as hundredths."""
        return style in self.percents

    def indent(self, style: str) -> int:
        """Return how far a text of this style is indented."""
        return self.indents.get(style, 0)


def styles_of(records: Iterable[tuple[str, str, Record]]) -> Styles:
    """Return what is known of the styles in a style sheet."""
    formats: dict[int, str] = {}
    used: list[tuple[int, int]] = []
    for section, tag, record in records:
        if tag == "numFmt":
            formats[_number(record.fields.get("@numFmtId"))] = record.fields.get("@formatCode", "")
        elif (section, tag) == ("cellXfs", "xf") and len(used) < _MOST:
            alignment = next(iter(record.groups.get("alignment", ())), Record())
            used.append((_number(record.fields.get("@numFmtId")), _number(alignment.fields.get("@indent"))))
    codes = {number: _LITERAL.sub("", code) for number, code in formats.items()}
    dates = _DATES | {number for number, code in codes.items() if _DATE_LETTERS.search(code) and code != "General"}
    percents = _PERCENTS | {number for number, code in codes.items() if "%" in code}
    return Styles(
        frozenset(str(style) for style, (code, _) in enumerate(used) if code in dates),
        frozenset(str(style) for style, (code, _) in enumerate(used) if code in percents),
        {str(style): indent for style, (_, indent) in enumerate(used) if indent},
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
