"""`fairlead export`: a project, or all projects of a program, as a file that `fairlead import` reads back."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fairlead.access.rules import Actor
from fairlead.exchange.exporting import exported
from fairlead.exchange.terminal import WRONG, actor_named, add_who, program_named, project_named
from fairlead.kernel.errors import FairleadError
from fairlead.work.models import Project
from fairlead_engine.formats import write_native


class Command(BaseCommand):
    help = "Write a project, or all projects of a program, to a Fairlead plan file (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--project", metavar="CODE", help="code of the project")
        what.add_argument("--program", metavar="CODE", help="code of the program")
        parser.add_argument("file", nargs="?", type=Path, help="where to write it; standard output without it")
        add_who(parser)

    def handle(self, *, file: Path | None, **options: Any) -> None:
        try:
            actor = actor_named(options["user"], options["workspace"])
            name, projects = _wanted(actor, options)
            found = exported(projects, name=name)
            content = write_native(found.plan) + b"\n"
            if file is None:
                sys.stdout.buffer.write(content)
            else:
                file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.", returncode=WRONG) from error
        except FairleadError as error:
            raise CommandError(error.message, returncode=WRONG) from error
        if found.links_left_out:
            self.stderr.write(f"{found.links_left_out} links to projects that are not in the file were left out.")


def _wanted(actor: Actor, options: dict[str, Any]) -> tuple[str, Sequence[Project]]:
    if options["project"]:
        project = project_named(options["project"], actor)
        return project.name, [project]
    program = program_named(options["program"], actor)
    projects = list(Project.objects.visible_to(actor).filter(program=program).order_by("position", "pk"))
    if not projects:
        raise CommandError(f"The program {program.code} has no projects yet.", returncode=WRONG)
    return program.name, projects
