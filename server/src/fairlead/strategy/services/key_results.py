"""Changes to key results."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.models import CheckIn, KeyResult
from fairlead.strategy.rules.measure import Direction, Measure, measure_faults
from fairlead.strategy.selectors import key_result_get, key_result_said, objective_get, objective_place
from fairlead.strategy.services.checks import MOST_VALUE, line, text_faults, weight_faults
from fairlead.strategy.services.finding import found_renew

_LIMITS = {"name": 200, "unit": 20}
_NUMBERS = ("baseline", "target", "tolerance")


@dataclass(frozen=True, slots=True)
class NewKeyResult:
    """A key result to be created, the last of its objective."""

    name: str
    direction: Direction
    baseline: Decimal
    target: Decimal
    unit: str = ""
    tolerance: Decimal | None = None
    weight: int = 1


@transaction.atomic
def key_result_create(*, actor: Actor, objective_id: int, new: NewKeyResult, now: datetime) -> KeyResult:
    """Create a key result of an objective.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    objective = objective_get(id=objective_id, actor=actor)
    require(actor, Action.EDIT_STRATEGY, objective_place(objective, actor=actor))
    values = _checked(asdict(new))
    last = KeyResult.objects.filter(objective=objective).aggregate(last=Max("position"))["last"]
    result = KeyResult(objective=objective, position=0 if last is None else last + 1, **values)
    result.save(force_insert=True)
    audit_write(
        [Change("key_result.create", "key_result", result.pk, after=key_result_said(result))], by=by(actor, now)
    )
    return result


@transaction.atomic
def key_result_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> KeyResult:
    """Change what is said of a key result, by field; its progress and forecast are found anew.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    result = _locked(actor, id, version)
    values = _checked(changes, present=result)
    before = said(result, values)
    for name, value in values.items():
        setattr(result, name, value)
    result.version += 1
    result.save(update_fields=[*values, "version"])
    found_renew(result)
    audit_write([Change("key_result.update", "key_result", id, before=before, after=values)], by=by(actor, now))
    return result


@transaction.atomic
def key_result_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete a key result; its check-ins go with it, and the audit trail keeps them.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    result = _locked(actor, id, version)
    told = CheckIn.objects.filter(key_result=result).order_by("on", "id").values_list("on", "value")
    before = key_result_said(result) | {"check_ins": [[day.isoformat(), str(value)] for day, value in told]}
    result.delete()
    audit_write([Change("key_result.delete", "key_result", id, before=before)], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> KeyResult:
    result = key_result_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_STRATEGY, objective_place(result.objective, actor=actor))
    check_version(result, version, kind="key_result", current=key_result_said(result))
    return result


def _checked(changes: Mapping[str, Any], *, present: KeyResult | None = None) -> dict[str, Any]:
    values = dict(changes)
    values |= {name: line(values[name]) for name in _LIMITS if name in values}
    wrong = text_faults(values, _LIMITS, needed=("name",)) | weight_faults(values)
    wrong |= {name: _("Too large") for name in _NUMBERS if abs(values.get(name) or 0) >= MOST_VALUE}
    whole = {name: values.get(name, getattr(present, name, None)) for name in (*_NUMBERS, "direction")}
    wrong |= {name: _("Missing") for name in ("baseline", "target") if whole[name] is None}
    if not wrong:
        wrong = {name: _REASONS[key]() for name, key in measure_faults(_measure(whole)).items()}
    if wrong:
        raise Refused(_("The key result was not saved."), code="invalid", fields=wrong)
    return values


def _measure(whole: Mapping[str, Any]) -> Measure:
    tolerance = None if whole["tolerance"] is None else float(whole["tolerance"])
    return Measure(Direction(whole["direction"]), float(whole["baseline"]), float(whole["target"]), tolerance)


_REASONS = {
    "tolerance": lambda: _("To hold a value, say by how much it may differ from the target"),
    "only_held": lambda: _("Only what is to be held has a tolerance"),
    "above": lambda: _("Above the baseline, as it is to go up"),
    "below": lambda: _("Below the baseline, as it is to go down"),
}
