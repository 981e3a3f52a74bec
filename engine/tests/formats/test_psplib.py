"""Scheduling problems of the literature are read, and what is none is refused with the place."""

import pytest

from fairlead_engine import EngineError, level_instance
from fairlead_engine.formats.psplib import BrokenInstance, read_instance
from fairlead_engine.leveling import CannotFit, InstanceBroken
from fairlead_engine.network.cycle import CycleFound

# Four activities, one resource of 2: 1 and 4 are the ends, 2 and 3 run between them.
RCP = b"4 1\n2\n0 0 2 2 3\n3 2 1 4\n5 1 1 4\n0 0 0\n"
# Two projects of two activities; the second may start at 7 and waits for the first project too.
RCMP = b"2\n1\n4\n\n2 0\n1\n3 2 2 1:2 2:1\n1 4 0\n2 7\n0\n2 1 1 2:2\n6 3 0\n"


def test_a_patterson_file_gives_durations_needs_and_followers():
    instance = read_instance(RCP)
    assert instance.capacities == (2,)
    assert [activity.id for activity in instance.activities] == ["1", "2", "3", "4"]
    assert [activity.duration for activity in instance.activities] == [0, 3, 5, 0]
    assert [activity.needs for activity in instance.activities] == [(0,), (2,), (1,), (0,)]
    assert [activity.followers for activity in instance.activities] == [(1, 2), (3,), (3,), ()]


def test_spacing_and_a_last_byte_of_dos_do_not_matter(tmp_path):
    file = tmp_path / "some.rcp"
    file.write_bytes(b"\t" + RCP.replace(b"\n", b" \r\n\r\n  ") + b"\x1a")
    assert read_instance(file) == read_instance(RCP)


def test_several_projects_share_capacities_and_link_across():
    instance = read_instance(RCMP)
    assert instance.releases == (0, 7)
    assert [activity.id for activity in instance.activities] == ["1:1", "1:2", "2:1", "2:2"]
    assert [activity.project for activity in instance.activities] == [0, 0, 1, 1]
    assert instance.activities[0].followers == (1, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (RCP[:-6], "the file ends where the duration of activity 4 should be"),
        (RCP + b"7", "goes on after its last activity"),
        (RCP.replace(b"2 2 3", b"2 2 9"), "1 is followed by 9, which is not there"),
        (RCMP.replace(b"2:2", b"2:9"), "2:1 is followed by 2:9"),
        (RCP.replace(b"5 1 1", b"5 1 99999999999"), "the number of activities that follow 3 is 99999999999"),
        (b"hello", "something other than whole numbers"),
    ],
)
def test_what_makes_no_problem_is_refused_with_the_reason(content, reason):
    with pytest.raises(BrokenInstance, match=reason):
        read_instance(content)


def test_what_can_be_read_but_not_scheduled_is_refused_too():
    with pytest.raises(CannotFit, match="Activity 2 needs 3 of resource 1, which has 2"):
        read_instance(RCP.replace(b"3 2 1 4", b"3 3 1 4"))
    with pytest.raises(InstanceBroken, match="more than 10,000,000 time units"):
        read_instance(RCP.replace(b"3 2 1 4", b"99999999 2 1 4"))


def test_a_cycle_is_named_when_it_is_leveled():
    circle = RCP.replace(b"3 2 1 4", b"3 2 1 3").replace(b"5 1 1 4", b"5 1 1 2")
    with pytest.raises(CycleFound) as refused:
        next(level_instance(read_instance(circle), seconds=1))
    assert set(refused.value.path) == {"2", "3"}


@pytest.mark.parametrize("content", [b"", b"   ", b"\x00\x01", b"1 2 3", b"999999 1 1", b"1:1", b"1 9999 1"])
def test_nonsense_is_refused_by_a_typed_error(content):
    with pytest.raises(EngineError, match=r"\w+"):
        read_instance(content)
