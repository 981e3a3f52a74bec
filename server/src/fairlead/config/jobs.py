"""`python -m fairlead.config.jobs`: background jobs as they come, in a process beside the web server."""

import logging
import os

import django
from django.core.management import call_command

from fairlead.config.beside import end_with_parent

PAUSE_SECONDS = 0.25  # between two looks for a job: who asked for a leveling waits for the first plan


def main() -> None:
    """Run the jobs that wait in the database until the web server is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    end_with_parent()
    django.setup()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    call_command("db_worker", queue_name="*", interval=PAUSE_SECONDS, reload=False, startup_delay=False, verbosity=0)


if __name__ == "__main__":
    main()
