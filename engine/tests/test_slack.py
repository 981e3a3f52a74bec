from charts import chart, check, drawn, shown
from fairlead_engine import schedule
from fairlead_engine.plan import Calendar, week_of


def test_a_chain_without_room_is_critical():
    found = check("""
        days | MTWTFSSM
        dig  | XX
        pour |   XX       after dig
        call | X
    """)
    assert [(dates.total_slack, dates.is_critical) for dates in found] == [(0, True), (0, True), (3 * 480, False)]


def test_late_dates_are_as_late_as_the_projects_finish_allows():
    check(
        """
        days | MTWTFSSM
        dig  | XX
        pour |   XX       after dig
        call |   X
        tidy |    X       after call
        """,
        ends=("late_start", "late_finish"),
    )


def test_free_slack_ends_where_a_successor_would_move():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        call | X
        pour |     X      after dig, after call
    """)
    assert (found.dates("call").free_slack, found.dates("call").total_slack) == (3 * 480, 3 * 480)
    assert found.dates("dig").free_slack == 0


def test_a_slack_that_successors_share_is_not_free():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        call | X
        pour |  X         after call
    """)
    assert (found.dates("call").free_slack, found.dates("call").total_slack) == (0, 2 * 480)


def test_free_slack_is_never_more_than_total_slack():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        call | X          deadline Tue
        pour |     X      after dig, after call
    """)
    assert found.dates("call").free_slack == found.dates("call").total_slack == 480


def test_lags_lie_between_the_late_dates_too():
    found = check("""
        days | MTWTFSSMT
        call | XXXXX  X
        dig  | X
        pour |   X         after dig +1d
    """)
    # pour may start on the second Monday, the lag before it is Friday.
    assert shown(found.dates("dig").late_finish) == "Thu 17:00"
    assert found.dates("dig").free_slack == 0


def test_links_between_starts_hold_the_late_start():
    found = check("""
        days | MTWTFSSM
        dig  | X
        pour | XXXX       starts with dig
    """)
    assert found.dates("dig").total_slack == 0


def test_links_between_finishes_hold_the_late_finish():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        pour | XXX        ends with dig
    """)
    assert drawn(found, ("late_start", "late_finish"))["dig"] == "    X"


def test_a_task_finishes_no_later_than_what_ends_with_it_may():
    mornings = Calendar("mornings", "Mornings", week_of(range(5), (480, 720)))
    plan = chart(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        tidy | x          ends with dig, on mornings
        pour |  xx        after tidy +4h
        """,
        calendars=(mornings,),
    )
    found = schedule(plan)
    # Pour may begin on Friday at 8, four hours after Thursday at 12, when tidy is to be done. Were dig done at 17 that
    # day, so would be tidy, and pour would end on Monday.
    assert (shown(found.dates("tidy").late_finish), shown(found.dates("dig").late_finish)) == ("Thu 12:00", "Thu 12:00")


def test_slack_counts_the_working_minutes_of_the_tasks_own_calendar():
    found = check("""
        days | MTWTFSSMTW
        call | XXXXX  XX
        cure | XXXX         elapsed 3d
    """)
    # From Thursday 08:00 to Tuesday 17:00 the clock runs for 5 days and 9 hours.
    assert found.dates("cure").total_slack == 5 * 1440 + 9 * 60


def test_with_several_critical_paths_a_task_that_nothing_follows_waits_for_its_own_finish_only():
    text = """
        days  | MTWTFSSM
        call  | XXXXX
        house | XXX
         dig  | XX
         pour |   X        after dig
        ok    |   o        after house
        walk  | X
    """
    slacks = {"call": 0, "house": 960, "dig": 960, "pour": 960, "ok": 960, "walk": 4 * 480}
    assert {dates.id: dates.total_slack for dates in check(text)} == slacks
    assert {dates.total_slack for dates in check(text, has_multiple_paths=True)} == {0}


def test_start_slack_and_finish_slack_of_a_summary_may_differ():
    found = check("""
        days  | MTWTFSSM
        call  | XXXXX
        house | XXX
         dig  | X           deadline Tue
         pour | XXX
    """)
    # Its start waits for dig until Tuesday, its finish for pour until Friday.
    house = found.dates("house")
    assert (house.start_slack, house.finish_slack, house.total_slack) == (480, 960, 480)


def test_the_start_slack_of_a_task_in_progress_is_none_its_finish_slack_that_of_its_late_finish():
    found = check("""
        days | MTWTFSSM
        dig  | XXX        started Mon, 50%, deadline Tue
    """)
    dig = found.dates("dig")
    assert (dig.start_slack, dig.finish_slack, dig.total_slack) == (0, -480, -480)


def test_a_summary_is_critical_by_its_own_slack_whatever_its_children():
    found = check("""
        days  | MTWTFSSM
        call  | XXXXX
        house | XXXX
         dig  | X
         pour |   X         SNET Wed, deadline Wed
         tidy |    X        SNET Thu
    """)
    # Its first child may start on Wednesday at the latest, its last finish on Friday instead of Thursday.
    assert (found.dates("house").total_slack, found.dates("house").is_critical) == (480, False)
    assert found.dates("pour").is_critical
