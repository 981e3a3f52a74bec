"""P6's rules: they hold in projects that have options of its scheduler."""

from dataclasses import replace

from charts import at, chart, drawn, shown
from fairlead_engine import schedule
from fairlead_engine.machine import compiled_machine
from fairlead_engine.options import LagCalendar, ProgressRule, ScheduleOptions
from fairlead_engine.plan import Calendar, TaskKind, week_of

COLUMNS = ("start", "finish", "early_start", "late_start", "late_finish", "total_slack", "critical", "driver_kind")


WEEKEND = Calendar("weekend", "Weekend", week_of((5, 6), (480, 720), (780, 1020)))


def p6(text, now="Mon 08:00", options=ScheduleOptions(), **said):
    """Return the schedule of a chart by P6's rules; `said` replaces fields of tasks."""
    plan = chart(text, calendars=(WEEKEND,), options=options, status_at=at(now))
    tasks = tuple(replace(task, **said.get(task.id, {})) for task in plan.tasks)
    return schedule(replace(plan, tasks=tasks))


def test_a_start_milestone_lies_where_work_starts_and_a_finish_milestone_where_it_ends():
    text = """
        days | MTWTFSSM
        dig  | X
        gate |  o         after dig
        pour |  X         after gate
    """
    start = p6(text, gate={"kind": TaskKind.START_MILESTONE}).dates("gate")
    finish = p6(text, gate={"kind": TaskKind.FINISH_MILESTONE}).dates("gate")
    assert (shown(start.start), shown(start.late_start)) == ("Tue 08:00", "Tue 08:00")
    assert (shown(finish.start), shown(finish.late_start)) == ("Mon 17:00", "Mon 17:00")


def test_nothing_that_remains_is_scheduled_before_the_data_date():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX         started Mon, finished Tue
        pour |   X        after dig
        tidy | X
    """,
        now="Thu 08:00",
    )
    assert drawn(found) == {"dig": "XX", "pour": "   X", "tidy": "   X"}


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


def test_what_remains_of_a_task_in_progress_waits_for_its_predecessors():
    # pour began on Monday; two of its three days remain, and dig comes first.
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX
        pour | XXX        after dig, started Mon
    """,
        now="Tue 08:00",
        pour={"remaining": 960},
    )
    pour = found.dates("pour")
    assert (shown(pour.start), shown(pour.early_start), shown(pour.finish)) == ("Mon 08:00", "Thu 08:00", "Fri 17:00")


def test_progress_may_override_what_holds_a_task_in_progress():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XXXX
        pour | XXX        after dig, started Mon
        tidy |   X        after pour
    """,
        now="Tue 08:00",
        options=ScheduleOptions(progress=ProgressRule.PROGRESS_OVERRIDE),
        pour={"remaining": 480},
    )
    assert [shown(found.dates(name).finish) for name in ("dig", "pour", "tidy")] == [
        "Fri 17:00",
        "Tue 17:00",
        "Wed 17:00",
    ]
    assert found.dates("tidy").driver_task == "pour"
    assert found.plan.links[found.found.driver_link[2]].successor == "tidy"


def test_the_slack_of_a_task_in_progress_is_that_of_what_remains():
    found = p6(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  | XXX        started Mon, 50%
    """,
        now="Mon 08:00",
    )
    dig = found.dates("dig")
    # Of three days a day and a half remain, to Tuesday noon; the project ends on Friday.
    assert (shown(dig.finish), dig.total_slack) == ("Tue 12:00", 3 * 480 + 240)
    assert shown(dig.late_start) == "Thu 13:00"


def test_a_finished_task_hands_on_what_its_predecessors_still_hold():
    # pour was finished out of order: tidy waits for dig all the same.
    found = p6(
        """
        days | MTWTFSSM
        dig  | XXX
        pour | X          after dig, started Mon, finished Mon
        tidy |    X       after pour
    """,
        now="Tue 08:00",
    )
    assert shown(found.dates("tidy").start) == "Fri 08:00"  # dig from Tuesday to Thursday
    assert (shown(found.dates("pour").finish), found.dates("pour").total_slack) == ("Mon 17:00", 0)


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
        return shown(p6(text, options=ScheduleOptions(lag_calendar=rule)).dates("rest").start)

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


def test_a_summary_encloses_what_has_happened_in_it():
    found = p6(
        """
        days   | MTWTFSSM
        house  | X
          dig  | X          started Mon, finished Mon
          pour |  X         after dig
    """,
        now="Wed 08:00",
    )
    house = found.dates("house")
    assert (shown(house.start), shown(house.finish)) == ("Mon 08:00", "Wed 17:00")


def test_compiled_kernels_find_what_plain_python_finds_by_these_rules_too():
    found = p6("""
        days   | MTWTFSSM
        house  | X
          dig  | XX         started Mon, 50%
          gate |   o        after dig
          pour |   X        after gate -1d, deadline Wed
    """)
    compiled = schedule(found.plan, machine=compiled_machine()).found
    for column in COLUMNS:
        assert getattr(compiled, column).tolist() == getattr(found.found, column).tolist(), column
