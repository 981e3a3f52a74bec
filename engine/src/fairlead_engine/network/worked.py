"""The hours in which the tasks of a plan are worked."""

from collections.abc import Collection, Sequence

from fairlead_engine.network.people import PROJECTS, Hours, worked_calendars
from fairlead_engine.plan import Calendar, Plan, ResourceKind, TaskId, TaskKind
from fairlead_engine.worktime import Rules, WorkCalendar, rules_of


def hours_of_tasks(plan: Plan, own: Sequence[int], calendars: dict[str, int]) -> dict[int, Hours]:
    """Return the hours of each task that somebody works on; material and money have none.

    P6's tasks are worked on their own calendars, but for those that depend on resources: these on theirs alone.
    """
    of_person = {
        resource.id: PROJECTS if resource.calendar is None else calendars.get(resource.calendar, PROJECTS)
        for resource in plan.resources
        if resource.kind == ResourceKind.WORK
    }
    people: dict[TaskId, list[int]] = {}
    for assignment in plan.assignments:
        if assignment.resource in of_person:
            people.setdefault(assignment.task, []).append(of_person[assignment.resource])
    of_project = {project.id: calendars.get(project.calendar or "") for project in plan.projects}
    of_p6 = {project.id for project in plan.projects if project.options is not None}
    return {
        place: Hours(
            own=PROJECTS if task.project in of_p6 else own[place],
            of_project=of_project.get(task.project),
            people=people[task.id],
            is_free=task.is_elapsed or (task.calendar is not None and task.ignores_resource_calendars),
        )
        for place, task in enumerate(plan.tasks)
        if task.id in people and (task.project not in of_p6 or task.kind == TaskKind.RESOURCE_DEPENDENT)
    }


def calendars_of_tasks(plan: Plan, tasks: Collection[TaskId]) -> dict[TaskId, WorkCalendar]:
    """Return the calendar in which each of `tasks` is worked, with the hours of its people.

    A calendar that is not in the plan counts as none: the project's, or every minute.
    Raises: CalendarCycle, UnknownCalendar, ShiftBroken, NoWorkingTime.
    """
    calendars: dict[str, int] = {calendar.id: place for place, calendar in enumerate(plan.calendars)}
    own = [calendars.get(task.calendar or "", PROJECTS) for task in plan.tasks]
    hours = {place: of for place, of in hours_of_tasks(plan, own, calendars).items() if plan.tasks[place].id in tasks}
    worked, all_calendars = worked_calendars(hours, plan.calendars)
    rules = [*rules_of(plan.calendars), *(each for each in all_calendars if not isinstance(each, Calendar))]
    of_project = {project.id: calendars.get(project.calendar or "", PROJECTS) for project in plan.projects}
    found: dict[int, WorkCalendar] = {}
    result = {}
    for place, task in enumerate(plan.tasks):
        if task.id in tasks:
            number = worked.get(place, own[place])
            number = of_project[task.project] if number == PROJECTS else number
            number = PROJECTS if task.is_elapsed else number
            if number not in found:
                found[number] = WorkCalendar(_rules(rules, number))
            result[task.id] = found[number]
    return result


def _rules(rules: Sequence[Rules], number: int) -> Rules | None:
    return None if number == PROJECTS else rules[number]
