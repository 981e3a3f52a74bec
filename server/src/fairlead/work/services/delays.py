"""Leveling delays of many tasks, said at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import NotFound
from fairlead.work.models import Task


@transaction.atomic
def leveling_delays_say(*, actor: Actor, delays: Mapping[int, int], now: datetime, cause: str) -> None:
    """Change the leveling delays of tasks, in minutes by the id of the task; all of them or none.

    Three queries, however many tasks, and one more for every 200.
    Raises: NotFound where the actor may not see one of them; Forbidden.
    """
    found = Task.objects.filter(pk__in=delays, project__workspace_id=actor.workspace_id)
    tasks = list(found.select_related("project").select_for_update(of=("self",)).order_by("pk"))
    if len(tasks) != len(delays):
        raise NotFound(_("One of these tasks is not there any more."))
    for place in {task.project.place for task in tasks}:
        require(actor, Action.EDIT_PROJECT, place)
    changes = [
        Change(
            "task.update",
            "task",
            task.pk,
            before={"leveling_delay_minutes": task.leveling_delay_minutes},
            after={"leveling_delay_minutes": delays[task.pk]},
            cause=cause,
        )
        for task in tasks
    ]
    for task in tasks:
        task.leveling_delay_minutes = delays[task.pk]
        task.version += 1
    Task.objects.bulk_update(tasks, ["leveling_delay_minutes", "version"], batch_size=200)
    audit_write(changes, by=by(actor, now))
