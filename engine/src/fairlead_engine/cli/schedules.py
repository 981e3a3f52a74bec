"""`fairlead-engine schedule FILE`: the dates of a plan's tasks."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead_engine.cli.inputs import plan_asked

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule, TaskDates

_NAME_WIDTH = 44


def run(asked: Namespace) -> tuple[list[str], int]:
    """Return the lines to print and the exit code.

    Raises: ReadError, PlanError, UnknownColumn, NoTable, NotHeaded.
    """
    from fairlead_engine.cli.words import report_lines, report_records
    from fairlead_engine.cpm import schedule

    result = plan_asked(asked)
    found = schedule(result.plan)
    if asked.json:
        record = {"tasks": list(_records(found)), "report": report_records(result.report)}
        return [json.dumps(record, indent=1)], 0
    return [*_table(found), *report_lines(result.report)], 0


def _records(schedule: "Schedule") -> Iterator[dict[str, object]]:
    """Yield the promised record of each task; times are the plan's wall clock, `finish` the first after the work."""
    from fairlead_engine.cli.words import iso

    for task, dates in zip(schedule.plan.tasks, schedule, strict=True):
        yield {
            "id": task.id,
            "name": task.name,
            "start": iso(dates.start),
            "finish": iso(dates.finish),
            "early_start": iso(dates.early_start),
            "early_finish": iso(dates.early_finish),
            "late_start": iso(dates.late_start),
            "late_finish": iso(dates.late_finish),
            "total_slack_minutes": dates.total_slack,
            "free_slack_minutes": dates.free_slack,
            "critical": dates.is_critical,
            "driver": driver_record(schedule, dates),
        }


def driver_record(schedule: "Schedule", dates: "TaskDates") -> dict[str, object]:
    """Return what set the start: its kind, the task and kind of link behind it, and the moment it asked for."""
    from fairlead_engine.cli.words import iso

    link = None if dates.driver_link is None else schedule.plan.links[dates.driver_link].kind.name
    return {
        "kind": dates.driver_kind.name.lower(),
        "task": dates.driver_task,
        "link": link,
        "at": iso(dates.driver_at),
    }


def _table(schedule: "Schedule") -> Iterator[str]:
    from fairlead_engine.cli.words import moment_text, shown

    depths: dict[str, int] = {}
    day = {project.id: project.minutes_per_day for project in schedule.plan.projects}
    width = max([2, *(len(task.id) for task in schedule.plan.tasks)])
    yield f"{'id':>{width}}  {'task':<{_NAME_WIDTH}}  {'start':<16}  {'finish':<16}  {'slack':>8}  starts by"
    for task, dates in zip(schedule.plan.tasks, schedule, strict=True):
        depths[task.id] = depth = depths[task.parent] + 1 if task.parent is not None else 0
        name = f"{'  ' * depth}{shown(task.name)}"
        name = name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…"
        slack = f"{dates.total_slack / day[task.project]:.1f} d{'*' if dates.is_critical else ' '}"
        cause = " ".join(filter(None, (dates.driver_kind.name.lower().replace("_", " "), dates.driver_task)))
        yield (
            f"{shown(task.id):>{width}}  {name:<{_NAME_WIDTH}}  {moment_text(dates.start)}  {moment_text(dates.finish)}"
            f"  {slack:>8}  {shown(cause)}"
        )
    yield "* critical"
