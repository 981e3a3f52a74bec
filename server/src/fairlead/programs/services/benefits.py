"""Changes to what a program is to bring, and measuring what it has brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Benefit, BenefitPoint
from fairlead.programs.selectors import benefit_get, benefit_said, program_get
from fairlead.strategy.selectors import objectives_known
from fairlead.strategy.services.checks import MOST_MONEY, MOST_VALUE, day_faults, line, owner_known, text_faults

MOST_POINTS = 60
_LIMITS = {"name": 200, "unit": 20, "about": 5_000, "currency": 3}
_KEYS = {"owner": "owner_id", "objective": "objective_id"}


@dataclass(frozen=True, slots=True)
class NewBenefit:
    """A benefit to be written down; `points` are days with what is expected by then, between baseline and target."""

    name: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    measure_until_on: date
    about: str = ""
    is_disbenefit: bool = False
    owner: int | None = None
    objective: int | None = None
    unit: str = ""
    yearly_value: Decimal | None = None
    currency: str = ""
    measure_every_days: int = 90
    points: Sequence[tuple[date, Decimal]] = ()


@transaction.atomic
def benefit_create(*, actor: Actor, program_id: int, new: NewBenefit, now: datetime) -> Benefit:
    """Write down a benefit that a program is to bring.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    program = program_get(id=program_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program_id))
    benefit = Benefit(program=program, created_at=now)
    values = {field.name: getattr(new, field.name) for field in fields(new)}
    points = values.pop("points")
    _say(benefit, values, points, actor)
    benefit.save(force_insert=True)
    _points_write(benefit, points)
    audit_write([Change("benefit.create", "benefit", benefit.pk, after=benefit_said(benefit))], by=by(actor, now))
    return benefit


@transaction.atomic
def benefit_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Benefit:
    """Change what is said of a benefit, by field; `points` are said as a whole.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    benefit = _locked(actor, id, version)
    before = benefit_said(benefit)
    values = dict(changes)
    said_points = values.pop("points", None)
    points = benefit.points.values_list("on", "value") if said_points is None else said_points
    _say(benefit, values, list(points), actor)
    benefit.version += 1
    benefit.save(update_fields=[*values, "version"])
    if said_points is not None:
        _points_write(benefit, said_points)
    after = benefit_said(benefit)
    kept = [name for name in changes if before[name] != after[name]]
    change = Change(
        "benefit.update",
        "benefit",
        id,
        before={name: before[name] for name in kept},
        after={name: after[name] for name in kept},
    )
    audit_write([change], by=by(actor, now))
    return benefit


@transaction.atomic
def benefit_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a benefit off the register; its measurements go with it, and the audit trail keeps them.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    benefit = _locked(actor, id, version)
    told = benefit.measurements.order_by("on", "id").values_list("on", "value")
    before = benefit_said(benefit) | {"measurements": [[on.isoformat(), str(value)] for on, value in told]}
    benefit.delete()
    audit_write([Change("benefit.delete", "benefit", id, before=before)], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> Benefit:
    benefit = benefit_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=benefit.program_id))
    check_version(benefit, version, kind="benefit", current=benefit_said(benefit))
    return benefit


def _say(benefit: Benefit, changes: Mapping[str, Any], points: Sequence[tuple[date, Decimal]], actor: Actor) -> None:
    values = dict(changes)
    values |= {name: line(values[name]) for name in ("name", "unit") if name in values}
    if "currency" in values:
        values["currency"] = str(values["currency"]).strip().upper()
    owner_known(values.get("owner"), actor=actor)
    if values.get("objective") is not None:
        objectives_known([values["objective"]], actor=actor)
    wrong = text_faults(values, _LIMITS, needed=("name",)) | day_faults(values) | _number_faults(values)
    for name, value in values.items():
        setattr(benefit, _KEYS.get(name, name), value)
    wrong = wrong or _whole_faults(benefit) or _point_faults(benefit, points)
    if wrong:
        raise Refused(_("The benefit was not saved."), fields=wrong)


def _number_faults(values: Mapping[str, Any]) -> dict[str, str]:
    wrong = {
        name: _("Too large") for name in ("baseline", "target") if name in values and abs(values[name]) >= MOST_VALUE
    }
    if values.get("yearly_value") is not None and not 0 <= values["yearly_value"] < MOST_MONEY:
        wrong["yearly_value"] = _("An amount of money, not below nothing")
    if "measure_every_days" in values and not 1 <= values["measure_every_days"] <= 1_000:
        wrong["measure_every_days"] = _("From 1 to 1,000 days")
    return wrong


def _whole_faults(benefit: Benefit) -> dict[str, str]:
    wrong = {}
    if benefit.target == benefit.baseline:
        wrong["target"] = _("Other than the baseline")
    if benefit.target_on <= benefit.baseline_on:
        wrong["target_on"] = _("After the baseline")
    elif benefit.measure_until_on < benefit.target_on:
        wrong["measure_until_on"] = _("Not before the target")
    if benefit.yearly_value is not None and len(benefit.currency) != 3:
        wrong["currency"] = _("Its three letters, such as EUR")
    beside = Benefit.objects.filter(program=benefit.program, name=benefit.name).exclude(pk=benefit.pk)
    if not wrong and beside.exists():
        wrong["name"] = _("Another benefit has this name")
    return wrong


def _point_faults(benefit: Benefit, points: Sequence[tuple[date, Decimal]]) -> dict[str, str]:
    days = [on for on, _value in points]
    if len(days) > MOST_POINTS:
        return {"points": _("At most 60 days")}
    if len(set(days)) < len(days) or any(not benefit.baseline_on < on < benefit.target_on for on in days):
        return {"points": _("Each day once, between the baseline's and the target's")}
    if any(abs(value) >= MOST_VALUE for _on, value in points):
        return {"points": _("Too large")}
    return {}


def _points_write(benefit: Benefit, points: Sequence[tuple[date, Decimal]]) -> None:
    BenefitPoint.objects.filter(benefit=benefit).delete()
    BenefitPoint.objects.bulk_create(BenefitPoint(benefit=benefit, on=on, value=value) for on, value in sorted(points))
