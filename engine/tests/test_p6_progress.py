"""P6's rules of progress: what remains is scheduled from the data date on."""

from charts import drawn, shown
from fairlead_engine import schedule
from fairlead_engine.machine import compiled_machine
from fairlead_engine.options import FloatPaths, ProgressRule
from p6_plans import EFFORT, p6, p6_plan

COLUMNS = ("start", "finish", "early_start", "late_start", "late_finish", "total_slack", "free_slack", "critical")
COLUMNS += ("driver_kind", "driver_link", "driver_task", "float_path", "project_start", "project_finish")


def test_nothing_that_remains_is_scheduled_before_the_data_date():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX         started Mon, finished Tue
        pour |   X        after dig
        tidy | X
    """,
        now="Thu 08:00",
    )
    assert drawn(found) == {"dig": "XX", "pour": "   X", "tidy": "   X"}


def test_what_remains_of_a_task_in_progress_waits_for_its_predecessors():
    # pour began on Monday; two of its three days remain, and dig comes first.
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX
        pour | XXX        after dig, started Mon
    """,
        now="Tue 08:00",
        pour={"remaining": 960},
    )
    pour = found.dates("pour")
    assert (shown(pour.start), shown(pour.early_start), shown(pour.finish)) == ("Mon 08:00", "Thu 08:00", "Fri 17:00")


def test_progress_may_override_what_holds_a_task_in_progress():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XXXX
        pour | XXX        after dig, started Mon
        tidy |   X        after pour
    """,
        now="Tue 08:00",
        progress=ProgressRule.PROGRESS_OVERRIDE,
        pour={"remaining": 480},
    )
    assert [shown(found.dates(name).finish) for name in ("dig", "pour", "tidy")] == [
        "Fri 17:00",
        "Tue 17:00",
        "Wed 17:00",
    ]
    assert found.dates("tidy").driver_task == "pour"
    assert found.plan.links[found.found.driver_link[2]].successor == "tidy"


def test_the_slack_of_a_task_in_progress_is_that_of_what_remains():
    found = p6(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  | XXX        started Mon, 50%
    """,
        now="Mon 08:00",
    )
    dig = found.dates("dig")
    # Of three days a day and a half remain, to Tuesday noon; the project ends on Friday.
    assert (shown(dig.finish), dig.total_slack) == ("Tue 12:00", 3 * 480 + 240)
    assert shown(dig.late_start) == "Thu 13:00"


def test_a_finished_task_hands_on_what_its_predecessors_still_hold():
    # pour was finished out of order: tidy waits for dig all the same.
    found = p6(
        """
        days | MTWTFSSM
        dig  | XXX
        pour | X          after dig, started Mon, finished Mon
        tidy |    X       after pour
    """,
        now="Tue 08:00",
    )
    assert shown(found.dates("tidy").start) == "Fri 08:00"  # dig from Tuesday to Thursday
    assert (shown(found.dates("pour").finish), found.dates("pour").total_slack) == ("Mon 17:00", 0)


def test_a_summary_encloses_what_has_happened_in_it():
    found = p6(
        """
        days   | MTWTFSSM
        house  | X
          dig  | X          started Mon, finished Mon
          pour |  X         after dig
    """,
        now="Wed 08:00",
    )
    house = found.dates("house")
    assert (shown(house.start), shown(house.finish)) == ("Mon 08:00", "Wed 17:00")


def test_what_remains_counts_before_a_task_has_begun_too():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XXX
    """,
        dig={"remaining": 960},
    )
    assert shown(found.dates("dig").finish) == "Tue 17:00"  # two of three days


def test_what_remains_of_a_suspended_task_goes_on_when_it_is_resumed():
    text = """
        days | MTWTFSSM
        dig  | XX          started Mon, 50%, resumes Fri
    """
    dates = p6(text, now="Tue 08:00").dates("dig")
    assert (shown(dates.start), shown(dates.early_start), shown(dates.finish)) == (
        "Mon 08:00",
        "Fri 08:00",
        "Fri 17:00",
    )
    # One that was resumed before the data date goes on there.
    assert shown(p6(text, now="Mon2 08:00").dates("dig").early_start) == "Mon2 08:00"


def test_by_actual_dates_what_happened_after_the_data_date_holds_what_follows():
    text = """
        days | MTWTFSSM
        dig  | X           started Thu, finished Thu
        pour | X           after dig
    """
    retained = p6(text, now="Tue 08:00")
    actual = p6(text, now="Tue 08:00", progress=ProgressRule.ACTUAL_DATES)
    assert shown(retained.dates("pour").start) == "Tue 08:00"  # P6 has nothing happen after the data date
    assert shown(actual.dates("pour").start) == "Fri 08:00"


def test_a_project_that_is_done_ends_when_its_last_task_did():
    found = p6(
        """
        days | MTWTFSSM
        dig  | X           started Mon, finished Tue
    """,
        now="Fri 08:00",
    )
    assert [shown(at) for at in found.project_dates("p")] == ["Mon 08:00", "Tue 17:00"]


def test_compiled_kernels_find_what_plain_python_finds_by_these_rules_too():
    plan = p6_plan(
        """
        days   | MTWTFSSM
        house  | X
          dig  | XX         started Mon, 50%
          site | X          starts with dig
          gate |   o        after dig
          pour |   X        after gate -1d, deadline Wed
          tidy |   X        after gate, FNLT Fri
          seal | X          ALAP
    """,
        site=EFFORT,
        opens_critical=True,
        float_paths=FloatPaths(3),
    )
    plain, compiled = schedule(plan).found, schedule(plan, machine=compiled_machine()).found
    for column in COLUMNS:
        assert getattr(compiled, column).tolist() == getattr(plain, column).tolist(), column
