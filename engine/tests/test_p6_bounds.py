"""P6's constraints and other bounds, and where its milestones lie."""

from charts import at, drawn, shown
from fairlead_engine.cpm import DriverKind
from fairlead_engine.options import OutsideLinks
from fairlead_engine.plan import ConstraintKind, TaskKind
from p6_plans import p6


def test_a_start_milestone_lies_where_work_starts_and_a_finish_milestone_where_it_ends():
    text = """
        days | MTWTFSSM
        dig  | X
        gate |  o         after dig
        pour |  X         after gate
    """
    start = p6(text, gate={"kind": TaskKind.START_MILESTONE}).dates("gate")
    finish = p6(text, gate={"kind": TaskKind.FINISH_MILESTONE}).dates("gate")
    assert (shown(start.start), shown(start.late_start)) == ("Tue 08:00", "Tue 08:00")
    assert (shown(finish.start), shown(finish.late_start)) == ("Mon 17:00", "Mon 17:00")


def test_a_finish_milestone_held_outside_working_time_goes_on_to_the_next():
    found = p6(
        """
        days | MTWTFSSM
        gate |        o   FNET Sat
    """,
        gate={"kind": TaskKind.FINISH_MILESTONE},
    )
    assert shown(found.dates("gate").start) == "Mon2 08:00"


def test_no_later_than_bounds_late_dates_only():
    text = """
        days | MTWTFSSM
        dig  | XX
        pour |   XX       after dig, {}
    """
    for bound in ("SNLT Tue", "FNLT Wed"):
        found = p6(text.format(bound))
        assert drawn(found)["pour"] == "  XX"
        # pour is a day too late for it, and so is dig.
        assert [found.dates(name).total_slack for name in ("dig", "pour")] == [-480, -480]


def test_a_mandatory_date_pins_early_and_late_dates_against_everything():
    found = p6("""
        days | MTWTFSSM
        dig  | XXX
        pour |   X        after dig, MSO Wed
        tidy |    X       after pour, FNLT Wed
    """)
    assert drawn(found) == {"dig": "XXX", "pour": "  X", "tidy": "   X"}
    # dig finishes a day after pour must start; tidy is a day late, but what is pinned has no slack to lose.
    assert [found.dates(name).total_slack for name in ("dig", "pour", "tidy")] == [-480, 0, -480]
    assert found.dates("pour").free_slack == 0


def test_a_mandatory_finish_pins_the_finish():
    found = p6("""
        days | MTWTFSSM
        dig  | XXX
        pour |  XX        after dig, MFO Wed
    """)
    assert drawn(found)["pour"] == " XX"
    assert drawn(found, ("late_start", "late_finish"))["pour"] == " XX"


def test_what_began_after_its_mandatory_finish_ends_no_sooner_than_it_began():
    found = p6("""
        days | MTWTFSSM
        dig  |    X      started Thu, MFO Tue
    """)
    dig = found.dates("dig")
    assert (dig.start, dig.finish) == (at("Thu 08:00"), at("Thu 08:00"))
    assert dig.early_finish == at("Tue 17:00")


def test_a_second_constraint_binds_beside_the_first():
    found = p6(
        """
        days | MTWTFSSM
        call | XXXXX
        dig  |  XX        SNET Tue
    """,
        dig={"second_constraint": ConstraintKind.FNLT, "second_constraint_at": at("Thu 17:00")},
    )
    dates = found.dates("dig")
    assert (shown(dates.start), shown(dates.late_finish), dates.total_slack) == ("Tue 08:00", "Thu 17:00", 480)


def test_of_two_constraints_that_hold_it_back_the_later_decides():
    found = p6(
        """
        days | MTWTFSSM
        dig  |  XX        SNET Tue
    """,
        dig={"second_constraint": ConstraintKind.FNET, "second_constraint_at": at("Fri 17:00")},
    )
    assert drawn(found)["dig"] == "   XX"


def test_constraints_of_a_start_that_was_made_bind_no_longer():
    found = p6(
        """
        days | MTWTFSSM
        dig  | XX         started Mon, 50%, SNET Thu
        pour | XX         started Mon, 50%, FNET Thu
    """,
        now="Tue 08:00",
    )
    assert shown(found.dates("dig").finish) == "Tue 17:00"
    assert shown(found.dates("pour").finish) == "Thu 17:00"


def test_as_late_as_possible_takes_up_free_slack_only():
    found = p6("""
        days | MTWTFSSM
        call | XXXXX
        dig  |   X        ALAP
        pour |   XX       after dig, SNET Thu
        tidy | X          ALAP
        seal |  X         after tidy
    """)
    # dig waits until just before pour; tidy would move seal, so it stays although it has slack.
    assert (drawn(found)["dig"], drawn(found)["tidy"]) == ("  X", "X")
    assert (found.dates("dig").free_slack, found.dates("tidy").total_slack) == (0, 3 * 480)
    assert found.dates("dig").driver_kind == DriverKind.ALAP


def test_what_waits_for_what_waits_is_late_as_well():
    found = p6("""
        days | MTWTFSSM
        call | XXXXX
        dig  | X          ALAP
        pour |  X         after dig, ALAP
    """)
    assert drawn(found) == {"call": "XXXXX", "dig": "   X", "pour": "    X"}


def test_what_remains_is_stretched_to_an_expected_finish():
    text = """
        days | MTWTFSSM
        dig  | X
        pour |  X         after dig
        tidy |      X     after pour
    """
    found = p6(text, pour={"expected_finish": at("Thu 17:00")})
    assert drawn(found) == {"dig": "X", "pour": " XXX", "tidy": "    X"}
    assert found.dates("pour").total_slack == 0
    shorter = p6(text, dig={"expected_finish": at("Mon 12:00")})
    assert shown(shorter.dates("dig").finish) == "Mon 12:00"


def test_an_expected_finish_that_has_passed_or_that_the_project_ignores_counts_for_nothing():
    text = """
        days | MTWTFSSM
        dig  | XX
        pour |   X        after dig
    """
    passed = p6(text, pour={"expected_finish": at("Mon 17:00")})
    ignored = p6(text, pour={"expected_finish": at("Fri 17:00")}, uses_expected_finish=False)
    assert drawn(passed)["pour"] == drawn(ignored)["pour"] == "  X"


def test_links_with_projects_outside_the_plan_bind_by_dates_kept_at_the_task():
    text = """
        days | MTWTFSSM
        call | XXXXX
        dig  | XX
    """
    outside = {"outside_start": at("Tue 08:00"), "outside_finish": at("Thu 17:00")}
    both = p6(text, dig=outside).dates("dig")
    assert (shown(both.start), shown(both.late_finish), both.total_slack) == ("Tue 08:00", "Thu 17:00", 480)
    before = p6(text, dig=outside, outside_links=OutsideLinks.PREDECESSORS).dates("dig")
    assert (shown(before.start), shown(before.late_finish)) == ("Tue 08:00", "Fri 17:00")
    none = p6(text, dig=outside, outside_links=OutsideLinks.NONE).dates("dig")
    assert (shown(none.start), shown(none.late_finish)) == ("Mon 08:00", "Fri 17:00")


def test_late_dates_begin_where_the_project_must_finish():
    text = """
        days | MTWTFSSM
        dig  | XX
        pour |   X        after dig
    """
    later = p6(text, project={"must_finish_at": at("Mon2 00:00")})
    assert [found.total_slack for found in later] == [960, 960]  # Thursday and Friday
    sooner = p6(text, project={"must_finish_at": at("Tue 17:00")})
    assert [found.total_slack for found in sooner] == [-480, -480]
    assert [found.free_slack for found in later] == [0, 0]  # the project finishes on Wednesday all the same
