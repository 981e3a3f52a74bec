"""Leveling in the background."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from fairlead.kernel.jobs import LONG
from fairlead.schedule.leveling.running import level_run


@task(queue_name=LONG)
def program_level(scenario_id: int) -> None:
    """Search for a leveled plan; doing so twice changes nothing."""
    level_run(id=scenario_id, clock=timezone.now)


def program_level_later(scenario_id: int) -> None:
    """Ask a worker to search for a leveled plan as soon as the present transaction is kept."""
    transaction.on_commit(partial(program_level.enqueue, scenario_id))
