"""Shares of a program's or project's work that serve objectives."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

LEAST = Decimal("0.001")
WHOLE = Decimal(1)


def shares_excess(shares: Iterable[Decimal]) -> Decimal:
    """Return by how much `shares` together exceed the whole, 0 where they do not."""
    return max(sum(shares, Decimal(0)) - WHOLE, Decimal(0))


def shares_wrong(shares: Mapping[int, Decimal]) -> list[int]:
    """Return the objectives whose share is not above 0 and at most 1, or finer than a thousandth."""
    return [id for id, share in shares.items() if not LEAST <= share <= WHOLE or share % LEAST]


def fit_of(scores: Mapping[int, int], weights: Mapping[int, int]) -> float | None:
    """Return the weighted mean of `scores` 0..5 by criterion; criteria without a score are left out.

    None without any score.
    """
    told = [(score, weights[criterion]) for criterion, score in scores.items() if criterion in weights]
    whole = sum(weight for _, weight in told)
    return sum(score * weight for score, weight in told) / whole if whole else None
