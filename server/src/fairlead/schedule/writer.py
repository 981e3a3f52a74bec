"""From the engine to the tables: the only place that writes found dates; changed rows only, in bulk."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairlead.kernel.bulk import Integers, columns_write
from fairlead.schedule.finder import Discovery
from fairlead.schedule.loader import FOUND, Loaded
from fairlead.schedule.models import ProjectDates, ProjectMove, Recalculation, TaskDates, TaskMove
from fairlead_engine.network import NONE

Changed = NDArray[np.bool_]
_FLAGS = frozenset({"is_critical", "is_summary"})


def rows_changed(loaded: Loaded, discovery: Discovery) -> Changed:
    """Say for each task whether anything found of it differs from what is kept."""
    changed = loaded.is_new.copy()
    for name in FOUND:
        changed |= loaded.found[name] != discovery.found[name]
    return changed | (np.abs(loaded.percent_found - discovery.percent) > 0.005)


def dates_write(loaded: Loaded, discovery: Discovery, changed: Changed, recalculation: Recalculation) -> None:
    """Keep what was found of the tasks that are `changed`. One statement."""
    columns: dict[str, Sequence[Any]] = {
        "task": loaded.ids[changed].tolist(),
        "project": loaded.project_ids[changed].tolist(),
    }
    for name in FOUND:
        values = discovery.found[name][changed]
        field = name.removesuffix("_id")
        columns[field] = (values != 0).tolist() if name in _FLAGS else _with_none(values)
    columns["percent_complete"] = discovery.percent[changed].tolist()
    columns["recalculation"] = [recalculation.pk] * len(columns["task"])
    columns_write(TaskDates, columns)


def projects_write(loaded: Loaded, discovery: Discovery, recalculation: Recalculation) -> None:
    """Keep the dates and counts of every project of the scope, and which finishes moved. Two statements at most."""
    finishes = discovery.project_finish.tolist()
    moved = [
        (project.id, project.found_finish, finish)
        for project, finish in zip(loaded.projects, finishes, strict=True)
        if project.found_finish not in (NONE, finish)
    ]
    columns_write(
        ProjectMove,
        {
            "recalculation": [recalculation.pk] * len(moved),
            "project": [each[0] for each in moved],
            "finish_before_at": [each[1] for each in moved],
            "finish_after_at": [each[2] for each in moved],
        },
    )
    rows: dict[str, list[Any]] = {
        name: []
        for name in (
            "project",
            "start_at",
            "finish_at",
            "percent_complete",
            "task_count",
            "done_count",
            "critical_count",
            "missed_deadline_count",
            "unmet_constraint_count",
            "work_minutes",
        )
    }
    rows["late_from"] = [None] * len(loaded.projects)  # what is late is counted anew
    counted = discovery.is_leaf & (loaded.said["is_active"] != 0)
    for place, project in enumerate(loaded.projects):
        mine = counted & (loaded.project_ids == project.id)
        for name, value in _facts_of(loaded, discovery, mine).items():
            rows[name].append(value)
        rows["project"].append(project.id)
        rows["start_at"].append(int(discovery.project_start[place]))
        rows["finish_at"].append(int(discovery.project_finish[place]))
    columns_write(ProjectDates, rows)


def moves_write(
    loaded: Loaded,
    discovery: Discovery,
    recalculation: Recalculation,
    *,
    moved: Sequence[int],
    reasons: Sequence[int],
    because: Sequence[int | None],
) -> None:
    """Keep the history of the tasks at the places `moved`: from where, to where, why. One statement."""
    before, after = loaded.found, discovery.found
    columns_write(
        TaskMove,
        {
            "recalculation": [recalculation.pk] * len(moved),
            "task": loaded.ids[moved].tolist(),
            "start_before_at": _with_none(before["start_at"][moved]),
            "finish_before_at": _with_none(before["finish_at"][moved]),
            "start_after_at": after["start_at"][moved].tolist(),
            "finish_after_at": after["finish_at"][moved].tolist(),
            "reason": list(reasons),
            "because_task": list(because),
        },
    )


def _facts_of(loaded: Loaded, discovery: Discovery, mine: Changed) -> dict[str, Any]:
    found, said = discovery.found, loaded.said
    percent, duration = discovery.percent[mine], np.maximum(said["duration_minutes"][mine], 1)
    finish, deadline = found["finish_at"][mine], said["deadline_at"][mine]
    is_open = percent < 100
    return {
        "percent_complete": round(float(np.average(percent, weights=duration)), 2) if len(percent) else 0.0,
        "task_count": int(mine.sum()),
        "done_count": int((~is_open).sum()),
        "critical_count": int((found["is_critical"][mine] != 0).sum()),
        "missed_deadline_count": int(((deadline != NONE) & (finish > deadline) & is_open).sum()),
        "unmet_constraint_count": int(((found["total_slack_minutes"][mine] < 0) & is_open).sum()),
        "work_minutes": int(said["duration_minutes"][mine].sum()),
    }


def _with_none(values: Integers) -> list[int | None]:
    return [None if value == NONE else value for value in values.tolist()]
