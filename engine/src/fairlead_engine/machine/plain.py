"""What a machine offers, and the one that is always there: lists and plain Python."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, cast

Ints = list[int]  # what kernels read and write: lists, or arrays where they are compiled
Floats = list[float]
Kernel = TypeVar("Kernel", bound=Callable[..., object])
Room = tuple[int, int | None]  # how many numbers, and what they are at first; None where all will be written


class Machine(Protocol):
    """Memory of one sort and the kernels that run on it."""

    is_compiled: bool
    buckets_per_day: int  # how finely working minutes are guessed: more cost more to fill, and hit more often

    def instants(self, *rooms: Room) -> list[Ints]:
        """Return room for 64-bit integers, one after another."""

    def indexes(self, *rooms: Room) -> list[Ints]:
        """Return room for 32-bit integers, one after another."""

    def floats(self, count: int) -> Floats:
        """Return `count` floats, all zero."""

    def same_instants(self, count: int, value: int) -> Ints:
        """Return 64-bit integers that are all `value` and must not be written."""

    def same_indexes(self, count: int, value: int) -> Ints:
        """Return 32-bit integers that are all `value` and must not be written."""

    def as_instants(self, values: Sequence[int]) -> Ints:
        """Return `values` as 64-bit integers in this machine's memory: themselves if they are there already."""

    def as_indexes(self, values: Sequence[int]) -> Ints:
        """Return `values` as 32-bit integers in this machine's memory."""

    def as_floats(self, values: Sequence[float]) -> Floats:
        """Return `values` as floats in this machine's memory."""

    def taken(self, values: Ints, places: Ints) -> Ints:
        """Return the values at `places`, in their order."""

    def first_not_below(self, values: Ints) -> int:
        """Return the first place whose value is not below the place itself, or -1."""

    def total(self, values: Ints) -> int:
        """Return the sum of `values`."""

    def distinct(self, values: Ints) -> set[int]:
        """Return the different `values`, which are small and at least -1."""

    def extremes(self, values: Ints, absent: int) -> tuple[int, int] | None:
        """Return the least and the greatest of `values` that are not `absent`; None if none is."""

    def place_of(self, values: Ints, value: int) -> int:
        """Return the first place of `value`."""

    def places(self, values: Ints) -> list[int]:
        """Return the places of all `values` that are not 0."""

    def ordered(self, values: Ints, count: int) -> list[int]:
        """Return the first `count` of `values`, ascending."""

    def kernel(self, function: Kernel) -> Kernel:
        """Return `function` as this machine runs it."""


class Plain:
    """Lists and plain Python."""

    is_compiled = False
    buckets_per_day = 1

    def instants(self, *rooms: Room) -> list[Ints]:
        return [[fill or 0] * count for count, fill in rooms]

    indexes = instants

    def floats(self, count: int) -> Floats:
        return [0.0] * count

    def same_instants(self, count: int, value: int) -> Ints:
        return [value] * count

    same_indexes = same_instants

    def as_instants(self, values: Sequence[int]) -> Ints:
        if isinstance(values, list):
            return values
        tolist = getattr(values, "tolist", None)
        return cast(Ints, tolist()) if tolist else list(values)

    as_indexes = as_instants

    def as_floats(self, values: Sequence[float]) -> Floats:
        if isinstance(values, list):
            return values
        tolist = getattr(values, "tolist", None)
        return cast(Floats, tolist()) if tolist else list(values)

    def taken(self, values: Ints, places: Ints) -> Ints:
        return [values[place] for place in places]

    def first_not_below(self, values: Ints) -> int:
        return next((place for place, value in enumerate(values) if value >= place), -1)

    def total(self, values: Ints) -> int:
        return sum(values)

    def distinct(self, values: Ints) -> set[int]:
        return set(values)

    def extremes(self, values: Ints, absent: int) -> tuple[int, int] | None:
        present = [value for value in values if value != absent]
        return (min(present), max(present)) if present else None

    def place_of(self, values: Ints, value: int) -> int:
        return values.index(value)

    def places(self, values: Ints) -> list[int]:
        return [place for place, value in enumerate(values) if value]

    def ordered(self, values: Ints, count: int) -> list[int]:
        return sorted(values[:count])

    def kernel(self, function: Kernel) -> Kernel:
        return function


PLAIN = Plain()
