from datetime import date

import pytest

from charts import MONDAY, at, chart, check, shown
from fairlead_engine import schedule
from fairlead_engine.plan import Calendar, CalendarException, Shift, week_of


def test_holidays_are_passed_over():
    check("""
        days | MTwTFSSM
        dig  | XX XX
        pour |        X   after dig
    """)


def test_a_task_is_worked_on_its_own_calendar():
    weekend = Calendar("weekend", "Weekend", week_of((5, 6), (480, 960)))
    check(
        """
        days | MTWTFSSM
        dig  | XX
        play |      XX    after dig, on weekend
        """,
        calendars=(weekend,),
    )


def test_a_shift_over_midnight_goes_on_the_next_day():
    nights = Calendar("nights", "Nights", week_of(range(7), (0, 240), (1200, 1440)))
    plan = chart(
        """
        days | MTWTFSSM
        dig  | X
        scan | X          after dig, on nights
        """,
        calendars=(nights,),
    )
    found = schedule(plan)
    # Monday 17:00, so from 20:00 to Tuesday 04:00.
    assert (shown(found.dates("scan").start), shown(found.dates("scan").finish)) == ("Mon 20:00", "Tue 04:00")


def test_a_calendar_takes_what_it_does_not_say_from_its_base():
    base = Calendar("base", "Base", week_of(range(5), (480, 960)), (CalendarException(MONDAY, MONDAY.replace(day=3)),))
    late = Calendar("late", "Late", (None, (Shift(720, 1200),), *(None,) * 5), base="base")
    found = check(
        """
        days | MTWTFSSM
        dig  |  XX        on late
        """,
        calendars=(base, late),
    )
    # Monday is a holiday of the base, Tuesday its own, Wednesday the base's.
    assert (shown(found.dates("dig").start), shown(found.dates("dig").finish)) == ("Tue 12:00", "Wed 16:00")


def test_a_later_exception_wins_over_an_earlier_one():
    closed = CalendarException(date(2026, 3, 2), date(2026, 3, 7))
    yet_open = CalendarException(date(2026, 3, 4), date(2026, 3, 5), (Shift(480, 960),))
    site = Calendar("site", "Site", week_of(range(5), (480, 960)), (closed, yet_open))
    check(
        """
        days | MTWTFSSM
        dig  |   X        on site
        """,
        calendars=(site,),
    )


def test_without_a_calendar_every_minute_works():
    plan = chart("""
        days | MTWTFSSM
        dig  | XXXXX
    """)
    (project,) = plan.projects
    found = schedule(type(plan)("Chart", (type(project)("p", "Chart", at("Fri 12:00")),), plan.tasks))
    assert shown(found.dates("dig").finish) == "Sun 04:00"  # 40 hours later


def test_an_elapsed_task_begins_at_once_and_runs_through_the_weekend():
    found = check("""
        days | MTWTFSSMT
        pour | XXXXX
        cure |     XXXX    after pour, elapsed 3d
        tidy |         X   after cure
    """)
    # Three days of the clock from Friday 17:00 are Monday 17:00.
    assert (shown(found.dates("cure").start), shown(found.dates("cure").finish)) == ("Fri 17:00", "Mon2 17:00")


@pytest.mark.parametrize(("duration", "finish"), [(1, "Mon 08:01"), (240, "Mon 12:00"), (241, "Mon 13:01")])
def test_minutes_count(duration, finish):
    plan = chart("""
        days | MTWTFSSM
        dig  | X
    """)
    (task,) = plan.tasks
    found = schedule(
        type(plan)("Chart", plan.projects, (type(task)("dig", "dig", "p", duration=duration),), (), plan.calendars)
    )
    assert shown(found.dates("dig").finish) == finish
