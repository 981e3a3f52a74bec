"""Changes to the criteria of strategic fit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.models import Criterion
from fairlead.strategy.selectors import criterion_get, criterion_said
from fairlead.strategy.services.checks import line, text_faults, weight_faults

MOST = 20
_LIMITS = {"name": 100, "about": 500}


@transaction.atomic
def criterion_create(*, actor: Actor, name: str, about: str = "", weight: int = 1, now: datetime) -> Criterion:
    """Create a criterion by which programs and projects are scored.

    Raises: NotFound, Forbidden; Refused for values that cannot be, or above 20 criteria.
    """
    require(actor, Action.EDIT_STRATEGY)
    values = _checked(actor, {"name": name, "about": about, "weight": weight})
    if Criterion.objects.filter(workspace_id=actor.workspace_id).count() >= MOST:
        raise Refused(_("With %(n)d criteria nobody can weigh any more. Delete one first.") % {"n": MOST})
    criterion = Criterion.objects.create(workspace_id=actor.workspace_id, **values)
    audit_write([Change("criterion.create", "criterion", criterion.pk, after=values)], by=by(actor, now))
    return criterion


@transaction.atomic
def criterion_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Criterion:
    """Change name, description or weight of a criterion; the scores by it stay.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    criterion = _locked(actor, id, version)
    values = _checked(actor, changes, but=id)
    before = said(criterion, values)
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.version += 1
    criterion.save(update_fields=[*values, "version"])
    audit_write([Change("criterion.update", "criterion", id, before=before, after=values)], by=by(actor, now))
    return criterion


@transaction.atomic
def criterion_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete a criterion with all scores by it.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    criterion = _locked(actor, id, version)
    before = criterion_said(criterion)
    criterion.delete()
    audit_write([Change("criterion.delete", "criterion", id, before=before)], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> Criterion:
    criterion = criterion_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_STRATEGY)
    check_version(criterion, version, kind="criterion", current=criterion_said(criterion))
    return criterion


def _checked(actor: Actor, changes: Mapping[str, Any], *, but: int = 0) -> dict[str, Any]:
    values = dict(changes)
    values |= {name: line(values[name]) for name in _LIMITS if name in values}
    wrong = text_faults(values, _LIMITS, needed=("name",)) | weight_faults(values)
    taken = Criterion.objects.filter(workspace_id=actor.workspace_id, name=values.get("name")).exclude(pk=but)
    if "name" in values and "name" not in wrong and taken.exists():
        wrong["name"] = _("There is a criterion of this name")
    if wrong:
        raise Refused(_("The criterion was not saved."), code="invalid", fields=wrong)
    return values
