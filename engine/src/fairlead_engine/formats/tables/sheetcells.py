"""The cells of a sheet of a workbook, as its XML comes: a handful of calls a cell, and nothing kept but its text."""

from collections.abc import Iterator
from typing import NamedTuple

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.xmlparsing import check_attributes, parsed

Attributes = dict[str, str]


class WrittenCell(NamedTuple):
    """A cell as it is written: its reference, what kind of value it has, its style, and the value."""

    reference: str
    kind: str
    style: str
    text: str


RowCells = tuple[Attributes, list[WrittenCell]]

_TEXTS = {"v", "t"}  # a value, or a part of a text that stands in its cell
_READINGS = "rPh"  # how a text is pronounced
MOST_COLUMNS = 16_384
_MOST_TAGS = 10_000


def rows_of(content: bytes, limits: Limits) -> Iterator[RowCells]:
    """Yield each row of a sheet: its attributes, and its cells.

    Raises: BrokenXml, WrongEncoding, UnsafeXml, TooComplex, EmptyFile.
    """
    cells = _Cells(limits)
    for _ in parsed(content, cells, limits):
        yield from cells.rows
        cells.rows.clear()


class _Cells:
    """What expat calls for a sheet; elements that say nothing of cells are only counted."""

    __slots__ = (
        *("limits", "rows", "text", "count", "_depth", "_row", "_cells", "_cell", "_written", "_keeps_blanks", "_mute"),
        "_local",
    )

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rows: list[RowCells] = []
        self.text: list[str] = []
        self.count = 0
        self._depth = 0
        self._row: Attributes = {}
        self._cells: list[WrittenCell] = []
        self._cell: Attributes | None = None
        self._written = ""
        self._keeps_blanks = False
        self._mute = 0  # how deep in a reading
        self._local: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.count += 1
        self._depth += 1
        if self._depth > self.limits.max_depth:
            raise TooComplex("levels of elements within each other", self.limits.max_depth)
        tag = self._local.get(name) or self._learn(name)
        if tag in _TEXTS:
            self._keeps_blanks = bool(attributes)  # xml:space
        elif tag == "c":
            self._cell, self._written = attributes, ""
        elif tag == "row":
            self._row, self._cells = attributes, []
        elif tag == _READINGS:
            self._mute += 1
        elif attributes:
            check_attributes(attributes, self.limits)
        if self.text:
            self.text.clear()

    def end(self, name: str) -> None:
        self._depth -= 1
        tag = self._local[name]
        if tag in _TEXTS:
            if self._cell is not None and not self._mute:
                self._write("".join(self.text))
        elif tag == "c":
            self._close()
        elif tag == "row":
            self.rows.append((self._row, self._cells))
            self._cells = []
        elif tag == _READINGS:
            self._mute -= 1
        if self.text:
            self.text.clear()

    def _close(self) -> None:
        if self._cell is not None:
            said = self._cell.get
            self._cells.append(WrittenCell(said("r", ""), said("t", "n"), said("s", ""), self._written))
        if len(self._cells) > MOST_COLUMNS:
            raise TooComplex("columns", MOST_COLUMNS)
        self._cell = None

    def _write(self, text: str) -> None:
        self._written += text if self._keeps_blanks else text.strip()
        if len(self._written) > self.limits.max_text:
            raise TooComplex("characters in one text", self.limits.max_text)

    def _learn(self, name: str) -> str:
        if len(self._local) > _MOST_TAGS:
            raise TooComplex("different kinds of elements", _MOST_TAGS)
        return self._local.setdefault(name, name.rpartition(":")[2] or name)
