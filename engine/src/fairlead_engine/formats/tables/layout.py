"""Where in a sheet the table of tasks begins, and what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from fairlead_engine.formats.tables.cells import Row, Sheet, text_of
from fairlead_engine.formats.tables.columns import PLAN, C, Column, Vocabulary, unit_of

ROWS_LOOKED_AT = 30
_LEAST = 2

Choice = Mapping[str, Column | None]


@dataclass(frozen=True, slots=True)
class Layout(Generic[C]):
    """What a table's columns hold, by their place; `units` are those that headings name in brackets.

    `headings` are all of the table, `first` the place of its first row below them among the rows of the sheet.
    """

    words: Vocabulary[C]
    headings: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, C] = field(default_factory=dict)
    units: Mapping[C, str] = field(default_factory=dict)
    first: int = 0
    repeated: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Return whether there are names, and something else with them."""
        return not self.words.names.isdisjoint(self.columns.values()) and len(self.columns) >= _LEAST

    @property
    def unknown(self) -> tuple[tuple[int, str], ...]:
        """Return the places and headings of columns that say nothing that is known."""
        repeated = set(self.repeated)
        return tuple(
            (place, heading)
            for place, heading in self.headings.items()
            if place not in self.columns and heading not in repeated
        )


def layout_of(sheet: Sheet, chosen: Choice | None = None) -> Layout[Column]:
    """Return the layout of a table of tasks, as `laid_out` does."""
    return laid_out(sheet, chosen or {}, PLAN)


def laid_out(sheet: Sheet, chosen: Mapping[str, C | None], words: Vocabulary[C]) -> Layout[C]:
    """Return the layout that most headings of one of the first rows speak for, in these `words`.

    `chosen` says of some headings what they stand for, None for nothing; it counts more than what is known.
    """
    best = Layout(words)
    for place, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
        found = _of_row(row, place + 1, chosen, words)
        if (found.is_table, len(found.columns)) > (best.is_table, len(best.columns)):
            best = found
    return best


def best_of(sheets: Sequence[Sheet], chosen: Mapping[str, C | None], words: Vocabulary[C]) -> tuple[Sheet, Layout[C]]:
    """Return the sheet that looks most like a table in these `words`, the first of several."""
    found = [(sheet, laid_out(sheet, chosen, words)) for sheet in sheets]
    return max(found, key=lambda each: (each[1].is_table, len(each[1].columns)))


def says_headings(row: Row, layout: Layout[C]) -> bool:
    """Return whether a row below the headings only says them again, as P6 does in words for people."""
    told = [place for place in row.cells if place in layout.columns]
    same = sum(layout.words.column_of(text_of(row.cells[place]))[0] is layout.columns[place] for place in told)
    return same >= _LEAST and same * 2 > len(told)


def _of_row(row: Row, first: int, chosen: Mapping[str, C | None], words: Vocabulary[C]) -> Layout[C]:
    headings = {place: text_of(cell).strip()[:200] for place, cell in row.cells.items()}
    columns: dict[int, C] = {}
    units: dict[C, str] = {}
    repeated: list[str] = []
    for place, heading in headings.items():
        column, unit = words.column_of(heading)
        if heading in chosen:
            column, unit = chosen[heading], unit_of(heading)
        if column is None:
            continue
        if column in columns.values():
            repeated.append(heading)
            continue
        columns[place] = column
        if unit:
            units[column] = unit
    return Layout(words, headings, columns, units, first, tuple(repeated))
