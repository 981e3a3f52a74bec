from charts import chart, check, drawn, shown
from fairlead_engine import schedule


def test_a_task_begins_when_its_predecessor_has_finished():
    check("""
        days | MTWTFSSM
        dig  | XX
        pour |   XX       after dig
    """)


def test_a_task_without_links_begins_with_its_project():
    check("""
        days | MTWTFSSM
        dig  | XX
        call | X
    """)


def test_the_latest_predecessor_decides():
    check("""
        days | MTWTFSSM
        dig  | XX
        form | XXX
        pour |    X       after dig, after form
    """)


def test_work_goes_on_after_the_weekend():
    check("""
        days | MTWTFSSMTW
        dig  | XXXX
        pour |     X  X    after dig
    """)


def test_a_lag_pushes_the_follower_over_the_weekend():
    plan = chart("""
        days | MTWTFSSM
        dig  | XXXX
        pour |     X     after dig +1d
    """)  # Friday is the lag, so Monday
    assert drawn(schedule(plan))["pour"] == "       X"


def test_a_lead_lets_the_follower_begin_before_its_predecessor_finishes():
    check("""
        days | MTWTFSSM
        dig  | XXXX
        pour |   XX       after dig -2d
    """)


def test_a_lag_counts_the_successors_working_time():
    # dig finishes on Friday 17:00; four working hours on are Monday 12:00, after which work goes on at 13:00.
    found = check("""
        days | MTWTFSSMT
        dig  | XXXXX
        pour |        xx   after dig +4h
    """)
    assert shown(found.dates("pour").start) == "Mon2 13:00"


def test_an_elapsed_lag_runs_through_the_weekend():
    # Friday 17:00 and one day of the clock are Saturday 17:00, so work begins on Monday.
    check("""
        days | MTWTFSSMTW
        dig  | XXXXX
        pour |        X      after dig +1ed
        call |        X      after dig +2ed
        cure |         x     after dig +2ed, after pour
    """)


def test_a_percent_lag_is_a_share_of_the_predecessors_duration():
    # Half of two days is one: Wednesday.
    check("""
        days | MTWTFSSM
        dig  | XX
        pour |    X       after dig +50%
        tidy |  X         after dig -50%
    """)


def test_a_percent_of_elapsed_time_runs_through_the_weekend():
    # All of the predecessor's 8 hours of work, counted by the clock: Friday 17:00 to Saturday 01:00.
    check("""
        days | MTWTFSSM
        dig  |     X       SNET Fri
        pour |        X    after dig +100e%
    """)


def test_tasks_may_start_together():
    check("""
        days | MTWTFSSM
        walk | XX
        dig  |   XX       after walk
        pour |   X        starts with dig
        tidy |    X       starts with dig +1d
    """)


def test_tasks_may_finish_together():
    check("""
        days | MTWTFSSM
        dig  | XXXX
        pour |   XX       ends with dig
        tidy |     X      ends with dig +1d
    """)


def test_a_task_may_finish_when_another_starts():
    check("""
        days | MTWTFSSM
        dig  |    X       SNET Thu
        move |  XX        ends as dig starts
    """)


def test_links_do_not_hold_a_task_that_is_far_behind_them():
    check("""
        days | MTWTFSSM
        dig  | XXXX
        pour | X
        tidy |     X      after dig, ends with pour
    """)


def test_an_inactive_task_drives_nothing():
    check("""
        days | MTWTFSSM
        dig  | XXXX       inactive
        pour | X          after dig
    """)


def test_a_link_to_its_finish_pulls_no_task_before_its_projects_start():
    check("""
        days | MTWTFSSM
        dig  | X
        pour | XXX        ends with dig
    """)


def test_a_task_that_ends_as_another_starts_finishes_in_that_very_morning():
    found = check("""
        days | MTWTFSSM
        dig  |   XX       SNET Wed
        tidy |  X         ends as dig starts
    """)
    assert (shown(found.dates("tidy").start), shown(found.dates("tidy").finish)) == ("Tue 08:00", "Wed 08:00")


def test_a_percent_lag_after_an_elapsed_task_is_elapsed_too():
    # Two days by the clock end on Wednesday at 8, the lag of one on Thursday.
    check("""
        days | MTWTFSSM
        cure | XXX         elapsed 2d
        pour |    X        after cure +50%
    """)
