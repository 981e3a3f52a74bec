"""Which objectives a program serves, and how well it fits the strategy."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Program, ProgramContribution, ProgramScore
from fairlead.programs.selectors import contributions_said, program_get
from fairlead.strategy.services import contributions_replace, scores_replace


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
