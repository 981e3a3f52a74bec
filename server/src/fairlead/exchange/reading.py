"""From a file's bytes to a plan that can be kept, with its dates; what cannot be is refused in the user's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairlead.exchange.adaptation import adapted
from fairlead.exchange.columns import FEWEST, Subject, TableHead
from fairlead.exchange.findings import Findings, findings_of
from fairlead.exchange.rules import name_from_file
from fairlead.kernel.errors import Refused
from fairlead.work.rules import FIRST_DAY, LAST_DAY, NOTES_LIMIT
from fairlead_engine import Schedule, schedule
from fairlead_engine.cpm import BeyondHorizon
from fairlead_engine.errors import PlanError
from fairlead_engine.formats import Column, Limits, ReadError, ReadResult, read
from fairlead_engine.formats.errors import NoColumns, TooLarge
from fairlead_engine.formats.mpxj import Foreign, parts_for
from fairlead_engine.formats.report import Kind, Notes, ReportLine, Severity
from fairlead_engine.formats.tables import NO_DATE
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import Plan
from fairlead_engine.units import instant_of

MOST_LEVELS = 200
_LONGEST_PATH = 12  # tasks of a circle that are named
NO_DATES = "no_dates"  # the engine's
_NO_DATES = gettext_noop("No task has a date; the project starts on the day of the upload. Change that on its page.")
NOT_THERE = Kind(
    "headings_not_there",
    Severity.LOST,
    gettext_noop("Headings of which it was said what they hold are not in the file."),
)


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A file's plan as it will be kept and as the file said it, its format's name, what was lost or changed.

    `head` is the top of a table, None of other files.
    """

    plan: Plan
    said: Plan
    file_format: str
    lines: Sequence[ReportLine]
    head: TableHead | None


class ColumnsUnknown(Refused):
    """A table does not say what its columns hold; `head` is its top."""

    def __init__(self, message: str, head: TableHead) -> None:
        super().__init__(message, code="NoColumns")
        self.head = head


def plan_of(content: bytes, *, filename: str, columns: Mapping[str, Column | None], day: date) -> FilePlan:
    """Read a plan from a file's `content`.

    `columns` says of headings of a table what they stand for, `day` is when a project starts of which no date is known.
    Raises: Refused with what to do about it, ColumnsUnknown among them.
    """
    try:
        result = read(content, name=name_from_file(filename), limits=limits(), columns=columns)
    except TooLarge:
        raise too_large() from None
    except NoColumns as error:
        raise _unknown(TableHead.of(error.head)) from error
    except ReadError as error:
        raise Refused(_(str(error)), code=type(error).__name__) from error
    _check_depth(result.plan)
    made = adapted(_dated(result, day))
    head = None if result.head is None else TableHead.of(result.head)
    read_lines = [replace(line, message=_NO_DATES) if line.kind == NO_DATES else line for line in result.report.lines]
    lines = [*read_lines, *made.lines, *not_there(columns, head)]
    return FilePlan(made.plan, result.plan, result.report.format, lines, head)


def findings_in(file: FilePlan) -> Findings:
    """Return what there is to tell of a file, with the dates found for it beside its own.

    Raises: Refused where it cannot be scheduled.
    """
    found = _scheduled(file.plan)
    return findings_of(file.plan, found, said=file.said, file_format=file.file_format, lines=file.lines)


def limits() -> Limits:
    """Return the bounds within which a file is read: the engine's, narrowed to what the tables hold."""
    return Limits(
        max_bytes=settings.IMPORT_MAX_BYTES,
        notes_length=NOTES_LIMIT,
        first_year=FIRST_DAY.year,
        last_year=LAST_DAY.year - 1,
        max_tasks=settings.IMPORT_MAX_TASKS,
        mpxj_seconds=settings.IMPORT_MPXJ_SECONDS,
        mpxj_heap_megabytes=settings.IMPORT_MPXJ_MAX_MB,
        mpxj_max_output_bytes=settings.IMPORT_MPXJ_MAX_OUTPUT_MB * 1_000_000,
    )


def reads_foreign() -> bool:
    """Say whether .mpp and what else only MPXJ reads is read here: the extra and a Java that will do are there."""
    try:
        parts_for(Foreign("a file"))
    except ReadError:
        return False
    return True


def too_large(subject: Subject = Subject.PLAN) -> Refused:
    """Return the refusal of a file above the limit."""
    said = {"limit": settings.IMPORT_MAX_BYTES // (1024 * 1024)}
    if subject is Subject.PEOPLE:
        message = _(
            "This file is larger than the %(limit)d MB that are read at once. A list of people is much smaller: save "
            "it without pictures and other sheets."
        )
    else:
        message = _(
            "This file is larger than the %(limit)d MB that are read at once. Save it without baselines and "
            "day-by-day work, or split the plan into several projects."
        )
    return Refused(message % said, code="TooLarge")


def _dated(result: ReadResult, day: date) -> Plan:
    """Return a plan in which projects of a table without any date start on the morning of `day`."""
    if all(line.kind != NO_DATES for line in result.report.lines):
        return result.plan
    start = instant_of(datetime.combine(day, time(8)))
    projects = [replace(each, start=start) if each.start == NO_DATE else each for each in result.plan.projects]
    return replace(result.plan, projects=tuple(projects))


def _unknown(head: TableHead) -> Refused:
    if len(head.headings) < FEWEST:
        return Refused(
            _("This table has a single column, which is no plan. Add durations or dates beside the names."),
            code="NoColumns",
        )
    return ColumnsUnknown(
        _("The headings of this table do not say where the names of the tasks are. Say what its columns hold."), head
    )


def not_there(columns: Mapping[str, object], head: TableHead | None) -> Sequence[ReportLine]:
    """Return a line for headings of which it was said what they hold, and that are not in the table."""
    notes = Notes()
    for heading in set(columns) - set(head.headings if head else ()):
        notes.add(NOT_THERE, heading)
    return notes.report("").lines


def _scheduled(plan: Plan) -> Schedule:
    names = {task.id: task.name for task in plan.tasks}
    try:
        return schedule(plan)
    except CycleFound as cycle:
        raise Refused(_cycle_text([names.get(str(id), str(id)) for id in cycle.path]), code="cycle") from cycle  # type: ignore[call-overload]
    except BeyondHorizon as beyond:
        raise Refused(
            _("The work of “%(task)s” does not end within the years that can be planned. Check its calendar and links.")
            % {"task": names.get(str(beyond.task), beyond.task)},  # type: ignore[call-overload]
            code="beyond_horizon",
        ) from beyond
    except PlanError as error:
        raise Refused(_("This plan cannot be scheduled: %(reason)s") % {"reason": error}, code="plan") from error


def _cycle_text(names: list[str]) -> str:
    shown = names if len(names) <= _LONGEST_PATH else [*names[: _LONGEST_PATH - 2], "…", names[-1]]
    path = " → ".join(name if name == "…" else f"“{name[:80]}”" for name in shown)
    return _(
        "In this file, tasks wait for each other in a circle: %(path)s. Remove one of these links in the program "
        "that made the file, save it and choose it again."
    ) % {"path": path}


def _check_depth(plan: Plan) -> None:
    depth: dict[str | None, int] = {None: 0}
    for task in plan.tasks:
        depth[task.id] = depth[task.parent] + 1
        if depth[task.id] > MOST_LEVELS:
            raise Refused(
                _("The outline of this file has more than %(most)d levels; no plan needs that, so it was not read.")
                % {"most": MOST_LEVELS},
                code="TooComplex",
            )
