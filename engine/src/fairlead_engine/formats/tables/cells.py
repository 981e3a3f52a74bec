"""Cells and rows of a table, whatever file they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Cell = str | float | bool | datetime


@dataclass(slots=True)
class Row:
    """The cells of a row that hold something, by column; `level` is how far a file indents or groups it."""

    number: int
    cells: Mapping[int, Cell]
    level: int = 0


@dataclass(slots=True)
class Sheet:
    """The rows of one table that hold something, in order."""

    name: str = ""
    rows: list[Row] = field(default_factory=list)


class Shared:
    """Texts of cells, of which equal ones are held once: a table says the same few things in most of its columns."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return a text equal to `text`, the same each time; of a great many different texts only the first ones."""
        if len(self._known) < self._most:
            return self._known.setdefault(text, text)
        return self._known.get(text, text)


def text_of(cell: Cell | None) -> str:
    """Return what a person would read in a cell."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat(" ", "minutes") if isinstance(cell, datetime) else cell
