"""A worker reads an uploaded file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.exchange.models import Import, Reading, Refusal, State
from fairlead.exchange.reading import findings_in, plan_of
from fairlead.exchange.services.uploading import file_drop
from fairlead.kernel.errors import Refused


def import_read(*, id: int, now: datetime) -> None:
    """Read an uploaded file and keep what is in it, or why it was refused.

    May be called again at any time, also while another worker is at it: the first to end decides, and an
    upload that was read, refused, confirmed or discarded meanwhile stays as it is.
    """
    row = _claim(id, now)
    if row is None:
        return
    try:
        with row.file.open("rb") as file:
            content = file.read()
        findings = findings_in(plan_of(content, filename=row.filename))
    except Refused as refused:
        _end(id, Refusal(at=now, code=refused.code, message=refused.message))
    except FileNotFoundError:  # discarded between the two steps
        return
    except Exception:
        _end(id, Refusal(at=now, code="unforeseen", message=_unforeseen()))
        raise
    else:
        _end(id, Reading(at=now, findings=findings.as_json()))


@transaction.atomic
def _claim(id: int, now: datetime) -> Import | None:
    row = _locked(id)
    if row is None or row.state is not State.READING or not row.file:
        return None
    row.claimed_at, row.attempts = now, row.attempts + 1
    row.save(update_fields=["claimed_at", "attempts"])
    return row


@transaction.atomic
def _end(id: int, result: Reading | Refusal) -> None:
    row = _locked(id)
    if row is None or row.state is not State.READING:
        return
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
