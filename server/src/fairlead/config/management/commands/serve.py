"""`fairlead serve`: everything that one machine needs to show Fairlead, in one command."""

import errno
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from fairlead.access.models import Workspace
from fairlead.config.beside import Companion
from fairlead.config.jobs import ALL
from fairlead.config.web import WebServer
from fairlead.kernel.jobs import LONG, SHORT
from fairlead.kernel.statistics import statistics_renew

JOBS = [sys.executable, "-m", "fairlead.config.jobs"]


class Command(BaseCommand):
    help = "Prepare the database, load the demo where there is no workspace yet, and serve until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--workers", type=int, default=1, help="processes that answer; more need PostgreSQL")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *, host: str, port: int, workers: int, no_demo: bool, **options: Any) -> None:
        listener = _listener(host, port)
        self._say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        if not no_demo:
            call_command("demo", if_empty=True, stdout=self.stdout)
        if not Workspace.objects.exists():
            self._say("There is no workspace yet. Type: fairlead workspace NAME --owner EMAIL --name OWNER")
        statistics_renew()
        # The processes that answer are forked from this one, and a connection belongs to one process.
        connections.close_all()
        companions = [Companion([*JOBS, queue]) for queue in job_queues()]
        WebServer(
            listener,
            workers=workers,
            at_start=lambda: self._serving(host, port, companions),
            at_end=lambda: self._end(companions),
        ).run()

    def _serving(self, host: str, port: int, companions: list[Companion]) -> None:
        for companion in companions:
            companion.start()
        self._say(f"Fairlead is at http://{host}:{port}/ (Ctrl-C ends it)")

    def _end(self, companions: list[Companion]) -> None:
        for companion in companions:
            companion.end()
        self._say("Ended")

    def _say(self, text: str) -> None:
        self.stdout.write(f"› {text}")
        self.stdout.flush()


def job_queues() -> list[str]:
    """Return the queue of each process that does jobs: one for short ones, FAIRLEAD_LONG_JOBS for long ones.

    None where jobs do not wait in the database (FAIRLEAD_TASKS); with no process for long ones, one does all.
    """
    if not is_database_worked():
        return []
    return [SHORT, *[LONG] * settings.LONG_JOBS] if settings.LONG_JOBS > 0 else [ALL]


def is_database_worked() -> bool:
    """Say whether jobs wait in the database for somebody to run them (FAIRLEAD_TASKS)."""
    return isinstance(task_backends["default"], DatabaseBackend)


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that holds `host`:`port`, before anything slow begins.

    Raises: CommandError with what to do where it cannot be had.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} is taken by another program: stop that one, or say --port.") from error
        raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    return listener
