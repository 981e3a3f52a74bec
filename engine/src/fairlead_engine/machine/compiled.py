"""NumPy arrays and kernels compiled by Numba."""

import sys
from collections.abc import Callable, Sequence
from functools import cache
from threading import RLock
from types import FunctionType
from typing import cast

import numba
import numpy
from numpy.typing import NDArray

from fairlead_engine.machine.caching import cache_directory
from fairlead_engine.machine.memory import block
from fairlead_engine.machine.plain import Floats, Ints, Kernel, Room


class Compiled:
    """Arrays and compiled kernels; the first use of a kernel compiles it or loads it from the cache."""

    is_compiled = True
    buckets_per_day = 4

    def instants(self, *rooms: Room) -> list[Ints]:
        return _rooms(rooms, "i8")

    def indexes(self, *rooms: Room) -> list[Ints]:
        return _rooms(rooms, "i4")

    def floats(self, count: int) -> Floats:
        return cast(Floats, numpy.zeros(count))

    def same_instants(self, count: int, value: int) -> Ints:
        return cast(Ints, _same(value, "i8", _rounded(count))[:count])

    def same_indexes(self, count: int, value: int) -> Ints:
        return cast(Ints, _same(value, "i4", _rounded(count))[:count])

    def as_instants(self, values: Sequence[int]) -> Ints:
        return cast(Ints, numpy.ascontiguousarray(values, dtype="i8"))

    def as_indexes(self, values: Sequence[int]) -> Ints:
        return cast(Ints, numpy.ascontiguousarray(values, dtype="i4"))

    def as_floats(self, values: Sequence[float]) -> Floats:
        return cast(Floats, numpy.ascontiguousarray(values, dtype="f8"))

    def taken(self, values: Ints, places: Ints) -> Ints:
        return cast(Ints, numpy.take(values, places))

    def first_not_below(self, values: Ints) -> int:
        places = numpy.flatnonzero(numpy.greater_equal(values, numpy.arange(len(values))))
        return int(places[0]) if len(places) else -1

    def total(self, values: Ints) -> int:
        return int(numpy.sum(values))

    def distinct(self, values: Ints) -> set[int]:
        return {int(place) - 1 for place in numpy.flatnonzero(numpy.bincount(numpy.add(values, 1, dtype="i8")))}

    def extremes(self, values: Ints, absent: int) -> tuple[int, int] | None:
        present = numpy.asarray(values)
        if not len(present):
            return None
        least, greatest = int(present.min()), int(present.max())
        if least == greatest == absent:
            return None
        return (int(present[present != absent].min()) if least == absent else least), greatest

    def place_of(self, values: Ints, value: int) -> int:
        return int(numpy.argmax(numpy.equal(values, value)))

    def places(self, values: Ints) -> list[int]:
        return numpy.flatnonzero(values).tolist()

    def ordered(self, values: Ints, count: int) -> list[int]:
        return cast("list[int]", numpy.sort(values[:count]).tolist())

    def kernel(self, function: Kernel) -> Kernel:
        return _compiled_twin(function)


def _rooms(rooms: Sequence[Room], dtype: str) -> list[Ints]:
    """Return slices of one block: it is found again as a whole, and is large enough for huge pages."""
    numbers = block(sum(count for count, _ in rooms), dtype)
    slices = []
    begin = 0
    for count, fill in rooms:
        room = numbers[begin : begin + count]
        if fill is not None:
            room.fill(fill)
        slices.append(cast(Ints, room))
        begin += count
    return slices


def _rounded(count: int) -> int:
    """Return the power of two at or above `count`, so that few sizes of constants are kept."""
    return 1 << max(count - 1, 1).bit_length()


@cache
def _same(value: int, dtype: str, count: int) -> NDArray[numpy.signedinteger]:
    return numpy.full(count, value, dtype=dtype)


_lock = RLock()
_twins: dict[Callable[..., object], Callable[..., object]] = {}
_namespaces: dict[str, dict[str, object]] = {}


def _compiled_twin(function: Kernel) -> Kernel:
    """Return the compiled twin of `function` that Python may call, kept in a cache directory of our own."""
    with _lock:
        if function not in _twins:
            _twins[function] = _jitted(_twin(function), cache=True)
        return cast(Kernel, _twins[function])


def _twin(function: Callable[..., object]) -> FunctionType:
    """Return the same code in a namespace where kernels are compiled too."""
    plain = cast(FunctionType, function)
    return FunctionType(plain.__code__, _namespace(plain.__module__), plain.__name__, plain.__defaults__)


def _namespace(name: str) -> dict[str, object]:
    """Return the names of the module `name`, with kernels, its own and imported ones, as compiled code calls them.

    These have no wrapper for Python to call, which would unpack some hundred arrays and cost more to compile than the
    kernel; they go to the cache within those that call them. Kernels that a module lists as INLINED are: a call copies
    the descriptions of all arrays.
    """
    if name not in _namespaces:
        module = sys.modules[name]
        namespace = _namespaces[name] = dict(vars(module))
        inlined = cast("tuple[object, ...]", namespace.get("INLINED", ()))
        for key, value in vars(module).items():
            if not isinstance(value, FunctionType) or not value.__module__.endswith("kernels"):
                continue
            if value.__module__ == name:
                namespace[key] = _jitted(_twin(value), no_cpython_wrapper=True, forceinline=value in inlined)
            else:
                namespace[key] = _namespace(value.__module__)[value.__name__]
    return _namespaces[name]


def _jitted(function: FunctionType, **options: bool) -> Callable[..., object]:
    """Return `function` compiled on its first call.

    `_nrt=False` leaves out the counting of references to arrays, which kernels neither make nor return and
    which takes five times as long as the work.
    """
    settings = vars(numba.config)
    before = settings["CACHE_DIR"]
    settings["CACHE_DIR"] = str(cache_directory())
    usual = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}
    try:
        return cast("Callable[..., object]", numba.njit(function, **usual, **options))  # type: ignore[call-overload]
    finally:
        settings["CACHE_DIR"] = before
