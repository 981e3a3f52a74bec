from datetime import date, datetime

import pytest

from fairlead.demo.days import Days, easter_of


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1954, date(1954, 4, 18)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_is_when_the_almanacs_say(year, easter):
    assert easter_of(year) == easter


def test_days_count_from_the_monday_of_the_week():
    days = Days(date(2026, 11, 25))  # a Wednesday
    assert days.date_of(0) == date(2026, 11, 23)
    assert days.date_of(4) == date(2026, 11, 27)
    assert days.date_of(5) == date(2026, 11, 30)
    assert days.date_of(-1) == date(2026, 11, 20)


def test_days_skip_what_is_closed():
    days = Days(date(2026, 12, 22))  # closed from 24 December; 1 January 2027 is a Friday
    assert days.date_of(2) == date(2026, 12, 23)
    assert days.date_of(3) == date(2027, 1, 4)


def test_a_monday_that_is_closed_makes_the_next_open_day_the_first():
    days = Days(date(2026, 12, 29))  # everything is closed until 4 January 2027
    assert days.date_of(0) == date(2027, 1, 4)
    assert days.date_of(-1) == date(2026, 12, 23)


def test_a_weekend_belongs_to_the_week_before_it():
    assert Days(date(2026, 11, 29)).monday == date(2026, 11, 23)


def test_the_studio_opens_at_nine_and_closes_at_six():
    days = Days(date(2026, 11, 23))
    assert days.start_of(0) == datetime(2026, 11, 23, 9)
    assert days.finish_of(0) == datetime(2026, 11, 23, 18)
