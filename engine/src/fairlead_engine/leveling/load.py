"""Who is asked for more than there is, counted from dates."""

from collections.abc import Iterator, Mapping

from fairlead_engine.leveling.proposal import Overload, TooMuch
from fairlead_engine.plan import Plan, Resource, ResourceId, ResourceKind, TaskId, TaskKind
from fairlead_engine.units import Instant

SCALE = 10_000  # parts of one whole person, in which units are counted

_SPANNING = (TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY, TaskKind.SUMMARY)

Demand = tuple[TaskId, int]  # and parts of a person


def demands_of(plan: Plan) -> tuple[dict[ResourceId, list[Demand]], tuple[TooMuch, ...]]:
    """Return what tasks ask of each person, at most all there is, and the demands that were more.

    Materials and costs are not leveled, nor what is assigned to summaries, milestones and inactive tasks.
    """
    people = {each.id: each for each in plan.resources if each.kind == ResourceKind.WORK}
    working = _working(plan)
    asked: dict[tuple[ResourceId, TaskId], float] = {}
    for each in plan.assignments:
        if each.resource in people and each.task in working and each.units > 0:
            key = (each.resource, each.task)
            asked[key] = asked.get(key, 0.0) + each.units
    demands: dict[ResourceId, list[Demand]] = {}
    too_much = []
    for (resource, task), units in asked.items():
        most = people[resource].max_units
        if parts_of(units) > parts_of(most):
            too_much.append(TooMuch(task, resource, units, most))
        demands.setdefault(resource, []).append((task, min(parts_of(units), parts_of(most))))
    return demands, tuple(too_much)


def _working(plan: Plan) -> set[TaskId]:
    """Return the tasks that somebody can work on: no summaries, nothing inactive nor below what is.

    Tasks that last as long as others (P6) ask nobody for time of their own.
    """
    summaries, idle, working = {task.parent for task in plan.tasks}, set[TaskId | None](), set[TaskId]()
    for task in plan.tasks:
        if not task.is_active or task.parent in idle:
            idle.add(task.id)
        elif task.id not in summaries and task.kind not in _SPANNING:
            working.add(task.id)
    return working


def parts_of(units: float) -> int:
    """Return `units` of a person in whole parts."""
    return round(units * SCALE)


def overloads_of(
    resource: Resource, demands: list[Demand], spans: Mapping[TaskId, tuple[int, int]]
) -> Iterator[Overload]:
    """Yield the stretches of time in which `resource` is asked for more than there is."""
    events: dict[int, list[tuple[int, TaskId]]] = {}
    for task, parts in demands:
        start, finish = spans[task]
        if finish > start:
            events.setdefault(start, []).append((parts, task))
            events.setdefault(finish, []).append((-parts, task))
    most, load, since, tasks, busy = parts_of(resource.max_units), 0, 0, set[TaskId](), set[TaskId]()
    for time, changes in sorted(events.items()):
        was = load > most
        load += sum(parts for parts, _ in changes)
        busy -= {task for parts, task in changes if parts < 0}
        busy |= {task for parts, task in changes if parts > 0}
        if load > most and not was:
            since, tasks = time, set()
        if was and load <= most:
            yield Overload(resource.id, Instant(since), Instant(time), tuple(sorted(tasks)))
        if load > most:
            tasks |= busy
