"""XLSX: sheets of cells, out of the XML in a zip archive; nothing else of the archive is looked at."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO

from fairlead_engine.formats.errors import BrokenArchive, NothingToRead, TooComplex, TooLarge
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.cells import Cell, Row, Shared, Sheet
from fairlead_engine.formats.tables.sheetcells import MOST_COLUMNS, Attributes, WrittenCell, rows_of
from fairlead_engine.formats.tables.styles import Styles, styles_of
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record, XmlFile

_MOST_MEMBERS = 5_000
_MOST_SHEETS = 100
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError)
_ENTRY = b"PK\x01\x02"
_START, _START_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def is_xlsx(content: bytes) -> bool:
    """Return whether a zip archive says that it is a workbook."""
    return content.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in content


def read_xlsx(content: bytes, reading: Reading) -> list[Sheet]:
    """Return the sheets of a workbook that hold something.

    Raises: BrokenArchive, TooLarge, TooComplex, NothingToRead and what XML may.
    """
    book = _Book(_Archive(content, reading.limits), reading)
    sheets = [sheet for name, path in book.sheets() if (sheet := book.sheet(name, path)).rows]
    if not sheets:
        raise NothingToRead("sheet with anything in it")
    return sheets


class _Archive:
    """The members of a zip archive, together unpacked no further than the limit."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        if content.count(_ENTRY) > _MOST_MEMBERS:
            raise TooComplex("files in the archive", _MOST_MEMBERS)
        self.limits = limits
        self._left = limits.max_bytes
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except _ERRORS:
            raise BrokenArchive from None

    def member(self, path: str) -> bytes | None:
        """Return what is in a member, None where there is none."""
        try:
            with self._zip.open(path) as file:
                content = file.read(self._left + 1)
        except KeyError:
            return None
        except _ERRORS:
            raise BrokenArchive from None
        if len(content) > self._left:
            raise TooLarge(self.limits.max_bytes)
        self._left -= len(content)
        return content


@dataclass(slots=True)
class _Book:
    """A workbook: its sheets, the texts they share, and what its styles say of numbers."""

    archive: _Archive
    reading: Reading
    styles: Styles = field(init=False)
    _texts: list[str] = field(default_factory=list)
    _shared: Shared = field(default_factory=Shared)
    _start: datetime = _START
    _paths: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for _, tag, record in self._records("xl/workbook.xml", 2, required=True):
            if tag == "sheet":
                self._paths.append((record.fields.get("@name", ""), record.fields.get("@id", "")))
        for _, tag, record in self._records("xl/workbook.xml", 1):
            if tag == "workbookPr" and record.fields.get("@date1904") in {"1", "true"}:
                self._start = _START_1904
        styles = self.archive.member("xl/styles.xml")
        self.styles = styles_of(self._xml(styles, 2).records()) if styles else Styles()
        self._texts = [_text(record) for _, tag, record in self._records("xl/sharedStrings.xml", 1) if tag == "si"]

    def sheets(self) -> list[tuple[str, str]]:
        """Return the names of the sheets and where they are, in their order."""
        if len(self._paths) > _MOST_SHEETS:
            raise TooComplex("sheets", _MOST_SHEETS)
        targets = {
            record.fields.get("@Id", ""): record.fields.get("@Target", "")
            for _, tag, record in self._records("xl/_rels/workbook.xml.rels", 1)
            if tag == "Relationship"
        }
        found = [(name, targets.get(id, "")) for name, id in self._paths]
        return [(name, path.lstrip("/") if path.startswith("/") else f"xl/{path}") for name, path in found if path]

    def sheet(self, name: str, path: str) -> Sheet:
        """Return one sheet."""
        sheet = Sheet(name)
        count = letters = 0
        content = self.archive.member(path)
        for attributes, written in rows_of(content, self.reading.limits) if content and content.strip() else ():
            row = self._row(attributes, written, len(sheet.rows) + 1)
            count += len(row.cells)
            letters += sum(len(cell) for cell in row.cells.values() if isinstance(cell, str))
            if count > self.reading.limits.max_elements:
                raise TooComplex("cells", self.reading.limits.max_elements)
            if letters > self.reading.limits.max_bytes:  # of a shared text that a great many cells name
                raise TooComplex("characters in cells", self.reading.limits.max_bytes)
            if row.cells:
                sheet.rows.append(row)
                if len(sheet.rows) > self.reading.limits.max_tasks + 100:
                    raise TooComplex("tasks", self.reading.limits.max_tasks)
        return sheet

    def _row(self, attributes: Attributes, written: list[WrittenCell], usual: int) -> Row:
        cells: dict[int, Cell] = {}
        level = _whole(attributes.get("outlineLevel", ""), 0)
        place = -1
        for reference, kind, style, text in written:
            place = _column(reference, place + 1)
            if place >= MOST_COLUMNS:
                raise TooComplex("columns", MOST_COLUMNS)
            value = self._cell(kind, text, style)
            if value is not None and value != "":
                cells[place] = value
                level = max(level, self.styles.indent(style)) if isinstance(value, str) else level
        return Row(_whole(attributes.get("r", ""), usual), cells, min(level, 1000))

    def _cell(self, kind: str, written: str, style: str) -> Cell | None:
        match kind:
            case "s":
                place = _whole(written, -1)
                return self._texts[place] if 0 <= place < len(self._texts) else self._bad(written)
            case "b":
                return written == "1"
            case "e":
                return self._bad(written)
            case "inlineStr" | "d" | "str":
                return self._shared.text(written)
            case _:
                return self._number(written, style)

    def _number(self, written: str, style: str) -> Cell | None:
        if not written:
            return None
        try:
            number = float(written)
            moment = self._start + timedelta(days=number) if self.styles.is_date(style) else None
        except (ValueError, OverflowError):
            return self._bad(written)
        if moment is not None:
            return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0) if moment.year < 9999 else None
        return f"{number * 100:.10g}%" if self.styles.is_percent(style) else number

    def _bad(self, written: str) -> str:
        self.reading.notes.add(kinds.BAD_VALUE, f"a cell: {written[:24]}")
        return ""

    def _records(self, path: str, depth: int, *, required: bool = False) -> Iterator[tuple[str, str, Record]]:
        """Yield the records of a member as they are read, so that never all of them are held."""
        content = self.archive.member(path)
        if content is None and required:
            raise NothingToRead("workbook")
        if content and content.strip():
            yield from self._xml(content, depth).records()

    def _xml(self, content: bytes, depth: int) -> XmlFile:
        return XmlFile(content, self.reading.limits, depth=depth, keeps_attributes=True)


def _text(record: Record) -> str:
    """Return the text of an item, of all its runs where they are formatted apart; not how it is pronounced."""
    runs = "".join(_leaf(run, "t") for run in record.groups.get("r", ()))
    return _leaf(record, "t") + runs


def _leaf(record: Record, tag: str) -> str:
    return record.fields.get(tag, "") or "".join(each.fields.get("", "") for each in record.groups.get(tag, ()))


def _column(reference: str, usual: int) -> int:
    """Return the column of a reference such as AB12, counted from 0."""
    number = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1 if number else usual


def _whole(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else usual
