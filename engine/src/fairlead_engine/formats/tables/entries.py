"""The rows of a table as values: dates in one order, amounts in minutes, flags."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.amounts import Amount, Lengths, amount_of, number_of, unit_of
from fairlead_engine.formats.tables.cells import Cell, Row, Sheet, text_of
from fairlead_engine.formats.tables.columns import Column, plain
from fairlead_engine.formats.tables.dates import DateOrder, Written, order_of, written
from fairlead_engine.formats.tables.layout import Layout, says_headings
from fairlead_engine.formats.values import MOST_MINUTES, Reading
from fairlead_engine.units import Instant, instant_of

DATES = (
    *(Column.START, Column.FINISH, Column.ACTUAL_START, Column.ACTUAL_FINISH, Column.DEADLINE),
    *(Column.CONSTRAINT_DATE, Column.LATE_START, Column.LATE_FINISH, Column.PROJECT_START),
)
_PAIRS = ((Column.START, Column.FINISH), (Column.ACTUAL_START, Column.ACTUAL_FINISH), (Column.START, Column.DEADLINE))
_MORNING, _EVENING = timedelta(hours=8), timedelta(hours=17)
_YES = {
    plain(word)
    for word in [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "ja",
        "j",
        "oui",
        "o",
        "si",
        "s",
        "sim",
        "tak",
        "t",
        "da",
        "да",
        "v",
        "✓",
        "✔",
        "wahr",
        "vrai",
        "verdadero",
        "vero",
        "waar",
    ]
}
_NOT_DATES = {"na", "n/a", "-", "nv", "nd", "no disponible", "nan", "none", "null", "нд", "tbd", "?"}


@dataclass(slots=True)
class Table:
    """A sheet with its layout, the order of its dates, and what its numbers count."""

    sheet: Sheet
    layout: Layout
    reading: Reading
    order: DateOrder = DateOrder.DAY_FIRST
    lengths: Lengths = field(default_factory=Lengths)
    has_shares: bool = False

    def __post_init__(self) -> None:
        entries = list(self._rows())
        dates = {id(entry): self._written(entry) for entry in entries}
        pairs = (
            (found[start], found[finish])
            for found in dates.values()
            for start, finish in _PAIRS
            if start in found and finish in found
        )
        every = [each for found in dates.values() for each in found.values()]
        self.order, is_certain = order_of(every, list(pairs))
        if any(not each.is_certain for each in every):
            self.reading.notes.add(kinds.DATE_ORDER if is_certain else kinds.DATE_ORDER_GUESSED, self.order.value)
        percents = [number for entry in entries if (number := _plain_number(entry.get(Column.PERCENT))) is not None]
        self.has_shares = bool(percents) and max(percents) <= 1 and any(0 < each < 1 for each in percents)
        if self.has_shares:
            self.reading.notes.add(kinds.SHARES)

    def entries(self) -> Iterator["Entry"]:
        """Yield the rows below the headings that have a name; others are counted."""
        notes = self.reading.notes
        rows = self.sheet.rows[self.layout.first :]
        for place, row in enumerate(rows):
            if place < 3 and says_headings(row, self.layout):
                notes.add(kinds.REPEATED_HEADINGS)
                continue
            values = self._values(row)
            if text_of(values.get(Column.NAME)).strip():
                yield Entry(self, row, values)
            elif values:
                notes.add(kinds.NAMELESS, f"row {row.number}")

    def _rows(self) -> Iterator[dict[Column, Cell]]:
        return (self._values(row) for row in self.sheet.rows[self.layout.first :])

    def _values(self, row: Row) -> dict[Column, Cell]:
        return {column: row.cells[place] for place, column in self.layout.columns.items() if place in row.cells}

    @staticmethod
    def _written(values: dict[Column, Cell]) -> dict[Column, Written]:
        texts = ((column, values[column]) for column in DATES if column in values)
        return {
            column: found for column, cell in texts if isinstance(cell, str) and (found := written(cell)) is not None
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with a name; what cannot be understood is counted and None."""

    table: Table
    row: Row
    values: dict[Column, Cell]

    @property
    def subject(self) -> str:
        """Return what the row is called by in a report."""
        return f"row {self.row.number}: {text_of(self.values[Column.NAME]).strip()}"[:80]

    def text(self, column: Column) -> str:
        """Return what a person reads in a column, without blanks around it."""
        return text_of(self.values.get(column)).strip()

    def has(self, column: Column) -> bool:
        """Return whether there is something in a column."""
        return bool(self.text(column))

    def flag(self, column: Column, *, default: bool = False) -> bool:
        """Return whether a column says yes in some language."""
        cell = self.values.get(column)
        if cell is None:
            return default
        return cell if isinstance(cell, bool) else plain(text_of(cell)) in _YES

    def number(self, column: Column) -> float | None:
        """Return a number."""
        cell = self.values.get(column)
        number = cell if isinstance(cell, float) else number_of(self.text(column)) if cell is not None else None
        if cell is not None and (number is None or not math.isfinite(number)):
            self._bad(column)
            return None
        return number

    def amount(self, column: Column, usual: str = "d") -> Amount | None:
        """Return a duration; a number alone counts days, or the unit in the heading's brackets."""
        if not self.has(column):
            return None
        unit = unit_of(self.table.layout.units.get(column, "")) or usual
        amount = amount_of(self.text(column), self.table.lengths, unit)
        if amount is None or not math.isfinite(amount.minutes):
            self._bad(column)
            return None
        if amount.minutes < 0 and column is not Column.TOTAL_SLACK:
            self.table.reading.notes.add(kinds.NEGATIVE_DURATION, self.subject)
            return Amount(0)
        if abs(amount.minutes) > MOST_MINUTES:
            self.table.reading.notes.add(kinds.OUT_OF_BOUNDS, self.subject)
            return Amount(math.copysign(MOST_MINUTES, amount.minutes))
        return amount

    def percent(self) -> float:
        """Return percent complete."""
        text = self.text(Column.PERCENT)
        number = number_of(text.replace("%", "")) if text else 0.0
        if number is None:
            self._bad(Column.PERCENT)
            return 0.0
        if self.table.has_shares and "%" not in text:
            number *= 100
        if not 0 <= number <= 100:
            self.table.reading.notes.add(kinds.OUT_OF_BOUNDS, self.subject)
        return min(max(number, 0.0), 100.0)

    def instant(self, column: Column, *, is_end: bool = False) -> Instant | None:
        """Return a date; one without a time of day is the morning, or the evening of an `is_end`."""
        moment = self._moment(column, is_end=is_end)
        if moment is None:
            return None
        limits = self.table.reading.limits
        if not limits.first_year <= moment.year <= limits.last_year:
            self.table.reading.notes.add(kinds.BAD_YEAR, self.subject)
            return None
        return instant_of(moment)

    def is_whole_day(self, column: Column) -> bool:
        """Return whether there is a date without a time of day."""
        cell = self.values.get(column)
        if isinstance(cell, datetime):
            return cell.hour == cell.minute == 0
        found = written(self.text(column))
        return found is not None and found.clock is None

    def _moment(self, column: Column, *, is_end: bool) -> datetime | None:
        cell = self.values.get(column)
        if isinstance(cell, datetime):
            return self._timed(cell, is_whole_day=cell.hour == cell.minute == 0, is_end=is_end)
        text = self.text(column)
        if not text or plain(text) in _NOT_DATES:
            return None
        found = written(text)
        moment = found.moment(self.table.order) if found else None
        if found is None or moment is None:
            self._bad(column)
            return None
        if found.has_zone:
            self.table.reading.notes.add(kinds.ZONES, self.subject)
        return self._timed(moment, is_whole_day=found.clock is None, is_end=is_end)

    def _timed(self, moment: datetime, *, is_whole_day: bool, is_end: bool) -> datetime:
        if not is_whole_day:
            return moment
        self.table.reading.notes.add(kinds.WHOLE_DAYS)
        return moment + (_EVENING if is_end else _MORNING)

    def _bad(self, column: Column) -> None:
        self.table.reading.notes.add(kinds.BAD_VALUE, f"{self.subject}: {column.value} {self.text(column)[:24]}"[:80])


def _plain_number(cell: Cell | None) -> float | None:
    """Return a number that is written without a percent sign."""
    if isinstance(cell, float):
        return cell
    return number_of(cell) if isinstance(cell, str) and "%" not in cell else None
