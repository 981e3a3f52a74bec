"""The command `fairlead`: Django's commands and ours (serve, demo, import, export, unlock) under one name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    execute_from_command_line(sys.argv)
