"""An upload begins, is watched, is given up."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.exchange import tasks
from fairlead.exchange.columns import Columns, Subject, kept
from fairlead.exchange.models import Discard, Import, Refusal, State
from fairlead.exchange.reading import too_large
from fairlead.exchange.selectors import import_get, may_import
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Forbidden, Refused
from fairlead.programs.selectors import program_get
from fairlead.work.rules import clean_name

KEPT = timedelta(days=7)
PATIENCE = timedelta(seconds=60)  # beyond what MPXJ may take
MOST_ATTEMPTS = 3


def import_begin(
    *,
    actor: Actor,
    file: File[bytes],
    name: str,
    program_id: int | None,
    now: datetime,
    columns: Columns | None = None,
    subject: Subject = Subject.PLAN,
) -> Import:
    """Keep an uploaded file and ask a worker to read it; `name` is the user's own for it.

    `program_id` is where its project is meant to go, None where that is to be chosen later; `columns` says of
    headings of a table what they stand for. Uploads of the workspace that were left lying are given up on the way.
    Raises: NotFound, Forbidden; Refused for a file that is empty or too large.
    """
    _check_right(actor, program_id, subject)
    said = {heading: subject.column(column) for heading, column in (columns or {}).items()}
    imports_expire(workspace_id=actor.workspace_id, now=now)
    digest, size = _digest(file, subject)
    row = Import(
        workspace_id=actor.workspace_id,
        by_id=actor.person_id,
        begun_at=now,
        asked_at=now,
        filename=clean_name(PurePath(name.replace("\\", "/")).name)[:255] or _("Unnamed file"),
        digest=digest,
        size=size,
        program_id=program_id,
        subject=subject,
        columns=kept(said, subject),
    )
    row.file.save("", file, save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit_write(
                [Change("import.begin", "import", row.pk, after={"filename": row.filename, "digest": digest})],
                by=by(actor, now),
            )
            tasks.file_read_later(row.pk)
    except BaseException:
        row.file.delete(save=False)
        raise
    return import_get(id=row.pk, actor=actor)


def import_watch(*, actor: Actor, id: int, now: datetime) -> Import:
    """Return an upload; where its reading stopped without a word, a worker is asked again, and at last nobody.

    Writes nothing, and waits for nobody who does, as long as the reading is under way or over.
    Raises: NotFound.
    """
    row = import_get(id=id, actor=actor)
    return _woken(id, actor, now) if _is_stuck(row, now) else row


@transaction.atomic
def _woken(id: int, actor: Actor, now: datetime) -> Import:
    row = import_get(id=id, actor=actor, lock=True)
    if not _is_stuck(row, now):
        return row
    if row.attempts >= MOST_ATTEMPTS:
        message = _(
            "Reading this file stopped %(times)d times without a word; it may need more memory than there is. "
            "Split the plan into several projects, or ask whoever runs this server."
        )
        Refusal.objects.create(of=row, at=now, code="stopped", message=message % {"times": row.attempts})
        file_drop(row)
        return import_get(id=id, actor=actor)
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    tasks.file_read_later(row.pk)
    return row


def _is_stuck(row: Import, now: datetime) -> bool:
    patience = PATIENCE + timedelta(seconds=settings.IMPORT_MPXJ_SECONDS)
    return row.state is State.READING and now - max(row.asked_at, row.claimed_at or row.asked_at) >= patience


@transaction.atomic
def import_discard(*, actor: Actor, id: int, now: datetime) -> None:
    """Give an upload up and delete its file; doing so twice changes nothing.

    Raises: NotFound; Refused where it became a project already.
    """
    row = import_get(id=id, actor=actor, lock=True)
    if row.state is State.DISCARDED:
        return
    if row.state is State.CONFIRMED:
        raise Refused(_("This file was taken over already; there is nothing left to discard."), code="confirmed")
    Discard.objects.create(of=row, at=now, by_id=actor.person_id)
    file_drop(row)
    audit_write([Change("import.discard", "import", row.pk, before={"filename": row.filename})], by=by(actor, now))


@transaction.atomic
def imports_expire(*, workspace_id: int, now: datetime) -> int:
    """Give up what was uploaded more than seven days ago and not confirmed, delete the files, and return how many."""
    old = list(
        Import.objects.filter(workspace_id=workspace_id, begun_at__lt=now - KEPT)
        .filter(confirmation=None, discard=None)
        .order_by("begun_at")[:500]
    )
    Discard.objects.bulk_create([Discard(of=row, at=now, by=None) for row in old], ignore_conflicts=True)
    for row in old:
        file_drop(row)
    return len(old)


def file_drop(row: Import) -> None:
    """Delete the file of an upload when the present transaction is kept."""
    name = row.file.name
    if not name:
        return
    storage = row.file.storage
    row.file = ""
    row.save(update_fields=["file"])
    transaction.on_commit(partial(storage.delete, name))


def _check_right(actor: Actor, program_id: int | None, subject: Subject) -> None:
    if subject is Subject.PEOPLE:
        require(actor, Action.EDIT_POOL)
    elif program_id is not None:
        program_get(id=program_id, actor=actor)
        require(actor, Action.CREATE_PROJECT, Place(program_id=program_id))
    elif not may_import(actor):
        raise Forbidden(_("Your roles do not allow you to create a project, so there is nowhere to import to."))


def _digest(file: File[bytes], subject: Subject) -> tuple[str, int]:
    """Return the digest and the size of a file, read once in pieces and no further than the limit."""
    sha, size = hashlib.sha256(), 0
    if (file.size or 0) > settings.IMPORT_MAX_BYTES:
        raise too_large(subject)
    for chunk in file.chunks():
        size += len(chunk)
        if size > settings.IMPORT_MAX_BYTES:
            raise too_large(subject)
        sha.update(chunk)
    if size == 0:
        raise Refused(_("The file is empty. Save it again and choose that file."), code="EmptyFile")
    file.seek(0)
    return sha.hexdigest(), size
