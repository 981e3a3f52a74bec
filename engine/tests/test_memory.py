"""Memory of large plans is used again, and never while somebody still looks at it."""

import numpy
import pytest

from fairlead_engine import schedule_columns
from fairlead_engine.machine import PLAIN, compiled_machine, memory
from test_machines import assert_same, large

MEBI = 1 << 20


@pytest.fixture(autouse=True)
def nothing_idle(monkeypatch):
    monkeypatch.setattr(memory, "_idle", [])


def place(numbers):
    return numbers.__array_interface__["data"][0]


def test_what_one_plan_leaves_the_next_is_given():
    block = memory.block(MEBI, "i8")
    first = place(block)
    del block
    assert place(memory.block(MEBI, "i8")) == first


def test_plans_of_about_one_size_share_it():
    block = memory.block(1_000_000, "i8")
    first = place(block)
    del block
    assert place(memory.block(1_010_000, "i8")) == first


def test_what_a_slice_of_a_slice_shows_is_left_alone():
    block = memory.block(MEBI, "i8")
    block.fill(7)
    shown = block[100:200][10:20]
    del block
    other = memory.block(MEBI, "i8")
    other.fill(8)
    assert shown.tolist() == [7] * 10
    assert not numpy.shares_memory(shown, other)


def test_no_more_lies_idle_than_is_allowed():
    """Ten blocks of 10 MiB are given back at once: six of them make 60 MiB, and a seventh would be too much."""
    blocks = [memory.block(10 * MEBI // 4, "i4") for _ in range(10)]
    del blocks
    assert [len(idle) // MEBI for idle in memory._idle] == [10] * 6


def test_what_has_lain_idle_longest_gives_way_to_what_is_asked_for_now():
    """Of 60 MiB idle, blocks of 20, 30 and 10, the first goes: 40 and the 24 asked for make 64."""
    blocks = [memory.block(size * MEBI, "u1") for size in (20, 30, 10)]
    while blocks:
        blocks.pop(0)
    asked = memory.block(24 * MEBI, "u1")
    assert [len(idle) // MEBI for idle in memory._idle] == [30, 10]
    del asked
    assert [len(idle) // MEBI for idle in memory._idle] == [30, 10, 24]


def test_a_block_larger_than_all_that_may_lie_idle_goes_back_to_the_system():
    block = memory.block(65 * MEBI, "u1")
    del block
    assert memory._idle == []


def test_plans_scheduled_one_after_another_find_what_each_finds_alone():
    """Of each size the first is thrown away, the second is given its memory, and the third must not be."""
    sizes = (3000, 4000, 3100)
    found = []
    for tasks in sizes:
        schedule_columns(large(tasks), machine=compiled_machine())
        assert memory._idle != []
        found += [schedule_columns(large(tasks), machine=compiled_machine()) for _ in range(2)]
    for number, each in enumerate(found):
        assert_same(each, schedule_columns(large(sizes[number // 2]), machine=PLAIN))
