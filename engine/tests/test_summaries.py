from charts import at, chart, check, drawn, shown
from fairlead_engine import schedule


def test_a_summary_runs_from_its_first_child_to_its_last():
    check("""
        days     | MTWTFSSM
        house    | XXXX
          dig    | XX
          pour   |   XX     after dig
    """)


def test_a_link_on_a_summary_holds_all_its_children():
    check("""
        days     | MTWTFSSM
        plan     | XX
        house    |   XX     after plan
          walls  |   XX
            dig  |   X
            pour |    X     after dig
          call   |   X
    """)


def test_what_follows_a_summary_waits_for_its_last_child():
    check("""
        days     | MTWTFSSM
        house    | XXX
          dig    | X
          pour   | XXX
        tidy     |    X     after house
    """)


def test_the_successor_of_a_summary_holds_the_late_dates_of_all_its_children():
    found = check("""
        days     | MTWTFSSM
        house    | XXX
          dig    | X
          pour   | XXX
        tidy     |    XX    after house
    """)
    assert shown(found.dates("dig").late_finish) == "Wed 17:00"
    assert found.dates("dig").total_slack == 2 * 480


def test_a_summary_constrained_to_start_no_earlier_holds_its_children():
    check("""
        days     | MTWTFSSM
        house    |   XX     SNET Wed
          dig    |   XX
    """)


def test_a_deadline_of_a_summary_holds_its_childrens_late_dates():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XX       deadline Wed
          dig    | XX
    """)
    assert found.dates("dig").total_slack == 480


def test_children_wait_for_a_finish_that_a_link_asks_of_their_summary():
    check("""
        days     | MTWTFSSM
        call     | XXXX
        house    |   XX     ends with call
          dig    |   XX
    """)


def test_an_inactive_child_does_not_widen_its_summary():
    check("""
        days     | MTWTFSSM
        house    | X
          dig    | X
          pour   | XXX      inactive
    """)


def test_a_summary_without_active_children_lies_where_they_would_begin():
    check("""
        days     | MTWTFSSM
        plan     | XX
        house    |  o       after plan
          pour   |   XXX    inactive
    """)


def test_the_slack_of_a_summary_is_the_lesser_of_its_start_and_finish_slack():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XXXX
          dig    | X
          pour   |   XX     SNET Wed
    """)
    # It may begin when dig must, on Friday, but pour may slip by one day only.
    assert found.dates("dig").total_slack == 4 * 480
    assert found.dates("house").total_slack == 480


def test_the_slack_of_a_summary_in_progress_is_that_of_its_finish():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XXX
          dig    | X        started Mon, finished Mon
          pour   |  XX      after dig
    """)
    assert found.dates("house").total_slack == 2 * 480


def test_a_summary_that_has_begun_no_longer_holds_what_starts_with_it():
    found = schedule(
        chart("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XXX      starts with ring
          dig    | XXX      started Mon
        ring     | X
    """)
    )
    assert found.dates("ring").total_slack == 4 * 480


def test_free_slack_is_counted_to_the_tasks_own_successors_only():
    found = check("""
        days     | MTWTFSSM
        house    | XXX
          dig    | X
          pour   | XXX
        tidy     |    XX    after house
    """)
    assert found.dates("dig").free_slack == found.dates("dig").total_slack == 2 * 480


def test_late_dates_of_a_summary_enclose_those_of_its_children():
    late = ("late_start", "late_finish")
    found = schedule(
        chart("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XX
          dig    | X
          pour   |  X       after dig
    """)
    )
    assert drawn(found, late)["house"] == drawn(found, late)["dig"] + "X" == "   XX"


def test_projects_of_one_plan_have_their_own_finish():
    plan = chart("""
        days     | MTWTFSSM
        dig      | XX
        pour     | XXXXX
    """)
    (first,) = plan.projects
    second = type(first)("q", "Other", at("Mon 08:00"), "standard")
    dig, pour = plan.tasks
    moved = type(pour)("pour", "pour", "q", duration=pour.duration)
    found = schedule(type(plan)("Two", (first, second), (dig, moved), (), plan.calendars))
    assert [dates.total_slack for dates in found] == [0, 0]
    assert shown(found.project_dates("p")[1]) == "Tue 17:00"


def test_everything_below_an_inactive_summary_is_inactive():
    check("""
        days  | MTWTFSSM
        house | XX          inactive
         dig  | XX
         pour | X           after dig
        call  | X           after dig
    """)


def test_a_summary_that_finishes_no_later_holds_the_late_dates_of_its_children():
    found = check("""
        days  | MTWTFSSM
        call  | XXXXX
        house | XX          FNLT Wed
         dig  | XX
    """)
    assert found.dates("dig").total_slack == 480
