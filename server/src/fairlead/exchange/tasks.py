"""Reading an uploaded file in the background."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from fairlead.exchange import services


@task()
def file_read(import_id: int) -> None:
    """Read an uploaded file; doing so twice changes nothing."""
    services.import_read(id=import_id, now=timezone.now())


def file_read_later(import_id: int) -> None:
    """Ask a worker to read an uploaded file as soon as the present transaction is kept."""
    transaction.on_commit(partial(file_read.enqueue, import_id))
