"""How far a key result has come."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Where a key result is to go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Measure:
    """From `baseline` to `target`, or held within `tolerance` of `target`; `tolerance` is None unless held."""

    direction: Direction
    baseline: float
    target: float
    tolerance: float | None = None


def progress_of(measure: Measure, value: float) -> float:
    """Return how far `value` is from the baseline to the target, 0 to 1.

    Up and down: (value - baseline) / (target - baseline), cut off at 0 and 1. Held: 1 within the tolerance, falling in
    a straight line to 0 at twice the tolerance from the target: 2 - |value - target| / tolerance.
    """
    if measure.tolerance is not None:
        share = 2 - abs(value - measure.target) / measure.tolerance
    else:
        share = (value - measure.baseline) / (measure.target - measure.baseline)
    return min(max(share, 0.0), 1.0)


def is_reached(measure: Measure, value: float) -> bool:
    """Say whether `value` is at the target, or within what is held."""
    return progress_of(measure, value) >= 1


def hopeful(measure: Measure, low: float, high: float) -> float:
    """Return the value from `low` to `high` that is best for `measure`."""
    if measure.direction is Direction.HOLD:
        return min(max(measure.target, low), high)
    return high if measure.direction is Direction.UP else low


def measure_faults(measure: Measure) -> dict[str, str]:
    """Return what cannot be in `measure`: the key of a reason by field, nothing where it can be."""
    if measure.direction is Direction.HOLD:
        wrong = {} if measure.tolerance is not None and measure.tolerance > 0 else {"tolerance": "tolerance"}
    else:
        wrong = {} if measure.tolerance is None else {"tolerance": "only_held"}
    if measure.direction is Direction.UP and measure.target <= measure.baseline:
        wrong["target"] = "above"
    if measure.direction is Direction.DOWN and measure.target >= measure.baseline:
        wrong["target"] = "below"
    return wrong
