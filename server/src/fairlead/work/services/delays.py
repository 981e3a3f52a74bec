"""What leveling says of many tasks at once: their delays and pauses."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import NotFound
from fairlead.work.models import Split, Task
from fairlead.work.selectors import pauses_of

Pauses = Sequence[Sequence[int]]


@transaction.atomic
def leveling_say(
    *, actor: Actor, delays: Mapping[int, int], splits: Mapping[int, Pauses], now: datetime, cause: str
) -> None:
    """Change the leveling delays of tasks, in minutes, and their pauses, both by the id of the task; all or none.

    A pause is a pair of the working minutes before it and of its own; the same tasks are in `delays` and `splits`.
    Six queries, however many tasks, and one more for every 200.
    Raises: NotFound where the actor may not see one of them; Forbidden.
    """
    found = Task.objects.filter(pk__in=delays, project__workspace_id=actor.workspace_id)
    tasks = list(found.select_related("project").select_for_update(of=("self",)).order_by("pk"))
    if len(tasks) != len(delays):
        raise NotFound(_("One of these tasks is not there any more."))
    for place in {task.project.place for task in tasks}:
        require(actor, Action.EDIT_PROJECT, place)
    pauses = pauses_of(delays)
    after = {id: [list(pair) for pair in splits.get(id, ())] for id in delays}
    changes = []
    for task in tasks:
        was = _told(task.leveling_delay_minutes, pauses.get(task.pk, []), pauses.get(task.pk, []) != after[task.pk])
        is_now = _told(delays[task.pk], after[task.pk], pauses.get(task.pk, []) != after[task.pk])
        changes.append(Change("task.update", "task", task.pk, before=was, after=is_now, cause=cause))
        task.leveling_delay_minutes = delays[task.pk]
        task.version += 1
    Task.objects.bulk_update(tasks, ["leveling_delay_minutes", "version"], batch_size=200)
    _pauses_write({id: pairs for id, pairs in after.items() if pairs != pauses.get(id, [])})
    audit_write(changes, by=by(actor, now))


def _told(delay: int, pauses: Pauses, with_pauses: bool) -> dict[str, Any]:  # noqa: FBT001 - one use
    return {"leveling_delay_minutes": delay} | ({"splits": pauses} if with_pauses else {})


def _pauses_write(pauses: Mapping[int, Pauses]) -> None:
    if not pauses:
        return
    Split.objects.filter(task__in=pauses).delete()
    Split.objects.bulk_create(
        Split(task_id=id, after_minutes=after, pause_minutes=pause)
        for id, pairs in pauses.items()
        for after, pause in pairs
    )
