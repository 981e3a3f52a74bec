"""Looking for overdue answers in the background."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

from fairlead.staffing.telling import overdue_tell


@task()
def overdue_look() -> None:
    """Tell those for whom something is overdue; doing so twice tells nobody twice."""
    overdue_tell(now=timezone.now())


def overdue_look_later(due_at: datetime) -> None:
    """Ask a worker to look at `due_at`, once the present transaction is kept; not where jobs run in the request."""
    if default_task_backend.supports_defer:
        transaction.on_commit(partial(overdue_look.using(run_after=due_at).enqueue))
