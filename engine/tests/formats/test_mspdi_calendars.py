from datetime import date, timedelta

import pytest

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.mspdi.recurrence import Recurrence
from fairlead_engine.plan import Shift
from formats.mspdi_file import (
    STANDARD,
    calendar,
    day,
    elements,
    mspdi,
    period,
    read_calendar,
    read_text,
    said,
    task,
    working,
)


def exception(first, last, *times, **texts):
    return f"<Exception>{period(first, last)}{working(*times)}{elements(**texts)}</Exception>"


def days_off(found):
    return [str(each.start) for each in found.exceptions for _ in range((each.finish - each.start).days)]


def test_a_week_has_the_shifts_of_each_day():
    result = read_text(mspdi(task(1)))
    (standard,) = result.plan.calendars
    assert standard.week[0] == (Shift(480, 720), Shift(780, 1020))
    assert standard.week[5] == standard.week[6] == ()
    assert result.plan.projects[0].calendar == "1"


def test_days_that_a_calendar_does_not_name_come_from_its_base():
    mine = read_calendar(WeekDays=day(1, "10:00-14:00"))
    assert mine.base == "1"
    assert mine.week == (*[None] * 6, (Shift(600, 840),))


def test_midnight_to_midnight_is_the_whole_day():
    assert read_calendar(WeekDays=day(2, "00:00-00:00")).week[0] == (Shift(0, 1440),)


def test_a_shift_past_midnight_continues_on_the_next_day():
    mine = read_calendar(WeekDays=day(2, "22:00-06:00") + day(3))
    assert mine.week[:2] == ((Shift(1320, 1440),), (Shift(0, 360),))


def test_a_shift_from_the_end_of_a_day_is_one_of_the_next_day():
    mine = read_calendar(WeekDays=day(2, "24:00-06:00") + day(3))
    assert mine.week[:2] == ((), (Shift(0, 360),))


def test_a_shift_past_midnight_into_a_day_of_the_base_is_cut_off_and_reported():
    text = mspdi(calendars=STANDARD + calendar(2, BaseCalendarUID=1, WeekDays=day(2, "22:00-06:00")))
    result = read_text(text)
    assert result.plan.calendars[1].week[:2] == ((Shift(1320, 1440),), None)
    assert said(result) == {"times_past_midnight": 1}


def test_working_times_that_overlap_are_joined_and_reported():
    text = mspdi(calendars=calendar(1, WeekDays=day(2, "08:00-12:00", "11:00-15:00", "15:00-16:00")))
    result = read_text(text)
    assert result.plan.calendars[0].week[0] == (Shift(480, 960),)
    assert said(result) == {"overlapping_working_times": 1}


def test_a_working_day_without_times_gets_the_usual_ones():
    text = mspdi(calendars=calendar(1, WeekDays=f"<WeekDay>{elements(DayType=2, DayWorking=1)}</WeekDay>"))
    result = read_text(text)
    assert result.plan.calendars[0].week[0] == (Shift(480, 720), Shift(780, 1020))
    assert said(result) == {"working_days_without_times": 1}


def test_a_calendar_without_a_week_and_without_a_base_gets_the_usual_week():
    result = read_text(mspdi(calendars=calendar(1)))
    assert [bool(shifts) for shifts in result.plan.calendars[0].week] == [True] * 5 + [False] * 2
    assert said(result) == {"calendars_without_week": 1}


def test_an_exception_written_twice_is_taken_once_with_its_name():
    old = f"<WeekDay>{elements(DayType=0)}{working()}{period('2026-12-24', '2026-12-26')}</WeekDay>"
    mine = read_calendar(WeekDays=old, Exceptions=exception("2026-12-24", "2026-12-26", Name="Winter", Type=1))
    (winter,) = mine.exceptions
    assert (winter.start, winter.finish, winter.shifts) == (date(2026, 12, 24), date(2026, 12, 27), ())
    assert winter.name == "Winter"


def test_an_exception_may_have_working_times():
    mine = read_calendar(Exceptions=exception("2026-03-07", "2026-03-07", "09:00-12:00", Type=1))
    assert mine.exceptions[0].shifts == (Shift(540, 720),)


@pytest.mark.parametrize(
    ("said_of_it", "falls_on"),
    [
        ({"Type": 1, "Period": 3}, ["2026-03-02", "2026-03-05", "2026-03-08"]),
        ({"Type": 6, "Period": 1, "DaysOfWeek": 1 << 1 | 1 << 5}, ["2026-03-02", "2026-03-06", "2026-03-09"]),
        ({"Type": 6, "Period": 2, "DaysOfWeek": 1 << 1}, ["2026-03-02", "2026-03-16", "2026-03-30"]),
        ({"Type": 4, "Period": 1, "MonthDay": 31}, ["2026-03-31", "2026-04-30", "2026-05-31"]),
        ({"Type": 5, "Period": 1, "MonthItem": 4, "MonthPosition": 0}, ["2026-03-02", "2026-04-06", "2026-05-04"]),
        ({"Type": 5, "Period": 2, "MonthItem": 8, "MonthPosition": 4}, ["2026-03-27", "2026-05-29", "2026-07-31"]),
        ({"Type": 2, "Month": 11, "MonthDay": 25}, ["2026-12-25", "2027-12-25", "2028-12-25"]),
        ({"Type": 3, "Month": 10, "MonthItem": 7, "MonthPosition": 3}, ["2026-11-26", "2027-11-25", "2028-11-23"]),
    ],
)
def test_a_recurring_exception_falls_on_the_days_its_rule_says(said_of_it, falls_on):
    mine = read_calendar(
        Exceptions=exception("2026-03-02", "2040-12-31", EnteredByOccurrences=1, Occurrences=3, **said_of_it)
    )
    assert days_off(mine) == falls_on


def test_a_recurring_exception_ends_with_its_period():
    mine = read_calendar(Exceptions=exception("2026-03-02", "2026-03-12", Type=6, Period=1, DaysOfWeek=1 << 1))
    assert days_off(mine) == ["2026-03-02", "2026-03-09"]


def test_recurring_exceptions_cost_no_more_days_than_the_limit():
    endless = exception("2026-03-02", "2199-12-31", Type=1, Period=2)
    text = mspdi(calendars=STANDARD + calendar(2, BaseCalendarUID=1, Exceptions=endless * 50))
    result = read_text(text, max_exception_days=100)
    assert len(result.plan.calendars[1].exceptions) == 100
    assert said(result)["calendar_horizon"] == 50


def test_a_rule_ends_where_the_calendar_does():
    assert len(list(Recurrence(type=1, start=date(9999, 12, 1), every=10).days())) == 4
    assert len(list(Recurrence(type=4, start=date(9999, 11, 1), month_day=1).days())) == 1


def test_working_weeks_become_exceptions_of_their_days():
    week = period("2026-03-02", "2026-03-15") + elements(Name="Push", WeekDays=day(7, "08:00-12:00") + day(2))
    mine = read_calendar(WorkWeeks=f"<WorkWeek>{week}</WorkWeek>")
    assert [(str(each.start), bool(each.shifts)) for each in mine.exceptions] == [
        ("2026-03-02", False),
        ("2026-03-07", True),
        ("2026-03-09", False),
        ("2026-03-14", True),
    ]
    assert all(each.finish - each.start == timedelta(days=1) for each in mine.exceptions)


@pytest.mark.parametrize(
    "broken",
    [
        f"<Exception>{elements(Type=1)}{working()}</Exception>",
        exception("2026-03-09", "2026-03-02", Type=1),
        exception("9999-01-01", "9999-01-02", Type=1),
        exception("2026-03-02", "2026-03-09", Type=77),
    ],
)
def test_an_exception_without_usable_dates_is_left_out_and_reported(broken):
    result = read_text(mspdi(calendars=STANDARD + calendar(2, BaseCalendarUID=1, Exceptions=broken)))
    assert result.plan.calendars[1].exceptions == ()
    assert said(result)["exceptions_without_dates"] == 1


def test_calendars_based_on_each_other_lose_one_base():
    calendars = (
        calendar(1, "a", BaseCalendarUID=2) + calendar(2, "b", BaseCalendarUID=3) + calendar(3, BaseCalendarUID=1)
    )
    result = read_text(mspdi(calendars=calendars))
    assert [each.base for each in result.plan.calendars] == ["2", "3", None]
    assert said(result) == {"calendars_in_a_circle": 1, "calendars_without_week": 1}


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_row_of_calendars_based_on_each_other_is_refused_soon(order):
    row = [calendar(number, BaseCalendarUID=number + 1) for number in range(2, 5_000)]
    with pytest.raises(TooComplex, match="calendars based on each other"):
        read_text(mspdi(calendars=STANDARD + "".join(row[::order])))


def test_a_base_that_the_file_lacks_is_left_out_and_reported():
    result = read_text(mspdi(calendars=STANDARD + calendar(2, BaseCalendarUID=9, WeekDays=day(2))))
    assert (result.plan.calendars[1].base, said(result)) == (None, {"unknown_base_calendars": 1})


@pytest.mark.parametrize(("uid", "calendars"), [(9, STANDARD), (None, STANDARD), (1, "")])
def test_a_project_whose_calendar_is_missing_uses_another(uid, calendars):
    result = read_text(mspdi(task(1), calendars=calendars, CalendarUID=uid))
    used = next(each for each in result.plan.calendars if each.id == result.plan.projects[0].calendar)
    assert used.week[0] == (Shift(480, 720), Shift(780, 1020))
    assert said(result) == {"no_project_calendar": 1}
