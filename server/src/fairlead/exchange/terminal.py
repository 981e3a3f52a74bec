"""Whom and what a command line names, people by e-mail address, programs and projects by code; and what it tells."""

from argparse import ArgumentParser
from collections.abc import Sequence
from enum import StrEnum

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from fairlead.access.models import User
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_for, workspaces_of
from fairlead.exchange.columns import TableHead
from fairlead.exchange.findings import Line
from fairlead.exchange.words import line_text
from fairlead.kernel.errors import NotFound, Refused
from fairlead.programs.models import Program
from fairlead.work.models import Project

WRONG = 2  # exit code of a command that cannot do what was asked


def add_who(parser: ArgumentParser) -> None:
    """Add the options that say who asks, and in which workspace."""
    parser.add_argument("--user", metavar="EMAIL", required=True, help="whose rights count, and who did it")
    parser.add_argument("--workspace", metavar="SLUG", help="needed where that person is in several")


def actor_named(email: str, slug: str | None) -> Actor:
    """Return who an e-mail address is, in the workspace called `slug` or the only one they are in.

    Raises: NotFound; Refused where they are in several and none is named.
    """
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    workspaces = [each for each in (workspaces_of(user) if user else []) if slug in (None, each.slug)]
    if user is None or not workspaces:
        raise NotFound(_("Nobody with the e-mail address %(email)s is here.") % {"email": email})
    if len(workspaces) > 1:
        names = ", ".join(each.slug for each in workspaces)
        raise Refused(_("This person is in several workspaces; say which: --workspace %(names)s") % {"names": names})
    actor = actor_for(user, workspace_id=workspaces[0].pk)
    if actor is None:
        raise NotFound(_("Nobody with the e-mail address %(email)s is here.") % {"email": email})
    return actor


def program_named(code: str, actor: Actor) -> Program:
    """Return the program with `code` that `actor` may see.

    Raises: NotFound.
    """
    program = Program.objects.visible_to(actor).filter(code=code).first()
    if program is None:
        raise NotFound(_("There is no program with the code %(code)s, or they may not see it.") % {"code": code})
    return program


def project_named(code: str, actor: Actor) -> Project:
    """Return the project with `code` that `actor` may see.

    Raises: NotFound.
    """
    project = Project.objects.visible_to(actor).filter(code=code).first()
    if project is None:
        raise NotFound(_("There is no project with the code %(code)s, or they may not see it.") % {"code": code})
    return project


def tell_lines(out: OutputWrapper, lines: Sequence[Line]) -> None:
    """Write the lines of a report, each with how often it happened."""
    for line in lines:
        out.write(f"  {line.severity}: {line_text(line)} ({line.count})")


def tell_columns(out: OutputWrapper, head: TableHead) -> None:
    """Write what each heading of a table is taken for."""
    for heading, column in head.taken.items():
        out.write(f"  column: “{heading}” {f'is {column.value}' if column else 'is not taken'}")


def columns_said(said: Sequence[str], columns: type[StrEnum]) -> dict[str, StrEnum | None]:
    """Return the columns by heading of texts HEADING=COLUMN; a heading may hold = itself.

    Raises: Refused.
    """
    return dict(_column(each, columns) for each in said)


def columns_asked(why: str, columns: type[StrEnum]) -> str:
    """Return what to tell somebody whose table does not say what its columns hold."""
    return _("%(why)s Name them with --column HEADING=COLUMN; a column is one of %(columns)s.") % {
        "why": why,
        "columns": ", ".join(each.value for each in columns),
    }


def _column(said: str, columns: type[StrEnum]) -> tuple[str, StrEnum | None]:
    heading, _sign, name = said.rpartition("=")
    found = next((each for each in columns if each.value.casefold() == name.strip().casefold()), None)
    if not heading or (name.strip() and found is None):
        raise Refused(
            _("“%(said)s” does not say what a column holds. Write HEADING=COLUMN with one of %(columns)s.")
            % {"said": said, "columns": ", ".join(each.value for each in columns)}
        )
    return heading, found
