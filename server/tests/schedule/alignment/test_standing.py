"""How key results stand, case by case."""

from datetime import date

import pytest

from fairlead.schedule.health.findings import Concern, State, tally, worst
from fairlead.schedule.health.objective import ObjectiveFacts, Reading, ResultFacts, objective_health, result_health
from fairlead.strategy.rules.measure import Direction, Measure

UP = Measure(Direction.UP, 0, 100)
HOLD = Measure(Direction.HOLD, 0, 30, 2)
START, FINISH = date(2026, 1, 1), date(2026, 12, 31)
SPRING = date(2026, 4, 1)


def reading(value: float = 25, *, last_on: date = SPRING, sure: float | None = None, to: tuple[float, ...] = ()):
    forecast, low, high = to or (None, None, None)
    return Reading(last_on, value, sure, 5, min(value / 100, 1), forecast, low, high)


@pytest.mark.parametrize(
    ("found", "today", "state", "concerns"),
    [
        (reading(to=(110, 95, 120)), SPRING, State.ON_TRACK, []),
        (reading(to=(90, 80, 105)), SPRING, State.AT_RISK, [Concern.MAY_FALL_SHORT]),
        (reading(to=(70, 60, 80)), SPRING, State.OFF_TRACK, [Concern.FALLS_SHORT]),
        (reading(100), SPRING, State.DONE, []),
        (reading(25), SPRING, State.ON_TRACK, []),  # a quarter of the year, a quarter of the way
        (reading(5), SPRING, State.AT_RISK, [Concern.BEHIND]),
        (reading(25, sure=0.3), SPRING, State.AT_RISK, [Concern.DOUBTED]),
        (reading(25, last_on=date(2026, 2, 1)), SPRING, State.AT_RISK, [Concern.STALE]),  # 59 days
        (None, date(2026, 1, 20), State.ON_TRACK, []),
        (None, SPRING, State.AT_RISK, [Concern.NO_CHECK_IN]),
        (reading(80), FINISH, State.OFF_TRACK, [Concern.MISSED]),
        (reading(100), FINISH, State.DONE, []),
        (None, FINISH, State.OFF_TRACK, [Concern.MISSED]),
    ],
)
def test_a_key_result_stands_by_where_it_heads(
    found: Reading | None, today: date, state: State, concerns: list[Concern]
):
    health = result_health(ResultFacts(UP, found, START, FINISH, today))
    assert (health.state, [reason.concern for reason in health.reasons]) == (state, concerns)


@pytest.mark.parametrize(
    ("to", "state"),
    [((31, 30, 33), State.ON_TRACK), ((33, 31, 35), State.AT_RISK), ((40, 38, 45), State.OFF_TRACK)],
)
def test_what_is_to_be_held_is_judged_by_its_band(to: tuple[float, ...], state: State):
    assert result_health(ResultFacts(HOLD, reading(30, to=to), START, FINISH, SPRING)).state is state


ON, RISK, OFF, DONE = State.ON_TRACK, State.AT_RISK, State.OFF_TRACK, State.DONE


@pytest.mark.parametrize(
    ("results", "children", "work", "state", "concerns"),
    [
        ([(1, ON)], [], [(1, ON)], ON, []),
        ([(1, ON), (1, OFF)], [], [(1, ON)], OFF, [Concern.RESULTS_OFF]),
        ([(1, ON)], [], [(6, ON), (4, OFF)], RISK, [Concern.WORK_OFF]),
        ([(1, ON)], [], [(5, ON), (5, OFF)], OFF, [Concern.WORK_OFF]),
        ([(1, ON)], [], [(6, ON), (4, RISK)], ON, []),
        ([(1, ON)], [], [(5, ON), (5, RISK)], RISK, [Concern.WORK_AT_RISK]),
        ([], [(1, ON), (2, OFF)], [], OFF, [Concern.CHILDREN_OFF]),
        ([], [(2, ON), (1, OFF)], [], RISK, [Concern.CHILDREN_OFF]),
        ([(1, ON)], [], [], RISK, [Concern.UNSERVED]),
        ([], [], [(1, ON)], RISK, [Concern.NOT_MEASURED]),
        ([(1, DONE)], [], [(1, OFF)], DONE, []),
        ([], [], [], RISK, [Concern.UNSERVED, Concern.NOT_MEASURED]),
    ],
)
def test_an_objective_stands_by_what_is_below_it(results, children, work, state: State, concerns: list[Concern]):
    health = objective_health(ObjectiveFacts(tally(results), tally(children), tally(work)))
    assert (health.state, [reason.concern for reason in health.reasons]) == (state, concerns)


def test_the_worst_of_nothing_is_nothing():
    assert worst([ON, OFF, DONE]) is OFF
    assert worst([]) is None
