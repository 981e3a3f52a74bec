"""The tables of an XER file: lines of values between tabs, the names of the columns above them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead_engine.formats.errors import NothingToRead, TooComplex
from fairlead_engine.formats.texts import decoded
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import kinds

_MOST_TABLES = 1_000
_MOST_COLUMNS = 1_000
LINE_END = "\x7f\x7f"  # how P6 writes the end of a line within a value


@dataclass(slots=True)
class Table:
    """One table: its columns, and its rows as they are written until they are asked for."""

    name: str
    columns: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)

    def rows(self, reading: Reading) -> Iterator[dict[str, str]]:
        """Yield each row's values by column, without those that are empty."""
        for line in self.lines:
            values = line.split("\t")
            if len(values) > len(self.columns):
                values = _unquoted(values)
                if any(values[len(self.columns) :]):
                    reading.notes.add(kinds.LONG_ROWS, self.name)
            yield {
                column: value.replace('""', '"') if '"' in value else value
                for column, value in zip(self.columns, values, strict=False)
                if value
            }


def tables_of(content: bytes, reading: Reading) -> dict[str, Table]:
    """Return the tables of a file by name.

    Raises: NothingToRead, TooComplex.
    """
    file = _File(reading)
    text, is_guessed = decoded(content)
    if is_guessed:
        reading.notes.add(kinds.ENCODING)
    for line in text.split("\n"):
        file.take(line.removesuffix("\r"))
        if file.has_end:
            break
    else:
        reading.notes.add(kinds.NO_END)
    file.end()
    if not file.tables:
        raise NothingToRead("table")
    return file.tables


@dataclass(slots=True)
class _File:
    """The tables so far; a line that begins with no mark goes on with the row before it."""

    reading: Reading
    tables: dict[str, Table] = field(default_factory=dict)
    has_end: bool = False
    _table: Table | None = None
    _count: int = 0
    _more: list[str] = field(default_factory=list)  # what goes on with the last row: joined once, however long

    def take(self, line: str) -> None:
        mark, _, rest = line.partition("\t")
        table = self._table
        if self._more and line.startswith("%"):
            self.end()
        if mark == "%R" and table is not None:
            self._count += 1
            if self._count > self.reading.limits.max_elements:
                raise TooComplex("rows", self.reading.limits.max_elements)
            table.lines.append(rest)
        elif mark == "%T":
            self._begin(rest.strip())
        elif mark == "%F" and table is not None:
            self._name_columns(table, rest)
        elif mark == "%E":
            self.has_end = True
        elif not line.strip() or mark == "ERMHDR":
            return
        elif table is not None and table.lines and not line.startswith("%"):
            self._more.append(line)
        else:
            self.reading.notes.add(kinds.STRAY_LINES, line[:40])

    def end(self) -> None:
        """End the last row with the lines that go on with it."""
        if self._more and self._table is not None:
            self._table.lines[-1] = LINE_END.join((self._table.lines[-1], *self._more))
            self._more.clear()

    def _begin(self, name: str) -> None:
        if len(self.tables) >= _MOST_TABLES:
            raise TooComplex("tables", _MOST_TABLES)
        self._table = self.tables.setdefault(name, Table(name))

    def _name_columns(self, table: Table, text: str) -> None:
        columns = tuple(column.strip() for column in text.split("\t"))
        if len(columns) > _MOST_COLUMNS:
            raise TooComplex("columns in one table", _MOST_COLUMNS)
        if table.columns and columns != table.columns:
            self.reading.notes.add(kinds.REPEATED_TABLE, table.name)
        else:
            table.columns = columns


def _unquoted(values: list[str]) -> list[str]:
    """Return values with those joined again that a tab within quotes had parted."""
    joined: list[str] = []
    parts: list[str] = []  # of a value whose quotes are still open
    quotes = 0
    for value in values:
        if not parts and not value.startswith('"'):
            joined.append(value)
            continue
        parts.append(value)
        quotes += value.count('"')
        if quotes % 2 == 0:
            joined.append(value if len(parts) == 1 else " ".join(parts)[1:-1])
            parts, quotes = [], 0
    return [*joined, " ".join(parts)] if parts else joined
