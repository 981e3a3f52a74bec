"""From a table to people: what is said of each, row by row; what the words mean is for whoever keeps the people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fairlead_engine.formats.errors import NoColumns, NothingToRead, TooComplex, UnknownFormat
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.report import Kind, ReadReport, Severity
from fairlead_engine.formats.roster.columns import PEOPLE, PersonColumn
from fairlead_engine.formats.source import content_of
from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.amounts import number_of
from fairlead_engine.formats.tables.cells import Cell, Row, text_of
from fairlead_engine.formats.tables.csvfile import read_csv
from fairlead_engine.formats.tables.dates import DateOrder, Written, order_of, written
from fairlead_engine.formats.tables.head import Head, head_of
from fairlead_engine.formats.tables.layout import Layout, best_of, says_headings
from fairlead_engine.formats.tables.xlsx import is_xlsx, read_xlsx
from fairlead_engine.formats.texts import decoded
from fairlead_engine.formats.values import Reading, one_line

DAYS = (PersonColumn.FROM, PersonColumn.UNTIL, PersonColumn.RATE_FROM)
NUMBERS = (PersonColumn.HOURS, PersonColumn.SHARE, PersonColumn.COST, PersonColumn.BILL)
OTHER_SHEETS = Kind("other_sheets", Severity.LOST, "Sheets without a table of people are not taken.")
OTHER_COLUMNS = Kind("other_columns", Severity.LOST, "Columns whose headings say nothing of people are not taken.")
_ADVICE = "Save the list of people as an Excel workbook (.xlsx) or as CSV, and choose that file."
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"PK\x03\x04", "a zip archive or an Office document other than a workbook"),
    (b"%PDF", "a PDF"),
    (b"<", "XML or a web page"),
    (b"{", "JSON"),
)
_MARKS = " €$£¥%hH"  # around numbers of hours, money and shares
_MOST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class RosterRow:
    """What one row says, by column; empty cells are left out.

    `number` is the row's in the file. `texts` has what a person reads, `days` and `numbers` what of it is one; a share
    of 60 % is 0.6. `unread` are columns that should hold a day or a number, and do not.
    """

    number: int
    texts: Mapping[PersonColumn, str]
    days: Mapping[PersonColumn, date]
    numbers: Mapping[PersonColumn, float]
    unread: tuple[PersonColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a table in their order, its top, and what of it was not taken."""

    rows: tuple[RosterRow, ...]
    head: Head[PersonColumn]
    report: ReadReport


def read_roster(
    content: bytes, *, limits: Limits, columns: Mapping[str, PersonColumn | None] | None = None, most: int = 5_000
) -> Roster:
    """Read the people of a CSV file or of the sheet of an XLSX workbook that looks most like a table of them.

    `columns` says of headings what they stand for where they do not say it themselves.
    Raises: ReadError; TooComplex for more than `most` people, NoColumns where no column holds names.
    """
    content = content_of(content, limits)
    reading = Reading(limits, lambda _: None)
    sheets = read_xlsx(content, reading) if is_xlsx(content) else [read_csv(_text(content), reading, PEOPLE)]
    sheet, layout = best_of(sheets, columns or {}, PEOPLE)
    head = head_of(sheet, layout)
    if PEOPLE.names.isdisjoint(layout.columns.values()):
        raise NoColumns(head, "the names of people")
    _note(sheet.rows, layout, reading)
    for other in sheets:
        if other is not sheet:
            reading.notes.add(OTHER_SHEETS, other.name)
    rows = tuple(_rows(sheet.rows[layout.first :], layout, reading))
    if not rows:
        raise NothingToRead("row with a name")
    if len(rows) > most:
        raise TooComplex("people", most)
    file_format = "Excel workbook" if is_xlsx(content) else "CSV"
    return Roster(rows, head, reading.notes.report(file_format))


def _text(content: bytes) -> bytes:
    for signature, name in _SIGNATURES:
        if content.lstrip().startswith(signature):
            raise UnknownFormat(name, _ADVICE)
    if any(letter < " " and letter not in "\t\r\n\f" for letter in decoded(content[:2_000])[0]):
        raise UnknownFormat("a file of another program", _ADVICE)
    return content


def _note(rows: list[Row], layout: Layout[PersonColumn], reading: Reading) -> None:
    for place, heading in layout.unknown:
        if count := sum(place in row.cells for row in rows[layout.first :]):
            reading.notes.add(OTHER_COLUMNS, heading, count=count)
    for heading in layout.repeated:
        reading.notes.add(kinds.REPEATED_COLUMNS, heading)
    if layout.first > 1:
        reading.notes.add(kinds.BEFORE_TABLE, count=layout.first - 1)


def _rows(rows: list[Row], layout: Layout[PersonColumn], reading: Reading) -> Iterator[RosterRow]:
    places = {column: place for place, column in layout.columns.items()}
    order = _order(rows, places, reading)
    for number, row in enumerate(rows):
        cells = {column: row.cells[place] for column, place in places.items() if place in row.cells}
        if number < 3 and says_headings(row, layout):
            reading.notes.add(kinds.REPEATED_HEADINGS)
        elif any(column in cells for column in (*PEOPLE.names, PersonColumn.FIRST_NAME)):
            yield _row(row.number, cells, order)
        elif cells:
            reading.notes.add(kinds.NAMELESS, f"row {row.number}")


def _row(number: int, cells: Mapping[PersonColumn, Cell], order: DateOrder) -> RosterRow:
    texts = {column: one_line(text_of(cell))[:_MOST_TEXT] for column, cell in cells.items()}
    texts = {column: text for column, text in texts.items() if text}
    days = {column: day for column in DAYS if column in texts and (day := _day(cells[column], order))}
    numbers = {
        column: found for column in NUMBERS if column in texts and (found := _number(cells[column], column)) is not None
    }
    unread = tuple(each for each in (*DAYS, *NUMBERS) if each in texts and each not in days and each not in numbers)
    return RosterRow(number, texts, days, numbers, unread)


def _day(cell: Cell, order: DateOrder) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    found = written(cell) if isinstance(cell, str) else None
    moment = found.moment(order) if found else None
    return moment.date() if moment else None


def _number(cell: Cell, column: PersonColumn) -> float | None:
    if isinstance(cell, str):
        found = number_of(cell.strip(_MARKS))
        is_percent = "%" in cell
    else:
        found = cell if isinstance(cell, float) else None
        is_percent = False
    if found is None or column is not PersonColumn.SHARE:
        return found
    return found / 100 if is_percent or found > 10 else found  # 60 is 60 %; 10 or fewer are so many whole ones


def _order(rows: list[Row], places: Mapping[PersonColumn, int], reading: Reading) -> DateOrder:
    """Return which number of a date is the day, told by all dates of the table together."""
    dates: list[Written] = []
    pairs: list[tuple[Written, Written]] = []
    for row in rows:
        cells = ((column, row.cells.get(places[column])) for column in DAYS if column in places)
        found = {column: day for column, cell in cells if isinstance(cell, str) and (day := written(cell))}
        dates += found.values()
        if PersonColumn.FROM in found and PersonColumn.UNTIL in found:
            pairs.append((found[PersonColumn.FROM], found[PersonColumn.UNTIL]))
    order, is_certain = order_of(dates, pairs)
    if any(not each.is_certain for each in dates):
        reading.notes.add(kinds.DATE_ORDER if is_certain else kinds.DATE_ORDER_GUESSED, order.value)
    return order
