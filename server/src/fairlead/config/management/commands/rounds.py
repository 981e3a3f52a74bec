"""`fairlead rounds`: for where no process of ours does the background jobs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fairlead.config.rounds import rounds_do


class Command(BaseCommand):
    """Looks once after what comes round."""

    help = "Look once after what comes round, such as finding who is overloaded; `fairlead serve` does so by itself."

    def handle(self, *_args: Any, **_options: Any) -> None:
        rounds_do(now=timezone.now())
