"""Tasks of ten days or so; a day has 480 minutes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead_engine.effort import (
    AbsurdEffort,
    Effort,
    NotOnTask,
    Share,
    with_duration,
    with_person,
    with_units_of,
    with_work,
    with_work_of,
    without_person,
)
from fairlead_engine.plan import TaskType

DAY = 480
UNITS, WORK, DURATION = TaskType.FIXED_UNITS, TaskType.FIXED_WORK, TaskType.FIXED_DURATION


def alone(fixed, *, is_effort_driven=False):
    """Return four days of Ana, whole."""
    return Effort(4 * DAY, {"ana": Share(1.0, 4 * DAY)}, fixed, is_effort_driven)


def said(effort):
    """Return the days that a task lasts, and the units and days of work of each of its people."""
    return effort.duration / DAY, {who: (share.units, share.work / DAY) for who, share in effort.shares.items()}


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [(UNITS, (8, {"ana": (1, 8)})), (WORK, (8, {"ana": (0.5, 4)})), (DURATION, (8, {"ana": (1, 8)}))],
)
def test_another_duration_asks_for_other_work_and_of_fixed_work_for_other_units(fixed, expected):
    assert said(with_duration(alone(fixed), 8 * DAY)) == expected


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [(UNITS, (8, {"ana": (1, 8)})), (WORK, (8, {"ana": (1, 8)})), (DURATION, (4, {"ana": (2, 8)}))],
)
def test_other_work_takes_longer_and_in_a_fixed_duration_more_units(fixed, expected):
    assert said(with_work(alone(fixed), 8 * DAY)) == expected
    assert said(with_work_of(alone(fixed), "ana", 8 * DAY)) == expected


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [(UNITS, (8, {"ana": (0.5, 4)})), (WORK, (8, {"ana": (0.5, 4)})), (DURATION, (4, {"ana": (0.5, 2)}))],
)
def test_other_units_take_longer_and_in_a_fixed_duration_do_other_work(fixed, expected):
    assert said(with_units_of(alone(fixed), "ana", 0.5)) == expected


@pytest.mark.parametrize(
    ("fixed", "is_effort_driven", "expected"),
    [
        (UNITS, True, (2, {"ana": (1, 2), "jo": (1, 2)})),
        (WORK, False, (2, {"ana": (1, 2), "jo": (1, 2)})),
        (DURATION, True, (4, {"ana": (0.5, 2), "jo": (0.5, 2)})),
        (UNITS, False, (4, {"ana": (1, 4), "jo": (1, 4)})),
        (DURATION, False, (4, {"ana": (1, 4), "jo": (1, 4)})),
    ],
)
def test_a_second_person_shares_the_work_of_an_effort_driven_task_and_brings_more_to_others(
    fixed, is_effort_driven, expected
):
    both = with_person(alone(fixed, is_effort_driven=is_effort_driven), "jo")
    assert said(both) == expected


def test_people_share_work_by_their_units():
    # Four days of work, one and a third of a person: three days each.
    both = with_person(alone(UNITS, is_effort_driven=True), "jo", 1 / 3)
    assert said(both) == (3, {"ana": (1, 3), "jo": (1 / 3, 1)})


@pytest.mark.parametrize(
    ("fixed", "is_effort_driven", "expected"),
    [
        (UNITS, True, (4, {"ana": (1, 4)})),
        (WORK, False, (4, {"ana": (1, 4)})),
        (DURATION, True, (2, {"ana": (2, 4)})),
        (UNITS, False, (2, {"ana": (1, 2)})),
    ],
)
def test_who_stays_takes_over_the_work_of_an_effort_driven_task(fixed, is_effort_driven, expected):
    both = Effort(2 * DAY, {"ana": Share(1.0, 2 * DAY), "jo": Share(1.0, 2 * DAY)}, fixed, is_effort_driven)
    assert said(without_person(both, "jo")) == expected


def test_the_first_person_brings_the_work_of_the_duration_and_the_last_leaves_it():
    nobody = Effort(4 * DAY, {}, UNITS, is_effort_driven=True)
    assert said(with_person(nobody, "ana", 0.5)) == (4, {"ana": (0.5, 2)})
    assert without_person(with_person(nobody, "ana"), "ana") == nobody


def test_a_task_lasts_as_long_as_who_takes_longest():
    both = Effort(4 * DAY, {"ana": Share(1.0, 4 * DAY), "jo": Share(1.0, DAY)})
    assert said(with_work_of(both, "jo", 6 * DAY))[0] == 6
    assert said(with_work_of(both, "ana", 2 * DAY))[0] == 2
    assert said(with_duration(both, 8 * DAY)) == (8, {"ana": (1, 8), "jo": (1, 2)})


def test_what_no_task_can_mean_is_refused():
    effort = alone(UNITS)
    with pytest.raises(AbsurdEffort, match=r"A task's units must be above 0, not 0\."):
        with_person(effort, "jo", 0)
    with pytest.raises(AbsurdEffort, match=r"A task's duration must be 0 or more, not -1\."):
        with_duration(effort, -1)
    with pytest.raises(NotOnTask, match=r"jo does not work on this task\."):
        without_person(effort, "jo")


people = st.dictionaries(st.sampled_from("abcd"), st.sampled_from((0.25, 0.5, 1.0, 2.0, 1 / 3)), min_size=1)


@given(people, st.sampled_from(TaskType), st.integers(0, 10_000), st.integers(0, 10_000), st.booleans())
def test_no_work_is_lost_and_a_task_is_as_long_as_its_work_asks(units, fixed, duration, work, is_effort_driven):
    effort = Effort(duration, {}, fixed, is_effort_driven)
    for who, unit in units.items():
        effort = with_person(effort, who, unit)
    shared = with_work(effort, work)
    assert shared.work == work
    for before, after in ((shared, with_person(shared, "e")), (with_person(shared, "e"), shared)):
        if before.keeps_work:
            assert after.work == work
    if fixed is TaskType.FIXED_DURATION:
        assert shared.duration == duration
    else:
        assert all(share.minutes <= shared.duration + 0.5 for share in shared.shares.values())
    assert replace(without_person(with_person(shared, "e"), "e"), duration=0).keeps_work == shared.keeps_work
