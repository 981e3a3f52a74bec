"""Changes to programs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.access.selectors import by, require
from fairlead.access.services import role_grant
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Program, ProgramContribution, ProgramScore
from fairlead.programs.selectors import SAID, contributions_said, program_get
from fairlead.strategy.services import contributions_replace, scores_replace

_LIMITS = {"name": 200, "code": 12, "summary": 20_000}


@transaction.atomic
def program_create(*, actor: Actor, name: str, code: str, summary: str = "", now: datetime) -> Program:
    """Create a program with `actor` as its program manager.

    Raises: Forbidden; Refused for a missing name, or a code that another program has.
    """
    require(actor, Action.CREATE_PROGRAM)
    values = _checked(actor, {"name": name, "code": code, "summary": summary})
    program = Program.objects.create(workspace_id=actor.workspace_id, created_at=now, **values)
    role_grant(
        person=Person.objects.get(pk=actor.person_id),
        role=Role.PROGRAM_MANAGER,
        scope=ScopeKind.PROGRAM,
        scope_id=program.pk,
        now=now,
    )
    audit_write([Change("program.create", "program", program.pk, after=values)], by=by(actor, now))
    return program


@transaction.atomic
def program_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Program:
    """Change name, code or summary of a program.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    program = program_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program.pk))
    check_version(program, version, kind="program", current=said(program, (*SAID, "version")))
    values = _checked(actor, changes, but=program.pk)
    before = said(program, values)
    for name, value in values.items():
        setattr(program, name, value)
    program.version += 1
    program.save(update_fields=[*values, "version"])
    audit_write([Change("program.update", "program", program.pk, before=before, after=values)], by=by(actor, now))
    return program


@transaction.atomic
def program_contribute(*, actor: Actor, id: int, version: int, shares: Mapping[int, Decimal], now: datetime) -> Program:
    """Say with which share of its work a program serves which objectives, by their ids; it serves no others.

    Raises: NotFound, Forbidden, StaleVersion; Refused for shares that cannot be, or that exceed 1 together.
    """
    program = program_get(id=id, actor=actor, lock=True)
    require(actor, Action.CONTRIBUTE, Place(program_id=id))
    check_version(program, version, kind="program_contributions", current=contributions_said(program))
    before = contributions_replace(ProgramContribution, {"program_id": id}, shares, actor=actor)
    program.version += 1
    program.save(update_fields=["version"])
    after = {"shares": {str(id): str(share) for id, share in shares.items()}}
    audit_write([Change("program.contribute", "program", id, before=before, after=after)], by=by(actor, now))
    return program


@transaction.atomic
def program_score(*, actor: Actor, id: int, scores: Mapping[int, int | None], now: datetime) -> None:
    """Score how well a program fits the strategy, 0 to 5 by the id of a criterion; None takes a score back.

    Criteria that are not named keep their score. Raises: NotFound, Forbidden; Refused for scores that cannot be.
    """
    program_get(id=id, actor=actor, lock=True)
    require(actor, Action.CONTRIBUTE, Place(program_id=id))
    before = scores_replace(ProgramScore, {"program_id": id}, scores, actor=actor, now=now)
    after = {str(criterion): score for criterion, score in scores.items()}
    audit_write([Change("program.score", "program", id, before=before, after=after)], by=by(actor, now))


def _checked(actor: Actor, values: Mapping[str, Any], *, but: int | None = None) -> dict[str, str]:
    clean = {name: str(value).strip() for name, value in values.items()}
    wrong = {
        name: _("At most %(limit)d characters") % {"limit": _LIMITS[name]}
        for name, value in clean.items()
        if len(value) > _LIMITS[name]
    }
    wrong |= {name: _("Missing") for name in ("name", "code") if name in clean and not clean[name]}
    taken = (
        Program.objects.in_workspace_of(actor).filter(code=clean.get("code", "")).exclude(pk__in=[but] if but else [])
    )
    if "code" in clean and "code" not in wrong and taken.exists():
        wrong["code"] = _("Another program has this code")
    if wrong:
        raise Refused(_("The program was not saved."), fields=wrong)
    return clean
