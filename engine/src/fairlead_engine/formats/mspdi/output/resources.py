"""Resources, assignments, and pauses as work that is not done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fairlead_engine.errors import PlanError
from fairlead_engine.formats.mspdi.output.calendars import Calendars
from fairlead_engine.formats.mspdi.output.elements import duration, element, group, moment
from fairlead_engine.formats.mspdi.output.progress import progress_of
from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.output.writing import Numbers, Writing
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.network import calendars_of_tasks
from fairlead_engine.plan import Assignment, FiledDates, Plan, Resource, ResourceId, ResourceKind, Split, Task, TaskId
from fairlead_engine.worktime import WorkCalendar

_TYPES = {ResourceKind.MATERIAL: 0, ResourceKind.WORK: 1, ResourceKind.COST: 2}
_NOBODY = -65535
_MOST_UNITS = 1_000_000.0

Span = tuple[int, int, bool]  # start, finish, and whether there is work


def resource_xml(resource: Resource, row: int, number: int, calendars: Calendars) -> str:
    """Return the Resource element of one resource."""
    writing = calendars.writing
    calendar = calendars.of_resources.get(resource.id)
    return group(
        "Resource",
        (
            element("UID", number),
            element("ID", row),
            element("Name", writing.line(resource.name)),
            element("Type", _TYPES[resource.kind]),
            element("Group", writing.line(resource.group)),
            element("EmailAddress", writing.line(resource.email)),
            element("MaxUnits", writing.bounded(resource.max_units, 0, _MOST_UNITS, resource.name)),
            element("CalendarUID", -1 if calendar is None else calendars.numbers[calendar]),
            element("IsCostResource", resource.kind is ResourceKind.COST),
        ),
    )


@dataclass(slots=True)
class Assignments:
    """Who is assigned to what, and with it the pauses of tasks."""

    writing: Writing
    tasks: Numbers
    resources: Numbers
    _calendars: Mapping[TaskId, WorkCalendar] = field(default_factory=dict)
    _pauses: dict[TaskId, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._calendars = _calendars_of_tasks_with_pauses(self.writing.plan)
        for task in self.writing.plan.tasks:
            if task.id in self._calendars or _pauses_of(task):
                spans = self._spans_of(task)
                if spans:
                    self._pauses[task.id] = spans
                else:
                    self.writing.notes.add(kinds.SPLITS, task.name)

    def xml(self) -> Iterator[str]:
        """Yield an element for each assignment, and for each task with pauses that nobody is assigned to."""
        tasks = {task.id: task for task in self.writing.plan.tasks}
        seen: set[tuple[TaskId, ResourceId]] = set()
        number = 0
        for one in self.writing.plan.assignments:
            if (one.task, one.resource) in seen:
                self.writing.notes.add(kinds.ASSIGNMENTS, tasks[one.task].name)
                continue
            seen.add((one.task, one.resource))
            number += 1
            yield self._assignment(number, tasks[one.task], one)
        for id in list(self._pauses):
            number += 1
            yield self._assignment(number, tasks[id], None)

    def _assignment(self, number: int, task: Task, one: Assignment | None) -> str:
        units = 1.0 if one is None else self.writing.bounded(one.units, 0, _MOST_UNITS, task.name)
        work = None if one is None or one.work is None else int(self._bounded(one.work, task))
        done = None if work is None else int(work * progress_of(task).read / 100 + 0.5)
        return group(
            "Assignment",
            (
                element("UID", number),
                element("TaskUID", self.tasks[task.id]),
                element("ResourceUID", _NOBODY if one is None else self.resources[one.resource]),
                element("ActualWork", duration(done) if done else None),
                element("Delay", int(self._bounded(one.delay, task)) * 10 if one is not None and one.delay else None),
                element("RemainingWork", duration((work or 0) - done) if done else None),
                element("Units", units),
                element("Work", duration(work)),
                *self._spans(task, units),
            ),
        )

    def _bounded(self, minutes: int, task: Task) -> float:
        return self.writing.bounded(minutes, 0, MOST_MINUTES, task.name)

    def _spans_of(self, task: Task) -> list[Span]:
        """Return when a task with pauses works and when it does not; none where its dates do not say it."""
        found = self.writing.dates.get(task.id, FiledDates())
        if found.start is None or found.finish is None or task.id not in self._calendars:
            return []
        try:
            parts = list(_parts(task, found.start, found.finish, self._calendars[task.id]))
        except PlanError:
            return []
        are_known = all(start < finish and self.writing.moment(finish) is not None for start, finish, _ in parts)
        return parts if are_known and self.writing.moment(found.start) is not None else []

    def _spans(self, task: Task, units: float) -> Iterator[str]:
        """Yield, at the first assignment of a task with pauses, the work between them and, as none, within them."""
        for start, finish, is_work in self._pauses.pop(task.id, ()):
            minutes = self._calendars[task.id].minutes_between(start, finish) if is_work else 0
            work = max(1, int(minutes * units + 0.5)) if is_work else 0
            yield group(
                "TimephasedData",
                (
                    element("Type", 1),
                    element("UID", self.tasks[task.id]),
                    element("Start", moment(self.writing.moment(start))),
                    element("Finish", moment(self.writing.moment(finish))),
                    element("Unit", 2),
                    element("Value", duration(work)),
                ),
            )


def _parts(task: Task, start: int, finish: int, calendar: WorkCalendar) -> Iterator[Span]:
    """Yield the parts of a task from `start` to `finish` in which it is worked, and its pauses between them.

    Raises: PlanError.
    """
    done = 0
    for split in _pauses_of(task):
        paused = calendar.finish_after(start, split.after - done)
        resumed = calendar.next_start(calendar.finish_after(paused, split.pause))
        yield start, paused, True
        yield paused, resumed, False
        start, done = resumed, split.after
    yield start, finish, True


def _pauses_of(task: Task) -> list[Split]:
    """Return the pauses within a task's work, in their order; those after as much work as one."""
    pauses: dict[int, int] = {}
    for split in task.splits:
        if 0 < split.after < task.duration and split.pause > 0:
            pauses[split.after] = pauses.get(split.after, 0) + split.pause
    return [Split(after, pauses[after]) for after in sorted(pauses)]


def _calendars_of_tasks_with_pauses(plan: Plan) -> Mapping[TaskId, WorkCalendar]:
    """Return the calendars on which pauses count; none where those of the plan are broken."""
    pausing = {task.id for task in plan.tasks if _pauses_of(task)}
    try:
        return calendars_of_tasks(plan, pausing) if pausing else {}
    except PlanError:
        return {}


def fixed_tasks(plan: Plan) -> set[TaskId]:
    """Return the tasks that keep their dates only as fixed duration: work is not their duration times the units."""
    durations = {task.id: task.duration for task in plan.tasks}
    people = {each.id for each in plan.resources if each.kind is ResourceKind.WORK}
    return {
        one.task
        for one in {(one.task, one.resource): one for one in reversed(plan.assignments)}.values()
        if one.resource in people
        and one.work is not None
        and abs(min(one.work, MOST_MINUTES) - durations[one.task] * one.units) > 1
    }
