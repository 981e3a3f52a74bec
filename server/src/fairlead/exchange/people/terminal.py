"""A table of people at a terminal: told row by row, then taken as the options say."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files import File
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.exchange.columns import Subject
from fairlead.exchange.models import State
from fairlead.exchange.people.comparing import Compared, Outcome
from fairlead.exchange.people.preview import PeoplePreview, people_preview
from fairlead.exchange.selectors import import_get
from fairlead.exchange.services import PeopleChoice, import_begin, import_discard, import_read, people_confirm
from fairlead.exchange.terminal import WRONG, columns_asked, columns_said, tell_columns, tell_lines
from fairlead.kernel.errors import Refused
from fairlead_engine.formats.roster import PersonColumn

_NEW = "new"


def add_people(parser: ArgumentParser) -> None:
    """Add the options of an import of people."""
    parser.add_argument("--people", action="store_true", help="the file is a table of people, who come into the pool")
    parser.add_argument(
        "--who",
        metavar="ROW=NAME",
        action="append",
        default=[],
        help="who of the pool a row is, by name or e-mail address, or new for somebody new; may be repeated",
    )
    parser.add_argument("--create", action="store_true", help="create the teams and skills that are not there yet")
    parser.add_argument("--leave-out", action="store_true", help="take the others where rows cannot be taken")


def people_take(
    out: OutputWrapper, actor: Actor, file: File[bytes], options: Mapping[str, Any], *, only_check: bool
) -> None:
    """Read a table of people, tell what it would do, and take it unless `only_check`.

    Raises: FairleadError; CommandError for a file that is not read.
    """
    now = timezone.now()
    columns = columns_said(options["column"], PersonColumn)
    row = import_begin(
        actor=actor,
        file=file,
        name=file.name or "",
        program_id=None,
        subject=Subject.PEOPLE,
        columns=columns,
        now=now,
    )
    import_read(id=row.pk, now=now)
    row = import_get(id=row.pk, actor=actor)
    if table := row.table:
        tell_columns(out, table)
    if row.state is State.ASKING:
        import_discard(actor=actor, id=row.pk, now=now)
        raise CommandError(columns_asked(row.question.message, PersonColumn), returncode=WRONG)
    if row.state is State.REFUSED:
        raise CommandError(row.refusal.message, returncode=WRONG)
    preview = people_preview(row, actor=actor)
    _tell(out, preview)
    if only_check:
        out.write(f"Nothing was imported; upload {row.pk} waits for seven days.")
        return
    choice = PeopleChoice(
        people=_who(options["who"], preview.comparison.rows),
        creates=options["create"],
        leaves_out=options["leave_out"],
        again=options["copy"],
    )
    made = people_confirm(actor=actor, id=row.pk, choice=choice, now=now).outcome or {}
    out.write(f"{made['new']} new, {made['changed']} changed, {made['same']} as they were, {made['faulty']} left out.")


def _tell(out: OutputWrapper, preview: PeoplePreview) -> None:
    for each in preview.comparison.rows:
        out.write(f"  row {each.said.number}: {each.said.name}: {each.outcome.value}{_details(each)}")
    for label, names in (("teams", preview.comparison.teams), ("skills", preview.comparison.skills)):
        if names:
            out.write(f"  not here yet, {label}: {', '.join(names)}")
    if preview.drops_rates:
        out.write("  rates are not taken: this person may not see any")
    tell_lines(out, preview.lines)


def _details(row: Compared) -> str:
    match row.outcome:
        case Outcome.FAULTY:
            return f" ({' '.join(row.faults)})"
        case Outcome.UNDECIDED:
            return f" (perhaps {', '.join(each.name for each in row.candidates)})"
        case Outcome.CHANGED:
            changes = [f"{each.label}: {each.before or '–'} → {each.after}" for each in row.differences]
            return f" ({', '.join(changes)})"
        case _:
            return ""


def _who(said: Sequence[str], rows: Sequence[Compared]) -> dict[int, int | None]:
    """Return who rows are of texts ROW=NAME; names are those of the row's candidates.

    Raises: Refused.
    """
    found: dict[int, int | None] = {}
    by_number = {each.said.number: each for each in rows}
    for each in said:
        number, _sign, name = each.partition("=")
        row = by_number.get(int(number)) if number.strip().isdecimal() and len(number) < 9 else None
        wanted = name.strip().casefold()
        candidates = row.candidates if row else ()
        likely = [one.pk for one in candidates if wanted in (one.name.casefold(), one.address.casefold())]
        if row is None or (wanted != _NEW and len(likely) != 1):
            message = _("“%(said)s” does not say who somebody is. Write ROW=NAME with a name told for it, or new.")
            raise Refused(message % {"said": each})
        found[row.said.number] = None if wanted == _NEW else likely[0]
    return found
