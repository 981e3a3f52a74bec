"""`fairlead demo`: the workspace to explore, loaded, brought back or taken away."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fairlead.access.models import Workspace
from fairlead.demo.services import demo_load, demo_remove, demo_reset
from fairlead.demo.signins import SLUG, signins


class Command(BaseCommand):
    help = "Load the demo workspace where there is none, and print who signs in to it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--reset", action="store_true", help="bring it back as it was; what was done in it is lost")
        what.add_argument("--remove", action="store_true", help="take it away with its accounts")
        what.add_argument("--if-empty", action="store_true", help="load it only where there is no workspace at all")

    def handle(self, *, reset: bool, remove: bool, if_empty: bool, **options: Any) -> None:
        if remove:
            self._say("The demo is gone" if demo_remove() else "There was no demo to take away")
            return
        today = timezone.localdate()
        if reset:
            self._say("Bringing the demo back as it was")
            demo_reset(today=today)
        elif not Workspace.objects.filter(slug=SLUG).exists() and not (if_empty and Workspace.objects.exists()):
            self._say("Loading the demo: 3 programs, 12 projects, 600 tasks, 40 people")
            demo_load(today=today)
        self._tell_signins()

    def _tell_signins(self) -> None:
        accounts = signins()
        if not accounts:
            return
        self._say(f"Sign in to the demo with one of these; the password is {accounts[0].password}")
        for account in accounts:
            self.stdout.write(f"    {account.email:<36} {account.role}: {account.can}")

    def _say(self, text: str) -> None:
        self.stdout.write(f"› {text}")
        self.stdout.flush()
