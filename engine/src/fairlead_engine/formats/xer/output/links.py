"""Links between activities, their lags as hours."""

from collections.abc import Mapping

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.writing import Writing
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.formats.xer import codes
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.outline import Outline
from fairlead_engine.formats.xer.output.rows import Rows, hours
from fairlead_engine.plan import LagKind, Link, LinkKind, Project, ProjectId, Task, TaskId
from fairlead_engine.units import MINUTES_PER_DAY

_COLUMNS = ("task_pred_id", "task_id", "pred_task_id", "proj_id", "pred_proj_id", "pred_type", "lag_hr_cnt")
_ELAPSED = {LagKind.ELAPSED, LagKind.PERCENT_ELAPSED}
_PERCENT = {LagKind.PERCENT, LagKind.PERCENT_ELAPSED}


def links_table(writing: Writing, outline: Outline, projects: Mapping[ProjectId, tuple[Project, int]]) -> Rows:
    """Return the table of links."""
    rows = Rows("TASKPRED", _COLUMNS)
    tasks = {task.id: task for task in writing.plan.tasks}
    seen: set[tuple[TaskId, TaskId, LinkKind]] = set()
    for link in writing.plan.links:
        subject = writing.between(link)
        key = (link.predecessor, link.successor, link.kind)
        if link.predecessor in outline.elements or link.successor in outline.elements:
            writing.notes.add(kinds.SUMMARY_LINKS, subject)
            continue
        if key in seen or link.predecessor == link.successor:
            writing.notes.add(shared.LINKS, subject)
            continue
        seen.add(key)
        before, after = tasks[link.predecessor], tasks[link.successor]
        rows.add(
            task_pred_id=len(rows.rows) + 1,
            task_id=outline.numbers[after.id],
            pred_task_id=outline.numbers[before.id],
            proj_id=projects[after.project][1],
            pred_proj_id=projects[before.project][1],
            pred_type=codes.word_of(codes.LINK_KINDS, link.kind),
            lag_hr_cnt=hours(_lag(link, before, projects[after.project][0], writing)),
        )
    return rows


def _lag(link: Link, before: Task, project: Project, writing: Writing) -> int:
    """Return a lag in minutes of work; what is elapsed or a percentage is counted as changed."""
    subject = writing.between(link)
    lag = float(link.lag)
    if link.lag_kind is not LagKind.WORKING:
        writing.notes.add(shared.LAGS, subject)
    if link.lag_kind in _PERCENT:
        lag = before.duration * lag / 100
    if link.lag_kind in _ELAPSED:
        lag = lag * project.minutes_per_day / MINUTES_PER_DAY
    return int(writing.bounded(round(lag), -MOST_MINUTES, MOST_MINUTES, subject))
