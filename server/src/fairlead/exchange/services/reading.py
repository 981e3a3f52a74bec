"""A worker reads an uploaded file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.exchange.columns import Subject, TableHead, chosen
from fairlead.exchange.models import Import, Question, Reading, Refusal, State
from fairlead.exchange.people.reading import people_of
from fairlead.exchange.people.rows import FINDINGS
from fairlead.exchange.reading import ColumnsUnknown, findings_in, plan_of
from fairlead.exchange.services.uploading import file_drop
from fairlead.kernel.errors import Refused


def import_read(*, id: int, now: datetime) -> None:
    """Read an uploaded file and keep what is in it, why it was refused, or that its columns are asked about.

    May be called again at any time, also while another worker is at it: the first to end decides, and an
    upload that was read, asked about, refused, confirmed or discarded meanwhile stays as it is, as does one
    whose columns were said anew.
    """
    row = _claim(id, now)
    if row is None:
        return
    try:
        head, result = _result(row, now)
    except FileNotFoundError:  # discarded between the two steps
        return
    except Exception:
        _end(row, Refusal(at=now, code="unforeseen", message=_unforeseen()), None)
        raise
    _end(row, result, head)


def _result(row: Import, now: datetime) -> tuple[TableHead | None, Reading | Question | Refusal]:
    """Return the top of a table, and what came of reading; what is wrong with a table may be what its columns hold."""
    head: TableHead | None = None
    try:
        subject = Subject(row.subject)
        columns = chosen(row.columns, subject)
        with row.file.open("rb") as content:
            if subject is Subject.PEOPLE:
                found, head = people_of(content.read(), columns=columns)
                return head, Reading(at=now, findings=FINDINGS.dump_python(found, mode="json"))
            file = plan_of(content.read(), filename=row.filename, columns=columns, day=row.day)
        head = file.head
        return head, Reading(at=now, findings=findings_in(file).as_json())
    except ColumnsUnknown as unknown:
        return unknown.head, Question(at=now, message=unknown.message)
    except Refused as refused:
        if head is not None:
            return head, Question(at=now, message=refused.message)
        return None, Refusal(at=now, code=refused.code, message=refused.message)


@transaction.atomic
def _claim(id: int, now: datetime) -> Import | None:
    row = _locked(id)
    if row is None or row.state is not State.READING or not row.file:
        return None
    row.claimed_at, row.attempts = now, row.attempts + 1
    row.save(update_fields=["claimed_at", "attempts"])
    return row


@transaction.atomic
def _end(claimed: Import, result: Reading | Question | Refusal, head: TableHead | None) -> None:
    row = _locked(claimed.pk)
    if row is None or row.state is not State.READING or row.columns != claimed.columns:
        return
    row.head = None if head is None else head.as_json()
    row.save(update_fields=["head"])
    result.of = row
    result.save(force_insert=True)
    if isinstance(result, Refusal):
        file_drop(row)


def _locked(id: int) -> Import | None:
    Import.objects.select_for_update().filter(pk=id).first()
    return Import.objects.with_state().filter(pk=id).first()


def _unforeseen() -> str:
    return _(
        "Reading this file failed in a way that we did not foresee, and the fault was noted. Save the plan again "
        "from your planning program and try that file; if it fails too, tell whoever runs this server."
    )
