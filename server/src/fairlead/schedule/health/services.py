"""What people say of how things stand, beside what the rules find."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.schedule.health.findings import State
from fairlead.schedule.health.subjects import Subject, SubjectKind, subject_get
from fairlead.schedule.models import HealthOverride
from fairlead.schedule.models.health import SAYABLE

MOST_DAYS = 90
_SAID = ("state", "reason", "until_on")


@dataclass(frozen=True, slots=True)
class NewOverride:
    """How something stands as somebody says: why, and the last day on which that holds."""

    state: State
    reason: str
    until_on: date


@transaction.atomic
def override_set(
    *, actor: Actor, kind: SubjectKind, id: int, version: int, new: NewOverride, today: date, now: datetime
) -> HealthOverride:
    """Say how something stands, whatever the rules find; `version` is 0 where nobody said it.

    Raises: NotFound, Forbidden, StaleVersion; Refused without a reason, or for a day that is over or too far off.
    """
    subject = subject_get(kind=kind, id=id, actor=actor, lock=True)
    require(actor, subject.action, subject.place)
    row = _row(subject)
    _check(row, subject, version, today)
    clean = _checked(new, today)
    before = said(row, _SAID) if row is not None and row.until_on >= today else {}
    row = row or HealthOverride(workspace_id=actor.workspace_id, version=0, **{f"{kind}_id": id})
    row.state, row.reason, row.until_on = clean.state, clean.reason, clean.until_on
    row.by_id, row.said_at, row.version = actor.person_id, now, row.version + 1
    row.save()
    audit_write([Change("health.say", kind, id, before=before, after=said(row, _SAID))], by=by(actor, now))
    return row


@transaction.atomic
def override_withdraw(*, actor: Actor, kind: SubjectKind, id: int, version: int, today: date, now: datetime) -> None:
    """Take back what somebody said of how something stands.

    Raises: NotFound, Forbidden, StaleVersion; Refused where nobody says anything.
    """
    subject = subject_get(kind=kind, id=id, actor=actor, lock=True)
    require(actor, subject.action, subject.place)
    row = _row(subject)
    if row is None or row.until_on < today:
        raise Refused(_("Nobody says how this stands; only the rules do."), code="nothing_said")
    _check(row, subject, version, today)
    before = said(row, _SAID)
    row.delete()
    audit_write([Change("health.withdraw", kind, id, before=before)], by=by(actor, now))


def _row(subject: Subject) -> HealthOverride | None:
    return HealthOverride.objects.filter(**{f"{subject.kind}_id": subject.id}).first()


def _check(row: HealthOverride | None, subject: Subject, version: int, today: date) -> None:
    """Raise StaleVersion unless `version` is that of what holds today, 0 where nothing does."""
    current: dict[str, Any] = {"version": 0}
    if row is not None and row.until_on >= today:
        current = {"version": row.version, **said(row, _SAID)}
    held = HealthOverride(pk=subject.id, version=current["version"])
    check_version(held, version, kind=subject.kind, current=current)


def _checked(new: NewOverride, today: date) -> NewOverride:
    reason, wrong = new.reason.strip(), {}
    if not reason:
        wrong["reason"] = _("Say why, in a sentence")
    elif len(reason) > 500:
        wrong["reason"] = _("At most %(limit)d characters") % {"limit": 500}
    if new.state not in SAYABLE:
        wrong["state"] = _("Choose on track, at risk or off track")
    if not today <= new.until_on <= today + timedelta(days=MOST_DAYS):
        wrong["until_on"] = _("A day from today on, at most %(days)d days ahead") % {"days": MOST_DAYS}
    if wrong:
        raise Refused(_("Nothing was said of how it stands."), fields=wrong)
    return NewOverride(new.state, reason, new.until_on)
