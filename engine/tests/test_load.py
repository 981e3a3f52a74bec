"""The load of people: spread over days on working calendars, exactly, and never lost."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from charts import MONDAY, at, chart
from fairlead_engine import schedule
from fairlead_engine.load import LoadBroken, Pieces, Spans, Window, load_of, spread
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import Assignment, Calendar, CalendarException, Resource, ResourceKind, week_of
from fairlead_engine.units import day_of
from fairlead_engine.worktime import OutsideYears
from plans import plans
from slow_load import SlowLoad

FIRST = day_of(MONDAY) // 1440
DAILY = [FIRST + day for day in range(8)]
WEEKLY = [FIRST, FIRST + 7, FIRST + 14]


def loads(text, *people, edges=DAILY, said=(), **options):
    """Return the load of `people` on the plan that `text` draws; `said` are assignments."""
    plan = chart(text, **options)
    plan = replace(plan, resources=people or (Resource("ana", "Ana"),), assignments=tuple(said))
    return load_of(schedule(plan), edges)


def test_a_task_asks_for_the_working_minutes_of_each_of_its_days():
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XXx
        """,
        said=[Assignment("dig", "ana")],
    )
    assert ana.planned == (480, 480, 240, 0, 0, 0, 0)
    assert ana.capacity == (480, 480, 480, 480, 480, 0, 0)
    assert ana.overload == (0,) * 7


def test_units_are_a_share_of_each_minute():
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XX
        """,
        said=[Assignment("dig", "ana", units=0.25)],
    )
    assert ana.planned == (120, 120, 0, 0, 0, 0, 0)  # a quarter of 480


def test_two_full_days_on_one_tuesday_are_an_overload_though_the_week_has_room():
    text = """
        days | MTWTFSSM
        dig  |  X         SNET Tue
        pour |  X         SNET Tue
        """
    said = [Assignment("dig", "ana"), Assignment("pour", "ana")]
    (ana,) = loads(text, edges=WEEKLY, said=said)
    assert (ana.planned, ana.capacity) == ((960, 0), (2400, 2400))  # 16 of 40 hours
    assert ana.overload == (480, 0)  # and yet 8 hours of Tuesday too much


def test_two_half_days_are_no_overload_though_both_are_planned_for_the_morning():
    text = """
        days | MTWTFSSM
        dig  | x
        pour | x
        """
    (ana,) = loads(text, said=[Assignment("dig", "ana"), Assignment("pour", "ana")])
    assert (ana.planned[0], ana.overload[0]) == (480, 0)


def test_nothing_is_asked_in_a_pause():
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XX            pauses after 1d for 1d
        """,
        said=[Assignment("dig", "ana")],
    )
    assert ana.planned == (480, 0, 480, 0, 0, 0, 0)


def test_an_elapsed_task_asks_for_every_minute_of_the_clock():
    (ana,) = loads(
        """
        days | MTWTFSSM
        cure |      elapsed 2d, SNET Fri 12:00
        """,
        said=[Assignment("cure", "ana", units=0.5)],
    )
    assert ana.planned == (0, 0, 0, 0, 360, 720, 360)  # half of 12, 24 and 12 hours
    assert ana.overload == (0, 0, 0, 0, 0, 720, 360)  # Friday has 8 hours, the weekend none


def test_time_off_of_one_person_does_not_count_for_another():
    off = Calendar("off", "Off", exceptions=(CalendarException(MONDAY, MONDAY.replace(day=3)),), base="standard")
    ana, ben = loads(
        """
        days | MTWTFSSM
        dig  | XX
        """,
        Resource("ana", "Ana", calendar="off"),
        Resource("ben", "Ben"),
        said=[Assignment("dig", "ana"), Assignment("dig", "ben")],
        calendars=(off,),
    )
    assert ana.capacity[:2] == ana.planned[:2] == (0, 480)
    assert ben.planned[:2] == (480, 480)


def test_part_time_is_counted_in_their_own_hours():
    mornings = Calendar("mornings", "Mornings", week_of(range(5), (480, 720)))
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XX
        """,
        Resource("ana", "Ana", calendar="mornings"),
        said=[Assignment("dig", "ana")],
        calendars=(mornings,),
    )
    assert ana.planned == (240, 240, 240, 240, 0, 0, 0)  # two days of work take four mornings


def test_half_a_person_has_half_the_capacity():
    (ana,) = loads("days | MTWTFSSM\ndig | X", Resource("ana", "Ana", max_units=0.5), said=[Assignment("dig", "ana")])
    assert (ana.capacity[0], ana.planned[0], ana.overload[0]) == (240, 480, 240)


def test_said_work_ends_before_its_task_and_begins_after_its_delay():
    ana, ben = loads(
        """
        days | MTWTFSSM
        dig  | XXX
        """,
        Resource("ana", "Ana"),
        Resource("ben", "Ben"),
        said=[Assignment("dig", "ana", work=600), Assignment("dig", "ben", work=480, delay=720)],
    )
    assert ana.planned == (480, 120, 0, 0, 0, 0, 0)
    assert ben.planned == (0, 240, 240, 0, 0, 0, 0)  # from Tuesday 13:00 on


def test_work_that_does_not_fit_is_spread_evenly_and_none_is_lost():
    (ana,) = loads("days | MTWTFSSM\ndig | XX", said=[Assignment("dig", "ana", work=1440)])
    assert ana.planned[:3] == (720, 720, 0)  # 24 hours in two days
    assert ana.overload[:3] == (240, 240, 0)


def test_work_on_a_milestone_falls_on_its_day():
    (ana,) = loads("days | MTWTFSSM\nopen | o SNET Wed", said=[Assignment("open", "ana", work=60)])
    assert ana.planned == (0, 0, 60, 0, 0, 0, 0)


def test_progress_divides_what_was_done_from_what_remains():
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XXXX      started Mon, 50%, resumes Thu
        """,
        said=[Assignment("dig", "ana")],
    )
    assert ana.planned == (480, 480, 0, 480, 480, 0, 0)  # stopped on Wednesday
    assert ana.actual == (480, 480, 0, 0, 0, 0, 0)


def test_what_is_finished_was_done_when_it_happened():
    (ana,) = loads(
        """
        days | MTWTFSSM
        dig  | XX        started Tue, finished Wed, 100%
        """,
        said=[Assignment("dig", "ana")],
    )
    assert ana.planned == ana.actual == (0, 480, 480, 0, 0, 0, 0)


def test_summaries_inactive_tasks_and_material_ask_for_nothing():
    (ana,) = loads(
        """
        days | MTWTFSSM
        all  |
          dig  | X
        old  | X    inactive
        """,
        Resource("ana", "Ana"),
        Resource("sand", "Sand", ResourceKind.MATERIAL),
        said=[Assignment("all", "ana"), Assignment("old", "ana"), Assignment("dig", "sand", units=5)],
    )
    assert ana.planned == (0,) * 7


@pytest.mark.parametrize("edges", [[FIRST], [FIRST, FIRST], [FIRST, FIRST - 1]])
def test_periods_that_do_not_follow_each_other_are_refused(edges):
    with pytest.raises(LoadBroken):
        loads("days | MTWTFSSM\ndig | X", edges=edges)


def test_columns_that_do_not_fit_are_refused():
    with pytest.raises(LoadBroken):
        spread(Pieces([0], [-1], [], [-1], [0], [0, 1]), Spans([0], [1], [0]), [], Window(1, 0, 1), PLAIN)
    with pytest.raises(LoadBroken):
        spread(Pieces([0], [-1], [1], [-1], [0], [0, 2]), Spans([0], [1], [0]), [], Window(1, 0, 1), PLAIN)


def test_days_beyond_the_years_are_refused():
    with pytest.raises(OutsideYears):
        loads("days | MTWTFSSM\ndig | X", edges=[FIRST, 200_000])


PEOPLE = (
    Resource("ana", "Ana", calendar="days"),
    Resource("nia", "Nia", calendar="nights", max_units=0.5),
    Resource("pat", "Pat", max_units=2.0),
)


@st.composite
def staffed(draw):
    """Return a random plan with people on its tasks and progress on some."""
    plan = draw(plans(has_summaries=True, most=5))
    keys = [(task.id, person.id) for task in plan.tasks for person in PEOPLE]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=5))
    said = tuple(
        Assignment(
            *key,
            units=draw(st.sampled_from((0.25, 0.5, 1.0, 2.0))),
            work=draw(st.sampled_from((None, None, 0, 60, 480, 1000))),
            delay=draw(st.sampled_from((0, 0, 60, 480))),
        )
        for key in chosen
    )
    tasks = tuple(_progressed(draw, task) for task in plan.tasks)
    return replace(plan, tasks=tasks, resources=PEOPLE, assignments=said)


def _progressed(draw, task):
    percent = draw(st.sampled_from((0, 0, 0, 50, 100)))
    return replace(task, percent_complete=percent, actual_start=at("Tue 08:00") if percent else None)


def scheduled(plan):
    try:
        return schedule(plan, machine=PLAIN)
    except CycleFound:
        assume(False)


@given(plan=staffed())
@settings(max_examples=10)  # each counts every minute
def test_every_day_has_what_its_minutes_have(plan):
    found = scheduled(plan)
    last = max(int(each) for each in found.found.numbers("finish")) // 1440 + 2
    first = min([FIRST, *(int(each) // 1440 for each in found.found.numbers("start"))])
    slow = SlowLoad(found, first, last - first)
    edges = list(range(first, last + 1))
    for machine in (PLAIN, compiled_machine()):
        for person in load_of(found, edges, machine):
            for day in range(last - first):
                key = (person.resource, day)
                assert person.planned[day] == pytest.approx(float(slow.planned.get(key, 0)), abs=0.01), key
                assert person.actual[day] == pytest.approx(float(slow.actual.get(key, 0)), abs=0.01), key
                assert person.capacity[day] == float(slow.capacity.get(key, 0)), key


@given(plan=staffed(), cuts=st.sets(st.integers(1, 59), max_size=12))
def test_the_sums_of_any_periods_are_the_whole(plan, cuts):
    found = scheduled(plan)
    whole = load_of(found, [FIRST, FIRST + 60])
    cut = load_of(found, [FIRST, *(FIRST + each for each in sorted(cuts)), FIRST + 60])
    for person, of_all in zip(cut, whole, strict=True):
        assert sum(person.planned) == pytest.approx(of_all.planned[0], abs=1e-6)
        assert sum(person.overload) == pytest.approx(of_all.overload[0], abs=1e-6)
        assert sum(person.capacity) == of_all.capacity[0]
