"""What may be edited of columns that are kept scheduled, and how an edit is written into them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
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
from fairlead_engine.network.kernels import SaidLinks
from fairlead_engine.network.owning import room_for
from fairlead_engine.network.relink_kernels import close_place, open_place
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
    """Columns in memory of their own, written in place, and what brings back those that they were.

    Those of links stand in rooms for more: what is shown of them is as much as there are links.
    """

    columns: Columns
    machine: Machine
    links: SaidLinks = field(init=False)  # the rooms
    _before: Columns = field(init=False)
    _undo: list[Callable[[], None]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._make_room()
        self._show(self.columns.links)
        self._before = self.columns

    def keep(self) -> None:
        """Keep all that was written until now."""
        self._before = self.columns
        self._undo.clear()

    def take_back(self) -> None:
        """Bring back the columns as they were last kept."""
        for undo in reversed(self._undo):
            undo()
        self.columns = self._before
        self._show(self._before.links)
        self._undo.clear()

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
        is_of_link = name in LINK_COLUMNS
        values: Any = self.links[LINK_COLUMNS.index(name)] if is_of_link else getattr(self.columns, name)
        self._undo.append(partial(values.__setitem__, row, values[row]))
        values[row] = value
        if is_of_link:
            self._show(self.columns.links)

    def _add(self, link: LinkAdded) -> None:
        count = self.columns.links
        numbers = [int(getattr(link, said)) for said in _OF_LINK]
        for name, number in zip(LINK_COLUMNS, numbers, strict=True):
            self._check(name, count, number)
        if count == len(self.links.lag):
            self._make_room()
        for room, number in zip(self.links, numbers, strict=True):
            room[count] = number
        self._show(count + 1)

    def _remove(self, link: int) -> None:
        count = self.columns.links
        if not 0 <= link < count:
            raise UnknownPlace("predecessor", link)
        self._undo.append(partial(self._put_back, link, [int(room[link]) for room in self.links], count - 1))
        for room in self.links:
            self.machine.kernel(close_place)(room, link, count)
        self._show(count - 1)

    def _put_back(self, link: int, numbers: list[int], count: int) -> None:
        for room, number in zip(self.links, numbers, strict=True):
            self.machine.kernel(open_place)(room, link, count)
            room[link] = number

    def _make_room(self) -> None:
        count = self.columns.links
        rooms = [room_for(name, count + (count >> 3) + 64, self.machine) for name in LINK_COLUMNS]
        for room, name in zip(rooms, LINK_COLUMNS, strict=True):
            room[:count] = getattr(self.columns, name)
        self.links = SaidLinks(*rooms)

    def _show(self, count: int) -> None:
        shown: dict[str, Any] = {name: room[:count] for name, room in zip(LINK_COLUMNS, self.links, strict=True)}
        self.columns = replace(self.columns, **shown)

    def _check(self, name: str, row: int, value: float) -> None:
        check_range(self.columns, name, [int(value)])
        try:
            check_size(name, [int(value)])
        except AbsurdNumber as absurd:
            raise AbsurdNumber(name, row, absurd.value) from None
