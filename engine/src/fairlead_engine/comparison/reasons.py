"""Why dates differ, as far as a plan tells it; looked up once for all tasks."""

from collections.abc import Iterator, Mapping, Sequence

from fairlead_engine.comparison.following import Differences, followed, origins
from fairlead_engine.comparison.moments import Moments
from fairlead_engine.comparison.records import Field, Hint, Reason
from fairlead_engine.cpm import Schedule, TaskDates
from fairlead_engine.plan import (
    Calendar,
    CalendarId,
    FiledDates,
    Link,
    LinkKind,
    Plan,
    ResourceKind,
    Task,
    TaskId,
    TaskKind,
)

_LATE = {Field.LATE_START, Field.LATE_FINISH, Field.TOTAL_SLACK, Field.FREE_SLACK}
_LATE_DATES = {Field.LATE_START, Field.LATE_FINISH}
_PLACED = {Field.START, Field.FINISH, Field.EARLY_START, Field.EARLY_FINISH}
_SPANNING = {TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY}
_NONE = FiledDates()


class Reasons:
    """What is known of a plan that can make dates differ."""

    def __init__(self, plan: Plan, schedule: Schedule, found: Sequence[TaskDates], differences: Differences) -> None:
        self._plan, self._found, self._differences = plan, found, differences
        self._fields = {id: {each.field for each in some} for id, some in differences.items()}
        self._follows = followed(plan, found, differences)
        self._origins = origins(self._follows)
        self._moments = Moments(schedule)
        self._projects = {project.id: project for project in plan.projects}
        self._calendars = {calendar.id: calendar for calendar in plan.calendars}
        self._delayed = {assignment.task for assignment in plan.assignments if assignment.delay}
        self._people = _calendars_of_people(plan)
        self._before = _links_by_successor(plan)
        self._held_late = _predecessors_of(self._fields, plan)
        self._late_projects = _moved_finishes(plan, schedule)

    def of(self, place: int) -> Reason:
        """Return the reason for the task at `place` in the plan."""
        task, dates = self._plan.tasks[place], self._found[place]
        return Reason(
            driver_kind=dates.driver_kind,
            driver_task=dates.driver_task,
            driver_at=dates.driver_at,
            hints=tuple(sorted(self._hints(place, task, dates), key=_RANKS.__getitem__)),
            driver_link=dates.driver_link,
            follows=self._follows.get(task.id),
            origin=self._origins.get(task.id),
        )

    def _hints(self, place: int, task: Task, dates: TaskDates) -> Iterator[Hint]:
        holds = {
            Hint.FOLLOWS: task.id in self._follows,
            Hint.SAME_MOMENT: self._is_same_moment(place, task),
            Hint.UNCALCULATED: self._is_uncalculated(task),
            Hint.BEHIND_STATUS: self._is_behind_status(task),
            Hint.SPLIT: bool(task.splits),
            Hint.RESOURCE_CALENDAR: not task.ignores_resource_calendars and self._has_other_times(task),
            Hint.ASSIGNMENT_DELAY: task.id in self._delayed,
            Hint.SPANS: task.kind in _SPANNING,
            Hint.EXPECTED_FINISH: task.expected_finish is not None,
            Hint.OUTSIDE: task.outside_start is not None or task.outside_finish is not None,
            Hint.STARTED: task.actual_start is not None and task.actual_finish is None,
            Hint.MANUAL: task.is_manual,
        }
        yield from (hint for hint, is_so in holds.items() if is_so)
        if self._fields[task.id] & _LATE:
            yield from self._late_hints(task, dates)

    def _late_hints(self, task: Task, dates: TaskDates) -> Iterator[Hint]:
        if task.id in self._held_late:
            yield Hint.SUCCESSORS
        if task.project in self._late_projects:
            yield Hint.PROJECT_FINISH
        if dates.total_slack < 0:
            yield Hint.CONFLICT

    def _is_same_moment(self, place: int, task: Task) -> bool:
        """Return whether every figure that differs is a date, and no working time lies between the two."""
        differences = self._differences[task.id]
        return not task.is_elapsed and all(
            not each.field.is_slack and self._moments.are_same(place, each.filed, each.found) for each in differences
        )

    def _is_uncalculated(self, task: Task) -> bool:
        """Return whether the file has an automatic task start before a predecessor that it must follow is finished."""
        start = self._filed(task.id).start
        if start is None or task.is_manual or task.actual_start is not None or not self._is_placed_otherwise(task):
            return False
        finishes = (
            self._filed(link.predecessor).finish
            for link in self._before.get(task.id, ())
            if link.kind is LinkKind.FS and link.lag >= 0
        )
        return any(finish is not None and start < finish for finish in finishes)

    def _is_behind_status(self, task: Task) -> bool:
        """Return whether P6's data date has passed where the file has a task that is not begun."""
        project, start = self._projects[task.project], self._filed(task.id).start
        if project.options is None or project.status_at is None or start is None or task.actual_start is not None:
            return False
        return start < project.status_at and self._is_placed_otherwise(task)

    def _is_placed_otherwise(self, task: Task) -> bool:
        return bool(self._fields[task.id] & _PLACED)

    def _filed(self, id: TaskId) -> FiledDates:
        return self._plan.filed.get(id, _NONE)

    def _has_other_times(self, task: Task) -> bool:
        own = task.calendar or self._projects[task.project].calendar
        return any(self._root(calendar) != self._root(own) for calendar in self._people.get(task.id, ()))

    def _root(self, id: CalendarId | None) -> CalendarId | None:
        """Return the calendar that `id` takes all its times from."""
        while id is not None and _adds_nothing(calendar := self._calendars[id]):
            id = calendar.base
        return id


_RANKS = {hint: rank for rank, hint in enumerate(Hint)}


def _adds_nothing(calendar: Calendar) -> bool:
    return calendar.base is not None and not calendar.exceptions and all(day is None for day in calendar.week)


def _calendars_of_people(plan: Plan) -> dict[TaskId, set[CalendarId]]:
    calendars = {each.id: each.calendar for each in plan.resources if each.kind is ResourceKind.WORK}
    found: dict[TaskId, set[CalendarId]] = {}
    for assignment in plan.assignments:
        calendar = calendars.get(assignment.resource)
        if calendar is not None:
            found.setdefault(assignment.task, set()).add(calendar)
    return found


def _links_by_successor(plan: Plan) -> dict[TaskId, list[Link]]:
    found: dict[TaskId, list[Link]] = {}
    for link in plan.links:
        found.setdefault(link.successor, []).append(link)
    return found


def _predecessors_of(fields: Mapping[TaskId, set[Field]], plan: Plan) -> set[TaskId]:
    """Return the tasks that a task with other late dates follows, by a link of its own or of its summaries'."""
    late = {id for id, some in fields.items() if some & _LATE_DATES}
    found = {link.predecessor for link in plan.links if link.successor in late}
    for task in plan.tasks:  # a summary stands before its children
        if task.parent in found:
            found.add(task.id)
    return found


def _moved_finishes(plan: Plan, schedule: Schedule) -> set[str]:
    """Return the projects whose last filed finish is not the finish found."""
    last: dict[str, int] = {}
    for task in plan.tasks:
        finish = plan.filed.get(task.id, _NONE).finish
        if finish is not None:
            last[task.project] = max(finish, last.get(task.project, finish))
    return {id for id, finish in last.items() if schedule.project_dates(id)[1] != finish}
