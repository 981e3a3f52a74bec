from dataclasses import replace

from charts import at, chart, check, shown
from fairlead_engine import schedule
from fairlead_engine.cpm import DriverKind


def test_a_manual_task_stays_where_people_put_it_and_drives_what_follows():
    check("""
        days | MTWTFSSM
        dig  | XXX
        pour |  XX        after dig, manual
        tidy |    X       after pour
    """)


def test_a_manual_task_without_a_finish_takes_its_duration():
    plan = chart("""
        days | MTWTFSSM
        dig  |  XX        manual
    """)
    (dig,) = plan.tasks
    found = schedule(replace(plan, tasks=(replace(dig, manual_finish=None),)))
    assert shown(found.dates("dig").finish) == "Wed 17:00"


def test_a_manual_task_without_dates_is_placed_like_any_other():
    plan = chart("""
        days | MTWTFSSM
        dig  |  XX        manual
    """)
    (dig,) = plan.tasks
    found = schedule(replace(plan, tasks=(replace(dig, manual_start=None, manual_finish=None),)))
    assert shown(found.dates("dig").start) == "Mon 08:00"


def test_a_manual_summary_is_not_rolled_up():
    check("""
        days     | MTWTFSSM
        house    | XXXX     manual
          dig    | XX
    """)


def test_children_do_not_start_before_their_manual_summary():
    check("""
        days     | MTWTFSSM
        plan     | X
        house    |   XX     manual
          dig    |   XX
          pour   |   X      after plan
    """)


def test_a_childs_own_date_may_precede_its_manual_summary():
    check("""
        days     | MTWTFSSM
        house    |   XX     manual
          dig    |  XX      SNET Tue
    """)


def test_links_on_a_manual_summary_move_neither_it_nor_its_children():
    check("""
        days     | MTWTFSSM
        plan     | XXXX
        house    |   XX     after plan, manual
          dig    |   XX
    """)


def test_a_manual_task_may_finish_at_the_very_instant_that_its_successor_must_start():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  | X          manual
        pour |  XX        after dig
    """)
    # pour must start on Thursday 08:00.
    assert shown(found.dates("dig").late_finish) == "Thu 08:00"
    assert shown(found.dates("dig").late_start) == "Wed 08:00"


def test_a_start_to_start_link_does_not_hold_the_late_dates_of_a_manual_task():
    found = check("""
        days | MTWTFSSM
        dig  | X          manual
        pour | XXXXX      starts with dig
    """)
    assert (found.dates("dig").total_slack, found.dates("pour").total_slack) == (4 * 480, 0)


def test_an_automatic_summary_encloses_the_late_dates_of_its_children_and_the_dates_of_manual_ones():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XX
          dig    | X        manual
          pour   |  X       SNET Tue
    """)
    house = found.dates("house")
    assert (shown(house.late_start), shown(house.late_finish)) == ("Mon 08:00", "Fri 17:00")


def test_a_manual_task_is_driven_by_its_own_dates():
    found = check("""
        days | MTWTFSSM
        dig  |  XX        manual
    """)
    assert found.dates("dig").driver_kind == DriverKind.MANUAL
    assert found.dates("dig").driver_at == at("Tue 08:00")
