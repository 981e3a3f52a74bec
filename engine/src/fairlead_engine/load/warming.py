"""Compiled kernels of the load made ready before anybody waits for them."""

from fairlead_engine.load.spreading import UNSAID, Pieces, Spans, Window, excess_of, period_sums, spread
from fairlead_engine.machine import compiled_machine


def warm_load() -> None:
    """Compile every kernel of the load, or load it from the cache on disk."""
    machine = compiled_machine()
    pieces = Pieces([0], [-1], [1], [UNSAID], [0], [0, 1])
    found = spread(pieces, Spans([0], [480], [0]), [], Window(1, 0, 2), machine)
    period_sums(excess_of(found.asked, found.done, machine), [0, 1, 2], machine)
