"""The cheapest matching of rows and columns."""

from collections.abc import Sequence

_FAR = float("inf")


def least_matching(costs: Sequence[Sequence[float]]) -> float:
    """Return the least sum of `costs`, a square, one of each row and column.

    The Hungarian method of Kuhn (1955) by shortest augmenting paths, Jonker & Volgenant, "A shortest augmenting path
    algorithm for dense and sparse linear assignment problems" (1987).
    """
    n = len(costs)
    row_price, column_price = [0.0] * n, [0.0] * (n + 1)
    row_of = [-1] * (n + 1)  # of each column; column n stands for the row that is being matched
    for row in range(n):
        row_of[n] = row
        column = _augment(costs, row_price, column_price, row_of)
        assert column >= 0  # noqa: S101 - a square always has a matching
    return sum(costs[row_of[column]][column] for column in range(n))


def _augment(
    costs: Sequence[Sequence[float]], row_price: list[float], column_price: list[float], row_of: list[int]
) -> int:
    """Match the row at column n by the shortest path to a free column, and return that column."""
    n = len(costs)
    reach, came_from, is_done = [_FAR] * n, [n] * n, [False] * (n + 1)
    at = n
    while row_of[at] >= 0:
        is_done[at] = True
        row, step, following = row_of[at], _FAR, -1
        for column in range(n):
            if is_done[column]:
                continue
            cost = costs[row][column] - row_price[row] - column_price[column]
            if cost < reach[column]:
                reach[column], came_from[column] = cost, at
            if reach[column] < step:
                step, following = reach[column], column
        for column in range(n + 1):
            if is_done[column]:
                row_price[row_of[column]] += step
                column_price[column] -= step
            elif column < n:
                reach[column] -= step
        at = following
    free = at
    while at != n:
        row_of[at] = row_of[came_from[at]]
        at = came_from[at]
    return free
