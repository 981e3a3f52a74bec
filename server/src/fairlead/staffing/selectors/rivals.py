"""Requests that ask for the same people at the same time, side by side with what each costs in delay.

The delay is that of the asking project if it waits for the free time of the person: the first day from which, beside
firm bookings and what the other requests ask for, as much is free for as many days. Its tasks of that person in the
period then start no earlier, and the project finishes later by the most that one of them exceeds its total slack. Where
the person is on none of its tasks, all its open tasks of the period wait.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q

from fairlead.access.rules import Actor
from fairlead.resources.models import Resource
from fairlead.schedule.models import TaskDates
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking, OfferPart, Request
from fairlead.staffing.rules import Promise, first_free
from fairlead.staffing.selectors.requests import requests_of
from fairlead.work.models import Assignment, Project


@dataclass(frozen=True, slots=True)
class Delay:
    """If it waits until `free_on`, a project finishes `minutes` of its working time later, because of `task`.

    `free_on` is None where the resource can never give as much; `task` is empty where nothing waits.
    """

    free_on: date | None
    minutes: int = 0
    task: str = ""

    def days(self, project: Project) -> float:
        """Return the delay in days of work as `project` counts them."""
        return self.minutes / project.minutes_per_day


@dataclass(frozen=True, slots=True)
class Rival:
    """A request with the resource it would have, and its delay if it waits; None for both where nobody is named."""

    request: Request
    resource: Resource | None
    delay: Delay | None


def rivals_of(request: Request, *, actor: Actor) -> list[Rival]:
    """Return `request` and the open ones that ask for the same person or role then, as far as `actor` may see them.

    The first is `request` itself. Fourteen queries at most.
    """
    wanted = _wanted([request]).get(request.pk, request.resource)
    found = [request, *_beside(request, wanted, actor)]
    if wanted is None:
        return [Rival(each, None, None) for each in found]
    hours = Hours(actor.workspace_id)
    firm = Booking.objects.filter(resource=wanted, is_firm=True, finish_on__gt=min(each.start_on for each in found))
    promised = [hours.promise(each) for each in firm.select_related("resource")]
    asked = [Promise(-each.pk, each.start_on, each.finish_on, _share(each, wanted, hours)) for each in found]
    tasks = _tasks(found, wanted)
    rivals = []
    for each, mine in zip(found, asked, strict=True):
        others = [*promised, *(other for other in asked if other is not mine)]
        days = (mine.finish_on - mine.start_on).days
        free_on = first_free(others, hours.available(wanted), mine.share, mine.start_on, days)
        rivals.append(Rival(each, wanted, _delay(each, free_on, tasks.get(each.project_id, []), hours)))
    return rivals


def _wanted(requests: Sequence[Request]) -> dict[int, Resource]:
    """Return whom the offers that stand name first, by request."""
    rows = OfferPart.objects.filter(offer__request__in=requests).select_related("resource", "offer")
    found: dict[int, Resource] = {}
    for part in rows.order_by("-offer__number", "start_on", "pk"):
        found.setdefault(part.offer.request_id, part.resource)
    return found


def _beside(request: Request, wanted: Resource | None, actor: Actor) -> list[Request]:
    same = Q(resource=wanted) if wanted is not None else Q(pk__in=())
    if request.resource_id is None and request.role_id is not None:
        same |= Q(resource=None, role=request.role_id)
    rows = requests_of(actor=actor).open().filter(same, start_on__lt=request.finish_on, finish_on__gt=request.start_on)
    return list(rows.exclude(pk=request.pk).order_by("due_at", "pk"))


def _share(request: Request, resource: Resource, hours: Hours) -> float:
    if request.units is not None:
        return float(request.units)
    whole = hours.minutes(resource, request.start_on, request.finish_on)
    return (request.minutes or 0) / whole if whole else 0.0


def _tasks(requests: Iterable[Request], resource: Resource) -> dict[int, list[TaskDates]]:
    """Return the open tasks that wait, by project: those of `resource` in the period, else all of the period."""
    found: dict[int, list[TaskDates]] = {}
    by_project = {each.project_id: each for each in requests}
    first = datetime.combine(min(each.start_on for each in by_project.values()), time.min)
    last = datetime.combine(max(each.finish_on for each in by_project.values()), time.min)
    rows = TaskDates.objects.filter(
        project_id__in=by_project, open_finish_at__isnull=False, start_at__lt=last, finish_at__gt=first
    )
    for row in rows.select_related("task").order_by("start_at", "pk"):
        request = by_project[row.project_id]
        if row.start_at.date() < request.finish_on and row.finish_at > datetime.combine(request.start_on, time.min):
            found.setdefault(row.project_id, []).append(row)
    ids = [row.pk for rows_ in found.values() for row in rows_]
    on = set(Assignment.objects.filter(task_id__in=ids, resource=resource).values_list("task_id", flat=True))
    return {id: [row for row in rows_ if row.pk in on] or rows_ for id, rows_ in found.items()}


def _delay(request: Request, free_on: date | None, tasks: Sequence[TaskDates], hours: Hours) -> Delay:
    if free_on is None:
        return Delay(None)
    worst = Delay(free_on)
    free_at = datetime.combine(free_on, time.min)
    for row in tasks:
        wait = hours.on_calendar(request.project.calendar_id, row.start_at, free_at)
        late = wait - max(0, row.total_slack_minutes)
        if late > worst.minutes:
            worst = Delay(free_on, late, row.task.name)
    return worst
