"""The tree of objectives."""

from collections.abc import Mapping, Sequence


def tree_order(children: Mapping[int | None, Sequence[int]]) -> list[tuple[int, int]]:
    """Return each objective with its depth, the parent first; `children` has those below each, the tops by None."""
    order: list[tuple[int, int]] = []
    stack = [(id, 0) for id in reversed(children.get(None, ()))]
    while stack:
        id, depth = stack.pop()
        order.append((id, depth))
        stack += [(child, depth + 1) for child in reversed(children.get(id, ()))]
    return order


def is_within(id: int, of: int, parents: Mapping[int, int | None]) -> bool:
    """Say whether `id` is `of` or one of its descendants, by each objective's parent."""
    at: int | None = id
    while at is not None:
        if at == of:
            return True
        at = parents.get(at)
    return False


def path_to(id: int, parents: Mapping[int, int | None]) -> list[int]:
    """Return the objectives from the top down to `id`."""
    path: list[int] = []
    at: int | None = id
    while at is not None:
        path.append(at)
        at = parents.get(at)
    return path[::-1]
