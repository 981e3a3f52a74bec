"""Plans leveled on real calendars: laws over random plans, and small ones drawn."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at, chart, drawn
from fairlead_engine import schedule
from fairlead_engine.leveling import CannotLevel, Objective, TooMuch, Wishes, level
from fairlead_engine.leveling.program import program_of
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import Assignment, Project, Resource, ResourceKind, Skill
from leveled import too_much
from plans import plans
from test_p6_laws import p6_plans

WHO = st.lists(st.tuples(st.integers(0, 8), st.sampled_from("abc"), st.sampled_from((0.5, 1.0, 3.0))), max_size=12)


def with_people(plan, *who, **max_units):
    """Return `plan` with people on its tasks: pairs of task and person, or with units as a third."""
    names = sorted({each[1] for each in who})
    resources = tuple(Resource(name, name.title(), max_units=max_units.get(name, 1.0)) for name in names)
    return replace(plan, resources=resources, assignments=tuple(Assignment(*each) for each in who))


def leveled(plan, wishes=None, tries=1):
    *_, proposal = proposals(plan, wishes, tries)
    return proposal


def proposals(plan, wishes=None, tries=3):
    """Return some proposals; what hypothesis made with links in a circle is passed over."""
    try:
        return list(islice(level(plan, wishes), tries))
    except CycleFound:
        assume(False)


@given(plans(), WHO)
def test_nobody_is_asked_for_more_than_there_is(plan, who):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    for proposal in proposals(plan):
        assert proposal.overloads == ()
        assert list(too_much(proposal.plan)) == []


@given(plans(has_constraints=True), WHO)
def test_the_plan_proposed_has_the_very_dates_that_are_told(plan, who):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    for proposal in proposals(plan):
        before, after = schedule(plan), schedule(proposal.plan)
        summaries = {task.parent for task in plan.tasks}
        pairs = ((id, before.dates(id).start, after.dates(id).start) for id in tasks if id not in summaries)
        assert [(id, was, now) for id, was, now in pairs if was != now] == [
            (move.task, move.before, move.after) for move in proposal.moves
        ]
        assert proposal.finishes == {"p": (before.project_dates("p")[1], after.project_dates("p")[1])}


@given(plans(has_constraints=True), WHO)
def test_constraints_hold_and_what_is_left_over_is_said(plan, who):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    for proposal in proposals(plan):
        assert {each.resource for each in proposal.overloads} == {person for person, _ in too_much(proposal.plan)}


@given(plans(has_constraints=True), WHO)
def test_within_slack_no_project_ends_later(plan, who):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    before, after = leveled(plan, Wishes(within_slack=True)).finishes["p"]
    assert after <= before


TWO = """
    days | MTWTFSSM
    dig  | XX
    pour | XXX
"""


def test_of_two_tasks_of_one_person_the_one_with_less_slack_goes_first():
    plan = with_people(chart(TWO), ("dig", "ada"), ("pour", "ada"))
    # dig takes 2 days and may wait for 1; pour takes 3 and may not.
    proposal = leveled(plan)
    assert drawn(schedule(proposal.plan)) == {"pour": "XXX", "dig": "   XX"}
    (move,) = proposal.moves
    assert (move.task, move.person, move.other) == ("dig", "ada", "pour")
    assert move.reason(plan) == "Starts 2026-03-05 08:00, when Ada has finished with “pour”, which goes first."


def test_a_person_for_half_of_each_task_does_both():
    plan = with_people(chart(TWO), ("dig", "ada", 0.5), ("pour", "ada", 0.5))
    assert leveled(plan).moves == ()


def test_work_waits_for_the_last_of_its_people():
    plan = with_people(chart(TWO + "    test | X\n"), ("dig", "ada"), ("pour", "bob"), ("test", "ada"), ("test", "bob"))
    assert drawn(schedule(leveled(plan).plan))["test"] == "   X"


def test_what_follows_a_moved_task_says_so():
    plan = with_people(chart(TWO + "    test | X  after dig\n"), ("dig", "ada"), ("pour", "ada"))
    # dig and test need all three days, as pour does; it stands first.
    moves = {move.task: move for move in leveled(plan).moves}
    assert moves["pour"].other == "dig"
    plan = replace(plan, tasks=tuple(replace(each, priority=600) if each.id == "pour" else each for each in plan.tasks))
    moves = {move.task: move for move in leveled(plan).moves}
    assert (moves["dig"].other, moves["test"].person, moves["test"].other) == ("pour", None, "dig")
    assert moves["test"].reason(plan).endswith("after “dig”, which moves.")


def test_priorities_of_projects_go_before_slack():
    plan = chart(TWO)
    plan = replace(
        plan,
        projects=(*plan.projects, replace(plan.projects[0], id="q")),
        tasks=tuple(replace(task, project="q") if task.id == "dig" else task for task in plan.tasks),
    )
    plan = with_people(plan, ("dig", "ada"), ("pour", "ada"))
    proposal = leveled(plan, Wishes(priorities={"q": 1}))
    assert drawn(schedule(proposal.plan))["pour"] == "  XXX"
    assert proposal.score == 2 * 1440  # p was to end on Wednesday 17:00, and ends on Friday 17:00


def test_tasks_in_progress_pinned_frozen_or_of_priority_1000_stay():
    plan = with_people(chart(TWO), ("dig", "ada"), ("pour", "ada"))
    started = with_people(chart(TWO.replace("XX\n", "XX  started Mon\n", 1)), ("dig", "ada"), ("pour", "ada"))
    important = replace(plan, tasks=(replace(plan.tasks[0], priority=1000), plan.tasks[1]))
    for each, wishes in ((plan, Wishes(pinned=frozenset({"dig"}))), (started, None), (important, None)):
        assert [move.task for move in leveled(each, wishes).moves] == ["pour"]
    frozen = leveled(plan, Wishes(frozen_until=at("Tue 08:00")))
    assert frozen.moves == ()
    (overload,) = frozen.overloads
    assert (overload.resource, overload.start, overload.finish) == ("ada", at("Mon 08:00"), at("Tue 17:00"))
    assert overload.tasks == ("dig", "pour")


def test_three_of_one_person_is_said_and_the_rest_is_leveled():
    plan = with_people(chart(TWO), ("dig", "ada", 3.0), ("pour", "ada"))
    proposal = leveled(plan)
    assert proposal.too_much == (TooMuch("dig", "ada", 3.0, 1.0),)
    assert drawn(schedule(proposal.plan))["dig"] == "   XX"


def test_an_earlier_leveling_that_is_not_needed_is_taken_back():
    plan = chart(TWO.replace("XX\n", "   XX  leveled 3d\n", 1))
    (move,) = leveled(with_people(plan, ("dig", "ada"), ("pour", "bob"))).moves
    assert (move.before, move.after) == (at("Thu 08:00"), at("Mon 08:00"))


def test_materials_are_not_leveled():
    plan = with_people(chart(TWO), ("dig", "sand"), ("pour", "sand"))
    plan = replace(plan, resources=tuple(replace(each, kind=ResourceKind.MATERIAL) for each in plan.resources))
    assert leveled(plan).moves == ()


def test_more_tries_find_what_slack_alone_does_not():
    # By late start long, which is critical, goes first, and short of project q waits for 6 days; else long waits for 1.
    plan = chart("""
        days  | MTWTFSSMTWTFSSM
        long  | XXXXX  X
        short | X
    """)
    plan = replace(
        plan,
        projects=(*plan.projects, Project("q", "Q", plan.projects[0].start, plan.projects[0].calendar)),
        tasks=(plan.tasks[0], replace(plan.tasks[1], project="q", deadline=None, priority=500)),
    )
    plan = with_people(plan, ("long", "ada"), ("short", "ada"))
    assert leveled(plan, tries=10).score == 1440  # long ends a day later, on Tuesday


def test_the_same_seed_gives_the_same_proposals():
    plan = with_people(chart(TWO + "    test | X\n"), ("dig", "ada"), ("pour", "ada"), ("test", "ada"))
    for objective in Objective:
        once, twice = (list(islice(level(plan, Wishes(objective=objective), seed=3), 6)) for _ in range(2))
        assert once == twice


def test_compiled_kernels_level_as_plain_python_does():
    rows = "\n".join(f"    t{k} | {'X' * (1 + k % 3)}{f'  after t{k - 4}' if k % 5 == 4 else ''}" for k in range(12))
    plan = with_people(chart(f"    days | MTWTFSS\n{rows}\n"), *((f"t{k}", "abc"[k % 3], 1.0) for k in range(12)))
    skilled = tuple(replace(each, skills=(Skill("draw", 1),)) for each in plan.resources)
    drafter = Resource("drafter", "Drafter", is_generic=True, skills=(Skill("draw", 1),))
    asked = (*plan.assignments[:6], *(Assignment(f"t{k}", "drafter") for k in range(6, 12)))
    plan = replace(plan, resources=(*skilled, drafter), assignments=asked)
    found = []
    for machine in (PLAIN, compiled_machine()):
        search = program_of(plan, Wishes(), 5, machine).search
        for _ in range(3):
            search.go_on()
        found.append([list(map(int, column)) for column in search.best])
    assert found[0] == found[1]


def test_a_plan_of_projects_that_are_all_planned_from_their_finish_is_refused():
    plan = chart(TWO)
    backward = replace(plan, projects=(replace(plan.projects[0], from_finish=True, finish=at("Fri 17:00")),))
    with pytest.raises(CannotLevel, match="backward from their finish"):
        next(level(backward))


def test_around_a_project_planned_from_its_finish_the_others_are_leveled():
    plan = chart(TWO)
    back = replace(plan.projects[0], id="q", from_finish=True, finish=at("Wed 17:00"))
    tasks = replace(plan.tasks[0], project="q"), plan.tasks[1]
    plan = with_people(replace(plan, projects=(*plan.projects, back), tasks=tasks), ("dig", "ada"), ("pour", "ada"))
    # Two days that end on Wednesday are Tuesday and Wednesday; pour has its three days after them.
    proposal = leveled(plan)
    assert drawn(schedule(proposal.plan)) == {"dig": " XX", "pour": "   XX  X"}
    assert proposal.overloads == ()


def test_a_task_that_begins_as_late_as_possible_is_not_delayed_but_goes_with_its_project():
    text = TWO.replace("XXX\n", "XX  ALAP\n") + "    test | XXX\n"
    plan = with_people(chart(text), ("dig", "ada"), ("pour", "ada"))
    proposal = leveled(plan)
    # pour is on Tuesday and Wednesday, where the project ends; dig, of two days, goes after it and ends on Friday.
    # So then does pour: what it meets there is told.
    found = schedule(proposal.plan)
    assert drawn(found) == {"dig": "   XX", "pour": "   XX", "test": "XXX"}
    assert {move.task: move.after for move in proposal.moves} == {id: found.dates(id).start for id in ("dig", "pour")}
    [left] = proposal.overloads
    assert left.tasks == ("dig", "pour")


@given(p6_plans(), WHO)
def test_plans_by_p6s_rules_are_leveled_too(plan, who):
    tasks = [task.id for task in plan.tasks]
    plan = with_people(plan, *((tasks[place % len(tasks)], name, units) for place, name, units in who))
    for proposal in proposals(plan, tries=2):
        before, after = schedule(plan), schedule(proposal.plan)
        told = {move.task: move.after for move in proposal.moves}
        summaries = {task.parent for task in plan.tasks}
        for id in (id for id in tasks if id not in summaries):
            assert told.get(id, before.dates(id).start) == after.dates(id).start
