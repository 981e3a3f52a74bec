"""Who is asked for more than there is, counted from dates."""

from collections.abc import Iterator, Mapping

from fairlead_engine.leveling.proposal import Overload, TooMuch
from fairlead_engine.plan import Plan, Resource, ResourceId, ResourceKind, TaskId
from fairlead_engine.units import Instant

SCALE = 10_000  # parts of one whole person, in which units are counted

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
    """Return the tasks that somebody can work on: no summaries, nothing inactive nor below what is."""
    summaries, idle, working = {task.parent for task in plan.tasks}, set[TaskId | None](), set[TaskId]()
    for task in plan.tasks:
        if not task.is_active or task.parent in idle:
            idle.add(task.id)
        elif task.id not in summaries:
            working.add(task.id)
    return working


def parts_of(units: float) -> int:
    """Return `units` of a person in whole parts."""
    return round(units * SCALE)


def overloads_of(
    resource: Resource, demands: list[Demand], spans: Mapping[TaskId, tuple[int, int]]
) -> Iterator[Overload]:
    """Yield the stretches of time in which `resource` is asked for more than there is."""
    events = []
    for task, parts in demands:
        start, finish = spans[task]
        if finish > start:
            events += [(start, parts, task), (finish, -parts, task)]
    load, since, tasks, busy = 0, 0, set[TaskId](), set[TaskId]()
    for time, parts, task in sorted(events):
        was = load > parts_of(resource.max_units)
        load += parts
        (busy.add if parts > 0 else busy.discard)(task)
        is_over = load > parts_of(resource.max_units)
        if is_over and not was:
            since, tasks = time, set()
        if was and not is_over and time > since:
            yield Overload(resource.id, Instant(since), Instant(time), tuple(sorted(tasks)))
        if is_over:
            tasks |= busy
