"""CSV: text in some encoding, parted by some delimiter."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.limits import DEFAULT
from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.cells import Cell, Row, Shared, Sheet
from fairlead_engine.formats.tables.columns import PLAN, Vocabulary
from fairlead_engine.formats.tables.layout import Choice, laid_out, layout_of
from fairlead_engine.formats.texts import decoded
from fairlead_engine.formats.values import Reading

_DELIMITERS = ",;\t|"
_LINES = 50
_HEAD = 100_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_FORMULAS = {"=", "+", "-", "@"}
_MOST_COLUMNS = 2_000
_SHARE = 0.8


def read_csv(content: bytes, reading: Reading, words: Vocabulary[Any] = PLAN) -> Sheet:
    """Return the rows of a CSV file; the first line may name the delimiter as Excel does (`sep=;`).

    Else it is told by headings in these `words`.

    Raises: TooComplex, NotText.
    """
    text, is_guessed = decoded(content)
    if is_guessed:
        reading.notes.add(kinds.ENCODING)
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and len(head.strip()) == 5:
        delimiter, text = head[4], rest
    else:
        delimiter = _delimiter(text, words)
    sheet = Sheet()
    shared = Shared()
    count = 0
    try:
        for number, values in enumerate(csv.reader(_lines(text), delimiter=delimiter), 1):
            cells: dict[int, Cell] = {
                place: shared.text(_freed(value)) for place, value in enumerate(values) if value.strip()
            }
            count += len(cells)
            if max(count, number) > reading.limits.max_elements or len(values) > _MOST_COLUMNS:
                raise TooComplex("cells", reading.limits.max_elements)
            if cells:
                sheet.rows.append(Row(number, cells))
                if len(sheet.rows) > reading.limits.max_tasks + _LINES:
                    raise TooComplex("tasks", reading.limits.max_tasks)
    except csv.Error:
        raise TooComplex("characters in one cell", csv.field_size_limit()) from None
    return sheet


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, as csv wants them; a copy of all of them is never held."""
    return (match.group() for match in _LINE.finditer(text))


def guarded(text: str) -> str:
    """Return a text with a mark before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in _FORMULAS else text


def _freed(text: str) -> str:
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in _FORMULAS else text


def is_table(content: bytes, columns: Choice | None = None) -> bool:
    """Return whether bytes are text in columns, with headings of a table of tasks or other ones."""
    head = content[:_HEAD]
    text = decoded(head)[0]
    if any(letter < " " and letter not in "\t\r\n\f" for letter in text[:2000]):
        return False
    lines = head if len(content) <= _HEAD else head[: head.rfind(b"\n") + 1] or head
    try:
        sheet = read_csv(lines, Reading(DEFAULT, lambda _: None))
        return layout_of(sheet, columns).is_table or _is_parted(decoded(lines)[0])
    except TooComplex:
        return False


def _delimiter(text: str, words: Vocabulary[Any] = PLAN) -> str:
    """Return the delimiter that parts the first lines into the most known headings, then into the most columns.

    Columns alone do not tell: lists of predecessors within quotes may have more semicolons than the rows have commas.
    """
    lines = text[:100_000].splitlines()[:_LINES]
    best = (0, 0, 0, ",")
    for place, delimiter in enumerate(_DELIMITERS):
        rows = _parsed(lines, delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, times = max(widths.items(), key=lambda each: (each[1], each[0]))
            best = max(best, (_known_headings(rows, words), times * (width - 1), -place, delimiter))
    return best[3]


def _known_headings(rows: list[list[str]], words: Vocabulary[Any]) -> int:
    """Return how many columns have headings that are known."""
    cells = (Row(number, dict(enumerate(row[:_MOST_COLUMNS]))) for number, row in enumerate(rows))
    return len(laid_out(Sheet(rows=list(cells)), {}, words).columns)


def _is_parted(text: str) -> bool:
    """Return whether nearly all lines are parted into the same number of cells, and at least two of them hold some."""
    rows = [row for row in _parsed(text.splitlines()[:_LINES], _delimiter(text)) if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in rows)
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    filled = sum(sum(bool(cell.strip()) for cell in row) > 1 for row in rows if len(row) == width)
    return filled > 1 and times >= _SHARE * len(rows)


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []
