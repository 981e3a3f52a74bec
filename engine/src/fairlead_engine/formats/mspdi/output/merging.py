"""Several projects as one, for Microsoft Project's file holds one."""

from dataclasses import fields, replace

from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.output.writing import Writing, of_projects
from fairlead_engine.plan import CalendarId, ConstraintKind, Plan, Project, Task, TaskId

_TOLD = {"id", "name", "start", "calendar"}


def merged(writing: Writing) -> Plan:
    """Return the plan with one project: where there are several, each is a summary task that starts when it does."""
    plan = writing.plan
    if len(plan.projects) == 1:
        if plan.name not in {"", plan.projects[0].name}:
            writing.notes.add(kinds.NAMES, plan.name)
        return plan
    writing.notes.add(kinds.MERGED_PROJECTS, plan.name, count=len(plan.projects))
    first = plan.projects[0]
    for other in plan.projects[1:]:
        if any(
            getattr(other, each.name) != getattr(first, each.name) for each in fields(Project) if each.name not in _TOLD
        ):
            writing.notes.add(kinds.PROJECT_SETTINGS, other.name)
    whole = replace(first, name=plan.name or first.name, start=min(project.start for project in plan.projects))
    ids = {task.id for task in plan.tasks}
    tasks: list[Task] = []
    by_project = of_projects(plan.tasks)
    for project in plan.projects:
        top = _summary(project, whole, ids)
        calendar = project.calendar if project.calendar != first.calendar else None
        tasks.append(top)
        tasks += [_below(task, top.id, whole, calendar) for task in by_project.get(project.id, ())]
    return replace(plan, projects=(whole,), tasks=tuple(tasks))


def _summary(project: Project, whole: Project, ids: set[TaskId]) -> Task:
    id = TaskId(f"project {project.id}")
    while id in ids:
        id = TaskId(f"{id}+")
    ids.add(id)
    is_later = project.start > whole.start
    return Task(
        id,
        project.name,
        whole.id,
        constraint=ConstraintKind.SNET if is_later else ConstraintKind.ASAP,
        constraint_at=project.start if is_later else None,
    )


def _below(task: Task, top: TaskId, whole: Project, calendar: CalendarId | None) -> Task:
    return replace(task, project=whole.id, parent=task.parent or top, calendar=task.calendar or calendar)
