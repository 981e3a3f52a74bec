"""An independent look at leveled plans: who is asked for more than there is, and when."""

from fairlead_engine import schedule
from fairlead_engine.network.worked import calendars_of_tasks
from fairlead_engine.plan import ResourceKind


def pieces_of(plan):
    """Return from when to when each task is worked on, by id: its dates as scheduled, without the pauses said."""
    found = schedule(plan)
    hours = calendars_of_tasks(plan, {task.id for task in plan.tasks if task.splits})
    return {task.id: list(_pieces(task, found.dates(task.id), hours.get(task.id))) for task in plan.tasks}


def _pieces(task, dates, calendar):
    begin, done = dates.start, 0
    pauses = {} if task.actual_start is not None or (task.is_manual and task.manual_start is not None) else task.splits
    for split in sorted(pauses, key=lambda split: split.after):
        if 0 < split.after < task.duration:
            if split.after > done:
                end = calendar.finish_after(begin, split.after - done)
                yield begin, end
                begin = end
            begin, done = calendar.next_start(calendar.finish_after(begin, split.pause)), split.after
    yield begin, dates.finish


def too_much(plan):
    """Yield each person and moment at which more is asked of somebody than there is, counted anew."""
    pieces, parents = pieces_of(plan), {task.parent for task in plan.tasks}
    for who in plan.resources:
        if who.is_generic or who.kind is not ResourceKind.WORK:
            continue
        asked = [each for each in plan.assignments if each.resource == who.id and each.task not in parents]
        edges = {edge for period in who.availability for edge in (period.start, period.finish) if edge is not None}
        for moment in edges | {start for each in asked for start, _ in pieces[each.task]}:
            units = {}
            for each in asked:
                if any(start <= moment < finish for start, finish in pieces[each.task]):
                    units[each.task] = units.get(each.task, 0.0) + each.units
            most = max((period.units for period in who.availability), default=who.max_units)
            if sum(min(most, value) for value in units.values()) > there_at(who, moment) + 1e-9:
                yield who.id, moment


def there_at(who, moment):
    """Return how much there is of somebody."""
    for period in reversed(who.availability):
        if (period.start is None or period.start <= moment) and (period.finish is None or moment < period.finish):
            return period.units
    return 0.0 if who.availability else who.max_units
