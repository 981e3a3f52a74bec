"""Who is assigned to what, out of cells such as `Ana[50%]; Jo`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from fairlead_engine.formats.tables import kinds
from fairlead_engine.formats.tables.amounts import number_of
from fairlead_engine.formats.tables.columns import Column
from fairlead_engine.formats.tables.entries import Entry
from fairlead_engine.plan import Assignment, Resource, ResourceId, TaskId

_UNITS = re.compile(r"(.*?)\s*[\[(]\s*([\d.,]+)\s*%?\s*[^\])]*[\])]\s*", re.DOTALL)
_MOST_UNITS = 1_000_000.0
_MOST = 10_000


@dataclass(slots=True)
class People:
    """The resources that the rows of a table name, in the order in which they first do."""

    most: int
    resources: dict[str, Resource] = field(default_factory=dict)
    assignments: list[Assignment] = field(default_factory=list)

    def take(self, entry: Entry, task: TaskId) -> None:
        """Take the people of one row; its work is that of the only one."""
        found: dict[ResourceId, float] = {}
        text = entry.cut(Column.RESOURCES, _MOST)
        for name, units in _named(text):
            key = entry.table.reading.values({"name": name}, entry.subject).text("name", self.most)
            resource = self.resources.setdefault(key, Resource(ResourceId(str(len(self.resources) + 1)), key))
            found[resource.id] = found.get(resource.id, 0.0) + units
        amount = entry.amount(Column.WORK, "h")
        if amount is not None and amount.minutes and len(found) != 1:
            entry.table.reading.notes.add(kinds.SHARED_WORK, entry.subject)
        work = round(amount.minutes) if amount is not None and len(found) == 1 else None
        self.assignments += [Assignment(task, id, min(units, _MOST_UNITS), work) for id, units in found.items()]


def _named(text: str) -> Iterator[tuple[str, float]]:
    """Yield the names in a cell with their units; commas part them where no semicolon or line end does."""
    parts = re.split(r"[;\n|]", text)
    if len(parts) == 1:
        parts = re.split(r",(?![^\[(]*[\])])", text)
    for part in parts:
        match = _UNITS.fullmatch(part.strip())
        units = _share(match.group(2)) if match and "[" in part else None
        name = match.group(1).strip() if match and units is not None else part.strip()
        if name:
            yield name, 1.0 if units is None else units


def _share(percent: str) -> float | None:
    """Return hundredths as a share, to the last digit that a float holds."""
    if number_of(percent) is None:
        return None
    try:
        return float(Decimal(percent.replace(",", ".")) / 100)
    except InvalidOperation:  # thousands that are parted
        return (number_of(percent) or 0.0) / 100
