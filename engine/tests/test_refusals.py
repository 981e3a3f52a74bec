from dataclasses import replace
from datetime import datetime

import pytest

from charts import at, chart
from fairlead_engine import Columns, schedule, schedule_columns
from fairlead_engine.cpm import BeyondHorizon
from fairlead_engine.errors import PlanError
from fairlead_engine.network import (
    NONE,
    AbsurdNumber,
    ColumnBroken,
    CycleFound,
    OutlineBroken,
    RepeatedId,
    UnknownProject,
    UnknownTask,
)
from fairlead_engine.plan import Calendar, Link, Plan, Project, Task
from fairlead_engine.units import instant_of
from fairlead_engine.worktime import CalendarCycle, NoWorkingTime, UnknownCalendar

YEAR_9999 = instant_of(datetime(9999, 12, 31))


def cycle_of(text):
    with pytest.raises(CycleFound) as refusal:
        schedule(chart(text))
    path = refusal.value.path
    assert path[0] == path[-1]
    assert " → ".join(path) in str(refusal.value)
    return path[:-1]


def around(path):
    """Return a cycle from its least member on, so that where it was entered does not matter."""
    least = path.index(min(path))
    return path[least:] + path[:least]


def test_a_cycle_is_reported_with_its_path():
    path = cycle_of("""
        days | MTWTFSSM
        dig  | X          after tidy
        pour | X          after dig
        tidy | X          after pour
        call | X          after dig
    """)
    assert around(path) == ("dig", "pour", "tidy")


def test_a_task_linked_to_itself_is_a_cycle():
    path = cycle_of("""
        days | MTWTFSSM
        dig  | X          after dig
    """)
    assert path == ("dig",)


def test_a_task_linked_to_its_own_summary_is_a_cycle():
    path = cycle_of("""
        days     | MTWTFSSM
        house    | X
          walls  | X
            dig  | X        after house
    """)
    assert set(path) >= {"house", "dig"}


def test_a_summary_linked_to_its_own_child_is_a_cycle():
    path = cycle_of("""
        days     | MTWTFSSM
        house    | X        after dig
          dig    | X
    """)
    assert around(path) == ("dig", "house")


def test_a_cycle_through_summaries_is_found():
    path = cycle_of("""
        days     | MTWTFSSM
        house    | X        after paint
          dig    | X
        garden   | X        after dig
          paint  | X
    """)
    assert around(path) == ("dig", "garden", "paint", "house")


def test_a_cycle_across_projects_is_found():
    plan = chart("""
        days | MTWTFSSM
        dig  | X          after pour
        pour | X          after dig
    """)
    (project,) = plan.projects
    dig, pour = plan.tasks
    other = replace(project, id="q")
    with pytest.raises(CycleFound) as refusal:
        schedule(replace(plan, projects=(project, other), tasks=(dig, replace(pour, project="q"))))
    assert around(refusal.value.path[:-1]) == ("dig", "pour")


def test_a_cycle_in_columns_is_reported_by_places():
    columns = Columns(
        project=[0, 0], parent=[-1, -1], duration=[60, 60], predecessor=[0, 1], successor=[1, 0], project_start=[0]
    )
    with pytest.raises(CycleFound) as refusal:
        schedule_columns(columns)
    assert around(refusal.value.path[:-1]) == (0, 1)


def plan_of(*tasks, **parts):
    return Plan("P", (Project("p", "P", at("Mon 08:00")),), tasks, **parts)


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (plan_of(Task("a", "A", "p"), links=(Link("a", "b"),)), UnknownTask),
        (plan_of(Task("a", "A", "p", parent="b")), UnknownTask),
        (plan_of(Task("a", "A", "q")), UnknownProject),
        (plan_of(Task("a", "A", "p", calendar="c")), UnknownCalendar),
        (plan_of(Task("a", "A", "p"), Task("a", "B", "p")), RepeatedId),
        (plan_of(Task("a", "A", "p", parent="b"), Task("b", "B", "p")), OutlineBroken),
        (plan_of(Task("a", "A", "p", parent="a")), OutlineBroken),
        (plan_of(Task("a", "A", "p", calendar="c"), calendars=(Calendar("c", "C", base="c"),)), CalendarCycle),
        (plan_of(Task("a", "A", "p", calendar="c"), calendars=(Calendar("c", "C"),)), NoWorkingTime),
        (plan_of(Task("a", "A", "p", duration=-1)), AbsurdNumber),
        (plan_of(Task("a", "A", "p", duration=2**62)), AbsurdNumber),
        (plan_of(Task("a", "A", "p"), Task("b", "B", "p"), links=(Link("a", "b", lag=-(10**15)),)), AbsurdNumber),
        (plan_of(Task("a", "A", "p", deadline=YEAR_9999)), AbsurdNumber),
        (plan_of(Task("a", "A", "p", leveling_delay=-5)), AbsurdNumber),
        (plan_of(Task("a", "A", "p", manual_start=instant_of(datetime(2500, 1, 1)))), BeyondHorizon),
    ],
)
def test_what_cannot_be_scheduled_is_refused_in_the_users_words(plan, error):
    with pytest.raises(error) as refusal:
        schedule(plan)
    assert isinstance(refusal.value, PlanError)
    assert "a" in str(refusal.value)


def test_a_calendar_without_working_time_that_nothing_uses_is_no_matter():
    assert schedule(plan_of(Task("a", "A", "p", duration=60), calendars=(Calendar("c", "C"),))).dates("a")


def test_work_without_end_is_refused_by_its_task():
    plan = plan_of(Task("a", "A", "p", duration=60), Task("long", "Long", "p", duration=400 * 366 * 1440))
    with pytest.raises(BeyondHorizon) as refusal:
        schedule(plan)
    assert refusal.value.task == "long"


def test_a_lead_into_the_distant_past_is_refused():
    plan = plan_of(
        Task("a", "A", "p", duration=60),
        Task("b", "B", "p", duration=60),
        links=(Link("a", "b", lag=-200 * 366 * 1440),),
    )
    with pytest.raises(BeyondHorizon):
        schedule(plan)


def test_long_plans_get_the_years_they_need():
    plan = plan_of(*(Task(f"t{i}", "T", "p", duration=20 * 366 * 480) for i in range(6)))
    standard = chart("days | M\ndig | X").calendars[0]
    (project,) = plan.projects
    links = tuple(Link(f"t{i}", f"t{i + 1}") for i in range(5))
    found = schedule(
        replace(plan, projects=(replace(project, calendar="standard"),), calendars=(standard,), links=links)
    )
    assert found.dates("t5").total_slack == 0
    years = (found.dates("t5").finish - found.dates("t0").start) / 1440 / 365.25
    assert 167 < years < 169  # 120 years of days at 5 a week


@pytest.mark.parametrize(
    "broken",
    [
        {"duration": [60]},
        {"parent": [-1, 7]},
        {"parent": [-2, -1]},
        {"project": [0, 1]},
        {"calendar": [0, -1]},
        {"successor": [2], "predecessor": [0]},
        {"successor": [1], "predecessor": [0], "lag": [1, 2]},
        {"successor": [1], "predecessor": [0], "link_kind": [4]},
        {"constraint": [8, 0]},
    ],
)
def test_columns_that_do_not_fit_are_refused(broken):
    columns = {"project": [0, 0], "parent": [-1, -1], "duration": [60, 60], "project_start": [0]}
    with pytest.raises(ColumnBroken):
        schedule_columns(Columns(**{**columns, **broken}))


def test_columns_of_nothing_have_no_dates():
    found = schedule_columns(Columns(project=[], parent=[], duration=[], project_start=[600]))
    assert (len(found.start), found.project_finish.tolist()) == (0, [600])


def test_an_absent_instant_is_told_from_an_early_one():
    found = schedule_columns(
        Columns(project=[0], parent=[-1], duration=[60], project_start=[600], actual_start=[NONE], deadline=[NONE])
    )
    assert found.start.tolist() == [600]
