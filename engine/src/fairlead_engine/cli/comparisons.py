"""`fairlead-engine compare FILE`: our dates beside the file's."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead_engine.cli.inputs import name_of, plan_asked
from fairlead_engine.cli.schedules import driver_record
from fairlead_engine.errors import EngineError

if TYPE_CHECKING:
    from fairlead_engine.comparison import Comparison, Difference, Field, Row, Score
    from fairlead_engine.cpm import Schedule

_CLOCK_DAY = 1440


class NothingToCompare(EngineError):
    """`name` is that of a file without any dates of tasks."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There are no dates in {name} to compare with. Save it from a program that computes them.")


def run(asked: Namespace) -> tuple[list[str], int]:
    """Return the lines to print, and 1 where a date differs, else 0.

    Raises: ReadError, PlanError, UnknownColumn, NoTable, NotHeaded, NothingToCompare.
    """
    from fairlead_engine.cli.words import report_lines, report_records
    from fairlead_engine.comparison import compare
    from fairlead_engine.cpm import schedule

    result = plan_asked(asked)
    if not result.plan.filed:
        raise NothingToCompare(name_of(asked.file))
    found = schedule(result.plan)
    comparison = compare(result.plan, found)
    if asked.json:
        record = _record(comparison, found) | {"report": report_records(result.report)}
        return [json.dumps(record, indent=1)], bool(comparison.rows)
    lines = [
        *_summary(comparison, name_of(asked.file), len(result.plan.tasks)),
        *_totals(comparison),
        *_rows(comparison, found),
        *report_lines(result.report),
    ]
    return lines, bool(comparison.rows)


def _summary(comparison: "Comparison", name: str, tasks: int) -> Iterator[str]:
    from fairlead_engine.cli.words import count_text

    rows = comparison.rows
    if not rows:
        yield f"{name}: all dates and slacks of {count_text(tasks, 'task')} are the file's."
        return
    yield f"{name}: of {count_text(tasks, 'task')}, {len(rows):,} have dates or slack that are not the file's."
    if following := sum(row.reason.follows is not None for row in rows):
        yield f"{following:,} of them only follow another that differs."


def _totals(comparison: "Comparison") -> Iterator[str]:
    from fairlead_engine.comparison import Field

    yield ""
    yield f"{'tasks without subtasks':<24}{'automatic':>24}{'manual':>24}"
    for field in Field:
        if comparison.total(field).total:
            yield (
                f"{_figure(field):<24}{_score(comparison.automatic[field]):>24}{_score(comparison.manual[field]):>24}"
            )
    yield ""


def _score(score: "Score") -> str:
    return f"{score.exact:,} of {score.total:,} {score.percent:6.1f} %" if score.total else "–"


def _figure(field: "Field") -> str:
    return field.value.replace("_", " ")


def _rows(comparison: "Comparison", schedule: "Schedule") -> Iterator[str]:
    from fairlead_engine.cli.words import reason_lines, shown

    tasks = {task.id: task for task in schedule.plan.tasks}
    days = {project.id: project.minutes_per_day for project in schedule.plan.projects}
    for row in comparison.rows:
        kind = " (summary)" if row.is_summary else ""
        yield f"{shown(row.task)}  {shown(row.name)}{kind}"
        for difference in row.differences:
            yield _difference(difference, days[tasks[row.task].project])
        for sentence in reason_lines(schedule.plan, tasks, tasks[row.task], row.reason):
            yield f"    {sentence}"
        yield ""


def _difference(each: "Difference", day: int) -> str:
    from fairlead_engine.cli.words import duration_text, moment_text

    if each.field.is_slack:
        theirs, ours = f"{each.filed / day:.2f} d", f"{each.found / day:.2f} d"
        by = f"{duration_text(each.minutes, day)} {'more' if each.minutes > 0 else 'less'}"
    else:
        theirs, ours = moment_text(each.filed), moment_text(each.found)
        by = f"{duration_text(each.minutes, _CLOCK_DAY)} {'later' if each.minutes > 0 else 'earlier'}"
    return f"    {_figure(each.field):<14}{theirs:>16} in the file, here {ours:>16}: {by}"


def _record(comparison: "Comparison", schedule: "Schedule") -> dict[str, object]:
    """Return the promised record; instants are the plan's wall clock, slacks working minutes."""
    from fairlead_engine.comparison import Field

    def scores(of: "dict[Field, Score]") -> dict[str, object]:
        return {field.value: {"exact": of[field].exact, "total": of[field].total} for field in Field}

    return {
        "differs": bool(comparison.rows),
        "scores": {"automatic": scores(comparison.automatic), "manual": scores(comparison.manual)},
        "tasks": [_row_record(row, schedule) for row in comparison.rows],
    }


def _row_record(row: "Row", schedule: "Schedule") -> dict[str, object]:
    return {
        "id": row.task,
        "name": row.name,
        "is_summary": row.is_summary,
        "is_manual": row.is_manual,
        "differences": [_difference_record(each) for each in row.differences],
        "driver": driver_record(schedule, schedule.dates(row.task)),
        "follows": row.reason.follows,
        "origin": row.reason.origin,
        "hints": [hint.value for hint in row.reason.hints],
    }


def _difference_record(each: "Difference") -> dict[str, object]:
    from fairlead_engine.cli.words import iso

    values = (each.filed, each.found) if each.field.is_slack else (iso(each.filed), iso(each.found))
    return {"figure": each.field.value, "file": values[0], "ours": values[1], "minutes": each.minutes}
