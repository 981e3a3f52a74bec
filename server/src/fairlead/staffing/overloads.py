"""Finding who is asked for far more than they have just ahead, and by which projects: what their health rests on."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from django.db import transaction
from django.utils import timezone

from fairlead.access.models import Workspace
from fairlead.access.selectors import zone_named
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Resource
from fairlead.schedule.models import Overload, ProjectDates
from fairlead.staffing.fullness import CAN_BE_FULL, Week, fullness_of
from fairlead.staffing.models import OverloadLook
from fairlead.staffing.selectors.weeks import WEEK, monday_of

WEEKS = 4
FAR_MORE = 1.2  # as a share of what somebody has
GRAVE_SHARE = 0.5  # of what a project asks of everybody
_SPARE_MINUTES = 60.0  # of a week without working time
_LATEST_KEPT = timedelta(minutes=2)


def overloads_round(*, now: datetime) -> None:
    """Find overloads in every workspace where something was edited, or a week began, since they were found last."""
    for id, zone in Workspace.objects.order_by("pk").values_list("pk", "time_zone"):
        overloads_find(workspace_id=id, now=now, zone=zone_named(zone))


def overloads_find(*, workspace_id: int, now: datetime, zone: tzinfo | None = None) -> bool:
    """Find the overloads of a workspace, and say whether there was anything to find anew.

    Weeks begin by the clock of `zone`, the server's for None. What is edited meanwhile is found the next time. A fixed
    number of queries, and one for each number of people that a project has overloaded.
    """
    first = monday_of(timezone.localtime(now, zone))
    look = OverloadLook.objects.filter(pk=workspace_id).first()
    if look is not None and not _is_stale(look, first, zone):
        return False
    pool = Resource.objects.filter(workspace_id=workspace_id, kind__in=CAN_BE_FULL)
    edges = [first + WEEK * number for number in range(WEEKS + 1)]
    full = fullness_of(pool.values_list("pk", flat=True), first, edges[-1], workspace_id=workspace_id)
    _keep(workspace_id, _rows(full.weeks(edges)), now)
    return True


def _is_stale(look: OverloadLook, monday: date, zone: tzinfo | None) -> bool:
    """Say whether a week began since, or something was edited; an edit may be kept a while after the time it tells."""
    edited = AuditEntry.objects.filter(scope=look.pk, at__gte=look.at - _LATEST_KEPT)
    return timezone.localtime(look.at, zone).date() < monday or edited.exists()


def _rows(weeks: Iterable[Week]) -> list[Overload]:
    """Return an overload for each project and resource with weeks that are too full, with the worst of them.

    Only of projects of whose work ahead a grave share lies in such weeks: others can wait for somebody or have another
    come.
    """
    whole, full, found = Counter[int](), Counter[int](), dict[tuple[int, int], Overload]()
    for week in weeks:
        asking = week.asking
        whole.update(asking)
        if week.is_over(share=FAR_MORE, spare=_SPARE_MINUTES):
            full.update(asking)
            for id in asking:
                _worst(found.setdefault((id, week.resource.pk), _nothing(id, week.resource)), week)
    return [row for (id, _who), row in found.items() if full[id] >= GRAVE_SHARE * whole[id]]


def _nothing(project_id: int, who: Resource) -> Overload:
    return Overload(project_id=project_id, resource_id=who.pk, weeks=0, minutes=0)


def _worst(row: Overload, week: Week) -> None:
    row.weeks += 1
    if round(week.minutes) > row.minutes:
        row.week_on, row.minutes, row.of_minutes = week.start_on, round(week.minutes), round(week.of_minutes)


@transaction.atomic
def _keep(workspace_id: int, rows: list[Overload], now: datetime) -> None:
    Overload.objects.filter(project__workspace_id=workspace_id).delete()
    Overload.objects.bulk_create(rows, batch_size=1000)
    dates = ProjectDates.objects.filter(project__workspace_id=workspace_id)
    dates.exclude(overloaded_count=0).update(overloaded_count=0)
    by_count: dict[int, list[int]] = {}
    for id, count in Counter(row.project_id for row in rows).items():
        by_count.setdefault(count, []).append(id)
    for count, ids in by_count.items():
        dates.filter(pk__in=ids).update(overloaded_count=count)
    OverloadLook.objects.update_or_create(pk=workspace_id, defaults={"at": now})
