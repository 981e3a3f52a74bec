"""The top of a table, for people to say what its columns hold."""

from dataclasses import dataclass
from typing import Generic

from fairlead_engine.formats.tables.cells import Row, Sheet, text_of
from fairlead_engine.formats.tables.columns import C
from fairlead_engine.formats.tables.layout import ROWS_LOOKED_AT, Layout

_MOST_COLUMNS = 100
_ROWS_SHOWN = 5
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Head(Generic[C]):
    """The headings of a table, what each is taken for (None: nothing), and the first rows below them.

    There are up to 100 headings, as `read` takes them in `columns`, and five rows with a text for each of them,
    cut to 80 characters.
    """

    headings: tuple[str, ...]
    columns: tuple[C | None, ...]
    rows: tuple[tuple[str, ...], ...]


def head_of(sheet: Sheet, layout: Layout[C]) -> Head[C]:
    """Return the top of a table; where no headings are known, the first of its fullest rows is taken for them."""
    if layout.is_table:
        headings, first = dict(layout.headings), layout.first
    else:
        place = _fullest(sheet.rows[:ROWS_LOOKED_AT])
        headings = {at: text_of(cell).strip() for at, cell in sheet.rows[place].cells.items()} if sheet.rows else {}
        first = place + 1
    places = [place for place, heading in sorted(headings.items()) if heading][:_MOST_COLUMNS]
    return Head(
        tuple(headings[place][:200] for place in places),
        tuple(layout.columns.get(place) for place in places),
        tuple(
            tuple(text_of(row.cells.get(place))[:_LONGEST] for place in places)
            for row in sheet.rows[first : first + _ROWS_SHOWN]
        ),
    )


def _fullest(rows: list[Row]) -> int:
    """Return the place of the first row that has the most cells."""
    return max(range(len(rows)), key=lambda place: (len(rows[place].cells), -place), default=0)
