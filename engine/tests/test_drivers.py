from charts import at, chart, check, shown
from fairlead_engine import schedule
from fairlead_engine.cpm import DriverKind


def driver(found, task):
    dates = found.dates(task)
    return dates.driver_kind.name, dates.driver_task, shown(dates.driver_at)


def test_an_unlinked_task_is_driven_by_its_projects_start():
    found = check("""
        days | MTWTFSSM
        dig  | XX
    """)
    assert driver(found, "dig") == ("PROJECT_START", None, "Mon 08:00")


def test_the_link_that_asks_for_the_latest_start_drives():
    found = check("""
        days | MTWTFSSM
        dig  | XX
        form | XXX
        pour |    X       after dig, after form
    """)
    assert driver(found, "pour") == ("LINK", "form", "Wed 17:00")
    assert found.plan.links[found.dates("pour").driver_link].predecessor == "form"


def test_of_links_that_ask_for_the_same_the_first_drives():
    found = check("""
        days | MTWTFSSM
        dig  | XX
        form | XX
        pour |   X        after form, after dig
    """)
    assert driver(found, "pour") == ("LINK", "form", "Tue 17:00")


def test_a_start_after_what_its_driver_asked_for_was_pushed_on_by_the_calendar():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        pour |        X   after dig
    """)
    assert driver(found, "pour") == ("LINK", "dig", "Fri 17:00")
    assert found.dates("pour").start > found.dates("pour").driver_at


def test_a_lag_is_part_of_what_a_link_asks_for():
    found = check("""
        days | MTWTFSSM
        dig  | XX
        pour |    X       after dig +1d
        tidy |   XX       ends with pour
    """)
    assert driver(found, "pour") == ("LINK", "dig", "Wed 17:00")
    assert driver(found, "tidy") == ("LINK", "pour", "Wed 08:00")


def test_a_constraint_drives_where_it_decides():
    found = check("""
        days | MTWTFSSM
        dig  | X
        pour |   XX       after dig, SNET Wed
        call |     X      after pour, SNET Tue
    """)
    assert driver(found, "pour") == ("CONSTRAINT", None, "Wed 08:00")
    assert driver(found, "call") == ("LINK", "pour", "Thu 17:00")


def test_a_child_is_driven_by_the_summary_that_a_link_holds():
    found = check("""
        days     | MTWTFSSM
        plan     | XX
        house    |   X      after plan
          walls  |   X
            dig  |   X
    """)
    assert driver(found, "dig") == ("SUMMARY", "house", "Tue 17:00")
    assert found.plan.links[found.dates("dig").driver_link].predecessor == "plan"


def test_a_summary_is_driven_by_the_child_that_it_begins_with():
    found = check("""
        days     | MTWTFSSM
        house    | XXX
          pour   |  XX      SNET Tue
          dig    | X
    """)
    assert driver(found, "house") == ("CHILD", "dig", "Mon 08:00")


def test_of_children_that_begin_together_the_first_in_the_outline_drives_their_summary():
    found = check("""
        days     | MTWTFSSM
        house    | XX
          pour   | XX      after walk -1d
          dig    | X
        walk     | X
    """)  # pour is placed after walk, and so after dig, which may be placed at once
    assert driver(found, "house") == ("CHILD", "pour", "Mon 08:00")


def test_an_alap_task_is_driven_by_how_late_it_may_be():
    found = check("""
        days | MTWTFSSM
        dig  | XXXXX
        pour |     X      ALAP
    """)
    assert driver(found, "pour") == ("ALAP", None, "Fri 08:00")


def test_found_columns_are_arrays_in_the_order_of_the_plan():
    found = schedule(
        chart("""
        days | MTWTFSSM
        tidy |    X       after dig
        dig  | XXX
    """)
    ).found
    assert found.start.tolist() == [at("Thu 08:00"), at("Mon 08:00")]
    assert found.driver_kind.tolist() == [DriverKind.LINK, DriverKind.PROJECT_START]
    assert (found.driver_task.tolist(), found.driver_link.tolist()) == ([1, -1], [0, -1])
    assert found.critical.dtype == bool
    assert found.project_finish.tolist() == [at("Thu 17:00")]
