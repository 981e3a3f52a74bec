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


def test_a_manual_task_is_never_too_late():
    found = check("""
        days | MTWTFSSM
        call | XXXXX
        dig  |   XX       manual
        pour |  XX        after dig, manual
        tidy |    X       after pour
    """)
    # pour may finish when tidy must start, Friday 08:00, so it must start on Wednesday, before dig has finished.
    assert (shown(found.dates("dig").late_start), shown(found.dates("dig").late_finish)) == ("Wed 08:00", "Thu 17:00")
    assert found.dates("dig").total_slack == 0


def test_a_manual_summary_is_never_too_late():
    found = check("""
        days     | MTWTFSSM
        house    |   XX     manual
          dig    |   XX
        tidy     |  XXX     manual
          sweep  |  XXX
    """)
    assert found.dates("house").total_slack == 0


def test_tasks_before_a_manual_summary_wait_for_the_first_of_its_children():
    found = check("""
        days     | MTWTFSSM
        plan     | XX
        house    |   XX     after plan, manual
          dig    |  XX      SNET Tue
    """)
    # dig may start on Wednesday but begins on Tuesday already: that is as late as plan may finish.
    assert (shown(found.dates("dig").late_start), shown(found.dates("plan").late_finish)) == ("Wed 08:00", "Mon 17:00")


def test_an_automatic_summary_begins_as_late_as_the_first_child_of_a_manual_summary_in_it():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        street   | XXXX
          plan   | X
          house  |   XX     manual
            dig  |  XX      SNET Tue
    """)
    late = [shown(found.dates(name).late_start) for name in ("plan", "house", "dig", "street")]
    assert late == ["Fri 08:00", "Thu 08:00", "Thu 08:00", "Tue 08:00"]  # dig may wait, but begins on Tuesday


def test_a_childs_own_date_below_a_manual_summary_is_not_held_by_what_follows_summaries():
    found = check("""
        days     | MTWTFSSM
        call     | XXXXX
        house    | XX       manual
          dig    | X
          pour   |  X       SNET Tue
        tidy     |   X      after house, SNLT Wed
    """)
    assert (shown(found.dates("dig").late_finish), shown(found.dates("pour").late_finish)) == ("Tue 17:00", "Fri 17:00")


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
