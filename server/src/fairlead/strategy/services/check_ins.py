"""Checking in: what a key result was on a day, and how likely its target seems."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.strategy.models import CheckIn, KeyResult
from fairlead.strategy.selectors import CHECK_IN_SAID, check_in_get, key_result_get, objective_place
from fairlead.strategy.services.checks import FIRST_DAY, MOST_VALUE
from fairlead.strategy.services.finding import found_renew


@dataclass(frozen=True, slots=True)
class NewCheckIn:
    """What was read on a day; `confidence_share` from 0 to 1 is how likely the target seems, None where nobody says."""

    on: date
    value: Decimal
    confidence_share: Decimal | None = None
    comment: str = ""


@transaction.atomic
def check_in_add(*, actor: Actor, key_result_id: int, new: NewCheckIn, now: datetime) -> CheckIn:
    """Check in to a key result; where it heads for is found anew.

    Raises: NotFound, Forbidden; Refused for values that cannot be, such as a day to come.
    """
    result = _writable(actor, key_result_id)
    return _added(actor, result, new, None, now)


@transaction.atomic
def check_in_correct(*, actor: Actor, id: int, new: NewCheckIn, now: datetime) -> CheckIn:
    """Correct a check-in: another takes its place, and the one that was wrong is kept.

    Raises: NotFound, Forbidden; Refused for values that cannot be, or where somebody corrected it already.
    """
    wrong = check_in_get(id=id, actor=actor)
    result = _writable(actor, wrong.key_result_id)
    if CheckIn.objects.filter(corrects=wrong).exists():
        raise Refused(_("This check-in was corrected already. Correct the one that took its place."), code="corrected")
    return _added(actor, result, new, wrong, now)


def _writable(actor: Actor, id: int) -> KeyResult:
    """The key result is locked: of two check-ins at a time, the second is found with the first."""
    result = key_result_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_STRATEGY, objective_place(result.objective, actor=actor))
    return result


def _added(actor: Actor, result: KeyResult, new: NewCheckIn, corrects: CheckIn | None, now: datetime) -> CheckIn:
    _check(new, now)
    row = CheckIn.objects.create(
        key_result=result,
        on=new.on,
        value=new.value,
        confidence_share=new.confidence_share,
        comment=" ".join(new.comment.split()),
        by_id=actor.person_id,
        at=now,
        corrects=corrects,
    )
    found_renew(result)
    action, before = "check_in.add", {}
    if corrects is not None:
        action, before = "check_in.correct", said(corrects, CHECK_IN_SAID)
    change = Change(action, "key_result", result.pk, before=before, after=said(row, CHECK_IN_SAID))
    audit_write([change], by=by(actor, now))
    return row


def _check(new: NewCheckIn, now: datetime) -> None:
    wrong = {}
    # A day ahead is allowed for those whose clocks are ahead of the server's.
    if new.on < FIRST_DAY or (new.on - now.date()).days > 1:
        wrong["on"] = _("Today or before")
    if abs(new.value) >= MOST_VALUE:
        wrong["value"] = _("Too large")
    if new.confidence_share is not None and not 0 <= new.confidence_share <= 1:
        wrong["confidence_share"] = _("Between 0 and 1")
    if len(new.comment) > 2000:
        wrong["comment"] = _("At most %(limit)d characters") % {"limit": 2000}
    if wrong:
        raise Refused(_("The check-in was not saved."), code="invalid", fields=wrong)
