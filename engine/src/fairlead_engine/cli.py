"""The command line: `fairlead-engine schedule FILE [--json]`."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fairlead_engine.errors import EngineError
from fairlead_engine.units import moment_of

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule, TaskDates
    from fairlead_engine.formats import ReadReport

_NAME_WIDTH = 44


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 2 after a message on stderr."""
    asked = _parser().parse_args(arguments)
    try:
        report, schedule = _scheduled(asked.file)
    except (EngineError, OSError) as error:
        print(f"fairlead-engine: {error}", file=sys.stderr)
        return 2
    if asked.json:
        text = json.dumps({"tasks": list(_records(schedule))}, indent=1)
    else:
        text = "\n".join((*_table(schedule), *_notes(report)))
    return _printed(text)


def _printed(text: str) -> int:
    """Print `text` in what stdout can show; whoever stops reading, as `head` does, has seen enough."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(text.encode(encoding, "replace").decode(encoding), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to flush at the end
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fairlead-engine", description="Computes the dates of plans.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    command = commands.add_parser("schedule", help="print the dates of a plan's tasks")
    command.add_argument("file", type=Path, metavar="FILE", help="a plan, such as Microsoft Project's XML")
    command.add_argument("--json", action="store_true", help="print JSON for programs instead of a table for people")
    return parser


def _scheduled(file: Path) -> "tuple[ReadReport, Schedule]":
    from fairlead_engine.cpm import schedule  # noqa: PLC0415 - --help should not wait for it
    from fairlead_engine.formats import read  # noqa: PLC0415

    result = read(file)
    return result.report, schedule(result.plan)


def _records(schedule: "Schedule") -> Iterator[dict[str, object]]:
    """Yield the promised record of each task; times are the plan's wall clock, `finish` the first after the work."""
    for task, dates in zip(schedule.plan.tasks, schedule, strict=True):
        yield {
            "id": task.id,
            "name": task.name,
            "start": _iso(dates.start),
            "finish": _iso(dates.finish),
            "early_start": _iso(dates.early_start),
            "early_finish": _iso(dates.early_finish),
            "late_start": _iso(dates.late_start),
            "late_finish": _iso(dates.late_finish),
            "total_slack_minutes": dates.total_slack,
            "free_slack_minutes": dates.free_slack,
            "critical": dates.is_critical,
            "driver": _driver(schedule, dates),
        }


def _driver(schedule: "Schedule", dates: "TaskDates") -> dict[str, object]:
    """Return what set the start: its kind, the task and kind of link behind it, and the moment it asked for."""
    link = None if dates.driver_link is None else schedule.plan.links[dates.driver_link].kind.name
    return {
        "kind": dates.driver_kind.name.lower(),
        "task": dates.driver_task,
        "link": link,
        "at": _iso(dates.driver_at),
    }


def _iso(instant: int) -> str:
    return moment_of(instant).isoformat(timespec="seconds")


def _table(schedule: "Schedule") -> Iterator[str]:
    depths: dict[str, int] = {}
    day = {project.id: project.minutes_per_day for project in schedule.plan.projects}
    width = max([2, *(len(task.id) for task in schedule.plan.tasks)])
    yield f"{'id':>{width}}  {'task':<{_NAME_WIDTH}}  {'start':<16}  {'finish':<16}  {'slack':>8}  starts by"
    for task, dates in zip(schedule.plan.tasks, schedule, strict=True):
        depths[task.id] = depth = depths[task.parent] + 1 if task.parent is not None else 0
        name = f"{'  ' * depth}{task.name}"
        name = name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…"
        slack = f"{dates.total_slack / day[task.project]:.1f} d{'*' if dates.is_critical else ' '}"
        cause = " ".join(filter(None, (dates.driver_kind.name.lower().replace("_", " "), dates.driver_task)))
        yield (
            f"{task.id:>{width}}  {name:<{_NAME_WIDTH}}  {_iso(dates.start)[:16]}  {_iso(dates.finish)[:16]}"
            f"  {slack:>8}  {cause}"
        )
    yield "* critical"


def _notes(report: "ReadReport") -> Iterator[str]:
    for line in report.lines:
        places = f" ({', '.join(line.examples)})" if line.examples else ""
        yield f"{line.severity.value}: {line.count} × {line.message}{places}"


if __name__ == "__main__":
    sys.exit(main())
