"""`fairlead export`: a project, or the projects of a program, as a file that other programs read."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from fairlead.access.rules import ScopeKind
from fairlead.exchange.exports import ExportFormat, export_of
from fairlead.exchange.terminal import WRONG, actor_named, add_who, program_named, project_named, tell_lines
from fairlead.kernel.errors import FairleadError, Refused

_FORMATS = ", ".join(ExportFormat)


class Command(BaseCommand):
    help = "Write a project, or all projects of a program, to a file; its ending says the format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--project", metavar="CODE", help="code of the project")
        what.add_argument("--program", metavar="CODE", help="code of the program")
        parser.add_argument("file", nargs="?", type=Path, help="where to write it; standard output without it")
        parser.add_argument(
            "--format", metavar="ENDING", help=f"one of {_FORMATS}, whatever the file is called; json without both"
        )
        add_who(parser)

    def handle(self, *, file: Path | None, **options: Any) -> None:
        try:
            to = _format(file, options["format"])
            actor = actor_named(options["user"], options["workspace"])
            if options["project"]:
                kind, id = ScopeKind.PROJECT, project_named(options["project"], actor).pk
            else:
                kind, id = ScopeKind.PROGRAM, program_named(options["program"], actor).pk
            found = export_of(kind=kind, id=id, actor=actor, to=to)
            if file is None:
                sys.stdout.buffer.write(found.content)
            else:
                file.write_bytes(found.content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.", returncode=WRONG) from error
        except FairleadError as error:
            raise CommandError(error.message, returncode=WRONG) from error
        tell_lines(self.stderr, found.lines)


def _format(file: Path | None, asked: str | None) -> ExportFormat:
    """Return the format that was asked for, else the one that the ending of the file says.

    Raises: Refused.
    """
    said = (asked or (file.suffix if file else "") or ExportFormat.JSON).removeprefix(".").lower()
    if said not in set(ExportFormat):
        raise Refused(
            _("“%(said)s” is no format that is written; say --format with one of %(formats)s.")
            % {"said": said, "formats": _FORMATS}
        )
    return ExportFormat(said)
