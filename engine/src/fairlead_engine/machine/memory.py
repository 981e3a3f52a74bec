"""Memory used again for the next plan.

The system clears every page that it hands out, which takes a third as long as a full pass. The allocator beneath NumPy
returns memory to the system as soon as some megabytes of it lie idle, so large blocks are kept here instead.
"""

import mmap
import weakref
from contextlib import suppress

import numpy
from numpy.typing import NDArray

LEAST = 1 << 17  # bytes: what is smaller is left to the allocator beneath NumPy
MOST = 64 << 20  # bytes that may lie idle in one process: a plan of 100,000 tasks needs about half of them

_idle: list[mmap.mmap] = []  # what has lain idle longest comes first


def block(count: int, dtype: str) -> NDArray[numpy.signedinteger]:
    """Return `count` integers of any value; their memory is used again once neither they nor a slice is referred to."""
    size = count * numpy.dtype(dtype).itemsize
    if size < LEAST:
        return numpy.empty(count, dtype=dtype)
    memory = _taken(_rounded(size))
    numbers: NDArray[numpy.signedinteger] = numpy.frombuffer(memory, dtype=dtype, count=count)
    weakref.finalize(numbers, _give_back, memory).atexit = False
    return numbers


def _rounded(size: int) -> int:
    """Return `size` or up to an eighth more, so that plans of about one size share their memory."""
    step = 1 << (size.bit_length() - 4)
    return -(-size // step) * step


def _taken(size: int) -> mmap.mmap:
    for memory in tuple(_idle):
        if len(memory) == size:
            with suppress(ValueError):  # another thread was faster
                _idle.remove(memory)
                return memory
    while _idle and _idle_bytes() + size > MOST:  # nobody asked for it, and what is made now will come back
        with suppress(IndexError):
            _idle.pop(0)
    return _made(size)


def _made(size: int) -> mmap.mmap:
    memory = mmap.mmap(-1, size, access=mmap.ACCESS_COPY)  # a forked process has its own
    if hasattr(mmap, "MADV_HUGEPAGE"):
        with suppress(OSError):  # the system has none
            memory.madvise(mmap.MADV_HUGEPAGE)
    return memory


def _give_back(memory: mmap.mmap) -> None:
    """Keep `memory` for the next who asks for as much; Python calls this wherever it collects garbage."""
    if _idle_bytes() + len(memory) <= MOST:
        _idle.append(memory)


def _idle_bytes() -> int:
    return sum(map(len, tuple(_idle)))
