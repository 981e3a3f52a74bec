"""Counting what is late of every project before anybody asks, and until when that holds."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from fairlead.access.models import Workspace
from fairlead.access.selectors import zone_named
from fairlead.schedule.health.reading import held_at, late_counts
from fairlead.schedule.models import ProjectDates, TaskDates

_BATCH = 500
_FOUND = ("overdue_count", "missed_milestone_count", "late_from", "late_until")


def lateness_round(*, now: datetime) -> None:
    """Count what is late where that is not known any more, on the wall clock of each workspace."""
    for id, zone in Workspace.objects.order_by("pk").values_list("pk", "time_zone"):
        lateness_count(workspace_id=id, now=timezone.localtime(now, zone_named(zone)).replace(tzinfo=None))


@transaction.atomic
def lateness_count(*, workspace_id: int, now: datetime) -> int:
    """Count what is late at `now`, the wall clock, of the projects where it is not known; return how many these were.

    Nothing turns late before the next finish of an open task, so the counts hold until then, or until dates are found
    again. Who finds dates meanwhile waits for these rows, and says that they are not known. Two queries and two
    statements for each 500 projects.
    """
    dates = ProjectDates.objects.select_for_update(of=("self",)).filter(project__workspace_id=workspace_id)
    rows = list(dates.exclude(held_at(now)).order_by("pk").only("pk"))
    ids = [row.pk for row in rows]
    late = late_counts(ids, now=now)
    ahead = TaskDates.objects.filter(project_id__in=ids, open_finish_at__gte=now).order_by()
    until = dict(ahead.values_list("project_id").annotate(first=Min("open_finish_at")))
    for row in rows:
        row.overdue_count, row.missed_milestone_count = late.get(row.pk, (0, 0))
        row.late_from, row.late_until = now, until.get(row.pk)
    ProjectDates.objects.bulk_update(rows, _FOUND, batch_size=_BATCH)
    return len(rows)
