from charts import at, chart, check, shown
from fairlead_engine import schedule
from fairlead_engine.cpm import DriverKind


def test_a_task_that_has_started_stays_there_whatever_its_links_say():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        pour |  XX        after dig, started Tue
    """)
    assert found.dates("pour").driver_kind == DriverKind.ACTUAL


def test_a_finished_task_has_its_actual_dates_and_no_slack():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  |  XX        started Tue, finished Wed
        pour |    X       after dig
    """)
    dig = found.dates("dig")
    assert (dig.late_start, dig.late_finish, dig.total_slack, dig.is_critical) == (dig.start, dig.finish, 0, False)


def test_what_remains_goes_on_where_it_is_resumed():
    plan = chart("""
        days | MTWTFSSM
        dig  | XXXX       started Mon, 25%, resumes Wed
    """)
    # Three quarters of four days, from Wednesday.
    assert shown(schedule(plan).dates("dig").finish) == "Fri 17:00"


def test_the_slack_of_a_task_in_progress_is_that_of_its_finish():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | XXX        started Mon, 50%
    """)
    dig = found.dates("dig")
    assert (shown(dig.late_start), shown(dig.late_finish), dig.total_slack) == ("Mon 08:00", "Fri 17:00", 2 * 480)


def test_late_dates_of_a_task_in_progress_never_lie_before_what_has_happened():
    found = check("""
        days | MTWTFSSM
        dig  | XXX        started Mon, 50%, deadline Tue
    """)
    dig = found.dates("dig")
    assert (shown(dig.late_finish), dig.total_slack) == ("Wed 17:00", -480)


def test_finished_successors_hold_nothing():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | XX
        pour | X          after dig, started Mon, finished Mon
    """)
    assert found.dates("dig").total_slack == 3 * 480


def test_a_successor_in_progress_holds_its_predecessors_by_what_remains_of_it():
    # pour may finish on Friday; the three quarters that remain of its four days begin on Wednesday at the latest.
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        pour | XXXX       after dig, started Mon, 25%
    """)
    assert shown(found.dates("dig").late_finish) == "Tue 17:00"


def test_a_start_that_has_happened_is_held_no_longer():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | XXX        started Mon, 50%
        pour | XXXX       starts with dig, deadline Thu
    """)
    assert (found.dates("dig").total_slack, found.dates("pour").total_slack) == (2 * 480, 0)


def test_a_done_task_is_not_critical():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX       started Mon, finished Thu
        pour |     X      after dig
    """)
    assert [dates.is_critical for dates in found] == [False, True]


def test_tasks_within_the_projects_limit_are_critical():
    found = check(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  | XXXX
        pour | XXX
        """,
        critical_limit=480,
    )
    assert [dates.is_critical for dates in found] == [True, True, False]


def test_what_remains_of_uncompleted_work_waits_for_the_status_date():
    plan = chart(
        """
        days | MTWTFSSM
        dig  | XX         started Mon, 50%
        pour |     X      after dig
        """,
        status_at=at("Wed 17:00"),
        reschedules_uncompleted=True,
    )
    found = schedule(plan)
    # One of two days is done; the other waits for Thursday, so it pours on Friday.
    assert (shown(found.dates("dig").finish), shown(found.dates("pour").start)) == ("Thu 17:00", "Fri 08:00")


def test_work_that_was_not_begun_waits_for_the_status_date_unless_it_has_a_date_of_its_own():
    found = check(
        """
        days | MTWTFSSM
        dig  |    XX
        pour |        X    after dig
        call |  X          SNET Tue
        done | X           started Mon, finished Mon
        late |     X       SNET Fri
        """,
        status_at=at("Wed 17:00"),
        reschedules_uncompleted=True,
    )
    assert found.dates("dig").driver_kind == DriverKind.STATUS_DATE


def test_work_done_beyond_the_status_date_stays():
    plan = chart(
        """
        days | MTWTFSSM
        dig  | XXXX       started Mon, 75%
        """,
        status_at=at("Tue 17:00"),
        reschedules_uncompleted=True,
    )
    assert shown(schedule(plan).dates("dig").finish) == "Thu 17:00"


def test_without_rescheduling_the_status_date_moves_nothing():
    check(
        """
        days | MTWTFSSM
        dig  | XX         started Mon, 50%
        pour |   X        after dig
        """,
        status_at=at("Wed 17:00"),
    )
