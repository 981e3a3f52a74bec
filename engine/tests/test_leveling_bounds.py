"""How late projects are at least: sums by hand, and no best plan below them."""

from itertools import islice, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from charts import at, drawn
from fairlead_engine import schedule
from fairlead_engine.leveling import Instance, Wishes, level
from fairlead_engine.leveling.arranging import arranged, packing_of, room_of
from fairlead_engine.leveling.packing_kernels import TASTES, pack
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.plan import Assignment, Calendar, Plan, Project, Resource, Task, standard_calendar, week_of
from test_leveling import activity, faults, instances

ALWAYS = Calendar("always", "Always", week_of(range(7), (0, 1440)))


def several(tasks, calendar=ALWAYS, minutes=1440):
    """Return a plan of tasks, each a project, a duration in days of so many minutes and a person."""
    start, projects = at("Mon 00:00"), sorted({project for project, *_ in tasks})
    return Plan(
        "Several",
        tuple(Project(id, id, start, calendar.id) for id in projects),
        tuple(Task(f"t{k}", f"t{k}", project, duration=minutes * days) for k, (project, days, _) in enumerate(tasks)),
        (),
        (calendar,),
        tuple(Resource(who, who.title()) for who in sorted({who for *_, who in tasks})),
        tuple(Assignment(f"t{k}", who) for k, (*_, who) in enumerate(tasks)),
    )


def test_delays_of_projects_that_wait_for_different_people_add_up():
    plan = several([("p", 2, "ada"), ("q", 2, "ada"), ("r", 2, "bob"), ("s", 2, "bob")], standard_calendar(), 480)
    # Ada does one of p and q on Wednesday and Thursday, 2 days late; Bob one of r and s.
    proposal = next(level(plan))
    assert (proposal.bound, proposal.score, proposal.is_proven) == (2 * 2 * 1440, 2 * 2 * 1440, True)
    assert sorted(drawn(schedule(proposal.plan)).values()) == ["  XX", "  XX", "XX", "XX"]


def test_for_a_project_that_waits_for_two_people_the_one_answers_who_delays_more():
    tasks = [("p", 1, "ada"), ("q", 1, "ada"), ("p", 3, "bob"), ("q", 3, "bob")]
    # Alone both take 3 days. Bob is through with one of them after 6: a bound of 3 days; Ada, after 2, adds nothing.
    proposal = next(level(several(tasks)))
    assert (proposal.bound, proposal.score) == (3 * 1440, 3 * 1440)


TASKS = st.lists(st.tuples(st.sampled_from("pqrs"), st.integers(1, 4), st.sampled_from("ab")), min_size=1, max_size=7)


def least_delay(tasks):
    """Return the least delay of all, in days, by trying every order of each person's tasks."""
    mine = [[k for k, (*_, who) in enumerate(tasks) if who == name] for name in "ab"]
    return min(delay_of(tasks, orders) for orders in product(*map(permutations, mine)))


def delay_of(tasks, orders):
    """Return how many days projects end later than their longest task takes, one task of a person after another."""
    alone, ends = {}, {}
    for order in orders:
        now = 0
        for k in order:
            project, days, _ = tasks[k]
            now += days
            ends[project] = max(ends.get(project, 0), now)
            alone[project] = max(alone.get(project, 0), days)
    return sum(ends[project] - alone[project] for project in ends)


@given(TASKS, st.booleans())
def test_no_best_plan_is_below_the_bound_and_no_whole_one_below_the_best(tasks, splits):
    least = 1440 * least_delay(tasks)
    for proposal in islice(level(several(tasks), Wishes(splits=splits)), 3):
        assert proposal.bound <= proposal.score
        assert proposal.bound <= least
        assert splits or least <= proposal.score


def packed(instance, taste, machine, noise=0):
    given_ = arranged(instance, machine)
    room = room_of(given_, 0, machine)
    packing = packing_of(instance, given_, machine)
    end = machine.kernel(pack)(given_.net, given_.mirror, packing, room, taste, noise, room.start)
    starts = [0] * len(given_.order)
    for place, i in enumerate(given_.order):
        starts[i] = int(room.start[place])
    return starts, end


@given(instances(), st.integers(0, TASTES - 1), st.sampled_from((0, 50)))
def test_packed_schedules_keep_links_releases_and_capacities(instance, taste, noise):
    starts, end = packed(instance, taste, PLAIN, noise)
    assert list(faults(instance, starts)) == []
    assert end == max((start + a.duration for a, start in zip(instance.activities, starts, strict=True)), default=0)
    assert (starts, end) == packed(instance, taste, compiled_machine(), noise)


def test_what_fits_together_runs_together():
    # Capacity 10 for 3 at a time: 7 and 3, 6 and 4, 5 and 5. By largest need, taste 2, each pair is found.
    needs = (3, 4, 5, 5, 6, 7)
    starts, end = packed(Instance((10,), tuple(activity(str(need), 3, need) for need in needs)), 2, PLAIN)
    assert end == 9
    assert [sum(n for n, s in zip(needs, starts, strict=True) if s == at) for at in (0, 3, 6)] == [10, 10, 10]
