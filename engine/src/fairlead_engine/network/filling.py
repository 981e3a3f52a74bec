"""A plan's records turned into columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fairlead_engine.errors import PlanError
from fairlead_engine.network.arranging import OutlineBroken
from fairlead_engine.network.columns import NONE, Columns
from fairlead_engine.network.p6 import p6_columns
from fairlead_engine.network.people import worked_calendars
from fairlead_engine.network.waiting import splits_of
from fairlead_engine.network.worked import hours_of_tasks
from fairlead_engine.plan import Link, Plan, Split, Task
from fairlead_engine.worktime import UnknownCalendar


class UnknownTask(PlanError):
    """`user` names a task that is not there."""

    def __init__(self, task: str, user: str) -> None:
        super().__init__(f"{user} names task {task}, which is not in the plan.")
        self.task, self.user = task, user


class UnknownProject(PlanError):
    """A task names a project that is not there."""

    def __init__(self, project: str, task: str) -> None:
        super().__init__(f"Task {task} names project {project}, which is not in the plan.")
        self.project, self.task = project, task


class RepeatedId(PlanError):
    """Two tasks, projects or calendars share an id."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"Two {kind} share the id {id}.")
        self.kind, self.id = kind, id


def columns_of(plan: Plan) -> Columns:
    """Return the columns of `plan`: lists, in the plan's own order.

    Raises: RepeatedId, UnknownTask, UnknownProject, UnknownCalendar, OutlineBroken.
    """
    tasks, links = plan.tasks, plan.links
    calendars = _places("calendars", [calendar.id for calendar in plan.calendars])
    projects = _places("projects", [project.id for project in plan.projects])
    places = _places("tasks", [task.id for task in tasks])
    own = [_calendar(task.calendar, f"Task {task.id}", calendars) for task in tasks]
    worked, all_calendars = worked_calendars(hours_of_tasks(plan, own, calendars), plan.calendars)
    project = _projects_of(tasks, projects)
    predecessor = [_task(link.predecessor, link, places) for link in links]
    successor = [_task(link.successor, link, places) for link in links]
    calendar_of = [worked.get(place, calendar) for place, calendar in enumerate(own)]
    columns = Columns(
        project=project,
        parent=_parents_of(tasks, places),
        duration=[task.duration for task in tasks],
        is_elapsed=[task.is_elapsed for task in tasks],
        is_milestone=[task.is_milestone for task in tasks],
        is_manual=[task.is_manual for task in tasks],
        is_active=[task.is_active for task in tasks],
        calendar=calendar_of,
        constraint=[int(task.constraint) for task in tasks],
        constraint_at=_instants(task.constraint_at for task in tasks),
        deadline=_instants(task.deadline for task in tasks),
        manual_start=_instants(task.manual_start for task in tasks),
        manual_finish=_instants(task.manual_finish for task in tasks),
        actual_start=_instants(task.actual_start for task in tasks),
        actual_finish=_instants(task.actual_finish for task in tasks),
        percent=[task.percent_complete for task in tasks],
        stop_at=_instants(task.stop_at for task in tasks),
        resume_at=_instants(task.resume_at for task in tasks),
        leveling_delay=[task.leveling_delay for task in tasks],
        **_splits(splits_of(plan)),
        predecessor=predecessor,
        successor=successor,
        link_kind=[int(link.kind) for link in links],
        lag=[link.lag for link in links],
        lag_kind=[int(link.lag_kind) for link in links],
        project_start=[project.start for project in plan.projects],
        project_calendar=[_calendar(project.calendar, f"Project {project.id}", calendars) for project in plan.projects],
        project_finish=_instants(project.finish for project in plan.projects),
        project_from_finish=[project.from_finish for project in plan.projects],
        project_status_at=_instants(project.status_at for project in plan.projects),
        project_reschedules=[project.reschedules_uncompleted for project in plan.projects],
        project_critical_limit=[project.critical_limit for project in plan.projects],
        project_honors_constraints=[project.honors_constraints for project in plan.projects],
        project_opens_critical=[
            project.has_multiple_paths or (project.options is not None and project.options.opens_critical)
            for project in plan.projects
        ],
        project_must_finish_at=_instants(project.must_finish_at for project in plan.projects),
        calendars=all_calendars,
    )
    return replace(columns, **p6_columns(plan, calendar_of))


def _splits(splits: Sequence[tuple[Split, ...]]) -> dict[str, list[int]]:
    """Return the columns of pauses, those of one task in their order."""
    found = [
        (place, split.after, split.pause)
        for place, of_task in enumerate(splits)
        for split in sorted(of_task, key=lambda split: split.after)
    ]
    return {f"split_{name}": [row[at] for row in found] for at, name in enumerate(("task", "after", "pause"))}


def _places(kind: str, ids: Sequence[str]) -> dict[str, int]:
    places = {id_: place for place, id_ in enumerate(ids)}
    if len(places) < len(ids):
        raise RepeatedId(kind, next(id_ for place, id_ in enumerate(ids) if places[id_] != place))
    return places


def _projects_of(tasks: Sequence[Task], projects: dict[str, int]) -> list[int]:
    try:
        return [projects[task.project] for task in tasks]
    except KeyError:
        stray = next(task for task in tasks if task.project not in projects)
        raise UnknownProject(stray.project, stray.id) from None


def _parents_of(tasks: Sequence[Task], places: dict[str, int]) -> list[int]:
    parents = []
    for place, task in enumerate(tasks):
        if task.parent is None:
            parents.append(-1)
            continue
        parent = places.get(task.parent)
        if parent is None:
            raise UnknownTask(task.parent, f"Task {task.id}")
        if parent >= place:
            raise OutlineBroken(task.id)
        parents.append(parent)
    return parents


def _task(id_: str, link: Link, places: dict[str, int]) -> int:
    if id_ not in places:
        raise UnknownTask(id_, f"The link {link.predecessor} → {link.successor}")
    return places[id_]


def _calendar(id_: str | None, user: str, calendars: dict[str, int]) -> int:
    if id_ is None:
        return -1
    if id_ not in calendars:
        raise UnknownCalendar(id_, user)
    return calendars[id_]


def _instants(values: Iterable[int | None]) -> list[int]:
    return [NONE if value is None else value for value in values]
