from charts import at, check, shown
from fairlead_engine.cpm import DriverKind


def test_a_leveling_delay_is_time_of_the_clock_after_the_links():
    found = check("""
        days | MTWTFSSMT
        dig  | XXXX
        pour |        X    after dig, leveled 3d
    """)
    # Thursday 17:00 and three days are Sunday 17:00, so Monday.
    assert shown(found.dates("pour").start) == "Mon2 08:00"
    assert found.dates("pour").driver_kind == DriverKind.LEVELING
    assert found.dates("pour").driver_task == "dig"
    assert found.dates("pour").driver_at == at("Sun 17:00")


def test_a_leveling_delay_holds_predecessors_back_but_is_not_their_free_slack():
    found = check("""
        days | MTWTFSSM
        dig  | X
        pour |    XX      after dig, leveled 2d
    """)
    # pour must start on Thursday, so what comes before its delay must be over on Tuesday 08:00.
    assert shown(found.dates("dig").late_finish) == "Mon 17:00"
    assert (found.dates("dig").total_slack, found.dates("dig").free_slack) == (0, 0)


def test_a_leveling_delay_comes_after_a_date_before_which_the_task_must_not_start():
    # Wednesday 08:00 and two days are Friday 08:00. To finish on Friday pour would start on Thursday, so a day later.
    found = check("""
        days | MTWTFSSM
        dig  |     X     SNET Wed, leveled 2d
        pour |     X  X  FNET Fri, leveled 1d
    """)
    assert found.dates("dig").driver_kind == DriverKind.LEVELING
