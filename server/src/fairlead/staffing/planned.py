"""What is planned: the work of found dates, of whom, for which project, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from fairlead.resources.models import Resource
from fairlead.staffing.capacity import Hours
from fairlead.work.models import Assignment


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody's part of a task between its found dates; `minutes` is None where units and dates say how much."""

    task_id: int
    task: str
    project_id: int
    resource_id: int
    start_at: datetime
    finish_at: datetime
    units: Decimal
    minutes: int | None
    total_slack_minutes: int
    percent_complete: float


def planned_of(
    start_on: date,
    finish_on: date,
    *,
    resource_ids: Iterable[int] | None = None,
    project_ids: Iterable[int] | None = None,
) -> list[Planned]:
    """Return what is planned from `start_on` to before `finish_on`, by start: of some resources, or some projects.

    Tasks that are inactive or summaries are left out. One query.
    """
    rows = Assignment.objects.filter(
        task__is_active=True,
        task__dates__is_summary=False,
        task__dates__start_at__lt=datetime.combine(finish_on, time.min),
        task__dates__finish_at__gt=datetime.combine(start_on, time.min),
    )
    if resource_ids is not None:
        rows = rows.filter(resource_id__in=list(resource_ids))
    if project_ids is not None:
        rows = rows.filter(task__project_id__in=list(project_ids))
    return [Planned(*values) for values in rows.order_by("task__dates__start_at", "pk").values_list(*_FIELDS)]


def minutes_within(planned: Planned, resource: Resource | None, hours: Hours, start_on: date, finish_on: date) -> float:
    """Return the minutes of `planned` that fall from `start_on` to before `finish_on`, in the hours of its resource.

    Work that was said is spread evenly over the working time of the task.
    """
    start = max(planned.start_at, datetime.combine(start_on, time.min))
    finish = min(planned.finish_at, datetime.combine(finish_on, time.min))
    inside = hours.between(resource, start, finish)
    if planned.minutes is None:
        return inside * float(planned.units)
    whole = hours.between(resource, planned.start_at, planned.finish_at)
    return planned.minutes * inside / whole if whole else 0.0


_FIELDS = (
    "task_id",
    "task__name",
    "task__project_id",
    "resource_id",
    "task__dates__start_at",
    "task__dates__finish_at",
    "units",
    "work_minutes",
    "task__dates__total_slack_minutes",
    "task__dates__percent_complete",
)
