"""Closing a project, with what it came to, and reopening it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.services.checks import text_faults
from fairlead.work.models import Closure, Project, SuccessCriterion
from fairlead.work.phases import charter_said
from fairlead.work.selectors import PROJECT_SAID, project_get
from fairlead.work.services.charters import Judgment, judgments_write

_LIMITS = {"summary": 20_000, "handover": 20_000}


@dataclass(frozen=True, slots=True)
class NewClosure:
    """What a project came to, who carries on with what it brought, and how its success criteria are judged."""

    summary: str
    handover: str = ""
    judgments: Sequence[Judgment] = ()


@transaction.atomic
def closure_write(
    *, actor: Actor, project: Project, version: int, new: NewClosure, facts: Mapping[str, Any], now: datetime
) -> Closure:
    """Close `project`, which the caller has locked, as it stands by `facts`; nothing in it is edited from then on.

    Raises: Forbidden, StaleVersion; Refused where it is closed, without a summary, and while a success criterion is
    not judged.
    """
    require(actor, Action.CLOSE_PROJECT, project.place)
    if project.closed_at is not None:
        raise Refused(_("This project is closed already."), code="closed")
    check_version(project, version, kind="project", current=said(project, (*PROJECT_SAID, "version")))
    texts = {"summary": new.summary.strip(), "handover": new.handover.strip()}
    wrong = text_faults(texts, _LIMITS, needed=("summary",))
    if wrong:
        raise Refused(_("The project was not closed."), fields=wrong)
    judgments_write(project, new.judgments, actor=actor, now=now)
    if SuccessCriterion.objects.filter(project=project, is_met=None).exists():
        raise Refused(_("Judge each success criterion first: met, or not met."), code="not_judged")
    kept = {**facts, "criteria": charter_said(project)["criteria"]}
    closure = Closure.objects.create(project=project, **texts, facts=kept, by_id=actor.person_id, at=now)
    _closed(project, now)
    audit_write([Change("project.close", "project", project.pk, after=texts)], by=by(actor, now))
    return closure


@transaction.atomic
def closure_end(*, actor: Actor, project_id: int, version: int, reason: str, now: datetime) -> Project:
    """Open a closed project again; the record of its closing stays.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it is open, and without a reason.
    """
    project = project_get(id=project_id, actor=actor, lock=True)
    require(actor, Action.CLOSE_PROJECT, project.place)
    check_version(project, version, kind="project", current=said(project, (*PROJECT_SAID, "version")))
    closure = Closure.objects.filter(project=project, reopened_at=None).first()
    if closure is None:
        raise Refused(_("This project is open."), code="open")
    reason = reason.strip()
    wrong = text_faults({"reason": reason}, {"reason": 2_000}, needed=("reason",))
    if wrong:
        raise Refused(_("The project stays closed: say why it is to be reopened."), fields=wrong)
    closure.reopened_by_id, closure.reopened_at, closure.reopen_reason = actor.person_id, now, reason
    closure.save(update_fields=["reopened_by", "reopened_at", "reopen_reason"])
    _closed(project, None)
    audit_write([Change("project.reopen", "project", project.pk, after={"reason": reason})], by=by(actor, now))
    return project


def _closed(project: Project, at: datetime | None) -> None:
    project.closed_at = at
    project.version += 1
    project.save(update_fields=["closed_at", "version"])
