"""`fairlead import`: a plan becomes a project, or people come into the pool, with everything told on the way."""

# ruff: noqa: N999 - the command is called so

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fairlead.access.rules import Action, Actor
from fairlead.exchange.findings import DateMatch, Findings
from fairlead.exchange.models import State
from fairlead.exchange.people.terminal import add_people, people_take
from fairlead.exchange.selectors import import_get, programs_open
from fairlead.exchange.services import Choice, import_begin, import_confirm, import_discard, import_read
from fairlead.exchange.terminal import (
    WRONG,
    actor_named,
    add_who,
    columns_asked,
    columns_said,
    program_named,
    tell_columns,
    tell_lines,
)
from fairlead.kernel.errors import FairleadError
from fairlead_engine.formats import Column


class Command(BaseCommand):
    help = "Make a project of a plan file, in any format that is read; or, with --people, take people into the pool."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the plan file, or a table of people")
        parser.add_argument("--program", metavar="CODE", help="code of the program that the project goes to")
        parser.add_argument("--name", default="", help="name of the project; the file's own without it")
        parser.add_argument("--code", default="", help="code of the project; made from its name without it")
        parser.add_argument("--copy", action="store_true", help="import a file again that is a project already")
        parser.add_argument(
            "--column",
            metavar="HEADING=COLUMN",
            action="append",
            default=[],
            help="what a column of a table holds, such as Vorhaben=Name; nothing behind the = for nothing",
        )
        parser.add_argument("--check", action="store_true", help="only tell what is in the file, and import nothing")
        add_people(parser)
        add_who(parser)

    def handle(self, *, file: Path, check: bool, people: bool, **options: Any) -> None:
        try:
            actor = actor_named(options["user"], options["workspace"])
            if people:
                with file.open("rb") as content:
                    people_take(self.stdout, actor, File(content, name=file.name), options, only_check=check)
                return
            program_id = _program_id(options["program"], actor)
            with file.open("rb") as content:
                self._import(actor, File(content, name=file.name), program_id, options, only_check=check)
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.", returncode=WRONG) from error
        except FairleadError as error:
            raise CommandError(error.message, returncode=WRONG) from error

    def _import(
        self, actor: Actor, file: File[bytes], program_id: int | None, options: dict[str, Any], *, only_check: bool
    ) -> None:
        now = timezone.now()
        columns = columns_said(options["column"], Column)
        row = import_begin(
            actor=actor, file=file, name=file.name or "", program_id=program_id, now=now, columns=columns
        )
        import_read(id=row.pk, now=now)
        row = import_get(id=row.pk, actor=actor)
        if table := row.table:
            tell_columns(self.stdout, table)
        if row.state is State.ASKING:
            import_discard(actor=actor, id=row.pk, now=now)
            raise CommandError(columns_asked(row.question.message, Column), returncode=WRONG)
        if row.state is State.REFUSED:
            raise CommandError(row.refusal.message, returncode=WRONG)
        self._tell(Findings.of_json(row.reading.findings))
        if only_check:
            self.stdout.write(f"Nothing was imported; upload {row.pk} waits for seven days.")
            return
        choice = Choice(program_id, name=options["name"], code=options["code"], as_copy=options["copy"])
        project = import_confirm(actor=actor, id=row.pk, choice=choice, now=now)
        self.stdout.write(self.style.SUCCESS(f"Imported as {project.code} “{project.name}”."))

    def _tell(self, findings: Findings) -> None:
        counts, dates = findings.counts, findings.dates
        self.stdout.write(
            f"{findings.format}: {counts.tasks} tasks, {counts.links} links, {counts.resources} resources, "
            f"{counts.assignments} assignments."
        )
        for project in findings.projects:
            self.stdout.write(f"“{project.name}” runs from {project.start} to {project.finish}.")
        self.stdout.write(_dates_text(dates))
        tell_lines(self.stdout, findings.lines)


def _program_id(code: str | None, actor: Actor) -> int | None:
    """Return the program that `code` names; None without one, for who may make projects that are in none."""
    if code:
        return program_named(code, actor).pk
    open_ones = [] if actor.may(Action.CREATE_PROJECT) else programs_open(actor=actor)
    if open_ones:
        codes = ", ".join(f"{each.code} ({each.name})" for each in open_ones)
        raise CommandError(f"Say which program it goes to, with --program CODE: {codes}.", returncode=WRONG)
    return None


def _dates_text(dates: DateMatch) -> str:
    if not dates.starts + dates.finishes:
        return "The file holds no dates to compare with."
    return (
        f"Dates as in the file: {dates.starts_exact} of {dates.starts} starts, "
        f"{dates.finishes_exact} of {dates.finishes} finishes."
    )
