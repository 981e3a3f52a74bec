"""`fairlead unlock`: for who has lost the device that their second step or passkey is on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.models import User
from fairlead.access.services import account_unlock


class Command(BaseCommand):
    """Takes second step and passkeys from an account; its password stays."""

    help = "Take second step and passkeys from an account, and sign it out everywhere; its password stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the account signs in with")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(_("No account signs in with %(email)s.") % {"email": options["email"]})
        taken = account_unlock(user, now=timezone.now())
        if not taken:
            raise CommandError(_("%(email)s has neither second step nor passkey.") % {"email": user.email})
        self.stdout.write(
            _("%(email)s signs in with the password alone now. Be sure that it is they who asked.")
            % {"email": user.email}
        )
