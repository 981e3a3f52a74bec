"""The calendars on which tasks are worked where people are assigned to them."""

from collections.abc import Sequence

from fairlead_engine.plan import Calendar, Plan, Resource, ResourceKind, Task, TaskId
from fairlead_engine.worktime import Rules, both, rules_of


def worked_calendars(
    plan: Plan, own: Sequence[int], places: dict[str, int]
) -> tuple[list[int], list[Calendar | Rules]]:
    """Return each task's calendar, as a place in the calendars returned with them.

    `own` has the calendar that each task or, where that is -1, its project names. People who all work the same hours
    have the task worked in theirs, within the task's calendar if it has one and does not ignore theirs. People with
    different hours, or without an hour in common with the task's calendar, leave the task on its own.
    """
    calendars: list[Calendar | Rules] = list(plan.calendars)
    worked = list(own)
    people = _people(plan)
    if not people or not any(resource.calendar for resource in plan.resources):
        return worked, calendars
    rules = rules_of(plan.calendars)
    of_project = {project.id: places.get(project.calendar or "") for project in plan.projects}
    combined: dict[tuple[int, int], int] = {}
    for place, task in enumerate(plan.tasks):
        theirs = _common_calendar(people.get(task.id, ()), task, of_project[task.project], places, rules)
        if theirs is None:
            continue
        if own[place] < 0:
            worked[place] = theirs
        elif rules[own[place]] != rules[theirs]:
            pair = (own[place], theirs)
            if pair not in combined:
                common = both(rules[own[place]], rules[theirs])
                combined[pair] = len(calendars) if common.has_work else own[place]
                calendars += [common] if common.has_work else []
            worked[place] = combined[pair]
    return worked, calendars


def _people(plan: Plan) -> dict[TaskId, list[Resource]]:
    """Return who works on each task; material and money have no hours."""
    workers = {resource.id: resource for resource in plan.resources if resource.kind == ResourceKind.WORK}
    people: dict[TaskId, list[Resource]] = {}
    for assignment in plan.assignments:
        if assignment.resource in workers:
            people.setdefault(assignment.task, []).append(workers[assignment.resource])
    return people


def _common_calendar(
    people: Sequence[Resource], task: Task, of_project: int | None, places: dict[str, int], rules: Sequence[Rules]
) -> int | None:
    """Return the one calendar by whose hours all of `people` work, None where the task's own decides."""
    if not people or (task.calendar and task.ignores_resource_calendars) or task.is_elapsed:
        return None
    found = [of_project if person.calendar is None else places.get(person.calendar) for person in people]
    first = found[0]
    if first is None or any(other is None or rules[other] != rules[first] for other in found):
        return None
    if of_project is not None and rules[first] == rules[of_project] and not task.calendar:
        return None
    return first if rules[first].has_work else None
