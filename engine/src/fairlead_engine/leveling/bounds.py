"""Below which no schedule can end."""

from fairlead_engine.leveling.arranging import Arranged
from fairlead_engine.leveling.bound_kernels import bound_by_work
from fairlead_engine.leveling.instance import Instance
from fairlead_engine.machine import Machine

_HEADS = 400  # of one resource that are tried; the sums of a larger instance take their time


def lower_bound(instance: Instance, given: Arranged, machine: Machine) -> int:
    """Return a time at or before the last finish of every schedule: by links, or by the work of one resource."""
    return max([given.span, *(_by_work(instance, given, k, machine) for k in range(len(instance.capacities)))])


def _by_work(instance: Instance, given: Arranged, resource: int, machine: Machine) -> int:
    rows = []
    for place, i in enumerate(given.order):
        activity = instance.activities[i]
        if activity.needs[resource] and activity.duration:
            rows.append((given.tail[place] - activity.duration, given.head[place], i))
    rows.sort(reverse=True)
    work = [instance.activities[i].needs[resource] * instance.activities[i].duration for _, _, i in rows]
    heads = sorted({head for _, head, _ in rows})
    thinned = heads[:: max(1, -(-len(heads) // (_HEADS if machine.is_compiled else _HEADS // 20)))]
    return machine.kernel(bound_by_work)(
        machine.as_instants([row[0] for row in rows]),
        machine.as_instants([row[1] for row in rows]),
        machine.as_instants(work),
        machine.as_instants(thinned),
        instance.capacities[resource],
    )
