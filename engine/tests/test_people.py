from dataclasses import replace

import pytest

from charts import chart, shown
from fairlead_engine import schedule
from fairlead_engine.plan import Assignment, Calendar, Resource, ResourceKind, week_of

MORNINGS = Calendar("mornings", "Mornings", week_of(range(5), (480, 720)))
AFTERNOONS = Calendar("afternoons", "Afternoons", week_of(range(5), (780, 1020)))
WEEKEND = Calendar("weekend", "Weekend", week_of((5, 6), (480, 720)))
EARLY = Calendar("early", "Early", week_of(range(5), (480, 600)))


def finish(text, *people, ignores=False):
    """Return when the first task of a chart is done by people with the calendars named."""
    plan = chart(text, calendars=(MORNINGS, AFTERNOONS, WEEKEND, EARLY))
    resources = tuple(Resource(f"r{i}", "", calendar=calendar) for i, calendar in enumerate(people))
    first = replace(plan.tasks[0], ignores_resource_calendars=ignores)
    found = schedule(
        replace(
            plan,
            tasks=(first, *plan.tasks[1:]),
            resources=resources,
            assignments=tuple(Assignment(first.id, resource.id) for resource in resources),
        )
    )
    return shown(found.dates(first.id).finish)


DIG = """
    days | MTWTFSSM
    dig  | X
"""
FOUR_DAYS = """
    days | MTWTFSSM
    dig  | XXXX
"""
DIG_EARLY = """
    days | MTWTFSSM
    dig  | x          on early
"""


def test_a_task_is_worked_in_the_hours_of_who_works_on_it():
    assert finish(DIG) == "Mon 17:00"
    assert finish(DIG, "mornings") == "Tue 12:00"
    assert finish(DIG, "mornings", "mornings") == "Tue 12:00"


def test_people_without_a_calendar_work_their_projects_hours():
    assert finish(DIG, None) == "Mon 17:00"


def test_people_with_different_hours_work_a_task_whenever_one_of_them_works():
    assert finish(DIG, "mornings", "afternoons") == "Mon 17:00"
    assert finish(DIG, "early", "afternoons") == "Tue 10:00"  # 2 + 4 hours on Monday, 2 on Tuesday
    assert finish(FOUR_DAYS, "mornings", "weekend") == "Mon2 12:00"  # 5 mornings, 2 of the weekend, 1 more


def test_a_tasks_calendar_holds_within_the_hours_of_different_people():
    # 8 to 10, when somebody works the mornings.
    assert finish(DIG_EARLY, "mornings", "afternoons") == "Tue 10:00"


def test_a_tasks_calendar_and_that_of_its_people_hold_together():
    # 8 to 10, whoever works longer: two hours a day.
    assert finish(DIG_EARLY, "mornings") == "Tue 10:00"


def test_a_task_may_ignore_the_hours_of_its_people():
    assert finish(DIG_EARLY, "weekend", ignores=True) == "Tue 10:00"


def test_without_an_hour_in_common_a_task_keeps_its_own():
    assert finish(DIG_EARLY, "weekend") == "Tue 10:00"


@pytest.mark.parametrize("kind", [ResourceKind.MATERIAL, ResourceKind.COST])
def test_material_and_money_have_no_hours(kind):
    plan = chart(DIG, calendars=(MORNINGS,))
    resource = Resource("r", "", kind, "mornings")
    found = schedule(replace(plan, resources=(resource,), assignments=(Assignment("dig", "r"),)))
    assert shown(found.dates("dig").finish) == "Mon 17:00"


def finish_of_two(*people, duration=2 * 480):
    """Return when a task of two days is done by people who each begin some days late and work some days."""
    plan = chart(DIG)
    shares = tuple(
        Assignment("dig", f"r{i}", units=units, work=int(days * 480 * units), delay=int(delay * 480))
        for i, (delay, days, units) in enumerate(people)
    )
    resources = tuple(Resource(share.resource, "") for share in shares)
    tasks = (replace(plan.tasks[0], duration=duration),)
    found = schedule(replace(plan, tasks=tasks, resources=resources, assignments=shares))
    return shown(found.dates("dig").finish)


def test_a_task_pauses_while_all_its_people_wait():
    assert finish_of_two((0, 1, 1.0), (3, 1, 0.5)) == "Thu 17:00"  # Monday, then Thursday
    assert finish_of_two((0, 1, 1.0), (1, 1, 1.0)) == "Tue 17:00"  # one after the other
    assert finish_of_two((0, 2, 1.0), (1, 1, 1.0)) == "Tue 17:00"  # beside each other
    assert finish_of_two((2, 1, 1.0), (4, 1, 1.0)) == "Wed 17:00"  # the task begins with the first of them


def test_delays_that_a_tasks_duration_counts_are_no_pauses():
    assert finish_of_two((0, 1, 1.0), (3, 1, 1.0), duration=4 * 480) == "Thu 17:00"


def test_an_elapsed_task_is_not_worked_in_peoples_hours():
    text = """
        days | MTWTFSSM
        dig  | XX         elapsed 2d
    """
    assert finish(text, "mornings") == "Wed 08:00"
