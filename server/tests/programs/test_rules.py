"""How a benefit stands, and the way through the stages: arithmetic that needs no database."""

from datetime import date, timedelta

import pytest

from fairlead.programs.rules import (
    Expected,
    Rhythm,
    Stage,
    Standing,
    expected_on,
    gain_begins_on,
    stages_between,
    stand_of,
    stand_of_disbenefit,
)
from fairlead.strategy.rules.measure import Direction, Measure

FIRST = date(2026, 1, 1)
# 100 for 50 days, then up by 1 a day for 100 days.
PROFILE = tuple(Expected(FIRST + timedelta(days=day), value) for day, value in ((0, 100), (50, 100), (150, 200)))
UP = Measure(Direction.UP, 100, 200)
RHYTHM = Rhythm(every_days=30, until_on=FIRST + timedelta(days=400))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(("number", "value"), [(-9, 100), (0, 100), (50, 100), (80, 130), (150, 200), (999, 200)])
def test_what_is_expected_runs_straight_between_the_days_that_are_said(number: int, value: float):
    assert expected_on(PROFILE, day(number)) == value


def test_the_gain_begins_where_the_profile_leaves_the_baseline():
    assert gain_begins_on(PROFILE) == day(50)
    assert gain_begins_on(PROFILE[1:]) == day(50)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (150, Standing.ON_TRACK),  # 150 was expected on day 100
        (140, Standing.ON_TRACK),  # a tenth of the gain behind
        (139, Standing.AT_RISK),
        (125, Standing.AT_RISK),  # a quarter behind
        (124, Standing.OFF_TRACK),
        (200, Standing.REALIZED),
    ],
)
def test_a_benefit_is_judged_by_what_was_expected_on_the_day_it_was_measured(value: float, standing: Standing):
    measured = Expected(day(100), value)
    assert stand_of(UP, PROFILE, measured, RHYTHM, today=day(140)).standing is standing


def test_without_a_measurement_a_benefit_is_to_come_until_one_is_overdue():
    # The gain begins on day 50; the first measurement is due 30 days later.
    assert stand_of(UP, PROFILE, None, RHYTHM, today=day(80)).standing is Standing.TO_COME
    late = stand_of(UP, PROFILE, None, RHYTHM, today=day(81))
    assert (late.standing, late.due_on) == (Standing.UNMEASURED, day(80))


def test_measuring_ends_on_the_day_that_was_said():
    last = Expected(day(380), 200)
    assert stand_of(UP, PROFILE, last, RHYTHM, today=day(390)).due_on is None


def test_a_disbenefit_is_behind_where_it_is_worse_than_was_accepted():
    # It was to grow by 50 by day 100; it grew by 55, by 61, by 76, of 100 in all.
    for value, standing in ((155, Standing.ON_TRACK), (161, Standing.AT_RISK), (176, Standing.OFF_TRACK)):
        stand = stand_of_disbenefit(UP, PROFILE, Expected(day(100), value), RHYTHM, today=day(100))
        assert stand.standing is standing


def test_the_way_ahead_enters_each_stage_and_the_way_back_only_the_last():
    assert stages_between(Stage.FORMULATION, Stage.DELIVERY) == (Stage.PLANNING, Stage.DELIVERY)
    assert stages_between(Stage.CLOSED, Stage.DELIVERY) == (Stage.DELIVERY,)
