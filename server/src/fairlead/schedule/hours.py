"""Whose hours a task is worked in: its own calendar's, its project's, or those of the people on it."""

from collections.abc import Sequence

from fairlead.resources.models import Resource
from fairlead.resources.selectors import engine_calendars
from fairlead.schedule.scope import Scope
from fairlead.work.models import Assignment, Task
from fairlead_engine.network import PROJECTS, Hours, worked_calendars
from fairlead_engine.plan import Calendar
from fairlead_engine.worktime import Rules, WorkCalendar, rules_of

WORKING = (Resource.Kind.PERSON, Resource.Kind.ROLE, Resource.Kind.EQUIPMENT)
People = dict[int, list[int | None]]


def people_of(scope: Scope) -> People:
    """Return the calendars of those who work on each task that anybody with a calendar works on, None for none.

    One query where nobody has a calendar, else two: joined into one, a database that does not know its tables yet, as
    after a large import, compares every assignment with every other.
    """
    where = {f"task__project__{name}": value for name, value in scope.project_filter.items()}
    working = Assignment.objects.filter(**where, resource__kind__in=WORKING)
    with_hours = set(working.filter(resource__calendar__isnull=False).values_list("task_id", flat=True))
    people: People = {}
    if with_hours:
        for task, calendar in working.order_by("task_id", "id").values_list("task_id", "resource__calendar_id"):
            if task in with_hours:
                people.setdefault(task, []).append(calendar)
    return people


def task_hours(task: Task, *, calendar_id: int | None) -> WorkCalendar:
    """Return the working time of `task` if its own calendar were `calendar_id`, None for none. Three queries."""
    calendars = engine_calendars(task.project.workspace_id)
    on_it = Assignment.objects.filter(task=task, resource__kind__in=WORKING)
    people = list(on_it.values_list("resource__calendar_id", flat=True))
    hours = hours_of(
        calendars,
        own=calendar_id,
        of_project=task.project.calendar_id,
        people=people,
        is_free=task.is_elapsed or (calendar_id is not None and task.ignores_resource_calendars),
    )
    worked, found = worked_calendars({task.pk: hours}, calendars)
    place = hours.of_project if worked[task.pk] == PROJECTS else worked[task.pk]
    chosen = None if place is None else found[place]
    rules = chosen if isinstance(chosen, Rules) or chosen is None else rules_of(calendars)[place or 0]
    return WorkCalendar(rules, task.name)


def hours_of(
    calendars: Sequence[Calendar],
    *,
    own: int | None,
    of_project: int,
    people: Sequence[int | None],
    is_free: bool,
) -> Hours:
    """Return the hours of a task from the keys of calendars, None for none of its own."""
    places = {int(calendar.id): place for place, calendar in enumerate(calendars)}
    return Hours(
        own=PROJECTS if own is None else places[own],
        of_project=places[of_project],
        people=[PROJECTS if calendar is None else places[calendar] for calendar in people],
        is_free=is_free,
    )
