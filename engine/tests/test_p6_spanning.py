"""P6's tasks that take their dates, or their hours, from others."""

from dataclasses import replace

from charts import at, drawn, shown
from fairlead_engine import schedule
from fairlead_engine.cpm import DriverKind
from fairlead_engine.options import CriticalRule, SlackRule
from fairlead_engine.plan import Assignment, Resource, TaskKind
from p6_plans import EFFORT, p6, p6_plan

SUMMARY = {"kind": TaskKind.WBS_SUMMARY}


def test_a_level_of_effort_lasts_from_its_predecessors_to_its_successors():
    text = """
        days | MTWTFSSM
        dig  |  X         SNET Tue
        pour |   XX       after dig, ends with site
        site |  XXX       starts with dig
    """
    found = p6(text, site=EFFORT)
    assert drawn(found)["site"] == " XXX"  # pour waits for the finish of site, so site lasts until then
    assert (found.dates("site").driver_kind, found.dates("site").driver_task) == (DriverKind.LINK, "dig")


def test_of_several_tasks_it_begins_with_the_first_and_ends_with_the_last():
    found = p6(
        """
        days | MTWTFSSM
        dig  |  X         SNET Tue
        pour |   XX       after dig
        tidy |     X      after pour
        site | X          starts with pour, starts with dig, ends with dig, ends with tidy
    """,
        site=EFFORT,
    )
    assert drawn(found)["site"] == " XXXX"


def test_it_lasts_until_what_follows_it_begins():
    found = p6(
        """
        days | MTWTFSSM
        dig  | X
        pour |    X       after site, SNET Thu
        site | XXX        starts with dig
    """,
        site=EFFORT,
    )
    assert drawn(found)["site"] == "XXX"


def test_lags_move_its_ends():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX
        pour |   X        after dig
        site |  XXX       starts with dig +1d, ends with pour +1d
    """,
        site=EFFORT,
    )
    assert drawn(found)["site"] == " XXX"


def test_a_lead_may_let_a_level_of_effort_begin_before_the_data_date():
    found = p6(
        """
        days | MTWTFSSM
        dig  |   X
        site | XXX        starts with dig -2d, ends with dig
    """,
        now="Wed 08:00",
        site=EFFORT,
    )  # dig remains from Wednesday on; two days less are Monday
    assert drawn(found)["site"] == "XXX"


def test_a_level_of_effort_drives_nothing_and_holds_nothing_back():
    found = p6(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        site | XXXX       starts with dig
        pour | X          ends with site
        tidy | X          after site
    """,
        site=EFFORT,
    )
    assert (drawn(found)["tidy"], drawn(found)["pour"]) == ("X", "X")
    assert found.dates("dig").total_slack == 4 * 480


def test_its_late_dates_come_from_theirs_and_none_of_its_slack_is_free():
    text = """
        days | MTWTFSSM
        call | XXXXX
        dig  | X
        pour |  X         after dig, SNLT Tue
        tidy |   X        after pour
        site | XXX        starts with dig, ends with tidy
    """
    site = p6(text, site=EFFORT).dates("site")
    assert (shown(site.late_start), shown(site.late_finish)) == ("Mon 08:00", "Fri 17:00")
    assert (site.total_slack, site.free_slack) == (960, 0)  # at its finish: tidy may be done on Friday
    assert p6(text, site=EFFORT, slack=SlackRule.START).dates("site").total_slack == 0
    assert p6(text, site=EFFORT, slack=SlackRule.LEAST).dates("site").total_slack == 0


def test_without_links_a_level_of_effort_takes_no_time():
    found = p6(
        """
        days | MTWTFSSM
        call | XX
        site | XXX
    """,
        site=EFFORT,
    )
    assert drawn(found)["site"] == "o"


def test_a_level_of_effort_that_has_begun_keeps_its_start():
    found = p6(
        """
        days | MTWTFSSM
        dig  | X          started Mon, finished Mon
        pour |  X         after dig
        site | XX         starts with dig, ends with pour, started Mon
    """,
        now="Thu 08:00",
        site=EFFORT,
    )
    site = found.dates("site")
    assert (shown(site.start), shown(site.early_start), shown(site.finish)) == ("Mon 08:00", "Thu 08:00", "Thu 17:00")


def test_levels_of_effort_may_follow_each_other():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX
        pour |   X        after dig
        site | XX         starts with dig, ends with dig
        desk |   X        after site, ends with pour
    """,
        site=EFFORT,
        desk=EFFORT,
    )
    assert (drawn(found)["site"], drawn(found)["desk"]) == ("XX", "  X")


def test_a_summary_encloses_its_levels_of_effort():
    found = p6(
        """
        days   | MTWTFSSM
        dig    | XX
        house  | XXX
          site | XX        starts with dig, ends with dig
          pour |   X       after dig
    """,
        site=EFFORT,
    )
    assert drawn(found)["house"] == "XXX"


def test_a_wbs_summary_lasts_as_long_as_the_other_tasks_of_its_summary():
    found = p6(
        """
        days    | MTWTFSSM
        house   | XXXX
          total | X
          dig   | XX        started Mon, 50%
          walls |   XX
            lay |   XX      after dig
        tidy    | XXXXX
    """,
        now="Tue 08:00",
        total=SUMMARY,
    )
    total, house = found.dates("total"), found.dates("house")
    assert (shown(total.start), shown(total.finish)) == ("Mon 08:00", "Thu 17:00")
    assert (shown(total.early_start), shown(total.late_finish)) == ("Tue 08:00", shown(house.late_finish))
    assert (total.total_slack, total.free_slack) == (2 * 480, 0)  # tidy goes on until Monday


def test_a_wbs_summary_of_the_whole_project_lasts_as_long_as_that():
    found = p6(
        """
        days  | MTWTFSSM
        total | X
        dig   | XX
        pour  |   X        after dig
    """,
        total=SUMMARY,
    )
    assert drawn(found)["total"] == "XXX"


def test_a_level_of_effort_is_on_the_longest_path_where_it_ends_with_it():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX
        site | XX         starts with dig
        pour |  XX        after dig, ends with site
        tidy | X
        desk | X          starts with tidy, ends with tidy
    """,
        site=EFFORT,
        desk=EFFORT,
        critical=CriticalRule.LONGEST_PATH,
    )
    assert [found.dates(name).is_critical for name in ("dig", "site", "pour", "desk")] == [True, True, True, False]


def test_only_resource_dependent_tasks_are_worked_in_the_hours_of_their_people():
    plan = p6_plan("""
        days | MTWTFSSM
        dig  | X
        pour | X
        tidy | X          on every_day
    """)
    kinds = {"pour": TaskKind.RESOURCE_DEPENDENT, "tidy": TaskKind.RESOURCE_DEPENDENT}
    plan = replace(
        plan,
        tasks=tuple(replace(task, kind=kinds.get(task.id, TaskKind.TASK)) for task in plan.tasks),
        resources=(Resource("ann", "Ann", calendar="weekend"),),
        assignments=tuple(Assignment(task.id, "ann") for task in plan.tasks),
    )
    found = schedule(plan)
    assert [shown(found.dates(name).start) for name in ("dig", "pour", "tidy")] == [
        "Mon 08:00",
        "Sat 08:00",
        "Sat 08:00",
    ]
    assert found.dates("pour").start == at("Sat 08:00")
