"""What may be edited of columns that are kept scheduled, and how an edit is written into them."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from fairlead_engine.errors import PlanError
from fairlead_engine.machine import Machine
from fairlead_engine.network.columns import (
    LINK_COLUMNS,
    NONE,
    AbsurdNumber,
    Columns,
    check_range,
    check_size,
    counts_of,
)
from fairlead_engine.network.owning import room_for
from fairlead_engine.plan import LagKind, LinkKind

_OF_LINK: Final = ("predecessor", "successor", "kind", "lag", "lag_kind", "lag_calendar")  # as LINK_COLUMNS


@dataclass(frozen=True, slots=True)
class Edit:
    """A new number: of `column`, a name in `Columns`, at `row`; instants and durations in minutes, None for none."""

    column: str
    row: int
    value: float | None


@dataclass(frozen=True, slots=True)
class LinkAdded:
    """A link more, behind all others; tasks are indexes, `lag` in minutes or percent as `lag_kind` says."""

    predecessor: int
    successor: int
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    lag_kind: LagKind = LagKind.WORKING
    lag_calendar: int = -1


@dataclass(frozen=True, slots=True)
class LinkRemoved:
    """A link less; those behind it move up by one."""

    link: int


Change = Edit | LinkAdded | LinkRemoved


class UnknownPlace(PlanError):
    """An edit of a column or row that is not there."""

    def __init__(self, column: str, row: int) -> None:
        super().__init__(f"There is no row {row} of a column {column} to edit.")
        self.column, self.row = column, row


@dataclass(slots=True)
class EditedColumns:
    """Columns in memory of their own, written in place, and what brings back those that they were."""

    columns: Columns
    machine: Machine
    _before: Columns = field(init=False)
    _written: list[tuple[Any, int, float]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._before = self.columns

    def keep(self) -> None:
        """Keep all that was written until now."""
        self._before = self.columns
        self._written.clear()

    def take_back(self) -> None:
        """Bring back the columns as they were last kept."""
        for values, row, value in reversed(self._written):
            values[row] = value
        self.columns = self._before
        self._written.clear()

    def write(self, change: Change) -> None:
        """Carry out one change.

        Raises: UnknownPlace, ColumnBroken, AbsurdNumber; then nothing is written.
        """
        match change:
            case Edit():
                self._set(change)
            case LinkAdded():
                self._add(change)
            case LinkRemoved(link):
                self._remove(link)

    def _set(self, change: Edit) -> None:
        name, row = change.column, change.row
        count = counts_of(self.columns).get(name, 0)
        if not 0 <= row < count:
            raise UnknownPlace(name, row)
        value = NONE if change.value is None else change.value
        self._check(name, row, value)
        if getattr(self.columns, name) is None:
            self.columns = replace(self.columns, **{name: room_for(name, count, self.machine)})
        values = getattr(self.columns, name)
        self._written.append((values, row, values[row]))
        values[row] = value

    def _add(self, link: LinkAdded) -> None:
        count = self.columns.links
        rooms: dict[str, Any] = {}
        for name, said in zip(LINK_COLUMNS, _OF_LINK, strict=True):
            number = int(getattr(link, said))
            self._check(name, count, number)
            rooms[name] = room_for(name, count + 1, self.machine)
            rooms[name][:count] = getattr(self.columns, name)
            rooms[name][count] = number
        self.columns = replace(self.columns, **rooms)

    def _remove(self, link: int) -> None:
        count = self.columns.links
        if not 0 <= link < count:
            raise UnknownPlace("predecessor", link)
        rooms: dict[str, Any] = {}
        for name in LINK_COLUMNS:
            values = getattr(self.columns, name)
            rooms[name] = room_for(name, count - 1, self.machine)
            rooms[name][:link] = values[:link]
            rooms[name][link:] = values[link + 1 :]
        self.columns = replace(self.columns, **rooms)

    def _check(self, name: str, row: int, value: float) -> None:
        check_range(self.columns, name, [int(value)])
        try:
            check_size(name, [int(value)])
        except AbsurdNumber as absurd:
            raise AbsurdNumber(name, row, absurd.value) from None
