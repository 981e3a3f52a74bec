"""`fairlead workspace`: a workspace of one's own on a server that has none yet, or one more."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.models import User
from fairlead.governance.services.opening import FirstOwner, workspace_open
from fairlead.kernel.errors import Refused


class Command(BaseCommand):
    help = "Open a workspace: with its owner, settings and working times, ready to plan in."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("workspace", help="what it is called, usually the organization")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="the address that its owner signs in with")
        parser.add_argument("--name", default="", help="what people call the owner, for an address without an account")
        parser.add_argument("--time-zone", default="", help="such as Europe/Berlin; the server's without")
        parser.add_argument("--currency", default="", help="such as EUR")
        parser.add_argument("--country", default="", help="whose public holidays count, such as DE")

    def handle(self, *, workspace: str, owner: str, name: str, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        is_known = User.objects.filter(email__iexact=owner.strip()).exists()
        if not is_known and not name.strip():
            raise CommandError(_("%(email)s has no account yet. Say whose it is: --name") % {"email": owner})
        first = FirstOwner(owner, name, "" if is_known else _password())
        settings = {key: options[key] for key in ("time_zone", "currency", "country") if options[key]}
        try:
            made = workspace_open(name=workspace, owner=first, settings=settings, now=timezone.now())
        except Refused as refused:
            raise CommandError(" ".join([refused.message, *_faults(refused)])) from None
        words = _("“%(name)s” is there. %(email)s signs in and owns it; invite the others under People, Roles.")
        self.stdout.write(words % {"name": made.name, "email": owner.strip()})


def _password() -> str:
    """Ask for a password twice at a terminal; without one it is the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("Password: "))
    if getpass.getpass(_("Again: ")) != password:
        raise CommandError(_("These were two different passwords. Nothing was made."))
    return password


def _faults(refused: Refused) -> list[str]:
    return [f"{field}: {words}" for field, words in refused.fields.items() if words != refused.message]
