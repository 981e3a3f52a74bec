"""Somebody says what the columns of a table hold, and it is read so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by
from fairlead.exchange import tasks
from fairlead.exchange.columns import Columns, Subject, TableHead, kept, wrong
from fairlead.exchange.models import Import, Question, Reading, State
from fairlead.exchange.selectors import import_get
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused


@transaction.atomic
def columns_choose(*, actor: Actor, id: int, columns: Columns, now: datetime) -> Import:
    """Say of all headings of an uploaded table what they hold, None for nothing, and ask a worker to read it so.

    Headings that `columns` does not name stay what they are taken for. Where all are taken so already, nothing
    happens.
    Raises: NotFound; Refused where the file is no table or not to be read any more, or the columns cannot be so,
    with the headings at fault.
    """
    row = import_get(id=id, actor=actor, lock=True)
    head = _head_of(row)
    subject = Subject(row.subject)
    wanted = {**head.taken, **{heading: subject.column(column) for heading, column in columns.items()}}
    _check(wanted, head, subject)
    if row.state is not State.ASKING and wanted == head.taken:
        return row
    Reading.objects.filter(of=row).delete()
    Question.objects.filter(of=row).delete()
    before, row.columns = row.columns, kept(wanted, subject)
    row.asked_at, row.claimed_at, row.attempts = now, None, 0
    row.save(update_fields=["columns", "asked_at", "claimed_at", "attempts"])
    change = Change("import.columns", "import", row.pk, before={"columns": before}, after={"columns": row.columns})
    audit_write([change], by=by(actor, now))
    tasks.file_read_later(row.pk)
    return import_get(id=id, actor=actor)


def _head_of(row: Import) -> TableHead:
    if row.state not in (State.READ, State.ASKING):
        raise Refused(_("This file is being read, or it is not to be read any more."), code="not_read")
    if (head := row.table) is None:
        raise Refused(_("This file is no table, so it has no columns."), code="no_table")
    return head


def _check(columns: Columns, head: TableHead, subject: Subject) -> None:
    found = wrong(columns, subject)
    found |= {heading: _("There is no such heading.") for heading in columns if heading not in head.taken}
    if found:
        raise Refused(found.get("") or _("The columns cannot be so."), code="columns", fields=found)
