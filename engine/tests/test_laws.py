"""What holds for every plan, and the engine beside a slow scheduler written for the tests alone."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from fairlead_engine import schedule
from fairlead_engine.machine import PLAIN
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import ConstraintKind, LagKind, Link, LinkKind
from fairlead_engine.worktime import WorkCalendar, rules_of
from plans import CALENDARS, plans
from slow import Slow

PERCENTS = {LagKind.PERCENT, LagKind.PERCENT_ELAPSED}


def scheduled(plan):
    """Return the schedule of `plan`; a plan that its summaries make cyclic is no example."""
    try:
        return schedule(plan, machine=PLAIN)
    except CycleFound:
        assume(False)


def clock_of(plan, task):
    """Return the calendar that counts `task`'s minutes."""
    name = None if task.is_elapsed else task.calendar or plan.projects[0].calendar
    rules = dict(zip((calendar.id for calendar in CALENDARS), rules_of(CALENDARS), strict=True))
    return WorkCalendar(rules.get(name))


def delayed(plan, task, start):
    """Return the schedule of `plan` when `task` starts no earlier than `start`."""
    late = replace(task, constraint=ConstraintKind.SNET, constraint_at=start)
    return scheduled(replace(plan, tasks=tuple(late if each is task else each for each in plan.tasks)))


def leaves(plan):
    summaries = {task.parent for task in plan.tasks}
    return [task for task in plan.tasks if task.id not in summaries]


def finish(found):
    return found.project_dates("p")[1]


@given(plan=plans(has_constraints=True))
def test_the_engine_finds_what_the_slow_scheduler_finds(plan):
    found, slow = scheduled(plan), Slow(plan)
    for dates in found:
        assert (dates.start, dates.finish) == (slow.start[dates.id], slow.finish[dates.id]), dates.id
        assert (dates.late_start, dates.late_finish) == (slow.late_start[dates.id], slow.late_finish[dates.id]), (
            dates.id
        )
        assert dates.total_slack == slow.slack(dates.id), dates.id


@given(plan=plans())
def test_no_task_begins_before_its_links_allow(plan):
    found = scheduled(plan)
    for link in plan.links:
        if link.kind == LinkKind.FS and link.lag == 0:
            before, after = found.dates(link.predecessor), found.dates(link.successor)
            assert after.start >= before.finish


@given(plan=plans(), data=st.data())
def test_adding_a_link_never_ends_a_plan_sooner(plan, data):
    # A share of a summary's duration is less where the link lets its children begin together.
    summaries = {task.parent for task in plan.tasks}
    assume(not any(link.lag_kind in PERCENTS and link.predecessor in summaries for link in plan.links))
    found = scheduled(plan)
    ends = data.draw(st.lists(st.sampled_from(plan.tasks), min_size=2, max_size=2))
    link = Link(ends[0].id, ends[1].id, data.draw(st.sampled_from(LinkKind)), 60)
    # Linked, a task no longer begins with its project but with its predecessor, which a lead may put before it.
    assume(min(dates.start for dates in found) >= plan.projects[0].start)
    more = scheduled(replace(plan, links=(*plan.links, link)))
    assume(min(dates.start for dates in more) >= plan.projects[0].start)
    assert finish(more) >= finish(found)


@given(plan=plans(), data=st.data())
def test_delaying_a_task_by_its_total_slack_does_not_move_the_finish(plan, data):
    found = scheduled(plan)
    task = _task_with_slack(plan, found, data)
    assert finish(delayed(plan, task, found.dates(task.id).late_start)) == finish(found)


@given(plan=plans(has_calendars=False), data=st.data())
def test_delaying_a_task_by_more_than_its_total_slack_moves_the_finish(plan, data):
    found = scheduled(plan)
    task = _task_with_slack(plan, found, data)
    assume(task.duration > 0)
    later = clock_of(plan, task).next_start(found.dates(task.id).late_start + 1)
    assert finish(delayed(plan, task, later)) > finish(found)


@given(plan=plans(has_summaries=False), data=st.data())
def test_delaying_a_task_by_its_free_slack_moves_no_other(plan, data):
    found = scheduled(plan)
    task = data.draw(st.sampled_from(plan.tasks))
    clock, dates = clock_of(plan, task), found.dates(task.id)
    assume(dates.free_slack > 0)
    later = delayed(plan, task, clock.finish_after(dates.start, dates.free_slack))
    for dates in found:
        if dates.id != task.id:
            assert later.dates(dates.id).start == dates.start


@given(plan=plans(), data=st.data())
def test_the_order_of_tasks_and_links_does_not_matter(plan, data):
    found = scheduled(plan)
    links = tuple(data.draw(st.permutations(plan.links)))
    tasks = tuple(data.draw(st.permutations(plan.tasks)))
    placed = {task.id: place for place, task in enumerate(tasks)}
    assume(all(task.parent is None or placed[task.parent] < placed[task.id] for task in tasks))
    other = scheduled(replace(plan, tasks=tasks, links=links))
    for dates in found:
        again = other.dates(dates.id)
        assert (again.start, again.finish, again.late_start, again.late_finish, again.total_slack) == (
            *(dates.start, dates.finish, dates.late_start, dates.late_finish, dates.total_slack),
        )


@given(plan=plans(has_constraints=True))
def test_something_sets_the_start_of_every_task(plan):
    found = scheduled(plan)
    for task, dates in zip(plan.tasks, found, strict=True):
        if dates.driver_link is not None:
            assert dates.driver_task in {plan.links[dates.driver_link].predecessor, *_above(plan, task)}
        if task in leaves(plan) and task.duration:
            assert dates.start == clock_of(plan, task).next_start(dates.driver_at)


def _task_with_slack(plan, found, data):
    """Return a leaf of which the law of total slack holds."""
    task = data.draw(st.sampled_from(leaves(plan)))
    assume(not _starts_something_from_what_its_successors_do_not_hold(plan))
    assume(not _lags_by_a_share_of_a_summary(plan))
    assume(found.dates(task.id).total_slack >= 0)
    return task


def _above(plan, task):
    by_id = {each.id: each for each in plan.tasks}
    while task.parent is not None:
        task = by_id[task.parent]
        yield task.id


def _starts_something_from_what_its_successors_do_not_hold(plan):
    """Return whether a link leaves from the start of a summary or of a milestone: such links hold no late dates."""
    summaries = {task.parent for task in plan.tasks}
    unheld = summaries | {task.id for task in plan.tasks if task.duration == 0}
    return any(link.predecessor in unheld and link.kind in (LinkKind.SS, LinkKind.SF) for link in plan.links)


def _lags_by_a_share_of_a_summary(plan):
    """Return whether a lag is a share of a summary's duration, which changes when its children move."""
    summaries = {task.parent for task in plan.tasks}
    shares = (LagKind.PERCENT, LagKind.PERCENT_ELAPSED)
    return any(link.predecessor in summaries and link.lag and link.lag_kind in shares for link in plan.links)
