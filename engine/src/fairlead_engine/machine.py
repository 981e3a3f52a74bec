"""Where the loops run: plain Python on lists, or compiled by Numba on arrays.

Every kernel of the engine is written once, as a plain function in the subset of Python that Numba
compiles. A small plan runs it as it stands, on lists, so that a fresh process answers before Numba
(or even NumPy) could be imported; a large one runs the compiled twin. Both give the same numbers.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from types import FunctionType
from typing import Protocol, TypeVar, cast

Ints = list[int]  # what kernels read and write: a list, or an array where they are compiled
Floats = list[float]
Kernel = TypeVar("Kernel", bound=Callable[..., object])

# Steps (tasks and links) that plain Python may spend in one process before compiled kernels pay:
# loading them from the cache costs as much as some 10,000 steps, compiling as much as 500,000.
STEPS_WORTH_LOADING = 12_000
STEPS_WORTH_COMPILING = 500_000


class Machine(Protocol):
    """Memory of one sort and the kernels that run on it."""

    is_compiled: bool

    def instants(self, count: int, fill: int) -> Ints:
        """Return `count` 64-bit integers."""

    def indexes(self, count: int, fill: int) -> Ints:
        """Return `count` 32-bit integers."""

    def floats(self, count: int) -> Floats:
        """Return `count` floats, all zero."""

    def as_instants(self, values: Sequence[int]) -> Ints:
        """Return `values` as 64-bit integers in this machine's memory."""

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

    def kernel(self, function: Kernel) -> Kernel:
        """Return `function` as this machine runs it."""


class Plain:
    """Lists and plain Python."""

    is_compiled = False

    def instants(self, count: int, fill: int) -> Ints:
        return [fill] * count

    indexes = instants

    def floats(self, count: int) -> Floats:
        return [0.0] * count

    def as_instants(self, values: Sequence[int]) -> Ints:
        tolist = getattr(values, "tolist", None)
        return cast(Ints, tolist()) if tolist else list(values)

    as_indexes = as_instants

    def as_floats(self, values: Sequence[float]) -> Floats:
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

    def kernel(self, function: Kernel) -> Kernel:
        return function


class Compiled:
    """NumPy arrays and Numba's code."""

    is_compiled = True

    def __init__(self) -> None:
        import numpy

        self._numpy = numpy

    def instants(self, count: int, fill: int) -> Ints:
        return cast(Ints, self._numpy.full(count, fill, dtype=self._numpy.int64))

    def indexes(self, count: int, fill: int) -> Ints:
        return cast(Ints, self._numpy.full(count, fill, dtype=self._numpy.int32))

    def floats(self, count: int) -> Floats:
        return cast(Floats, self._numpy.zeros(count, dtype=self._numpy.float64))

    def as_instants(self, values: Sequence[int]) -> Ints:
        return cast(Ints, self._numpy.ascontiguousarray(values, dtype=self._numpy.int64))

    def as_indexes(self, values: Sequence[int]) -> Ints:
        return cast(Ints, self._numpy.ascontiguousarray(values, dtype=self._numpy.int32))

    def as_floats(self, values: Sequence[float]) -> Floats:
        return cast(Floats, self._numpy.ascontiguousarray(values, dtype=self._numpy.float64))

    def taken(self, values: Ints, places: Ints) -> Ints:
        return cast(Ints, self._numpy.take(values, places))

    def first_not_below(self, values: Ints) -> int:
        places = self._numpy.flatnonzero(values >= self._numpy.arange(len(values)))
        return int(places[0]) if len(places) else -1

    def total(self, values: Ints) -> int:
        return int(self._numpy.sum(values))

    def distinct(self, values: Ints) -> set[int]:
        counts = self._numpy.bincount(self._numpy.add(values, 1))
        return {int(place) - 1 for place in self._numpy.flatnonzero(counts)}

    def extremes(self, values: Ints, absent: int) -> tuple[int, int] | None:
        present = self._numpy.asarray(values)
        if len(present) and present.min() == absent:
            present = present[present != absent]
        return (int(present.min()), int(present.max())) if len(present) else None

    def place_of(self, values: Ints, value: int) -> int:
        return int(self._numpy.argmax(self._numpy.equal(values, value)))

    def kernel(self, function: Kernel) -> Kernel:
        return _compiled_twin(function)


PLAIN = Plain()
_lock = RLock()
_steps_done = 0
_is_warm = False


def machine_for(steps: int) -> Machine:
    """Return the machine on which `steps` tasks and links are cheapest, now, in this process.

    Without compiled kernels at hand plain Python serves until what it cost reaches the price of them.
    """
    global _steps_done
    if _is_warm:
        return compiled_machine()
    price = STEPS_WORTH_LOADING if _warm_mark().exists() else STEPS_WORTH_COMPILING
    _steps_done += steps
    return compiled_machine() if _steps_done > price else PLAIN


@cache
def compiled_machine() -> Machine:
    """Return the machine that runs compiled kernels; the first use of each kernel compiles or loads it."""
    return Compiled()


def mark_warm() -> None:
    """Note that every kernel is compiled, in this process and in the cache on disk."""
    global _is_warm
    _is_warm = True
    _warm_mark().touch()


_twins: dict[Callable[..., object], Callable[..., object]] = {}
_namespaces: dict[str, dict[str, object]] = {}


def _compiled_twin(function: Kernel) -> Kernel:
    """Return the compiled twin of `function`: the same code, in a namespace where kernels are compiled too."""
    with _lock:
        if function not in _twins:
            _compile_module(function.__module__)
        return cast(Kernel, _twins[function])


def _compile_module(name: str) -> None:
    """Give every kernel of the module `name`, and of those it imports kernels from, a compiled twin."""
    import sys

    import numba

    module = sys.modules[name]
    namespace = _namespaces[name] = dict(vars(module))
    for key, value in vars(module).items():
        if not isinstance(value, FunctionType) or not _is_kernel_module(value.__module__):
            continue
        if value.__module__ != name:
            namespace[key] = _compiled_twin(value)
            continue
        twin = FunctionType(value.__code__, namespace, value.__name__, value.__defaults__)
        with _own_cache():
            namespace[key] = _twins[value] = numba.njit(cache=True, nogil=True)(twin)


def _is_kernel_module(name: str) -> bool:
    return name.startswith("fairlead_engine.") and name.rpartition(".")[2].endswith("kernels")


class _own_cache:  # noqa: N801
    """Numba's cache directory while a kernel is declared.

    Numba renews a cached kernel only when its own file changes, not when a kernel that it calls does,
    so the directory is named by a digest of all kernels; and site-packages may be read-only.
    """

    def __enter__(self) -> None:
        from numba import config

        self._before = config.CACHE_DIR
        config.CACHE_DIR = str(cache_directory())

    def __exit__(self, *_: object) -> None:
        from numba import config

        config.CACHE_DIR = self._before


@cache
def cache_directory() -> Path:
    """Return the directory, made if need be, where compiled kernels of this very source are kept."""
    name = f"fairlead-engine-{_digest_of_kernels()}"
    for parent in _cache_parents():
        directory = parent / name
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=directory):
                return directory
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix=name))


def _cache_parents() -> list[Path]:
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return [Path(chosen)]
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return [Path(__file__).parent / "__pycache__", Path(home)]


def _warm_mark() -> Path:
    return cache_directory() / "warm"


def _digest_of_kernels() -> str:
    digest = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.rglob("*kernels.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
