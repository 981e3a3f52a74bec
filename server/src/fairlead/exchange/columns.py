"""What the columns of a table hold, as somebody says it. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext as _

from fairlead.kernel.errors import Refused
from fairlead_engine.formats import Column, Head
from fairlead_engine.formats.roster import PEOPLE, PersonColumn
from fairlead_engine.formats.tables.columns import PLAN, Vocabulary

Columns = Mapping[str, StrEnum | None]
FEWEST = 2  # columns of a table of tasks


class Subject(StrEnum):
    """What a file is about: a plan, which becomes a project, or people, who come into the pool."""

    PLAN = "plan"
    PEOPLE = "people"

    @property
    def words(self) -> Vocabulary[Any]:
        """The headings that are known in its tables."""
        return PEOPLE if self is Subject.PEOPLE else PLAN

    def column(self, value: str | None) -> StrEnum | None:
        """Return the column of its tables that is called `value`, None for nothing.

        Raises: Refused.
        """
        try:
            return None if value is None else PersonColumn(value) if self is Subject.PEOPLE else Column(value)
        except ValueError:
            message = _("“%(name)s” is nothing that a column of such a table holds.") % {"name": value}
            raise Refused(message, code="columns", fields={"columns": message}) from None


@dataclass(frozen=True, slots=True)
class TableHead:
    """The top of a table: headings, what each is taken for, and first rows of a text for each heading."""

    headings: list[str]
    columns: list[StrEnum | None]
    rows: list[list[str]]

    @classmethod
    def of(cls, head: Head[Any]) -> Self:
        """Return what the engine found."""
        return cls(list(head.headings), list(head.columns), [list(row) for row in head.rows])

    @classmethod
    def of_json(cls, values: dict[str, Any], subject: Subject) -> Self:
        """Return the top that `as_json` wrote of a table about `subject`."""
        return cls(values["headings"], [subject.column(each) for each in values["columns"]], values["rows"])

    def as_json(self) -> dict[str, Any]:
        """Return the top as JSON values."""
        columns = [None if column is None else column.value for column in self.columns]
        return {"headings": self.headings, "columns": columns, "rows": self.rows}

    @property
    def taken(self) -> dict[str, StrEnum | None]:
        """What each heading is taken for, the first of those with the same words."""
        found: dict[str, StrEnum | None] = {}
        for heading, column in zip(self.headings, self.columns, strict=True):
            found.setdefault(heading, column)
        return found


def kept(columns: Columns, subject: Subject) -> dict[str, str | None]:
    """Return what to keep of what somebody says: what the headings do not say themselves, in a fixed order."""
    said = sorted(
        (heading, column) for heading, column in columns.items() if column != subject.words.column_of(heading)[0]
    )
    return {heading: None if column is None else column.value for heading, column in said}


def chosen(said: Mapping[str, str | None], subject: Subject) -> dict[str, Any]:
    """Return what was kept, as the engine takes it."""
    return {heading: subject.column(value) for heading, value in said.items()}


def wrong(columns: Columns, subject: Subject) -> dict[str, str]:
    """Return what cannot be, by heading; under the empty heading what holds for all. Empty where all is well."""
    times = Counter(column for column in columns.values() if column is not None)
    found = {
        heading: _("Two columns cannot hold the same. Choose another for one of them.")
        for heading, column in columns.items()
        if column is not None and times[column] > 1
    }
    if subject.words.names.isdisjoint(times):
        found[""] = _NAMELESS[subject]()
    elif subject is Subject.PLAN and len(times) < FEWEST and not found:
        found[""] = _("Names alone make no plan. Say what at least one more column holds.")
    return found


_NAMELESS = {
    Subject.PLAN: lambda: _("Say which column holds the names of the tasks."),
    Subject.PEOPLE: lambda: _("Say which column holds the names of the people."),
}
