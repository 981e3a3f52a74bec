"""A schedule that is edited: what it says is always what a full pass would say."""

import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at, chart
from fairlead_engine import Edit, LinkAdded, LinkRemoved, LiveSchedule, columns_of, schedule_columns
from fairlead_engine.cpm import BeyondHorizon
from fairlead_engine.cpm.edits import UnknownPlace
from fairlead_engine.machine import PLAIN, compiled_machine
from fairlead_engine.network import NONE, AbsurdNumber, ColumnBroken, CycleFound
from fairlead_engine.plan import LagKind, LinkKind
from plans import plans
from test_machines import COLUMNS, assert_same, large

DAY = 480
DATES = st.integers(0, 24 * 14).map(lambda hours: at("Mon 00:00") + 60 * hours)
MAYBE = st.one_of(st.just(NONE), DATES)
VALUES = {
    "duration": st.sampled_from((0, 60, 480, 530, 1440)),
    "is_elapsed": st.integers(0, 1),
    "is_manual": st.integers(0, 1),
    "milestone_end": st.integers(0, 2),
    "calendar": st.integers(-1, 2),
    "constraint": st.integers(0, 7),
    "constraint_at": MAYBE,
    "deadline": MAYBE,
    "manual_start": MAYBE,
    "manual_finish": MAYBE,
    "actual_start": MAYBE,
    "actual_finish": MAYBE,
    "percent": st.sampled_from((0, 30, 100)),
    "stop_at": MAYBE,
    "resume_at": MAYBE,
    "leveling_delay": st.sampled_from((0, 600, 2880)),
    "is_active": st.integers(0, 1),
    "link_kind": st.integers(0, 3),
    "lag": st.sampled_from((0, 60, -480, 50)),
    "lag_kind": st.integers(0, 3),
    "lag_calendar": st.integers(-1, 2),
    "project_start": DATES,
    "project_critical_limit": st.sampled_from((0, 480)),
    "project_honors_constraints": st.integers(0, 1),
}
LINKS = ("link_kind", "lag", "lag_kind", "lag_calendar")


@st.composite
def changes(draw, columns):
    """Return one change of `columns`, sound in itself."""
    what = draw(st.sampled_from((*VALUES, "duration", "constraint_at", "add", "remove")))
    if what == "add":
        one, other = draw(st.lists(st.integers(0, columns.tasks - 1), min_size=2, max_size=2, unique=True))
        return LinkAdded(one, other, draw(st.sampled_from(LinkKind)), draw(VALUES["lag"]))
    count = columns.links if what in (*LINKS, "remove") else columns.projects if "project" in what else columns.tasks
    assume(count)
    row = draw(st.integers(0, count - 1))
    return LinkRemoved(row) if what == "remove" else Edit(what, row, draw(VALUES[what]))


@st.composite
def link_changes(draw, columns):
    """Return one change of which tasks are linked, or how, by any kind of link and lag."""
    what = draw(st.sampled_from(("add", "add", "remove", "lag", "duration")))
    if what == "add":
        one, other = draw(st.integers(0, columns.tasks - 1)), draw(st.integers(0, columns.tasks - 1))
        kinds = [draw(VALUES[name]) for name in LINKS]
        return LinkAdded(one, other, LinkKind(kinds[0]), kinds[1], LagKind(kinds[2]), kinds[3])
    count = columns.tasks if what == "duration" else columns.links
    assume(count)
    row = draw(st.integers(0, count - 1))
    return LinkRemoved(row) if what == "remove" else Edit(what, row, draw(VALUES[what]))


def live_of(drawing, **settings):
    return LiveSchedule(columns_of(chart(drawing)), **settings)


DIG_AND_POUR = """
    days  | MTWTFSSM
    dig   | XX
    pour  |   XX      after dig
    paint | XX
"""


def test_an_edit_tells_which_tasks_it_moved():
    live = live_of(DIG_AND_POUR)
    assert live.edit(Edit("duration", 0, 3 * DAY)) == [
        0,
        1,
        2,
    ]  # dig takes a day more, pour follows, paint has more slack
    assert live.found.start[1] == at("Thu 08:00")
    assert live.found.total_slack[2] == 3 * DAY  # 5 days of the project less its own 2


def test_an_edit_that_changes_nothing_found_moves_no_task():
    live = live_of(DIG_AND_POUR)
    assert live.edit(Edit("constraint", 2, 2), Edit("constraint_at", 2, at("Mon 08:00"))) == []
    assert live.edit(Edit("deadline", 2, at("Tue 17:00"))) == [2]  # no slack is left it
    assert live.edit(Edit("deadline", 2, at("Tue 17:00"))) == []


def test_an_edit_taken_back_brings_back_what_was_found():
    live = live_of(DIG_AND_POUR)
    was = live.found
    live.edit(Edit("duration", 0, 5 * DAY), Edit("leveling_delay", 2, 2 * 1440))
    live.edit(Edit("duration", 0, 2 * DAY), Edit("leveling_delay", 2, 0))
    assert_same(live.found, was)


def test_what_was_handed_out_does_not_change_with_a_later_edit():
    live = live_of(DIG_AND_POUR)
    was = live.found
    live.edit(Edit("duration", 0, 5 * DAY))
    assert was.finish[0] == at("Tue 17:00")


def test_the_columns_given_are_not_written():
    columns = columns_of(chart(DIG_AND_POUR))
    LiveSchedule(columns).edit(Edit("duration", 0, 5 * DAY))
    assert columns.duration[0] == 2 * DAY


def test_links_are_added_and_removed():
    live = live_of(DIG_AND_POUR)
    assert live.edit(LinkAdded(1, 2)) == [2]  # paint follows pour, which was critical before
    assert live.found.finish[2] == at("Mon2 17:00")  # Friday and Monday
    assert live.edit(LinkRemoved(0)) == [0, 1, 2]
    assert live.columns.links == 1
    assert live.found.start[1] == at("Mon 08:00")


def test_a_link_against_the_order_of_the_tasks_needs_no_full_pass(monkeypatch):
    live = live_of("""
        days  | MTWTFSSM
        walk  | X
        house |  XXX         after walk
         dig  |  X
         pour |   XX         after dig
        paint | X
        tidy  |  X           after paint
    """)
    monkeypatch.setattr("fairlead_engine.cpm.live.passed_plan", None)
    live.edit(LinkAdded(5, 0))  # what came first waits for what came last
    assert live.found.start.tolist() == [at(f"{day} 08:00") for day in ("Wed", "Thu", "Thu", "Fri", "Mon", "Tue")]
    live.edit(LinkRemoved(0), LinkAdded(1, 4))  # paint waits for the house, and the house no longer for the walk
    assert live.found.finish[3] == at("Wed 17:00")
    assert [live.found.start[task] for task in (4, 5, 0)] == [at(f"{day} 08:00") for day in ("Thu", "Fri", "Mon2")]


def test_a_plan_has_room_for_any_number_of_links():
    live = live_of(DIG_AND_POUR)
    for _ in range(200):
        live.edit(LinkAdded(0, 2))
    assert live.columns.links == 201
    assert_same(live.found, schedule_columns(live.columns, PLAIN))
    live.edit(*[LinkRemoved(1)] * 200)
    assert live.found.total_slack[2] == 2 * DAY


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Edit("duration", 3, DAY), UnknownPlace),
        (Edit("dates", 0, DAY), UnknownPlace),
        (Edit("duration", 0, -1), AbsurdNumber),
        (Edit("duration", 0, None), AbsurdNumber),
        (Edit("calendar", 0, 7), ColumnBroken),
        (Edit("constraint", 0, 8), ColumnBroken),
        (Edit("constraint_at", 0, 2**40), AbsurdNumber),
        (Edit("duration", 0, 200_000_000), BeyondHorizon),
        (LinkAdded(0, 9), ColumnBroken),
        (LinkAdded(1, 0), CycleFound),
        (LinkRemoved(2), UnknownPlace),
    ],
)
def test_of_changes_of_which_one_is_refused_none_is_made(change, error):
    live = live_of(DIG_AND_POUR)
    was = live.found
    with pytest.raises(error):
        live.edit(Edit("duration", 2, DAY), LinkAdded(0, 2), change)
    assert_same(live.found, was)
    assert live.columns.links == 1
    assert live.edit(Edit("duration", 2, 2 * DAY)) == []


def test_work_that_outgrows_its_first_horizon_is_still_found():
    live = live_of(DIG_AND_POUR)
    live.edit(Edit("duration", 0, 30 * 250 * DAY))  # some thirty years
    assert_same(live.found, schedule_columns(live.columns, PLAIN))


def holds_a_law_of_edits(plan, data, machine):
    try:
        live = LiveSchedule(columns_of(plan), machine)
    except CycleFound:
        assume(False)
    for _ in range(data.draw(st.integers(1, 6))):
        assume(live.columns.tasks > 1)
        was = live.found
        change = data.draw(changes(live.columns))
        try:
            tasks = live.edit(change)
        except CycleFound:
            assert_same(live.found, was)
            continue
        full = schedule_columns(live.columns, PLAIN)
        assert_same(live.found, full)
        if not isinstance(change, LinkRemoved):
            assert tasks == differing(was, full)


def differing(one, other):
    """Return the tasks of which a figure differs."""
    figures = [name for name in (*COLUMNS, "start_slack", "finish_slack") if not name.startswith("project")]
    return sorted({int(t) for name in figures for t in numpy.flatnonzero(getattr(one, name) != getattr(other, name))})


@given(plan=plans(has_constraints=True, most=8), data=st.data())
def test_after_any_edits_a_live_schedule_is_that_of_a_full_pass(plan, data):
    holds_a_law_of_edits(plan, data, PLAIN)


def holds_a_law_of_link_edits(plan, data, machine):
    """Edit several links at once, with cycles among them, and compare with full passes each time."""
    try:
        live = LiveSchedule(columns_of(plan), machine)
    except CycleFound:
        assume(False)
    for _ in range(data.draw(st.integers(1, 8))):
        was, links = live.found, live.columns.links
        made = [data.draw(link_changes(live.columns)) for _ in range(data.draw(st.integers(1, 2)))]
        try:
            tasks = live.edit(*made)
        except (CycleFound, UnknownPlace):  # the second of two may mean a link that the first removed
            assert_same(live.found, was)
            assert live.columns.links == links
            continue
        full = schedule_columns(live.columns, PLAIN)
        assert_same(live.found, full)
        if not any(isinstance(change, LinkRemoved) for change in made):
            assert tasks == differing(was, full)


@given(plan=plans(has_constraints=True, most=8), data=st.data())
def test_after_links_are_added_and_removed_all_is_that_of_a_full_pass(plan, data):
    holds_a_law_of_link_edits(plan, data, PLAIN)


@given(plan=plans(has_constraints=True, most=8), data=st.data())
def test_compiled_kernels_add_and_remove_links_too(plan, data):
    holds_a_law_of_link_edits(plan, data, compiled_machine())


@given(plan=plans(has_constraints=True, most=8), data=st.data())
def test_compiled_kernels_keep_a_live_schedule_too(plan, data):
    holds_a_law_of_edits(plan, data, compiled_machine())


def test_edits_of_a_large_plan_are_those_of_full_passes():
    live = LiveSchedule(large(), compiled_machine())
    random = numpy.random.default_rng(2)
    for row, minutes in zip(random.integers(0, 3000, 60), random.integers(0, 9, 60), strict=True):
        live.edit(Edit("duration", int(row), int(minutes) * 240))
        assert_same(live.found, schedule_columns(live.columns, compiled_machine()))


def test_edits_of_a_large_plans_links_are_those_of_full_passes():
    live = LiveSchedule(large(), compiled_machine())
    random = numpy.random.default_rng(3)
    for one, other in random.integers(0, 3000, (40, 2)).tolist():
        was = live.found
        try:
            live.edit(LinkAdded(one, other))
        except CycleFound:
            assert_same(live.found, was)
        assert_same(live.found, schedule_columns(live.columns, compiled_machine()))
        live.edit(LinkRemoved(int(random.integers(0, live.columns.links))))
        assert_same(live.found, schedule_columns(live.columns, compiled_machine()))
