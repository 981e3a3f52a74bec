"""`fairlead holidays`: the public holidays of the years ahead, on every calendar that has a country."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fairlead.resources.services import holidays_renew


class Command(BaseCommand):
    help = "Fill the public holidays of the next ten years on every calendar that has a country."

    def handle(self, **options: Any) -> None:
        count = holidays_renew(today=timezone.localdate())
        self.stdout.write(f"{count} calendars have the public holidays of the next ten years.")
