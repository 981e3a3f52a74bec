"""What the engine finds, per task in the order in which tasks were said."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

from fairlead_engine.machine import Ints, Machine

if TYPE_CHECKING:
    from numpy import bool_, int8, int32, int64
    from numpy.typing import NDArray

    Instants = NDArray[int64]
    Minutes = NDArray[int64]
    Indexes = NDArray[int32]
    Kinds = NDArray[int8]
    Flags = NDArray[bool_]

Array = TypeVar("Array")


class _Column(Generic[Array]):
    """A column handed out as a NumPy array, made when it is first asked for."""

    def __init__(self, dtype: str) -> None:
        self._dtype = dtype

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, found: None, owner: type) -> "_Column[Array]": ...
    @overload
    def __get__(self, found: "Found", owner: type) -> Array: ...
    def __get__(self, found: "Found | None", owner: type) -> "_Column[Array] | Array":
        if found is None:
            return self
        import numpy  # noqa: PLC0415 - a small plan is scheduled without it

        return cast(Array, numpy.asarray(found.numbers(self._name), dtype=self._dtype))


class Found:
    """Dates, slacks and drivers as NumPy arrays; `numbers` hands out the same without NumPy.

    Instants are minutes since 1970-01-01 00:00, `finish` exclusive; slacks are working minutes on the task's
    calendar, negative where constraints cannot be met. `driver_task` is the predecessor, summary or child that
    set the start and `driver_link` the link, -1 for none; a start after `driver_at` was pushed on by the calendar.
    `float_path` is the number of the path of least slack that a task is on, where its project asks for some, and
    `float_path_order` its place there, counted from the path's end; 0 for none.
    `project_start` and `project_finish` have one entry per project.
    """

    start: "_Column[Instants]" = _Column("i8")
    finish: "_Column[Instants]" = _Column("i8")
    early_start: "_Column[Instants]" = _Column("i8")
    early_finish: "_Column[Instants]" = _Column("i8")
    late_start: "_Column[Instants]" = _Column("i8")
    late_finish: "_Column[Instants]" = _Column("i8")
    total_slack: "_Column[Minutes]" = _Column("i8")
    free_slack: "_Column[Minutes]" = _Column("i8")
    start_slack: "_Column[Minutes]" = _Column("i8")
    finish_slack: "_Column[Minutes]" = _Column("i8")
    critical: "_Column[Flags]" = _Column("?")
    driver_kind: "_Column[Kinds]" = _Column("i1")
    driver_link: "_Column[Indexes]" = _Column("i4")
    driver_task: "_Column[Indexes]" = _Column("i4")
    driver_at: "_Column[Instants]" = _Column("i8")
    float_path: "_Column[Indexes]" = _Column("i4")
    float_path_order: "_Column[Indexes]" = _Column("i4")
    project_start: "_Column[Instants]" = _Column("i8")
    project_finish: "_Column[Instants]" = _Column("i8")

    def __init__(
        self,
        ranked: dict[str, Ints],
        asked: dict[str, Callable[[], Ints]],
        rank: Ints,
        per_project: dict[str, Ints],
        machine: Machine,
    ) -> None:
        self._ranked = ranked
        self._asked = asked  # columns that are found when they are asked for
        self._rank = rank
        self._machine = machine
        self._ready = dict(per_project)

    def numbers(self, name: str) -> Sequence[int]:
        """Return the column `name` as it is: a list where a small plan was scheduled, else an array."""
        if name not in self._ready:
            ranked = self._asked[name]() if name in self._asked else self._ranked[name]
            self._ready[name] = self._machine.taken(ranked, self._rank)
        return self._ready[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that have one number per task."""
        return (*self._ranked, *self._asked)

    def keep(self) -> None:
        """Make all columns now, so that what they are made of may change."""
        for name in self.names:
            self.numbers(name)
        for name in ("project_start", "project_finish"):
            self._ready[name] = self._ready[name].copy()

    def replace(self, name: str, values: Ints) -> None:
        """Hand out `values`, in the order of the tasks, as the column `name` from now on."""
        self._ready[name] = values
