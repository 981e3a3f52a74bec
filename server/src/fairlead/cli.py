"""The command `fairlead`: Django's commands and ours (serve, demo, import, export, unlock) under one name."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

_YOUNG = 100_000  # new objects before a round of the garbage collector over them


def main() -> None:
    """Run the command that the command line names."""
    # Commands import and build much that stays: rounds over it took a quarter of what the migrations take.
    gc.set_threshold(_YOUNG, 20, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    execute_from_command_line(sys.argv)
