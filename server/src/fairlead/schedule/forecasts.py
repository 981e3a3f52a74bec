"""How the finish of projects moved: what was forecast before some time."""

from collections.abc import Collection
from datetime import datetime

from fairlead.schedule.models import ProjectMove


def finishes_before(project_ids: Collection[int], *, since: datetime) -> dict[int, datetime]:
    """Return the finish of each project before the first time that it moved since `since`; none where it did not.

    One query. The caller has made sure that the projects may be seen.
    """
    moves = ProjectMove.objects.filter(project_id__in=project_ids, recalculation__at__gte=since)
    rows = moves.order_by("-recalculation_id").values_list("project_id", "finish_before_at")
    return dict(rows)  # of several moves the first stays: it comes last


def days_moved(before: datetime | None, after: datetime | None) -> int:
    """Return by how many days a finish is later than it was, below 0 for earlier; 0 where either is unknown."""
    return (after.date() - before.date()).days if before is not None and after is not None else 0
