"""A table of people that was read comes into the pool, once, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.exchange.columns import Subject
from fairlead.exchange.models import Confirmation, Import, State
from fairlead.exchange.people.comparing import Comparison, Outcome
from fairlead.exchange.people.preview import PeoplePreview, people_preview
from fairlead.exchange.selectors import import_get
from fairlead.exchange.services.confirming import check_state
from fairlead.exchange.services.uploading import file_drop
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.resources.services import pool_lock
from fairlead.schedule import pool


@dataclass(frozen=True, slots=True)
class PeopleChoice:
    """What somebody decides on a preview of people.

    `people` says by the number of the row who of the pool it is, None somebody new. `creates` makes teams and skills
    that are not here yet, `leaves_out` takes the others where rows cannot be taken, `again` a file that was taken
    before. `seen` is that of the preview; empty where it does not matter what somebody saw.
    """

    people: Mapping[int, int | None] = field(default_factory=dict)
    creates: bool = False
    leaves_out: bool = False
    again: bool = False
    seen: str = ""


@transaction.atomic
def people_confirm(*, actor: Actor, id: int, choice: PeopleChoice, now: datetime) -> Confirmation:
    """Take the people of an upload that was read into the pool, once, however often asked; say what became of them.

    Raises: NotFound, Forbidden; Refused where the file is not read yet, was refused or given up, and where anything is
    left to decide or cannot be. Nothing is written then.
    """
    row = import_get(id=id, actor=actor, lock=True)
    if row.subject != Subject.PEOPLE:
        raise Refused(_("This file is a plan. Confirm it as one."), code="not_people")
    if row.state is State.CONFIRMED:
        return row.confirmation
    require(actor, Action.EDIT_POOL)
    check_state(row)
    pool_lock(actor)
    preview = people_preview(row, actor=actor, decisions=choice.people)
    _check(preview, choice)
    ready = [each for each in preview.comparison.rows if each.entry is not None]
    cause = _("Imported from %(file)s") % {"file": row.filename}
    entries = [each.entry for each in ready if each.entry is not None]
    pool.roster_write(entries, actor=actor, now=now, cause=cause)
    return _confirmed(row, preview.comparison, actor, now)


def _confirmed(row: Import, comparison: Comparison, actor: Actor, now: datetime) -> Confirmation:
    made = Confirmation.objects.create(of=row, at=now, by_id=actor.person_id, outcome=comparison.counts)
    after = {"filename": row.filename, "digest": row.digest, **comparison.counts}
    audit_write([Change("people.import", "import", row.pk, after=after)], by=by(actor, now))
    file_drop(row)
    return made


def _check(preview: PeoplePreview, choice: PeopleChoice) -> None:
    found = preview.comparison
    numbers = {each.said.number for each in found.rows}
    known = {each.match.pk for each in found.rows if each.match is not None}
    if not numbers >= set(choice.people) or not known >= {each for each in choice.people.values() if each}:
        message = _("Somebody in this list is not in the pool, or not in the file. Load the page again.")
        raise _refused("people", message, "unknown_person")
    if choice.seen and choice.seen != preview.seen:
        message = _("The pool was changed meanwhile, and with it what this file would do. Look at it again.")
        raise _refused("seen", message, "stale")
    if preview.earlier and not choice.again:
        raise _refused("again", _("This very file was taken over before. Say so if it is meant again."), "earlier")
    if undecided := found.of(Outcome.UNDECIDED):
        message = _("Say who %(names)s is: somebody of the pool, or somebody new.")
        names = ", ".join(f"“{each.said.name}”" for each in undecided[:5])
        raise _refused("people", message % {"names": names}, "undecided")
    if found.of(Outcome.FAULTY) and not choice.leaves_out:
        message = _("Some rows cannot be taken. Say that they are left out, or correct the file.")
        raise _refused("leaves_out", message, "faulty")
    if (found.teams or found.skills) and not choice.creates:
        message = _("Some teams or skills are not here yet. Say that they are created, or correct the file.")
        raise _refused("creates", message, "missing")


def _refused(field: str, message: str, code: str) -> Refused:
    return Refused(message, code=code, fields={field: message})
