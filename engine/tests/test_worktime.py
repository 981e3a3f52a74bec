import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import MONDAY, at, shown
from fairlead_engine.plan import Calendar, CalendarException, Shift, standard_calendar, week_of
from fairlead_engine.units import day_of
from fairlead_engine.worktime import (
    CalendarCycle,
    NoWorkingTime,
    OutsideYears,
    ShiftBroken,
    UnknownCalendar,
    WorkCalendar,
    both,
    either,
    rules_of,
)

WEEK = 7 * 1440
BEGIN = day_of(MONDAY)


def clock(calendar, *bases):
    return WorkCalendar(rules_of([calendar, *bases])[0], calendar.name)


@st.composite
def shifts(draw):
    edges = sorted(draw(st.sets(st.integers(0, 48), max_size=6)))
    return tuple(Shift(30 * a, 30 * b) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw):
    week = tuple(draw(shifts()) for _ in range(7))
    days = st.integers(0, 13)
    exceptions = tuple(
        CalendarException(
            MONDAY.replace(day=2 + first), MONDAY.replace(day=3 + first + draw(st.integers(0, 3))), draw(shifts())
        )
        for first in draw(st.lists(days, max_size=3))
    )
    return Calendar("c", "Random", week, exceptions)


def works(calendar, minute):
    """Return whether a minute of the two weeks from MONDAY is working time, said the slow way."""
    day, of_day = divmod(minute - BEGIN, 1440)
    date = MONDAY.replace(day=2 + day)
    held = [exception for exception in calendar.exceptions if exception.start <= date < exception.finish]
    today = held[-1].shifts if held else calendar.week[date.weekday()] or ()
    return any(shift.start <= of_day < shift.finish for shift in today)


@given(calendars(), st.data())
def test_working_minutes_between_two_instants_are_those_that_a_minute_by_minute_count_finds(calendar, data):
    start, finish = sorted(data.draw(st.lists(st.integers(BEGIN, BEGIN + 2 * WEEK - 1), min_size=2, max_size=2)))
    if any(calendar.week):
        counted = sum(works(calendar, minute) for minute in range(start, finish))
        assert clock(calendar).minutes_between(start, finish) == counted


@given(calendars(), st.integers(BEGIN, BEGIN + WEEK), st.integers(1, 4000))
def test_adding_and_taking_minutes_go_back_and_forth(calendar, start, minutes):
    if not any(calendar.week):
        return
    work = clock(calendar)
    begin = work.next_start(start)
    end = work.finish_after(begin, minutes)
    assert work.minutes_between(begin, end) == minutes
    assert work.start_before(end, minutes) == begin


def test_time_is_counted_on_days_far_away():
    work = clock(standard_calendar())
    assert work.minutes_between(day_of(MONDAY.replace(year=2037)), day_of(MONDAY.replace(year=2037, day=9))) == 2400


def test_a_finish_lies_at_the_end_of_a_shift_and_a_start_at_the_beginning_of_the_next():
    work = clock(standard_calendar())
    assert shown(work.finish_after(at("Fri 08:00"), 480)) == "Fri 17:00"
    assert shown(work.next_start(at("Fri 17:00"))) == "Mon2 08:00"


def test_without_rules_every_minute_counts():
    work = WorkCalendar(None)
    assert work.minutes_between(at("Fri 17:00"), at("Mon2 08:00")) == 2 * 1440 + 15 * 60
    assert work.finish_after(at("Fri 17:00"), 90) == at("Fri 18:30")


def test_two_calendars_together_work_when_both_do():
    days = Calendar("d", "Days", week_of(range(7), (480, 1020)), (CalendarException(MONDAY, MONDAY.replace(day=3)),))
    late = Calendar("l", "Late", week_of(range(5), (900, 1320)))
    one, other = rules_of([days, late])
    work = WorkCalendar(both(one, other))
    # Monday is a holiday; then 15:00 to 17:00 on four weekdays.
    assert work.minutes_between(BEGIN, BEGIN + WEEK) == 4 * 120


def test_either_of_two_calendars_works_when_one_does():
    days = Calendar("d", "Days", week_of(range(7), (480, 1020)), (CalendarException(MONDAY, MONDAY.replace(day=3)),))
    late = Calendar("l", "Late", week_of(range(5), (900, 1320)))
    one, other = rules_of([days, late])
    work = WorkCalendar(either(one, other))
    # 15 to 22 on Monday, the holiday of one; 8 to 22 on four weekdays, 8 to 17 at the weekend.
    assert work.minutes_between(BEGIN, BEGIN + WEEK) == 7 * 60 + 4 * 14 * 60 + 2 * 9 * 60


def test_shifts_that_touch_or_overlap_are_one():
    calendar = Calendar("c", "C", week_of(range(5), (480, 720), (720, 960), (900, 1020)))
    assert clock(calendar).minutes_between(BEGIN, BEGIN + 1440) == 540


def test_calendars_based_on_each_other_are_refused_with_their_path():
    one = Calendar("a", "A", base="b")
    other = Calendar("b", "B", base="a")
    with pytest.raises(CalendarCycle) as refusal:
        rules_of([one, other])
    assert refusal.value.path == ("a", "b", "a")


def test_a_calendar_based_on_itself_is_refused():
    with pytest.raises(CalendarCycle):
        rules_of([Calendar("a", "A", base="a")])


def test_an_unknown_base_is_refused():
    with pytest.raises(UnknownCalendar) as refusal:
        rules_of([Calendar("a", "A", base="b")])
    assert (refusal.value.calendar, refusal.value.user) == ("b", "Calendar a")


@pytest.mark.parametrize("shift", [(600, 600), (600, 480), (-1, 480), (480, 1441)])
def test_a_shift_that_ends_before_it_starts_or_leaves_its_day_is_refused(shift):
    with pytest.raises(ShiftBroken):
        rules_of([Calendar("a", "A", week_of(range(5), shift))])


def test_a_calendar_without_working_time_is_refused():
    with pytest.raises(NoWorkingTime):
        clock(Calendar("a", "Never"))


@pytest.mark.parametrize("instant", [2**50, -(2**50), day_of(MONDAY.replace(year=9999))])
def test_an_instant_outside_the_years_is_refused(instant):
    with pytest.raises(OutsideYears):
        clock(standard_calendar()).next_start(instant)


def test_endless_work_is_refused():
    with pytest.raises(OutsideYears):
        clock(standard_calendar()).finish_after(at("Mon 08:00"), 10**9)


def test_time_that_a_calendar_has_only_once_runs_out():
    once = Calendar("a", "Once", (), (CalendarException(MONDAY, MONDAY.replace(day=3), (Shift(480, 960),)),))
    work = clock(Calendar("a", "Once", week_of(()), once.exceptions))
    assert shown(work.finish_after(BEGIN, 480)) == "Mon 16:00"
    with pytest.raises(OutsideYears):
        work.finish_after(BEGIN, 481)
