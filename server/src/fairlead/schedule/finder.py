"""Running the engine over a loaded plan, and rolling up what it does not: durations, percents, counts."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from fairlead.kernel.bulk import Integers
from fairlead.kernel.errors import Refused
from fairlead.schedule.loader import FOUND, Loaded, columns_of
from fairlead.work.models import Task
from fairlead_engine import schedule_columns
from fairlead_engine.errors import PlanError
from fairlead_engine.network import NONE, Columns, CycleFound
from fairlead_engine.worktime import WorkCalendar, rules_of


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the engine found of a loaded plan: the columns of FOUND, and percents; tasks in the plan's order."""

    found: dict[str, Integers]
    percent: NDArray[np.float64]
    project_start: Integers
    project_finish: Integers
    is_leaf: NDArray[np.bool_]


def discover(loaded: Loaded, columns: Columns | None = None) -> Discovery:
    """Return the dates of `loaded`, or of `columns` where it is to be tried with other values.

    Raises: Refused where links lead back to where they began, or anything said cannot be scheduled.
    """
    columns = columns_of(loaded) if columns is None else columns
    try:
        dates = schedule_columns(columns)
    except CycleFound as cycle:
        raise Refused(_cycle_message(loaded, cycle), code="cycle") from cycle
    except PlanError as error:
        raise Refused(_("This cannot be scheduled: %(reason)s") % {"reason": error}, code="not_schedulable") from error
    is_leaf = _is_leaf(columns)
    percent = _percent(columns, is_leaf)
    link_ids, task_ids = loaded.links["id"], loaded.ids
    is_open = is_leaf & (np.asarray(columns.percent) < 100) & (np.asarray(columns.is_active) != 0) & ~_is_closed(loaded)
    found = {
        "start_at": dates.start,
        "finish_at": dates.finish,
        "early_start_at": dates.early_start,
        "early_finish_at": dates.early_finish,
        "late_start_at": dates.late_start,
        "late_finish_at": dates.late_finish,
        "total_slack_minutes": dates.total_slack,
        "free_slack_minutes": dates.free_slack,
        "is_critical": dates.critical,
        "is_summary": ~is_leaf,
        "duration_minutes": _durations(loaded, columns, dates.start, dates.finish, is_leaf),
        "open_finish_at": np.where(is_open, dates.finish, NONE),
        "driver_kind": dates.driver_kind,
        "driver_link_id": _picked(link_ids, dates.driver_link),
        "driver_task_id": _picked(task_ids, dates.driver_task),
        "driver_at": dates.driver_at,
    }
    return Discovery(
        found={name: np.asarray(found[name], dtype=np.int64) for name in FOUND},
        percent=percent,
        project_start=np.asarray(dates.project_start, dtype=np.int64),
        project_finish=np.asarray(dates.project_finish, dtype=np.int64),
        is_leaf=is_leaf,
    )


def _is_closed(loaded: Loaded) -> NDArray[np.bool_]:
    """Say which tasks are of closed projects: what was left there, nobody does any more."""
    closed = [project.id for project in loaded.projects if project.is_closed]
    return np.isin(loaded.project_ids, closed)


def _is_leaf(columns: Columns) -> NDArray[np.bool_]:
    parent = np.asarray(columns.parent)
    leaf = np.ones(len(parent), dtype=bool)
    leaf[parent[parent >= 0]] = False
    return leaf


def _percent(columns: Columns, is_leaf: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what is complete of each task: of a summary, of its leaves' durations; milestones weigh one minute."""
    percent = np.asarray(columns.percent, dtype=np.float64)
    counts = is_leaf & (np.asarray(columns.is_active) != 0)
    weight = np.where(counts, np.maximum(np.asarray(columns.duration, dtype=np.float64), 1.0), 0.0)
    weights, earned = weight.tolist(), (weight * percent).tolist()
    parents = np.asarray(columns.parent).tolist()
    for task in range(len(parents) - 1, -1, -1):  # a summary stands before its children
        if parents[task] >= 0:
            weights[parents[task]] += weights[task]
            earned[parents[task]] += earned[task]
    total = np.asarray(weights)
    rolled = np.divide(np.asarray(earned), total, out=np.zeros(len(total)), where=total > 0)
    return np.asarray(np.round(np.where(is_leaf, percent, rolled), 2), dtype=np.float64)


def _durations(
    loaded: Loaded, columns: Columns, start: Integers, finish: Integers, is_leaf: NDArray[np.bool_]
) -> Integers:
    """Return the said duration of each leaf, and the working time from start to finish of each summary."""
    durations = np.array(columns.duration, dtype=np.int64)
    rules = rules_of(loaded.calendars)
    calendar_of = np.asarray(columns.project_calendar)[np.asarray(columns.project)]
    for place in np.unique(calendar_of[~is_leaf]):
        tasks = np.flatnonzero(~is_leaf & (calendar_of == place))
        calendar = WorkCalendar(rules[place] if place >= 0 else None)
        calendar.minutes_between(int(start[tasks].min()), int(finish[tasks].max()))  # compiles all years at once
        for task in tasks:
            durations[task] = max(0, calendar.minutes_between(int(start[task]), int(finish[task])))
    return durations


def _picked(ids: Integers, places: NDArray[np.int32]) -> Integers:
    if not len(ids):
        return np.full(len(places), NONE, dtype=np.int64)
    spots = np.asarray(places, dtype=np.int64)
    return np.where(spots >= 0, ids[np.maximum(spots, 0)], NONE)


def _cycle_message(loaded: Loaded, cycle: CycleFound) -> str:
    ids = [int(loaded.ids[int(place)]) for place in cycle.path]
    names = dict(Task.objects.filter(pk__in=ids).values_list("pk", "name"))
    path = " → ".join(f"“{names[id]}”" for id in ids)
    return _("These tasks would wait for each other in a circle: %(path)s. Remove one of the links.") % {"path": path}
