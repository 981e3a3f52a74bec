import pytest

from charts import at, check, shown


def test_start_no_earlier_than_holds_a_task_back():
    check("""
        days | MTWTFSSM
        dig  | X
        pour |   XX       after dig, SNET Wed
    """)


def test_start_no_earlier_than_does_not_hold_back_what_links_hold_back_further():
    check("""
        days | MTWTFSSM
        dig  | XXXX
        pour |     X      after dig, SNET Wed
    """)


def test_a_constraint_on_a_day_off_waits_for_work():
    check("""
        days | MTWTFSSM
        dig  |        X    SNET Sat
    """)


def test_without_predecessors_a_task_may_begin_on_its_own_date_before_its_project():
    check(
        """
        days | MTWTFSSM
        dig  |  XX        SNET Tue
        pour |   X
        """,
        start=at("Wed 08:00"),
    )


def test_finish_no_earlier_than_moves_the_start_back_by_the_duration():
    check("""
        days | MTWTFSSM
        dig  |    XX      FNET Fri
    """)


@pytest.mark.parametrize("kind", ["MSO Wed", "MFO Thu"])
def test_a_must_moves_a_task_away_from_its_links(kind):
    check(f"""
        days | MTWTFSSM
        dig  | XXXX
        pour |   XX       after dig, {kind}
    """)


@pytest.mark.parametrize("kind", ["MSO Wed", "MFO Thu", "SNLT Wed", "FNLT Thu"])
def test_links_win_where_the_project_does_not_honor_constraints(kind):
    check(
        f"""
        days | MTWTFSSMT
        dig  | XXXX
        pour |     X  X    after dig, {kind}
        """,
        honors_constraints=False,
    )


@pytest.mark.parametrize("kind", ["SNLT Wed", "FNLT Thu"])
def test_a_no_later_than_lets_a_task_begin_before_its_links(kind):
    check(f"""
        days | MTWTFSSM
        dig  | XXXX
        pour |   XX       after dig, {kind}
    """)


@pytest.mark.parametrize("kind", ["SNLT Wed", "FNLT Thu"])
def test_a_no_later_than_holds_late_dates_where_links_leave_room(kind):
    found = check(f"""
        days | MTWTFSSM
        dig  | XXXXX
        pour | XX         {kind}
    """)
    assert found.dates("pour").total_slack == 2 * 480
    assert shown(found.dates("pour").late_finish) == "Thu 17:00"


@pytest.mark.parametrize("kind", ["MSO Wed", "MFO Thu"])
def test_a_must_leaves_no_slack(kind):
    found = check(f"""
        days | MTWTFSSM
        dig  | XXXXX
        pour |   XX       {kind}
    """)
    assert found.dates("pour").total_slack == 0


def test_a_must_is_late_on_its_date_whatever_waits_for_it():
    found = check("""
        days | MTWTFSSM
        dig  |  XX        MSO Tue
        pour |    X       after dig, deadline Wed
    """)
    assert (found.dates("dig").total_slack, found.dates("pour").total_slack) == (0, -480)


def test_an_alap_task_goes_to_its_late_dates_and_its_successors_follow():
    # The project finishes on Friday: tidy may wait until then, and with it pour.
    check("""
        days | MTWTFSSM
        dig  | XXXXX
        pour |    X       ALAP
        tidy |     X      after pour
    """)


def test_an_alap_task_does_not_move_its_projects_finish():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        pour |   XXX      ALAP
    """)
    assert shown(found.project_dates("p")[1]) == "Fri 17:00"


def test_a_deadline_moves_nothing_but_the_late_dates():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        pour | XX         deadline Wed
    """)
    assert found.dates("pour").total_slack == 480
    assert shown(found.dates("pour").late_finish) == "Wed 17:00"


def test_a_missed_deadline_leaves_negative_slack_along_the_chain():
    found = check("""
        days | MTWTFSSM
        dig  | XXXX
        pour |     X      after dig, deadline Wed
    """)
    assert [dates.total_slack for dates in found] == [-960, -960]
    assert all(dates.is_critical for dates in found)


def test_a_project_planned_from_its_finish_begins_as_late_as_it_can():
    found = check(
        """
        days | MTWTFSSM
        dig  |   XX       ALAP
        pour |     X      after dig, ALAP
        call |     X      ALAP
        """,
        from_finish=True,
        finish=at("Fri 17:00"),
    )
    assert [dates.total_slack for dates in found] == [0, 0, 0]


def test_an_asap_task_of_a_project_planned_from_its_finish_begins_when_the_project_does():
    check(
        """
        days | MTWTFSSM
        dig  |   XX       ALAP
        pour |     X      after dig, ALAP
        call |   X
        """,
        from_finish=True,
        finish=at("Fri 17:00"),
    )


def test_alap_tasks_in_a_chain_all_go_to_their_late_dates():
    check("""
        days | MTWTFSSM
        call | XXXXX
        dig  |   X        ALAP
        pour |    X       after dig, ALAP
        tidy |     X      after pour, ALAP
    """)


def test_an_alap_task_waits_no_longer_than_its_deadline():
    check("""
        days | MTWTFSSM
        call | XXXXX
        dig  |   X        ALAP, deadline Wed
    """)


def test_a_deadline_holds_the_tasks_of_a_project_planned_from_its_finish():
    check(
        """
        days | MTWTFSSM
        dig  |  X         ALAP, deadline Tue
        pour |    X       after dig, ALAP
        tidy |     X      after pour, ALAP
        """,
        from_finish=True,
        finish=at("Fri 17:00"),
    )


def test_a_start_no_earlier_than_holds_in_a_project_planned_from_its_finish_too():
    found = check(
        """
        days | MTWTFSSM
        dig  |     X       SNET Fri
        pour |        X    after dig, ALAP
        """,
        from_finish=True,
        finish=at("Fri 17:00"),
    )
    assert found.dates("pour").total_slack == -480  # the promised finish cannot be kept


def test_links_win_over_a_must_where_the_project_does_not_honor_constraints_and_leave_negative_slack():
    found = check(
        """
        days | MTWTFSSM
        dig  | XXX
        pour |    X        after dig, MSO Tue
        """,
        honors_constraints=False,
    )
    assert found.dates("pour").total_slack == -2 * 480
