"""What is in a file and where our dates differ from its own: computed once, kept as JSON, shown as often as asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from fairlead.exchange.calendars import fingerprints
from fairlead_engine import Schedule, TaskDates
from fairlead_engine.comparison import Comparison, Field, Row, compare
from fairlead_engine.formats.report import ReportLine, Severity
from fairlead_engine.plan import FiledDates, Plan, TaskId
from fairlead_engine.units import Instant, moment_of

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each there is in the file; `tasks` counts all of them, summaries and milestones too."""

    projects: int
    tasks: int
    summaries: int
    milestones: int
    links: int
    resources: int
    assignments: int


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A project of the file, with the dates that it will have; times are ISO local. `code` is the file's, or empty.

    With `is_activities` it is what the program of the others does itself.
    """

    id: str
    name: str
    start: str
    finish: str
    tasks: int
    code: str = ""
    is_activities: bool = False


@dataclass(frozen=True, slots=True)
class FoundCalendar:
    """A calendar of the file; `is_needed` whether the project or a task works on it, people aside."""

    id: str
    name: str
    base: str | None
    fingerprint: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class FoundResource:
    """A resource of the file, with the number of its assignments."""

    id: str
    name: str
    kind: str
    email: str
    calendar: str | None
    assignments: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was lost, changed or noted; `severity` is the engine's word."""

    severity: str
    kind: str
    count: int
    message: str
    examples: list[str]


@dataclass(frozen=True, slots=True)
class DateRow:
    """A task whose start or finish is not the file's; `start` and `finish` are [the file's, ours] or None.

    `driver_name` is the task whose difference it takes over, else the one that sets its start; `hints` are the
    engine's words, the most telling first.
    """

    task: str
    name: str
    is_summary: bool
    start: list[str] | None
    finish: list[str] | None
    minutes: int
    driver_kind: int
    driver_name: str
    hints: list[str]


@dataclass(frozen=True, slots=True)
class DateMatch:
    """How many starts and finishes are the file's to the minute, over tasks without subtasks.

    `differing` counts tasks of which one differs, subtasks or not; `rows` holds the first MOST_ROWS of them.
    """

    starts: int
    starts_exact: int
    finishes: int
    finishes_exact: int
    differing: int
    rows: list[DateRow]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a preview tells of a file."""

    format: str
    counts: Counts
    projects: list[FoundProject]
    calendars: list[FoundCalendar]
    resources: list[FoundResource]
    lines: list[Line]
    dates: DateMatch

    def as_json(self) -> dict[str, Any]:
        """Return the findings as JSON values."""
        return asdict(self)

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Self:
        """Return the findings that `as_json` wrote."""
        lists = {"projects": FoundProject, "calendars": FoundCalendar, "resources": FoundResource, "lines": Line}
        made: dict[str, Any] = {name: [kind(**row) for row in values[name]] for name, kind in lists.items()}
        rows = [DateRow(**row) for row in values["dates"]["rows"]]
        return cls(
            format=values["format"],
            counts=Counts(**values["counts"]),
            dates=DateMatch(**{**values["dates"], "rows": rows}),
            **made,
        )


def findings_of(
    plan: Plan, schedule: Schedule, *, said: Plan, file_format: str, lines: Sequence[ReportLine]
) -> Findings:
    """Return what there is to tell of `plan`, adapted from what a file `said`, and of the dates found for it."""
    return Findings(
        format=file_format,
        counts=_counts(plan),
        projects=_projects(plan, schedule),
        calendars=_calendars(plan),
        resources=_resources(plan),
        lines=report_lines(lines),
        dates=_dates(plan, schedule, compare(plan, schedule, said=said)),
    )


def _counts(plan: Plan) -> Counts:
    summaries = {task.parent for task in plan.tasks if task.parent}
    milestones = sum(1 for task in plan.tasks if task.id not in summaries and (task.is_milestone or task.duration == 0))
    return Counts(
        projects=len(plan.projects),
        tasks=len(plan.tasks),
        summaries=len(summaries),
        milestones=milestones,
        links=len(plan.links),
        resources=len(plan.resources),
        assignments=len(plan.assignments),
    )


def _projects(plan: Plan, schedule: Schedule) -> list[FoundProject]:
    sizes = Counter(task.project for task in plan.tasks)
    found = []
    for project in plan.projects:
        start, finish = schedule.project_dates(project.id)
        dates = (_iso(start), _iso(finish))
        own = project.is_activities
        found.append(FoundProject(project.id, project.name, *dates, sizes[project.id], project.code, own))
    return found


def _calendars(plan: Plan) -> list[FoundCalendar]:
    prints = fingerprints(plan.calendars)
    needed = {project.calendar for project in plan.projects} | {task.calendar for task in plan.tasks}
    return [FoundCalendar(each.id, each.name, each.base, prints[each.id], each.id in needed) for each in plan.calendars]


def _resources(plan: Plan) -> list[FoundResource]:
    assigned = Counter(assignment.resource for assignment in plan.assignments)
    return [
        FoundResource(each.id, each.name, each.kind.value, each.email, each.calendar, assigned[each.id])
        for each in plan.resources
    ]


def report_lines(lines: Sequence[ReportLine]) -> list[Line]:
    """Return the lines of several reports as one, lost things first and the most frequent of them first."""
    order = list(Severity)
    ranked = sorted(lines, key=lambda line: (order.index(line.severity), -line.count))
    return [Line(line.severity.value, line.kind, line.count, line.message, list(line.examples)) for line in ranked]


def _dates(plan: Plan, schedule: Schedule, comparison: Comparison) -> DateMatch:
    starts, finishes = comparison.total(Field.START), comparison.total(Field.FINISH)
    placed = [row for row in comparison.rows if row.minutes(Field.START) or row.minutes(Field.FINISH)]
    names = {task.id: task.name for task in plan.tasks}
    return DateMatch(
        starts=starts.total,
        starts_exact=starts.exact,
        finishes=finishes.total,
        finishes_exact=finishes.exact,
        differing=len(placed),
        rows=[_row(row, plan.filed[row.task], schedule.dates(row.task), names) for row in placed[:MOST_ROWS]],
    )


def _row(row: Row, filed: FiledDates, dates: TaskDates, names: dict[TaskId, str]) -> DateRow:
    by_start, by_finish = row.minutes(Field.START), row.minutes(Field.FINISH)
    cause = row.reason.follows or row.reason.driver_task
    return DateRow(
        task=row.task,
        name=row.name,
        is_summary=row.is_summary,
        start=_pair(filed.start, dates.start),
        finish=_pair(filed.finish, dates.finish),
        minutes=max(by_start, by_finish, key=abs),
        driver_kind=int(row.reason.driver_kind),
        driver_name=names[cause] if cause else "",
        hints=[hint.value for hint in row.reason.hints],
    )


def _pair(filed: Instant | None, found: Instant) -> list[str] | None:
    return None if filed is None else [_iso(filed), _iso(found)]


def _iso(instant: int) -> str:
    return moment_of(instant).isoformat(timespec="minutes")
