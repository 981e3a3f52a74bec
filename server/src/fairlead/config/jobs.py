"""`python -m fairlead.config.jobs [QUEUE]`: background jobs as they come, in a process beside the web server."""

import logging
import os
import sys
import threading
import time

import django
from django.core.management import call_command
from django.db import close_old_connections

from fairlead.config.beside import end_with_parent
from fairlead.kernel.jobs import LONG

PAUSE_SECONDS = 0.25  # between two looks for a job: who asked for a leveling waits for the first plan
ALL = "*"
ROUND_SECONDS = 300.0  # between two looks after what comes round
_BEHIND = 5  # how much nicer long jobs are than pages and short jobs, where the machine is busy


def main(queue: str = ALL) -> None:
    """Run the jobs that wait in a queue of the database, or in all, until the web server is gone.

    What comes round is looked after where short jobs are.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    end_with_parent()
    if queue == LONG:
        os.nice(_BEHIND)
    django.setup()
    if queue != LONG:
        threading.Thread(target=_keep_round, daemon=True).start()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    call_command("db_worker", queue_name=queue, interval=PAUSE_SECONDS, reload=False, startup_delay=False, verbosity=0)


def _keep_round() -> None:
    while True:
        call_command("rounds")
        close_old_connections()
        time.sleep(ROUND_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
