"""Many scenarios of durations: what is found in one go is what is found one by one."""

from dataclasses import replace

import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at, chart
from fairlead_engine import columns_of, schedule_columns, schedule_scenarios
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.network import AbsurdNumber, ColumnBroken, CycleFound
from plans import plans
from test_machines import large

DAY = 480
DIG_AND_POUR = """
    days  | MTWTFSSM
    dig   | XX
    pour  |   XX      after dig
"""


def assert_as_one_by_one(columns, durations, machine):
    found = schedule_scenarios(columns, durations, machine=machine)
    for place in range(durations.shape[1]):
        alone = schedule_columns(replace(columns, duration=durations[:, place].copy()), machine)
        assert found.finish[:, place].tolist() == alone.finish.tolist()
        assert found.project_finish[:, place].tolist() == alone.project_finish.tolist()


def test_each_scenario_has_finishes_of_its_own():
    found = schedule_scenarios(columns_of(chart(DIG_AND_POUR)), numpy.array([[2, 3, 0], [2, 1, 6]]) * DAY)
    assert found.finish[0].tolist() == [at("Tue 17:00"), at("Wed 17:00"), at("Mon 08:00")]
    assert found.finish[1].tolist() == [at("Thu 17:00"), at("Thu 17:00"), at("Mon2 17:00")]  # over the weekend
    assert found.project_finish[0].tolist() == found.finish[1].tolist()


@given(plan=plans(has_constraints=True), data=st.data())
def test_scenarios_are_what_they_are_alone(plan, data):
    columns, most = columns_of(plan), data.draw(st.integers(1, 4))
    minutes = st.lists(st.sampled_from((0, 60, 480, 530, 2400)), min_size=most, max_size=most)
    durations = numpy.array([data.draw(minutes) for _ in plan.tasks])
    try:
        assert_as_one_by_one(columns, durations, PLAIN)
    except CycleFound:
        assume(False)


@pytest.mark.parametrize(
    "said",
    [
        "walk | X            after pour, ALAP",
        "walk | XX           started Mon, 50%",
        "walk | XX           pauses after 1d for 4h",
        "walk | X            elapsed 2d, after dig +50%",
        "walk | X            MFO Fri, leveled 1d",
    ],
)
def test_scenarios_of_rarer_rules_are_what_they_are_alone(said):
    columns = columns_of(chart(DIG_AND_POUR + "    " + said + "\n"))
    assert_as_one_by_one(columns, numpy.array([[1, 0, 2, 9], [2, 1, 0, 1], [0, 1, 3, 2]]) * DAY, PLAIN)


def test_scenarios_of_thousands_of_tasks_are_what_they_are_alone():
    columns = large()
    durations = numpy.random.default_rng(4).integers(0, 9, (columns.tasks, 5)) * 240
    assert_as_one_by_one(columns, durations, compiled_machine())


def test_a_scenario_that_outlasts_all_calendars_at_hand_is_found():
    columns = columns_of(chart(DIG_AND_POUR))
    assert_as_one_by_one(columns, numpy.array([[1, 30 * 250], [30 * 250, 1]]) * DAY, PLAIN)


def test_without_scenarios_there_are_no_finishes():
    assert schedule_scenarios(columns_of(chart(DIG_AND_POUR)), numpy.empty((2, 0))).finish.shape == (2, 0)


def test_durations_that_no_plan_can_have_are_refused():
    columns = columns_of(chart(DIG_AND_POUR))
    with pytest.raises(ColumnBroken):
        schedule_scenarios(columns, numpy.array([480, 480]))
    with pytest.raises(ColumnBroken):
        schedule_scenarios(columns, numpy.array([[480, 480]]))
    with pytest.raises(AbsurdNumber):
        schedule_scenarios(columns, numpy.array([[480], [-1]]))
