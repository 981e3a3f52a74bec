"""Leveling, and telling owners of objectives, in the background."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

from fairlead.kernel.jobs import LONG
from fairlead.schedule.alignment.telling import owners_tell
from fairlead.schedule.leveling.running import level_run

_AN_HOUR = 3600


@task(queue_name=LONG)
def program_level(scenario_id: int) -> None:
    """Search for a leveled plan; doing so twice changes nothing."""
    level_run(id=scenario_id, clock=timezone.now)


def program_level_later(scenario_id: int) -> None:
    """Ask a worker to search for a leveled plan as soon as the present transaction is kept."""
    transaction.on_commit(partial(program_level.enqueue, scenario_id))


@task()
def owners_look(workspace_id: int) -> None:
    """Tell owners of objectives what is new for them; doing so twice tells nobody twice."""
    owners_tell(workspace_id=workspace_id, now=timezone.now())


def owners_look_later(workspace_id: int) -> None:
    """Ask a worker to look, once an hour from this process at most; not where jobs run in the request."""
    if default_task_backend.supports_defer and cache.add(f"owners-look-{workspace_id}", 1, _AN_HOUR):
        transaction.on_commit(partial(owners_look.enqueue, workspace_id))
