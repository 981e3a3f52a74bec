"""Roles filled by whoever has the skills, people who are there for some time only, and demand that nobody can meet."""

from dataclasses import replace
from itertools import islice

from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at, chart, drawn
from fairlead_engine import schedule
from fairlead_engine.leveling import Gone, NobodyCan, Staffed, TooLate, TooMuch, level
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import Assignment, Availability, Resource, Skill
from leveled import too_much
from plans import CALENDARS, plans

DRAW = Skill("draw", 2)
DRAFTER = Resource("drafter", "Drafter", is_generic=True, skills=(DRAW,))
TWO = """
    days | MTWTFSSM
    dig  | XX
    pour | XXX
"""


def person(name, level=2, **said):
    return Resource(name, name.title(), skills=(Skill("draw", level),) if level else (), **said)


def staffed(plan, *resources, roles=(), named=()):
    """Return `plan` with drafters wanted on the tasks of `roles`, and pairs of task and person `named`."""
    wanted = tuple(Assignment(task, "drafter") for task in roles)
    return replace(plan, resources=(DRAFTER, *resources), assignments=(*wanted, *(Assignment(*each) for each in named)))


def first(plan):
    return next(level(plan))


def test_two_tasks_of_one_role_are_done_side_by_side_by_two_people():
    proposal = first(staffed(chart(TWO), person("ada"), person("bob"), roles=("dig", "pour")))
    assert proposal.moves == ()
    assert {(each.task, each.person) for each in proposal.staffed} == {("pour", "ada"), ("dig", "bob")}
    assert {(each.task, each.resource) for each in proposal.plan.assignments} == {("pour", "ada"), ("dig", "bob")}


def test_of_three_tasks_the_third_waits_for_who_is_free_first():
    proposal = first(
        staffed(chart(TWO + "    test | X\n"), person("ada"), person("bob"), roles=("dig", "pour", "test"))
    )
    # pour takes one of them for three days, dig the other for two: then comes test.
    assert drawn(schedule(proposal.plan)) == {"dig": "XX", "pour": "XXX", "test": "  X"}
    [move] = proposal.moves
    assert move.other == "dig"


def test_experts_are_kept_free_and_who_knows_too_little_is_not_asked():
    plan = staffed(chart(TWO), person("eve", 5), person("bob", 1), person("ada", 2), roles=("dig",))
    assert first(plan).staffed == (Staffed("dig", "drafter", "ada"),)


def test_work_is_done_in_the_hours_of_whoever_does_it():
    weekend = next(each for each in CALENDARS if each.id == "weekend")
    plan = staffed(chart(TWO, calendars=(weekend,)), person("ada", calendar="weekend"), roles=("dig",))
    proposal = first(plan)
    assert schedule(proposal.plan).dates("dig").start == at("Sat 09:00")
    assert [move.after for move in proposal.moves] == [at("Sat 09:00")]


def test_a_skill_that_nobody_has_is_named_and_the_rest_leveled():
    plan = staffed(
        chart(TWO + "    test | X\n"), person("ada", 1), roles=("test",), named=(("dig", "ada"), ("pour", "ada"))
    )
    proposal = first(plan)
    assert proposal.unmet == (NobodyCan("test", "drafter", (DRAW,)),)
    assert [move.task for move in proposal.moves] == ["dig"]


def test_somebody_who_is_there_half_the_time_is_asked_for_no_more():
    away = person("ada", availability=(Availability(0.5, None, at("Wed 00:00")), Availability(1.0, at("Wed 00:00"))))
    proposal = first(staffed(chart(TWO), away, named=(("dig", "ada"),)))
    # dig asks all of Ada, of whom there is half until Wednesday.
    assert drawn(schedule(proposal.plan))["dig"] == "  XX"
    [move] = proposal.moves
    assert (move.person, move.other) == ("ada", None)
    assert proposal.reason(move) == "Starts 2026-03-04 08:00, when there is enough of Ada."


def test_work_of_somebody_who_has_left_is_named_and_stays():
    left = person("ada", availability=(Availability(1.0, None, at("Tue 00:00")),))
    plan = staffed(chart(TWO), left, person("bob"), named=(("dig", "ada"), ("pour", "bob")))
    proposal = first(plan)
    assert proposal.unmet == (Gone("dig", "ada", at("Tue 00:00")),)
    assert proposal.moves == ()
    [overload] = proposal.overloads
    assert (overload.tasks, overload.start, overload.finish) == (("dig",), at("Tue 00:00"), at("Tue 17:00"))


def test_more_than_there_ever_is_of_somebody_is_named_with_how_much_there_is():
    plan = staffed(chart(TWO), person("ada", availability=(Availability(2.0),)), named=(("dig", "ada", 3.0),))
    assert first(plan).too_much == (TooMuch("dig", "ada", 3.0, 2.0),)


def test_a_project_without_working_time_before_its_must_finish_is_named():
    plan = chart(TWO, must_finish_at=at("Tue 17:00"))
    assert first(plan).unmet == (TooLate("p", at("Tue 17:00"), at("Wed 17:00")),)


ROLES = st.lists(st.tuples(st.integers(0, 8), st.sampled_from((0.5, 1.0))), min_size=1, max_size=8)
NAMED = st.lists(st.tuples(st.integers(0, 8), st.sampled_from("ab")), max_size=5)
HOURS = st.sampled_from((None, "days", "nights", "weekend"))


@st.composite
def staffs(draw):
    """Return three people, one of whom cannot draw, with hours of their own; the second is there half at first."""
    there = (Availability(0.5, None, at("Fri 00:00")), Availability(1.0, at("Fri 00:00")))
    return (
        person("a", draw(st.integers(2, 3)), calendar=draw(HOURS)),
        person("b", 2, calendar=draw(HOURS), availability=draw(st.sampled_from(((), there)))),
        person("c", 1, calendar=draw(HOURS)),
    )


@given(plans(), ROLES, NAMED, staffs())
def test_roles_are_filled_by_people_who_can_and_are_free(plan, roles, named, people):
    tasks = [task.id for task in plan.tasks]
    wanted = {tasks[place % len(tasks)]: units for place, units in roles}
    works = {(tasks[place % len(tasks)], who) for place, who in named}
    assignments = (Assignment(task, "drafter", units) for task, units in wanted.items())
    plan = replace(
        plan,
        resources=(DRAFTER, *people),
        assignments=(*assignments, *(Assignment(*each) for each in sorted(works))),
    )
    try:
        proposals = list(islice(level(plan), 2))
    except CycleFound:
        assume(False)
    for proposal in proposals:
        assert all(each.person in "ab" and (each.task, each.person) not in works for each in proposal.staffed)
        assert proposal.overloads == ()
        assert list(too_much(proposal.plan)) == []
        before, after = schedule(plan), schedule(proposal.plan)
        told = {move.task: move.after for move in proposal.moves}
        summaries = {task.parent for task in plan.tasks}
        for id in (id for id in tasks if id not in summaries):
            assert told.get(id, before.dates(id).start) == after.dates(id).start
        assert proposal.bound <= proposal.score
