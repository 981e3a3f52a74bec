"""P6's rules of lags."""

from charts import drawn, shown
from fairlead_engine.options import LagCalendar
from p6_plans import p6


def test_a_lead_reaches_no_further_back_than_the_data_date():
    found = p6(
        """
        days | MTWTFSSM
        dig  |   X
        pour |   X        after dig -5d
    """,
        now="Wed 08:00",
    )
    assert drawn(found) == {"dig": "  X", "pour": "  X"}


def test_of_a_lag_behind_a_finished_task_what_is_left_at_the_data_date_remains():
    text = """
        days | MTWTFSSM
        dig  | X          started Mon, finished Mon
        pour |     X      after dig +3d
    """
    assert shown(p6(text, now="Wed 08:00").dates("pour").start) == "Fri 08:00"  # Tuesday of the lag has passed
    assert shown(p6(text, now="Mon2 08:00").dates("pour").start) == "Mon2 08:00"


def test_the_project_says_on_whose_calendar_lags_count():
    text = """
        days | MTWTFSSMTWTFSS
        dig  | X
        rest |      X           after dig +1d, on weekend
    """

    def rest(rule):
        return shown(p6(text, lag_calendar=rule).dates("rest").start)

    assert rest(LagCalendar.PREDECESSOR) == "Sat 08:00"  # Tuesday is the lag
    assert rest(LagCalendar.PROJECT) == "Sat 08:00"
    assert rest(LagCalendar.SUCCESSOR) == "Sun 08:00"  # Saturday is
    assert rest(LagCalendar.EVERY_MINUTE) == "Sat 08:00"


def test_late_dates_count_lags_on_the_same_calendar():
    found = p6("""
        days | MTWTFSSMTWTFSS
        dig  | X
        rest |      X           after dig +4d, on weekend
    """)
    # rest begins on Saturday; the lag of four weekdays before that begins on Monday evening.
    assert (shown(found.dates("rest").start), found.dates("dig").total_slack) == ("Sat 08:00", 0)


def test_of_a_lag_behind_a_start_that_was_made_what_is_left_at_the_data_date_remains():
    # dig began on Monday and goes on behind clear on Thursday; of three days of lag two have passed on Wednesday.
    text = """
        days  | MTWTFSSM
        clear | X
        dig   | XXX        after clear, started Mon
        pour  | X          starts with dig +3d
    """
    found = p6(text, now="Wed 08:00")
    assert (shown(found.dates("dig").early_start), shown(found.dates("pour").start)) == ("Thu 08:00", "Fri 08:00")


def test_lags_may_count_from_the_actual_start():
    text = """
        days  | MTWTFSSM
        clear | X
        dig   | XXX        after clear, started Mon
        pour  | X          starts with dig +3d
        tidy  | X          ends as dig starts +4d
    """
    found = p6(text, now="Wed 08:00", lags_from_early_start=False)
    assert shown(found.dates("pour").start) == "Thu 08:00"  # Monday and three days, wherever dig goes on
    assert shown(found.dates("tidy").finish) == "Thu 17:00"
