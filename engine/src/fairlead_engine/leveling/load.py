"""Who is asked for more than there is, counted from dates."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.leveling.proposal import Overload, TooMuch
from fairlead_engine.plan import Availability, Plan, Resource, ResourceId, ResourceKind, TaskId, TaskKind
from fairlead_engine.units import Instant

SCALE = 10_000  # parts of one whole person, in which units are counted

_SPANNING = (TaskKind.LEVEL_OF_EFFORT, TaskKind.WBS_SUMMARY, TaskKind.SUMMARY)

Demand = tuple[TaskId, int]  # and parts of a person


def demands_of(plan: Plan) -> tuple[dict[ResourceId, list[Demand]], tuple[TooMuch, ...]]:
    """Return what tasks ask of each person by name, at most all there ever is, and the demands that were more.

    Everybody is there, in the plan's order. Materials and costs are not leveled, nor what is assigned to summaries,
    milestones and inactive tasks.
    """
    people = {each.id: each for each in plan.resources if each.kind == ResourceKind.WORK and not is_role(each)}
    working = working_tasks(plan)
    asked: dict[tuple[ResourceId, TaskId], float] = {}
    for each in plan.assignments:
        if each.resource in people and each.task in working and each.units > 0:
            key = (each.resource, each.task)
            asked[key] = asked.get(key, 0.0) + each.units
    demands: dict[ResourceId, list[Demand]] = {id: [] for id in people}
    too_much = []
    for (resource, task), units in asked.items():
        most = most_of(people[resource])
        if parts_of(units) > parts_of(most):
            too_much.append(TooMuch(task, resource, units, most))
        demands[resource].append((task, min(parts_of(units), parts_of(most))))
    return demands, tuple(too_much)


def is_role(resource: Resource) -> bool:
    """Tell whether a resource stands for whoever has its skills."""
    return resource.kind is ResourceKind.WORK and resource.is_generic and bool(resource.skills)


def most_of(resource: Resource) -> float:
    """Return the most units that there ever are of a resource."""
    return max((period.units for period in resource.availability), default=resource.max_units)


Gap = tuple[Instant | None, Instant | None, int]  # from, to, and how many parts of the most are missing


def gaps_of(resource: Resource) -> list[Gap]:
    """Return the times in which there is less than the most of a resource, in order; None is an open side."""
    if not resource.availability:
        return []
    most = parts_of(most_of(resource))
    edges = sorted({edge for each in resource.availability for edge in (each.start, each.finish) if edge is not None})
    gaps: list[Gap] = []
    for start, finish in pairwise([None, *edges, None]):
        holding = (each for each in reversed(resource.availability) if _holds(each, start, finish))
        missing = most - parts_of(next((each.units for each in holding), 0.0))
        if missing > 0:
            gaps.append((start, finish, missing))
    return gaps


def _holds(period: Availability, start: Instant | None, finish: Instant | None) -> bool:
    begins = period.start is None or (start is not None and period.start <= start)
    return begins and (period.finish is None or (finish is not None and finish <= period.finish))


def working_tasks(plan: Plan) -> set[TaskId]:
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


Span = tuple[int, int]


def overloads_of(
    resource: Resource, demands: list[Demand], spans: Mapping[TaskId, Sequence[Span]]
) -> Iterator[Overload]:
    """Yield the stretches of time in which `resource` is asked for more than there is; `spans` are without pauses."""
    events: dict[int, list[tuple[int, TaskId | None]]] = {}
    rows = [(*span, parts, task) for task, parts in demands for span in spans[task]]
    gaps = ((start, finish, parts, None) for start, finish, parts in gaps_of(resource))
    for start, finish, parts, task in (*rows, *gaps):
        begin, end = (-FAR if start is None else start, FAR if finish is None else finish)
        if end > begin:
            events.setdefault(begin, []).append((parts, task))
            events.setdefault(end, []).append((-parts, task))
    most, load, since, tasks, busy = parts_of(most_of(resource)), 0, 0, set[TaskId](), set[TaskId]()
    for time, changes in sorted(events.items()):
        was = load > most
        load += sum(parts for parts, _ in changes)
        busy -= {task for parts, task in changes if parts < 0 and task is not None}
        busy |= {task for parts, task in changes if parts > 0 and task is not None}
        if load > most and not was:
            since, tasks = time, set()
        if was and load <= most:
            yield Overload(resource.id, Instant(since), Instant(time), tuple(sorted(tasks)))
        if load > most:
            tasks |= busy
