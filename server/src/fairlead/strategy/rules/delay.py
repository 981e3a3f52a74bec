"""What a delay costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Points = Sequence[tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class DelayCost:
    """A cost of each week, or a curve of `points`: growing weeks, and what so many cost in all, never falling."""

    week_cost: Decimal | None = None
    points: tuple[tuple[int, Decimal], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.points) or self.week_cost is not None


def delay_cost(cost: DelayCost, weeks: float) -> Decimal:
    """Return what a delay of `weeks` costs in all; 0 for none.

    A curve is straight from nothing to its first point and between its points; behind its last it goes on as in its
    last piece. Cost of delay is an idea of D. G. Reinertsen, The Principles of Product Development Flow (2009), E3.
    """
    if weeks <= 0:
        return Decimal(0)
    late = Decimal(str(weeks))
    if not cost.points:
        return (cost.week_cost or Decimal(0)) * late
    knots = [(0, Decimal(0)), *cost.points]
    place = next((n for n, (week, _) in enumerate(knots[1:-1], start=1) if late <= week), len(knots) - 1)
    (from_week, from_cost), (to_week, to_cost) = knots[place - 1], knots[place]
    return from_cost + (to_cost - from_cost) * (late - from_week) / (to_week - from_week)


def curve_faults(points: Points) -> str:
    """Return the key of what is wrong with a curve: "weeks", "cost" or "order"; empty where nothing is."""
    if any(not 1 <= week <= 520 for week, _ in points):
        return "weeks"
    if any(cost < 0 for _, cost in points):
        return "cost"
    if len({week for week, _ in points}) < len(points):
        return "order"
    costs = [cost for _, cost in sorted(points)]
    return "order" if costs != sorted(costs) else ""
