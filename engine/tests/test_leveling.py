"""Short schedules within capacities: laws, small cases with their arithmetic, and the bound."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead_engine import Activity, Instance, level_instance
from fairlead_engine.leveling import CannotFit, InstanceBroken


@st.composite
def instances(draw):
    """Return up to twelve activities of two projects on up to seven resources, with links to later ones only."""
    count = draw(st.integers(0, 12))
    capacities = tuple(draw(st.lists(st.integers(1, 2**20), max_size=7)))
    whole = st.integers(0, 6)
    activities = tuple(
        Activity(
            str(k),
            draw(whole),
            tuple(draw(st.integers(0, capacity)) for capacity in capacities),
            tuple(sorted(draw(st.sets(st.integers(k + 1, count - 1), max_size=3)))) if k < count - 1 else (),
            draw(st.integers(0, 1)),
        )
        for k in range(count)
    )
    return Instance(capacities, activities, (draw(whole), draw(whole)))


def faults(instance, starts):
    """Yield what is wrong: a release, a link, or the load of a resource at a time."""
    for activity, start in zip(instance.activities, starts, strict=True):
        if start < instance.releases[activity.project]:
            yield f"{activity.id} starts before its project"
        yield from (f"{activity.id} → {j}" for j in activity.followers if starts[j] < start + activity.duration)
    for time in range(max(starts, default=0) + 7):
        running = [a for a, s in zip(instance.activities, starts, strict=True) if s <= time < s + a.duration]
        for k, capacity in enumerate(instance.capacities):
            if sum(activity.needs[k] for activity in running) > capacity:
                yield f"resource {k} at {time}"


@given(instances(), st.integers(0, 5))
@settings(max_examples=20)
def test_links_releases_and_capacities_hold_and_no_schedule_beats_the_bound(instance, seed):
    for found in islice(level_instance(instance, seconds=0.1, seed=seed), 4):
        assert list(faults(instance, found.starts)) == []
        finishes = [start + a.duration for a, start in zip(instance.activities, found.starts, strict=True)]
        assert found.makespan == max(finishes, default=0)
        assert found.lower_bound <= found.makespan


@given(instances())
@settings(max_examples=6)  # each searches twice
def test_the_same_seed_gives_the_same_schedules(instance):
    once, twice = (list(islice(level_instance(instance, seconds=0.1, seed=7), 4)) for _ in range(2))
    assert once == twice


def activity(id, duration, need, *followers, project=0):
    return Activity(id, duration, (need,), followers, project)


def test_work_over_capacity_bounds_the_end():
    # 3 × 2 + 2 × 3 + 4 × 1 = 16 units of work on a capacity of 3: no end before ⌈16 / 3⌉ = 6. The 2 and the 1 share
    # 0 to 3, the 1 runs on to 4; the 3 needs all and runs for 2: 4 to 6.
    found = next(
        level_instance(Instance((3,), (activity("a", 3, 2), activity("b", 2, 3), activity("c", 4, 1))), seconds=1)
    )
    assert (found.makespan, found.lower_bound, found.is_proven) == (6, 6, True)


def test_the_bound_counts_what_must_come_before_and_after_the_work():
    # a takes 2 of nothing, then b and c of 3 each take turns on a capacity of 1, then d takes 4 of nothing.
    instance = Instance(
        (1,), (activity("a", 2, 0, 1, 2), activity("b", 3, 1, 3), activity("c", 3, 1, 3), activity("d", 4, 0))
    )
    found = next(level_instance(instance, seconds=1))
    assert (found.lower_bound, found.makespan) == (2 + 3 + 3 + 4, 12)


def test_nothing_of_a_project_starts_before_its_release():
    instance = Instance((1,), (activity("a", 2, 1), activity("b", 2, 1, project=1)), (0, 5))
    assert next(level_instance(instance, seconds=1)).starts == (0, 5)


def test_the_search_finds_what_no_priority_does():
    # A bin of 10 for 3 time units each: 7 + 3, 6 + 4, 5 + 5 fill three in a row; 9 is what the work asks for.
    needs = (3, 4, 5, 5, 6, 7)
    instance = Instance((10,), tuple(activity(str(need), 3, need) for need in needs))
    *_, found = islice(level_instance(instance, seconds=0.5), 40)
    assert (found.makespan, found.lower_bound) == (9, 9)


def test_no_activities_take_no_time():
    assert list(level_instance(Instance((1,), ()), seconds=1))[-1].makespan == 0


def test_what_nobody_can_meet_is_refused():
    with pytest.raises(CannotFit, match="needs 2 of resource 1, which has 1"):
        Instance((1,), (activity("a", 1, 2),))
    with pytest.raises(InstanceBroken, match="followed by one that is not there"):
        Instance((1,), (activity("a", 1, 1, 5),))
    with pytest.raises(InstanceBroken, match="negative"):
        Instance((1,), (activity("a", -1, 1),))
