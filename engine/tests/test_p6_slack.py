"""P6's slack, what is critical, and paths of least slack."""

from dataclasses import replace

from charts import at, drawn, shown
from fairlead_engine import schedule
from fairlead_engine.options import CriticalRule, FloatPaths, ScheduleOptions, SlackRule
from fairlead_engine.plan import Project, Task
from p6_plans import p6, p6_plan


def test_the_project_says_at_which_end_the_slack_of_a_summary_is_counted():
    text = """
        days   | MTWTFSSM
        call   | XXXXX
        house  | XX
          dig  | X         SNLT Mon
          pour |  X
    """

    def slack(rule):
        return p6(text, slack=rule).dates("house").total_slack

    # dig may not be later; pour, also on Monday, may be done on Friday.
    assert [slack(rule) for rule in (SlackRule.START, SlackRule.FINISH, SlackRule.LEAST)] == [0, 4 * 480, 0]


def test_free_slack_may_be_more_than_total_slack_by_p6s_rules():
    found = p6("""
        days | MTWTFSSM
        dig  | XX         FNLT Mon
        pour |     X      after dig, SNET Fri
    """)
    assert (found.dates("dig").total_slack, found.dates("dig").free_slack) == (-480, 960)


def test_what_nothing_follows_is_free_to_slip_to_the_finish_of_its_project():
    found = p6("""
        days | MTWTFSSM
        call | XXXXX
        dig  | XX         FNLT Wed
    """)
    assert (found.dates("dig").total_slack, found.dates("dig").free_slack) == (480, 3 * 480)


def test_open_ends_may_have_no_slack():
    text = """
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        pour |  X         after dig
        gate |  o         after dig
    """
    assert [found.total_slack for found in p6(text)] == [0, 3 * 480, 3 * 480, 4 * 480]
    assert [found.total_slack for found in p6(text, opens_critical=True)] == [0, 0, 0, 0]


def test_slack_may_count_to_the_last_finish_of_all_projects():
    plan = p6_plan("""
        days | MTWTFSSM
        dig  | XX
    """)

    def slack(within):
        options = ScheduleOptions(slack_within_project=within)
        other = Project("q", "Other", at("Mon 08:00"), "standard", status_at=at("Mon 08:00"), options=options)
        projects = (replace(plan.projects[0], options=options), other)
        tasks = (*plan.tasks, Task("call", "call", "q", duration=5 * 480))
        return schedule(replace(plan, projects=projects, tasks=tasks)).dates("dig").total_slack

    assert (slack(within=True), slack(within=False)) == (0, 3 * 480)


def test_what_drives_the_last_finish_may_say_what_is_critical():
    text = """
        days | MTWTFSSM
        dig  | X
        pour |  X         after dig
        wait |    X       SNET Thu
        tidy |     X      after pour, after wait
        seal | X          FNLT Mon
    """
    by_slack = [found.is_critical for found in p6(text)]
    by_path = [found.is_critical for found in p6(text, critical=CriticalRule.LONGEST_PATH)]
    assert by_slack == [False, False, True, True, True]
    assert by_path == [False, False, True, True, False]  # seal has no slack, but the project does not wait for it


def test_what_is_done_is_not_critical_on_the_longest_path_either():
    found = p6(
        """
        days | MTWTFSSM
        dig  | X          started Mon, finished Mon
        pour |  X         after dig
    """,
        now="Tue 08:00",
        critical=CriticalRule.LONGEST_PATH,
    )
    assert [dates.is_critical for dates in found] == [False, True]


PATHS = """
    days | MTWTFSSM
    dig  | XX
    pour |   X        after dig
    call | X
    sign |  X         after call
    tidy |    X       after pour, after sign
    seal | X          after call
"""


def paths(found):
    return {dates.id: (dates.float_path, dates.float_path_order) for dates in found}


def test_paths_of_least_slack_lead_to_the_last_finish_the_most_pressing_first():
    found = paths(p6(PATHS, float_paths=FloatPaths()))
    # seal follows call, but leads nowhere.
    assert found == {"dig": (1, 3), "pour": (1, 2), "tidy": (1, 1), "sign": (2, 1), "call": (2, 2), "seal": (0, 0)}


def test_paths_may_lead_to_a_task_and_no_more_are_found_than_asked_for():
    assert paths(p6(PATHS, float_paths=FloatPaths(end="seal")))["call"] == (1, 2)
    assert paths(p6(PATHS, float_paths=FloatPaths(count=1)))["sign"] == (0, 0)


def test_paths_may_follow_the_slack_of_links():
    # Both lead to tidy: call is due on Monday, so it has the least total slack; what tidy waits for is dig.
    text = """
        days | MTWTFSSM
        dig  | XXX
        call | X          FNLT Mon, SNLT Mon
        tidy |    X       after dig, after call, SNLT Fri
        last |     XX     SNET Fri
    """
    by_total = p6(text, float_paths=FloatPaths(end="tidy"))
    by_link = p6(text, float_paths=FloatPaths(end="tidy", by_total_slack=False))
    assert (paths(by_total)["call"], paths(by_total)["dig"]) == ((1, 2), (2, 1))
    assert (paths(by_link)["dig"], paths(by_link)["call"]) == ((1, 2), (2, 1))
    assert drawn(by_total)["tidy"] == "   X"
    assert shown(by_total.dates("tidy").start) == "Thu 08:00"
