"""What holds for every plan by P6's rules, drawn at random."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from charts import at
from fairlead_engine import schedule
from fairlead_engine.options import CriticalRule, FloatPaths, LagCalendar, ProgressRule, ScheduleOptions, SlackRule
from fairlead_engine.plan import ConstraintKind, LinkKind, TaskKind
from plans import plans

NOW = at("Wed 08:00")
INSTANTS = st.integers(0, 24 * 14).map(lambda hours: at("Mon 00:00") + 60 * hours)
OPTIONS = st.builds(
    ScheduleOptions,
    progress=st.sampled_from(ProgressRule),
    lag_calendar=st.sampled_from(LagCalendar),
    slack=st.sampled_from(SlackRule),
    critical=st.sampled_from(CriticalRule),
    lags_from_early_start=st.booleans(),
    opens_critical=st.booleans(),
    float_paths=st.one_of(st.none(), st.builds(FloatPaths, st.integers(1, 3), st.booleans())),
)
KINDS = (TaskKind.TASK,) * 4 + (TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY, TaskKind.FINISH_MILESTONE)


@st.composite
def p6_plans(draw):
    """Return a plan with options, kinds, progress and bounds of P6's."""
    plan = draw(plans())
    summaries = {task.parent for task in plan.tasks}
    links = [link for link in plan.links if not summaries & {link.predecessor, link.successor}]
    tasks = tuple(task if task.id in summaries else _task(draw, task) for task in plan.tasks)
    (project,) = plan.projects
    project = replace(project, options=draw(OPTIONS), status_at=NOW, must_finish_at=draw(st.none() | INSTANTS))
    return replace(plan, tasks=tasks, links=tuple(links), projects=(project,))


def _task(draw, task):
    stage = draw(st.sampled_from(("waiting", "waiting", "begun", "done")))
    begun = None if stage == "waiting" else at("Mon 10:00")
    first, second = (
        {f"{name}constraint": kind, f"{name}constraint_at": draw(INSTANTS)} if draw(st.integers(0, 3)) == 0 else {}
        for name in ("", "second_")
        for kind in (draw(st.sampled_from(ConstraintKind)),)
    )
    said = first | second
    return replace(
        task,
        kind=draw(st.sampled_from(KINDS)),
        actual_start=begun,
        actual_finish=at("Tue 12:00") if stage == "done" else None,
        percent_complete=100.0 if stage == "done" else draw(st.sampled_from((0.0, 40.0))) if begun else 0.0,
        resume_at=draw(st.none() | INSTANTS) if begun else None,
        expected_finish=draw(st.none() | INSTANTS) if draw(st.integers(0, 3)) == 0 else None,
        outside_start=draw(INSTANTS) if draw(st.integers(0, 5)) == 0 else None,
        **said,
    )


def _is_pinned(task):
    return {task.constraint, task.second_constraint} & {ConstraintKind.MSO, ConstraintKind.MFO}


@given(p6_plans())
def test_nothing_that_remains_lies_before_the_data_date_unless_it_is_pinned(plan):
    found = schedule(plan)
    summaries = {task.parent for task in plan.tasks}
    pinned = any(map(_is_pinned, plan.tasks))
    for task, dates in zip(plan.tasks, found, strict=True):
        assert dates.start <= dates.finish
        assert dates.early_start <= dates.early_finish
        # A level of effort begins where its links say, with a lead even before the data date; of what is done nothing
        # remains: it only hands on what its predecessors hold.
        remains = task.actual_finish is None and task.kind is not TaskKind.LEVEL_OF_EFFORT
        if remains and not pinned and task.id not in summaries:
            assert dates.early_start >= NOW


@given(p6_plans())
def test_what_has_happened_keeps_its_dates(plan):
    summaries = {task.parent for task in plan.tasks}
    for task, dates in zip(plan.tasks, schedule(plan), strict=True):
        if task.id in summaries or task.actual_start is None or task.kind is TaskKind.WBS_SUMMARY:
            continue
        assert dates.start == task.actual_start
        if task.actual_finish is not None:
            assert (dates.finish, dates.total_slack, dates.is_critical) == (task.actual_finish, 0, False)


@given(p6_plans())
def test_tasks_that_take_their_dates_from_others_move_none_of_them(plan):
    taking = {task.id for task in plan.tasks if task.kind in {TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY}}
    summaries = {task.parent for task in plan.tasks}
    taking -= summaries
    assume({task.parent for task in plan.tasks if task.id not in taking} == summaries)
    without = replace(
        plan,
        tasks=tuple(task for task in plan.tasks if task.id not in taking),
        links=tuple(link for link in plan.links if not taking & {link.predecessor, link.successor}),
    )
    here, there = schedule(plan), schedule(without)
    for task in without.tasks:
        if task.id in summaries:
            continue
        one, other = here.dates(task.id), there.dates(task.id)
        assert (one.early_start, one.early_finish, one.late_finish) == (
            other.early_start,
            other.early_finish,
            other.late_finish,
        )
        assert (one.total_slack, one.free_slack, one.is_critical) == (
            other.total_slack,
            other.free_slack,
            other.is_critical,
        )


@given(p6_plans())
def test_no_task_begins_before_its_links_allow_unless_it_is_pinned_or_overridden(plan):
    found = schedule(plan)
    tasks = {task.id: task for task in plan.tasks}
    overrides = plan.projects[0].options.progress is ProgressRule.PROGRESS_OVERRIDE
    for link in plan.links:
        before, after = tasks[link.predecessor], tasks[link.successor]
        takes = {before.kind, after.kind} & {TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY}
        if takes or _is_pinned(after) or link.kind is not LinkKind.FS or link.lag < 0:
            continue
        if not (overrides and after.actual_start is not None):
            assert found.dates(after.id).early_start >= found.dates(before.id).early_finish
