"""Tables of an XER file as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | None


@dataclass(slots=True)
class Rows:
    """One table; rows are given by column, what they leave out is empty, and columns that no row fills are left out."""

    name: str
    columns: tuple[str, ...]
    rows: list[Mapping[str, Value]] = field(default_factory=list)

    def add(self, **values: Value) -> None:
        """Add a row; a flag becomes Y or N."""
        self.rows.append(values)

    def lines(self) -> list[str]:
        """Return the lines of the table, none where it has no rows."""
        if not self.rows:
            return []
        head = [f"%T\t{self.name}", "\t".join(("%F", *self.columns))]
        return head + ["\t".join(("%R", *(_text(row.get(column)) for column in self.columns))) for row in self.rows]


def columns(text: str) -> tuple[str, ...]:
    """Return the names of columns in a text."""
    return tuple(text.split())


def hours(minutes: int | None) -> str | None:
    """Return minutes as hours with up to six decimals."""
    return None if minutes is None else _decimal(minutes / 60)


def moment(text: str | None) -> str | None:
    """Return a moment as P6 writes it."""
    return None if text is None else text.replace("T", " ")


def _decimal(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value.replace('"', '""') if isinstance(value, str) else repr(value)
