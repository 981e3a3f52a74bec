"""`fairlead-engine convert FROM TO`: a plan in another format, with the dates computed for it."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fairlead_engine.cli.inputs import name_of, plan_asked
from fairlead_engine.errors import WriteError

if TYPE_CHECKING:
    from fairlead_engine.comparison import Comparison
    from fairlead_engine.cpm import Schedule
    from fairlead_engine.formats import ReadReport


class WouldOverwrite(WriteError):
    """`name` is that of a file that is there already."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is there already. Choose another name, or say --force to write over it.")


def run(asked: Namespace) -> tuple[list[str], int]:
    """Write the file; return the lines to print and the exit code.

    Raises: ReadError, PlanError, WriteError, UnknownColumn, NoTable, NotHeaded.
    """
    from fairlead_engine.comparison import compare
    from fairlead_engine.cpm import schedule
    from fairlead_engine.formats import write
    from fairlead_engine.formats.writing import format_named

    to, target = Path(asked.to), format_named(asked.to)
    if to.exists() and not asked.force:
        raise WouldOverwrite(asked.to)
    result = plan_asked(asked)
    found = schedule(result.plan)
    written = write(result.plan, target, schedule=found)
    save_as(to, written.content, force=asked.force)
    lines = [
        f"{name_of(asked.file)} → {asked.to}: {_extent(found)}",
        *told(f"Read as {result.report.format}", result.report),
        *told(f"Written as {written.report.format}", written.report),
        *_differing(compare(result.plan, found), name_of(asked.file)),
    ]
    return lines, 0


def save_as(to: Path, content: bytes, *, force: bool) -> None:
    """Write a file, over one that is there only by `force`.

    Raises: WouldOverwrite, CannotSave.
    """
    from fairlead_engine.formats.saving import create, save

    try:
        if force:
            save(to, content)
        else:
            create(to, content)
    except FileExistsError:
        raise WouldOverwrite(str(to)) from None


def _extent(schedule: "Schedule") -> str:
    from fairlead_engine.cli.words import count_text, moment_text

    plan = schedule.plan
    counts = f"{count_text(len(plan.tasks), 'task')}, {count_text(len(plan.links), 'link')}"
    if not plan.tasks:
        return f"{counts}."
    dates = [schedule.project_dates(project) for project in {task.project for task in plan.tasks}]
    return f"{counts}, {moment_text(min(dates)[0])} to {moment_text(max(each[1] for each in dates))}."


def told(what: str, report: "ReadReport") -> Iterator[str]:
    """Yield what reading or writing a file lost or changed."""
    from fairlead_engine.cli.words import report_lines

    yield f"{what}{': nothing was lost or changed.' if report.is_complete else ':'}"
    yield from (f"  {line}" for line in report_lines(report))


def _differing(comparison: "Comparison", name: str) -> Iterator[str]:
    from fairlead_engine.cli.words import count_text
    from fairlead_engine.comparison import Field

    placed = [row for row in comparison.rows if row.minutes(Field.START) or row.minutes(Field.FINISH)]
    if placed:
        yield (
            f"The dates written are the computed ones: {count_text(len(placed), 'task')} had others in {name}; "
            "fairlead-engine compare shows which, and why."
        )
