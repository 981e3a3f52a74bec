"""Measuring benefits: what was read on a day, also long after the program has closed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.programs.models import Benefit, Measurement
from fairlead.programs.selectors import benefit_get, benefit_place, measurement_get
from fairlead.strategy.services.checks import FIRST_DAY, MOST_VALUE

_SAID = ("on", "value", "comment")


@dataclass(frozen=True, slots=True)
class NewMeasurement:
    """What a benefit was on a day."""

    on: date
    value: Decimal
    comment: str = ""


@transaction.atomic
def measurement_add(*, actor: Actor, benefit_id: int, new: NewMeasurement, now: datetime) -> Measurement:
    """Write down what a benefit was on a day; its owner may, and whoever runs its program.

    Raises: NotFound, Forbidden; Refused for values that cannot be, such as a day to come.
    """
    benefit = _writable(actor, benefit_id)
    return _added(actor, benefit, new, None, now)


@transaction.atomic
def measurement_correct(*, actor: Actor, id: int, new: NewMeasurement, now: datetime) -> Measurement:
    """Correct a measurement: another takes its place, and the one that was wrong is kept.

    Raises: NotFound, Forbidden; Refused for values that cannot be, or where somebody corrected it already.
    """
    wrong = measurement_get(id=id, actor=actor)
    benefit = _writable(actor, wrong.benefit_id)
    if Measurement.objects.filter(corrects=wrong).exists():
        raise Refused(_("This was corrected already. Correct the measurement that took its place."), code="corrected")
    return _added(actor, benefit, new, wrong, now)


def _writable(actor: Actor, id: int) -> Benefit:
    """The benefit is locked, so that of two corrections of one measurement the second finds the first."""
    benefit = benefit_get(id=id, actor=actor, lock=True)
    require(actor, Action.MEASURE_BENEFIT, benefit_place(benefit, actor=actor))
    return benefit


def _added(
    actor: Actor, benefit: Benefit, new: NewMeasurement, corrects: Measurement | None, now: datetime
) -> Measurement:
    _check(new, now)
    row = Measurement.objects.create(
        benefit=benefit,
        on=new.on,
        value=new.value,
        comment=" ".join(new.comment.split()),
        by_id=actor.person_id,
        at=now,
        corrects=corrects,
    )
    before = said(corrects, _SAID) if corrects else {}
    action = "measurement.correct" if corrects else "measurement.add"
    audit_write([Change(action, "benefit", benefit.pk, before=before, after=said(row, _SAID))], by=by(actor, now))
    return row


def _check(new: NewMeasurement, now: datetime) -> None:
    wrong = {}
    # A day ahead is allowed for those whose clocks are ahead of the server's.
    if new.on < FIRST_DAY or (new.on - now.date()).days > 1:
        wrong["on"] = _("Today or before")
    if abs(new.value) >= MOST_VALUE:
        wrong["value"] = _("Too large")
    if len(new.comment) > 2_000:
        wrong["comment"] = _("At most %(limit)d characters") % {"limit": 2_000}
    if wrong:
        raise Refused(_("The measurement was not saved."), fields=wrong)
