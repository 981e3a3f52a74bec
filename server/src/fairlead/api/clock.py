"""The wall clock of the workspace: what plan times are compared with."""

from datetime import datetime

from django.utils import timezone


def wall_clock() -> datetime:
    """Return the time of day it is now, without zone."""
    return timezone.localtime(timezone.now()).replace(tzinfo=None)
