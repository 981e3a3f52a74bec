"""Where tasks stand: moving blocks keeps every summary right before its subtasks."""

from hypothesis import given
from hypothesis import strategies as st

from fairlead.work.outline import Outline
from fairlead.work.rules import outline_order


def outline(text: str) -> Outline:
    """Read "a(b c(d)) e" as an outline; letters become numbers, positions leave gaps."""
    ids: list[int] = []
    parents: dict[int, int | None] = {}
    open_summaries: list[int | None] = [None]
    for letter in text.replace(" ", ""):
        if letter == "(":
            open_summaries.append(ids[-1])
        elif letter == ")":
            open_summaries.pop()
        else:
            ids.append(ord(letter) - ord("a") + 1)
            parents[ids[-1]] = open_summaries[-1]
    return Outline(ids, parents, {id: place * 10 for place, id in enumerate(ids)})


def test_a_block_is_a_task_with_all_below_it() -> None:
    tree = outline("a(b c(d e) f) g")
    assert tree.block(1) == [1, 2, 3, 4, 5, 6]
    assert tree.block(3) == [3, 4, 5]
    assert tree.block(7) == [7]


def test_a_task_goes_behind_the_last_subtask_of_the_one_it_follows() -> None:
    tree = outline("a(b c(d e) f) g")
    assert tree.place_after(1, 3) == 41  # right behind e
    assert tree.place_after(1, None) == 1  # first below a
    assert tree.place_after(None, None) == 0  # first of all
    assert outline("").place_after(None, None) == 0


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_an_outline_order_has_each_parent_right_before_its_children(picks: list[int]) -> None:
    parents: dict[int, int | None] = {}
    for id, pick in enumerate(picks, start=1):
        parents[id] = pick if 0 < pick < id else None
    order = outline_order(parents, parents)
    assert sorted(order) == sorted(parents)
    tree = Outline(order, parents, {id: place for place, id in enumerate(order)})
    for id in order:
        below = {child for child in order if _is_below(child, id, parents)}
        assert set(tree.block(id)) == below | {id}


def _is_below(child: int, id: int, parents: dict[int, int | None]) -> bool:
    at = parents[child]
    while at is not None and at != id:
        at = parents[at]
    return at == id
