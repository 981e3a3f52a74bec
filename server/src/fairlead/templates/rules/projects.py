"""A plan without people and without what happened, and the same begun on another day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fairlead_engine.plan import Calendar, CalendarId, Plan, Project, Resource, ResourceKind, Task
from fairlead_engine.units import Instant, moment_of

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Aim:
    """By what a project is judged a success, and how that is measured."""

    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A gate, due so many days after the start, with what must be so there."""

    name: str
    due_day: int
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A phase: the tasks below `task` of the plan, or from one day after the start to before another."""

    name: str
    task: str | None = None
    start_day: int | None = None
    finish_day: int | None = None
    gate: Barrier | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of a RACI matrix: a deliverable, and the letter of each role by its key."""

    name: str
    letters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Serving:
    """An objective of the workspace, with its name as it was, served with a share of the work, a decimal as text."""

    objective: int
    name: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is said of a project beside its plan: charter, phases, who is responsible for what, what it serves itself.

    And its priority.
    """

    priority: int = 3
    goal: str = ""
    scope: str = ""
    out_of_scope: str = ""
    success: tuple[Aim, ...] = ()
    phases: tuple[Part, ...] = ()
    duties: tuple[Duty, ...] = ()
    serves: tuple[Serving, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Brief):
    """What the template of a project holds: a plan of it alone, whose resources are roles to be filled, and its brief.

    Days count from the day on which the project starts.
    """

    plan: Plan

    @property
    def starts_on(self) -> date:
        """The day on which the plan begins as it is kept."""
        return moment_of(self.plan.projects[0].start).date()


def roles_of(plan: Plan) -> tuple[Resource, ...]:
    """Return who works on the tasks of the plan of a template, to be filled when it is begun."""
    return tuple(each for each in plan.resources if each.kind is ResourceKind.WORK)


def generalized(plan: Plan, roles: Mapping[str, str]) -> Plan:
    """Return `plan` as nothing of it had happened, each resource called by its name in `roles`, by its id.

    Of calendars only those stay that projects and tasks name; the hours of people go with them.
    """
    needed = {each.calendar for each in plan.projects} | {each.calendar for each in plan.tasks}
    return replace(
        plan,
        projects=tuple(_project(each) for each in plan.projects),
        tasks=tuple(_task(each) for each in plan.tasks),
        calendars=_with_bases(plan.calendars, needed),
        resources=tuple(_role(each, roles[each.id]) for each in plan.resources),
        assignments=tuple(replace(each, delay=0) for each in plan.assignments),
        filed={},
    )


def role_names(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a name for each of `titles`, pairs of an id and a title; of one title the second is called “… 2”."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for id, title in titles:
        counts[title] = counts.get(title, 0) + 1
        names[id] = title if counts[title] == 1 else f"{title} {counts[title]}"
    return names


def begun(content: Content, start_on: date) -> Content:
    """Return `content` with a plan that begins on `start_on`; all dates in it move by as many days."""
    return replace(content, plan=moved(content.plan, (start_on - content.starts_on).days))


def moved(plan: Plan, days: int) -> Plan:
    """Return `plan` with all dates in it later by `days`."""
    by = days * DAY_MINUTES
    projects = tuple(_project_moved(each, by) for each in plan.projects)
    return replace(plan, projects=projects, tasks=tuple(_moved(each, by) for each in plan.tasks))


def day_of(start_on: date, days: int) -> date:
    """Return the day so many days after `start_on`."""
    return start_on + timedelta(days=days)


def _project(project: Project) -> Project:
    """The promise of a finish is not part of a template, but where the plan goes backward from it."""
    return replace(project, status_at=None, finish=project.finish if project.from_finish else None, code="")


def _task(task: Task) -> Task:
    return replace(
        task,
        actual_start=None,
        actual_finish=None,
        percent_complete=0.0,
        stop_at=None,
        resume_at=None,
        remaining=None,
        leveling_delay=0,
        outside_start=None,
        outside_finish=None,
    )


def _project_moved(project: Project, by: int) -> Project:
    must = _by(project.must_finish_at, by)
    return replace(project, start=Instant(project.start + by), finish=_by(project.finish, by), must_finish_at=must)


def _moved(task: Task, by: int) -> Task:
    return replace(
        task,
        constraint_at=_by(task.constraint_at, by),
        second_constraint_at=_by(task.second_constraint_at, by),
        deadline=_by(task.deadline, by),
        manual_start=_by(task.manual_start, by),
        manual_finish=_by(task.manual_finish, by),
        expected_finish=_by(task.expected_finish, by),
    )


def _by(at: Instant | None, minutes: int) -> Instant | None:
    return None if at is None else Instant(at + minutes)


def _role(resource: Resource, name: str) -> Resource:
    is_work = resource.kind is ResourceKind.WORK
    return Resource(resource.id, name, resource.kind, max_units=resource.max_units, is_generic=is_work)


def _with_bases(calendars: tuple[Calendar, ...], needed: Iterable[CalendarId | None]) -> tuple[Calendar, ...]:
    bases = {each.id: each.base for each in calendars}
    wanted: set[CalendarId] = set()
    for id in needed:
        at = id
        while at is not None and at not in wanted:
            wanted.add(at)
            at = bases[at]
    return tuple(each for each in calendars if each.id in wanted)
