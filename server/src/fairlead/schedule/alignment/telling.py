"""Telling the owners of objectives: one has turned off track, a check-in is due."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor, Role
from fairlead.access.selectors import actor_of, clock_of
from fairlead.collaboration.services import News, notices_write
from fairlead.schedule.alignment.picture import picture_of
from fairlead.schedule.alignment.rows import ObjectiveRow
from fairlead.schedule.health.findings import State
from fairlead.schedule.models import CheckInTold, OffTrackTold
from fairlead.strategy.models import KeyResult, Status
from fairlead.strategy.selectors import check_in_due_on, check_ins_due_in


def owners_round(*, now: datetime) -> None:
    """Tell the owners of objectives of every workspace what is new for them."""
    for id in Workspace.objects.order_by("pk").values_list("pk", flat=True):
        owners_tell(workspace_id=id, now=now)


@transaction.atomic
def owners_tell(*, workspace_id: int, now: datetime) -> int:
    """Tell owners of active objectives what is new for them in a workspace, and return how much that was.

    That one is off track is told once, and again when it has been better meanwhile or another owns it; that a check-in
    is due once for each time. Doing so twice, or by two workers at once, tells nobody twice. Who has left is not told.
    """
    if not Workspace.objects.select_for_update().filter(pk=workspace_id).exists():
        return 0
    seer = _owner_of(workspace_id)
    if seer is None:
        return 0
    wall = timezone.localtime(now, clock_of(seer)).replace(tzinfo=None)
    here = set(Person.objects.filter(workspace_id=workspace_id, is_active=True).values_list("pk", flat=True))
    news = [*_off_track(seer, here, wall, now), *_due(seer, here, wall)]
    for person_id, told in news:
        notices_write(told, to=[person_id], workspace_id=workspace_id, now=now)
    return len(news)


def _owner_of(workspace_id: int) -> Actor | None:
    """Return an owner of the workspace, who sees all of it."""
    people = Person.objects.select_related("workspace").filter(workspace_id=workspace_id, is_active=True)
    owner = people.filter(grants__role=Role.OWNER.value).order_by("pk").first()
    return None if owner is None else actor_of(owner)


def _off_track(seer: Actor, here: set[int], wall: datetime, now: datetime) -> Iterator[tuple[int, News]]:
    rows = [row for row in picture_of(actor=seer, now=wall).objectives.values() if _is_off(row, here)]
    told = OffTrackTold.objects.filter(objective__workspace_id=seer.workspace_id)
    told.exclude(objective__in=[row.id for row in rows]).delete()
    known = dict(told.values_list("objective_id", "person_id"))
    for row in rows:
        owner_id = row.said.owner_id
        if owner_id is not None and known.get(row.id) != owner_id:
            OffTrackTold.objects.update_or_create(objective_id=row.id, defaults={"person_id": owner_id, "at": now})
            yield owner_id, News("objective.off_track", "objective", row.id, facts={"objective": row.name})


def _is_off(row: ObjectiveRow, here: set[int]) -> bool:
    is_running = row.said.status is Status.ACTIVE and row.said.owner_id in here
    return is_running and row.health.effective is State.OFF_TRACK


def _due(seer: Actor, here: set[int], wall: datetime) -> Iterator[tuple[int, News]]:
    told = CheckInTold.objects.filter(key_result__objective__workspace_id=seer.workspace_id)
    known = {row.key_result_id: (row.person_id, row.due_on) for row in told}
    for each in check_ins_due_in(workspace_id=seer.workspace_id, today=wall.date()):
        owner_id, due_on = each.objective.owner_id, check_in_due_on(each)
        if owner_id in here and known.get(each.pk) != (owner_id, due_on):
            said = {"person_id": owner_id, "due_on": due_on}
            CheckInTold.objects.update_or_create(key_result_id=each.pk, defaults=said)
            yield owner_id, _check_in_news(each)


def _check_in_news(result: KeyResult) -> News:
    facts = {"result": result.name, "objective": result.objective.name}
    return News("check_in.due", "objective", result.objective_id, facts=facts)
