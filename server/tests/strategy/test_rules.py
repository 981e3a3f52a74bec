"""Progress, forecast and what a delay costs, by their formulas."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.strategy.rules.delay import DelayCost, curve_faults, delay_cost
from fairlead.strategy.rules.forecast import forecast_of
from fairlead.strategy.rules.measure import Direction, Measure, progress_of
from fairlead.strategy.rules.shares import fit_of, shares_excess
from fairlead.strategy.rules.tree import is_within, path_to

UP = Measure(Direction.UP, 100, 200)
DOWN = Measure(Direction.DOWN, 14, 7)
HOLD = Measure(Direction.HOLD, 0, 30, 2)


@pytest.mark.parametrize(
    ("measure", "value", "progress"),
    [
        (UP, 100, 0.0),
        (UP, 125, 0.25),
        (UP, 90, 0.0),
        (UP, 230, 1.0),
        (DOWN, 14, 0.0),
        (DOWN, 10.5, 0.5),
        (DOWN, 7, 1.0),
        (HOLD, 28, 1.0),
        (HOLD, 32, 1.0),
        (HOLD, 33, 0.5),  # 2 - 3 / 2
        (HOLD, 27, 0.5),
        (HOLD, 40, 0.0),
    ],
)
def test_progress_is_the_part_of_the_way_that_is_behind(measure: Measure, value: float, progress: float):
    assert progress_of(measure, value) == pytest.approx(progress)


def test_a_straight_line_is_foreseen_as_it_is():
    points = [(10 * n, 100 + 2.0 * n) for n in range(8)]  # 0.2 a day
    found = forecast_of(points, 200)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((140, 140, 140))


def test_one_odd_check_in_does_not_bend_the_forecast():
    points = [(10 * n, 100 + 2.0 * n) for n in range(8)]
    points[3] = (30, 900.0)
    found = forecast_of(points, 200)
    assert found is not None
    assert found.value == pytest.approx(140)
    assert found.low <= 140 <= found.high


def test_two_check_ins_are_no_trend():
    assert forecast_of([(0, 1.0), (10, 2.0)], 100) is None


def test_the_band_holds_a_noisy_line_about_four_times_out_of_five():
    random = Random(7)
    held = 0
    for _ in range(400):
        points = [(7 * n, 0.5 * 7 * n + random.gauss(0, 5)) for n in range(12)]
        found = forecast_of(points, 77)
        assert found is not None
        held += found.low <= 0.5 * 77 <= found.high
    assert 0.70 <= held / 400 <= 0.95


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=25),
    st.floats(-1e3, 1e3),
    st.integers(1, 500),
)
def test_what_is_added_to_all_values_is_added_to_the_forecast(values: list[float], shift: float, ahead: int):
    points = list(enumerate(values))
    plain = forecast_of(points, len(values) + ahead)
    moved = forecast_of([(day, value + shift) for day, value in points], len(values) + ahead)
    assert plain is not None
    assert moved is not None
    assert plain.low <= plain.value <= plain.high
    assert moved.value == pytest.approx(plain.value + shift, rel=1e-6, abs=1e-3)


def test_a_week_of_delay_costs_the_same_each_time():
    assert delay_cost(DelayCost(Decimal(500)), 3) == 1500
    assert delay_cost(DelayCost(Decimal(500)), 0.5) == 250
    assert delay_cost(DelayCost(Decimal(500)), -1) == 0


@pytest.mark.parametrize(
    ("weeks", "cost"),
    [(0, 0), (1, 50), (2, 100), (3, 550), (4, 1000), (6, 1900)],  # 100 for 2 weeks, then 450 for each
)
def test_a_curve_is_straight_between_its_points_and_goes_on_behind_the_last(weeks: int, cost: int):
    curve = DelayCost(points=((2, Decimal(100)), (4, Decimal(1000))))
    assert delay_cost(curve, weeks) == cost


def test_a_curve_never_falls():
    assert curve_faults([(2, Decimal(100)), (4, Decimal(50))]) == "order"
    assert curve_faults([(2, Decimal(100)), (2, Decimal(150))]) == "order"
    assert curve_faults([(0, Decimal(1))]) == "weeks"
    assert curve_faults([(1, Decimal(-1))]) == "cost"
    assert curve_faults([(4, Decimal(100)), (2, Decimal(50))]) == ""


def test_shares_exceed_the_whole_by_what_is_over_one():
    assert shares_excess([Decimal("0.7"), Decimal("0.5")]) == Decimal("0.2")
    assert shares_excess([Decimal("0.5"), Decimal("0.5")]) == 0


def test_fit_weighs_scores_and_leaves_out_what_nobody_scored():
    weights = {1: 3, 2: 1, 3: 5}
    assert fit_of({1: 4, 2: 2}, weights) == pytest.approx((3 * 4 + 1 * 2) / 4)
    assert fit_of({}, weights) is None


def test_within_follows_the_tree_down():
    parents = {1: None, 2: 1, 3: 2, 4: 1}
    assert is_within(3, 1, parents)
    assert is_within(1, 1, parents)
    assert not is_within(4, 2, parents)
    assert path_to(3, parents) == [1, 2, 3]
