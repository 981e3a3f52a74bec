from charts import at, check, shown


def test_a_milestone_stays_at_the_end_of_the_day_that_its_predecessor_finishes():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        done |     o      after dig
        pour |        X   after done
    """)
    assert shown(found.dates("done").start) == "Fri 17:00"


def test_a_milestone_after_a_lag_stays_at_the_end_of_the_lag():
    found = check("""
        days | MTWTFSSM
        dig  | XX
        done |   o        after dig +1d
    """)
    assert shown(found.dates("done").start) == "Wed 17:00"


def test_a_milestone_that_finishes_no_earlier_than_an_evening_stays_there():
    found = check("""
        days | MTWTFSSM
        done |   o        FNET Wed
    """)
    assert shown(found.dates("done").finish) == "Wed 17:00"


def test_a_milestone_at_its_projects_start_is_not_moved_into_working_time():
    found = check(
        """
        days | MTWTFSSM
        go   | o
        dig  | XX         after go
        """,
        start=at("Mon 07:00"),
    )
    assert shown(found.dates("go").start) == "Mon 07:00"


def test_a_milestone_may_wait_until_the_very_instant_that_its_successor_must_start():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        done | o
        pour | XXX        after done
    """)
    # pour must start on Wednesday 08:00 to finish with dig on Friday.
    assert shown(found.dates("done").late_finish) == "Wed 08:00"
    assert found.dates("done").total_slack == 2 * 480


def test_a_milestone_may_wait_until_its_projects_very_finish():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        done | o
    """)
    assert shown(found.dates("done").late_finish) == "Fri 17:00"


def test_what_starts_with_a_milestone_does_not_hold_its_late_dates():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        ok   |  o         SNET Tue
        pour |  XX        starts with ok, deadline Wed
    """)
    # Microsoft Project lets it wait until the project's finish, though pour would move: it has no free slack.
    assert (shown(found.dates("ok").late_finish), found.dates("ok").free_slack) == ("Fri 17:00", 0)
