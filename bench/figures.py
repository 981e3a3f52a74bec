"""Figures of a run: medians and percentiles, a table for people, and one line of key=value for machines."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter


def milliseconds(call: Callable[[], object], *, runs: int, warm: int = 1) -> list[float]:
    """Return how long each of `runs` calls took, after `warm` that do not count."""
    for _ in range(warm):
        call()
    took = []
    for _ in range(runs):
        began = perf_counter()
        call()
        took.append((perf_counter() - began) * 1000)
    return took


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of `values` that `share` (0..1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def median(values: Sequence[float]) -> float:
    """Return the middle one of `values`."""
    return percentile(values, 0.5)


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows below a head, columns aligned."""
    table = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(head))]
    for row in table:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        print("  ".join(cells).rstrip())


def print_figures(figures: dict[str, float]) -> None:
    """Print the last line of a run."""
    print(" ".join(f"{key}={value:.4g}" for key, value in figures.items()))
