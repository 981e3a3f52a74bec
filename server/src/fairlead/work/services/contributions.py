"""Which objectives a project serves by itself, and how well it fits the strategy."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.versions import check_version
from fairlead.strategy.services import contributions_replace, scores_replace
from fairlead.work.models import Project, ProjectContribution, ProjectScore
from fairlead.work.selectors import contributions_said, project_get


@transaction.atomic
def project_contribute(*, actor: Actor, id: int, version: int, shares: Mapping[int, Decimal], now: datetime) -> Project:
    """Say with which share of its work a project serves which objectives, by their ids; it serves no others.

    While it says any, what its program says counts for it no more; without any it serves what its program serves.
    Raises: NotFound, Forbidden, StaleVersion; Refused for shares that cannot be, or that exceed 1 together.
    """
    project = project_get(id=id, actor=actor, lock=True)
    require(actor, Action.CONTRIBUTE, project.place)
    check_version(project, version, kind="project_contributions", current=contributions_said(project))
    before = contributions_replace(ProjectContribution, {"project_id": id}, shares, actor=actor)
    project.version += 1
    project.save(update_fields=["version"])
    after = {"shares": {str(id): str(share) for id, share in shares.items()}}
    audit_write([Change("project.contribute", "project", id, before=before, after=after)], by=by(actor, now))
    return project


@transaction.atomic
def project_score(*, actor: Actor, id: int, scores: Mapping[int, int | None], now: datetime) -> None:
    """Score how well a project fits the strategy, 0 to 5 by the id of a criterion; None takes a score back.

    Criteria that are not named keep their score. Raises: NotFound, Forbidden; Refused for scores that cannot be.
    """
    project = project_get(id=id, actor=actor, lock=True)
    require(actor, Action.CONTRIBUTE, project.place)
    before = scores_replace(ProjectScore, {"project_id": id}, scores, actor=actor, now=now)
    after = {str(criterion): score for criterion, score in scores.items()}
    audit_write([Change("project.score", "project", id, before=before, after=after)], by=by(actor, now))
