"""Which machine serves a plan best."""

from functools import cache

from fairlead_engine.machine.plain import PLAIN, Machine

# Tasks and links that plain Python may serve in one process before compiled kernels have earned their price:
# importing and loading them takes as long as some 12,000, compiling them as long as 500,000.
WORTH_LOADING = 12_000
WORTH_COMPILING = 500_000

_served = 0
_is_warm = False


def machine_for(steps: int) -> Machine:
    """Return the machine that serves `steps` tasks and links soonest, given what this process has done so far."""
    global _served  # noqa: PLW0603 - one count for the process
    if _is_warm:
        return compiled_machine()
    _served += steps
    if _served <= WORTH_LOADING:
        return PLAIN
    return compiled_machine() if _served > WORTH_COMPILING or is_cache_warm() else PLAIN


def is_cache_warm() -> bool:
    """Return whether compiled kernels need only be loaded."""
    from fairlead_engine.machine import caching  # noqa: PLC0415 - a small plan never asks

    return caching.is_cache_warm()


@cache
def compiled_machine() -> Machine:
    """Return the machine of arrays and compiled kernels."""
    from fairlead_engine.machine.compiled import Compiled  # noqa: PLC0415 - a small plan is scheduled without it

    return Compiled()


def mark_warm() -> None:
    """Note that every kernel is compiled, in this process and in the cache on disk."""
    global _is_warm  # noqa: PLW0603 - one state for the process
    from fairlead_engine.machine import caching  # noqa: PLC0415 - a small plan never asks

    _is_warm = True
    caching.mark_cache_warm()
