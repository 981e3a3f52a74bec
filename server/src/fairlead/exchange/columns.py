"""What the columns of a table hold, as somebody says it. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from fairlead_engine.formats import Column, Head
from fairlead_engine.formats.tables import column_of

Columns = Mapping[str, Column | None]
FEWEST = 2  # columns of a table of tasks


@dataclass(frozen=True, slots=True)
class TableHead:
    """The top of a table: headings, what each is taken for, and first rows of a text for each heading."""

    headings: list[str]
    columns: list[Column | None]
    rows: list[list[str]]

    @classmethod
    def of(cls, head: Head) -> Self:
        """Return what the engine found."""
        return cls(list(head.headings), list(head.columns), [list(row) for row in head.rows])

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Self:
        """Return the top that `as_json` wrote."""
        return cls(values["headings"], [_column(each) for each in values["columns"]], values["rows"])

    def as_json(self) -> dict[str, Any]:
        """Return the top as JSON values."""
        columns = [None if column is None else column.value for column in self.columns]
        return {"headings": self.headings, "columns": columns, "rows": self.rows}

    @property
    def taken(self) -> dict[str, Column | None]:
        """What each heading is taken for, the first of those with the same words."""
        found: dict[str, Column | None] = {}
        for heading, column in zip(self.headings, self.columns, strict=True):
            found.setdefault(heading, column)
        return found


def kept(columns: Columns) -> dict[str, str | None]:
    """Return what to keep of what somebody says: what the headings do not say themselves, in a fixed order."""
    said = sorted((heading, column) for heading, column in columns.items() if column is not column_of(heading)[0])
    return {heading: None if column is None else column.value for heading, column in said}


def chosen(said: Mapping[str, str | None]) -> dict[str, Column | None]:
    """Return what was kept, as the engine takes it."""
    return {heading: _column(value) for heading, value in said.items()}


def wrong(columns: Columns) -> dict[str, str]:
    """Return what cannot be, by heading; under the empty heading what holds for all. Empty where all is well."""
    times = Counter(column for column in columns.values() if column is not None)
    found = {
        heading: _("Two columns cannot hold the same. Choose another for one of them.")
        for heading, column in columns.items()
        if column is not None and times[column] > 1
    }
    if Column.NAME not in times:
        found[""] = _("Say which column holds the names of the tasks.")
    elif len(times) < FEWEST and not found:
        found[""] = _("Names alone make no plan. Say what at least one more column holds.")
    return found


def _column(value: str | None) -> Column | None:
    return None if value is None else Column(value)
