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
from fairlead_engine.formats.values import MOST_MINUTES, Reading, one_line
from fairlead_engine.units import Instant, instant_of

DATES = (
    *(Column.START, Column.FINISH, Column.ACTUAL_START, Column.ACTUAL_FINISH, Column.DEADLINE),
    *(Column.CONSTRAINT_DATE, Column.LATE_START, Column.LATE_FINISH, Column.PROJECT_START),
)
_PAIRS = ((Column.START, Column.FINISH), (Column.ACTUAL_START, Column.ACTUAL_FINISH), (Column.START, Column.DEADLINE))
_MORNING, _EVENING = timedelta(hours=8), timedelta(hours=17)
_WORDS_OF_YES = "yes y true 1 x ja j oui o si s sim tak t da да v ✓ ✔ wahr vrai verdadero vero waar"
_YES = {plain(word) for word in _WORDS_OF_YES.split()}
_NOT_DATES = {"na", "n/a", "-", "nv", "nd", "no disponible", "nan", "none", "null", "нд", "tbd", "?"}


@dataclass(slots=True)
class Table:
    """A sheet with its layout, the order of its dates, and what its numbers count."""

    sheet: Sheet
    layout: Layout[Column]
    reading: Reading
    order: DateOrder = DateOrder.DAY_FIRST
    lengths: Lengths = field(default_factory=Lengths)
    has_shares: bool = False

    _places: dict[Column, int] = field(init=False)

    def __post_init__(self) -> None:
        self._places = {column: place for place, column in self.layout.columns.items()}
        rows = self.sheet.rows[self.layout.first :]
        self._tell_order(rows)
        shares = (self.cell(row, Column.PERCENT) for row in rows)
        percents = [number for cell in shares if (number := _plain_number(cell)) is not None]
        self.has_shares = bool(percents) and max(percents) <= 1 and any(0 < each < 1 for each in percents)
        if self.has_shares:
            self.reading.notes.add(kinds.SHARES)

    def cell(self, row: Row, column: Column) -> Cell | None:
        """Return the cell of a column; None where there is no such column, or nothing in the cell."""
        place = self._places.get(column)
        return None if place is None else row.cells.get(place)

    def entries(self) -> Iterator["Entry"]:
        """Yield the rows below the headings that have a name; others are counted."""
        notes = self.reading.notes
        rows = self.sheet.rows[self.layout.first :]
        for place, row in enumerate(rows):
            if place < 3 and says_headings(row, self.layout):
                notes.add(kinds.REPEATED_HEADINGS)
            elif text_of(self.cell(row, Column.NAME)).strip():
                yield Entry(self, row)
            elif any(place in row.cells for place in self._places.values()):
                notes.add(kinds.NAMELESS, f"row {row.number}")

    def _tell_order(self, rows: list[Row]) -> None:
        dates: list[Written] = []
        pairs: list[tuple[Written, Written]] = []
        for row in rows:
            found = self._unclear_dates(row)
            dates += found.values()
            pairs += [(found[start], found[finish]) for start, finish in _PAIRS if start in found and finish in found]
        self.order, is_certain = order_of(dates, pairs)
        if any(not each.is_certain for each in dates):
            self.reading.notes.add(kinds.DATE_ORDER if is_certain else kinds.DATE_ORDER_GUESSED, self.order.value)

    def _unclear_dates(self, row: Row) -> dict[Column, Written]:
        """Return the dates of a row; none where each of them is certain, for they tell nothing of others."""
        texts = ((column, cell) for column in DATES if isinstance(cell := self.cell(row, column), str))
        found = {column: date for column, text in texts if (date := written(text)) is not None}
        return {} if all(each.is_certain for each in found.values()) else found


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with a name; what cannot be understood is counted and None."""

    table: Table
    row: Row

    @property
    def subject(self) -> str:
        """Return what the row is called by in a report."""
        return f"row {self.row.number}: {self.text(Column.NAME)}"[:80]

    def cell(self, column: Column) -> Cell | None:
        """Return what is in a column, None where nothing is."""
        return self.table.cell(self.row, column)

    def text(self, column: Column) -> str:
        """Return what a person reads in a column, without blanks around it."""
        cell = self.table.cell(self.row, column)
        return cell.strip() if isinstance(cell, str) else text_of(cell)

    def cut(self, column: Column, most: int) -> str:
        """Return a text, or its first `most` characters, which is counted."""
        return self._cut(self.text(column), most)

    def line(self, column: Column, most: int) -> str:
        """Return a text on one line, cut to `most` characters, which is counted."""
        return self._cut(one_line(self.text(column)), most)

    def _cut(self, text: str, most: int) -> str:
        return text if len(text) <= most else self.table.reading.values({}, self.subject).cut(text, most)

    def has(self, column: Column) -> bool:
        """Return whether there is something in a column."""
        return bool(self.text(column))

    def flag(self, column: Column, *, default: bool = False) -> bool:
        """Return whether a column says yes in some language."""
        cell = self.cell(column)
        if cell is None:
            return default
        return cell if isinstance(cell, bool) else plain(text_of(cell)) in _YES

    def number(self, column: Column) -> float | None:
        """Return a number."""
        cell = self.cell(column)
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
        cell = self.cell(column)
        if isinstance(cell, datetime):
            return cell.hour == cell.minute == 0
        found = written(self.text(column))
        return found is not None and found.clock is None

    def _moment(self, column: Column, *, is_end: bool) -> datetime | None:
        cell = self.cell(column)
        if isinstance(cell, datetime):
            return self._timed(cell, is_whole_day=cell.hour == cell.minute == 0, is_end=is_end)
        text = self.text(column)
        found = written(text) if text else None
        moment = found.moment(self.table.order) if found else None
        if found is None or moment is None:
            if text and plain(text) not in _NOT_DATES:
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
