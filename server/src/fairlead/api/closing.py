"""Closing projects: what is settled, the report that stays, and reopening."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.phases import JudgmentIn
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.api.versions import Version
from fairlead.schedule import closing as schedule
from fairlead.schedule.closing import Loose
from fairlead.work import services
from fairlead.work.models import Closure
from fairlead.work.selectors import project_get

router = Router(tags=["closing"])


class LooseOut(Out):
    """How many of something are loose, of how many; `must` says that the project cannot be closed before."""

    what: Loose
    count: int
    total: int
    must: bool


class ClosureOut(Out):
    """A closing: what the project came to, who carries on, and how it stood then; until it was reopened, and why."""

    summary: str
    handover: str
    facts: dict[str, Any]
    by: str | None
    at: Instant
    reopened_by: str | None
    reopened_at: Instant | None
    reopen_reason: str


class ClosingOut(Out):
    """What is settled now, and how often the project was closed, newest first."""

    version: int
    closed_at: Instant | None
    unsettled: list[LooseOut]
    closures: list[ClosureOut]


class NewClosure(In):
    """What the project came to, who carries on, and how its success criteria are judged; each must be by then."""

    summary: str
    handover: str = ""
    judgments: list[JudgmentIn] = Field(default_factory=list, max_length=30)


class Reopen(In):
    """Why the project is opened again."""

    reason: str


@router.get("/projects/{id}/closing", response=ClosingOut)
def closing_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show what is settled in a project, and the reports of its closings."""
    project = project_get(id=id, actor=request.auth)
    shown = ClosingOut(
        version=project.version,
        closed_at=project.closed_at,
        unsettled=[
            LooseOut.model_validate(each) for each in schedule.unsettled(project, actor=request.auth, now=wall_clock())
        ],
        closures=[_shown(each) for each in schedule.closures_of(project)],
    )
    return answer(shown, version=project.version)


@router.post("/projects/{id}/close", response=ClosingOut)
def project_close(request: ApiRequest, id: Id, new: NewClosure, version: Version) -> HttpResponse:
    """Close a project; nothing in it is edited until it is reopened."""
    judgments = [services.Judgment(each.id, each.is_met, each.evidence) for each in new.judgments]
    schedule.project_close(
        actor=request.auth,
        project_id=id,
        version=version,
        new=services.NewClosure(new.summary, new.handover, judgments),
        now=timezone.now(),
        wall_clock=wall_clock(),
    )
    return closing_read(request, id)


@router.post("/projects/{id}/reopen", response=ClosingOut)
def project_reopen(request: ApiRequest, id: Id, reopen: Reopen, version: Version) -> HttpResponse:
    """Open a closed project again; the record of its closing stays."""
    schedule.project_reopen(
        actor=request.auth, project_id=id, version=version, reason=reopen.reason, now=timezone.now()
    )
    return closing_read(request, id)


def _shown(closure: Closure) -> ClosureOut:
    return ClosureOut(
        summary=closure.summary,
        handover=closure.handover,
        facts=closure.facts,
        by=closure.by.name if closure.by else None,
        at=closure.at,
        reopened_by=closure.reopened_by.name if closure.reopened_by else None,
        reopened_at=closure.reopened_at,
        reopen_reason=closure.reopen_reason,
    )
