from charts import chart, check, shown
from fairlead_engine import schedule


def test_a_task_lasts_as_much_longer_as_it_pauses():
    check("""
        days | MTWTFSSMT
        dig  | XX XX          pauses after 2d for 1d
        pour |        XX      after dig
    """)


def test_a_pause_moves_along_with_its_task():
    check("""
        days | MTWTFSSMTW
        call | XXX
        dig  |    XX   XX     after call, pauses after 2d for 1d
    """)  # Thursday and Friday; Monday is the pause
    check("""
        days | MTWTFSSMTW
        call | XXXX
        dig  |     X  xx      after call, pauses after 1d for 4h
    """)  # 8 hours on Friday, 8 more from noon of Monday on


def test_a_task_may_pause_several_times():
    check("""
        days | MTWTFSSM
        dig  | X X X        pauses after 1d for 1d, pauses after 2d for 1d
    """)


def test_a_pause_outside_of_a_tasks_work_is_none():
    check("""
        days | MTWTFSSM
        dig  | XX           pauses after 0d for 1d, pauses after 2d for 1d
    """)


def test_a_pause_is_no_slack_and_late_dates_pause_too():
    found = check(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  |  X XX        pauses after 1d for 1d
        """,
        ends=("late_start", "late_finish"),
    )
    assert found.dates("dig").total_slack == 480


def test_a_percent_lag_is_a_share_of_work_without_pauses():
    check("""
        days | MTWTFSSM
        dig  | XX XX        pauses after 2d for 1d
        pour |   X          starts with dig +50%
    """)  # half of four days


def test_pauses_in_what_remains_go_on_where_it_is_resumed():
    plan = chart("""
        days | MTWTFSSM
        dig  | XXXX         started Mon, 25%, resumes Wed, pauses after 1d for 1d, pauses after 2d for 1d
    """)
    # The second day is on Wednesday, the second pause on Thursday, then two days: Friday and Monday.
    assert shown(schedule(plan).dates("dig").finish) == "Mon2 17:00"


def test_a_successor_in_progress_holds_by_the_pauses_in_what_remains_of_it():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        pour | XX X         after dig, started Mon, 33.33333%, pauses after 2d for 1d
    """)
    # pour may finish on Friday; its last two days and the pause between them begin on Wednesday at the latest.
    assert shown(found.dates("dig").late_finish) == "Tue 17:00"
