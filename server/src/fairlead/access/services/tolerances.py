"""How far programs and projects may deviate before the level above decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Tolerance, ToleranceKind, Workspace
from fairlead.access.rules import Action, Actor, ScopeKind, Spot
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version

_SAID = ("amount", "words")
_MOST = {ToleranceKind.TIME: 3650, ToleranceKind.COST: 1000, ToleranceKind.BENEFIT: 100}


@transaction.atomic
def tolerance_set(
    *, actor: Actor, spot: Spot, kind: ToleranceKind, amount: int | None, words: str, version: int, now: datetime
) -> Tolerance | None:
    """Agree how far a program or project may deviate in one kind; neither amount nor words takes it back.

    `amount` in days for time, percent for cost and benefit; `version` is 0 where nothing is agreed yet.
    Raises: NotFound, Forbidden, StaleVersion; Refused for amounts that cannot be.
    """
    require(
        actor, Action.SET_PROGRAM_TOLERANCE if spot.scope is ScopeKind.PROGRAM else Action.SET_TOLERANCE, spot.place
    )
    words = words.strip()
    _check(kind, amount, words)
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)  # two who agree the first at once
    row = Tolerance.objects.filter(scope=spot.scope.value, scope_id=spot.id, kind=kind).first()
    before = said(row, _SAID) if row else {}
    if row is None and version:
        row = Tolerance(version=0, amount=None, words="")
    if row is not None:
        check_version(row, version, kind="tolerance", current={**said(row, (*_SAID, "version")), "kind": kind.value})
    if amount is None and not words:
        if row is not None:
            row.delete()
        kept = None
    else:
        kept = row or Tolerance(workspace_id=actor.workspace_id, scope=spot.scope.value, scope_id=spot.id, kind=kind)
        kept.version = version + 1
        kept.amount, kept.words, kept.agreed_by_id, kept.agreed_at = amount, words, actor.person_id, now
        kept.save()
    after = {"kind": kind.value, "amount": amount, "words": words}
    change = Change("tolerance.set", spot.scope.value, spot.id, before=before, after=after)
    audit_write([change], by=by(actor, now))
    return kept


def _check(kind: ToleranceKind, amount: int | None, words: str) -> None:
    wrong = {}
    if len(words) > 300:
        wrong["words"] = _("At most 300 characters")
    if amount is not None and kind not in _MOST:
        wrong["amount"] = _("Say it in words")
    elif amount is not None and not 0 <= amount <= _MOST[kind]:
        wrong["amount"] = _("Between 0 and %(most)d") % {"most": _MOST[kind]}
    if wrong:
        raise Refused(_("The tolerance was not saved."), fields=wrong)
