"""What to show somebody whose edit came too late: both versions, and who was first."""

import json
from typing import Any

from fairlead.api.auth import ApiRequest
from fairlead.api.said import (
    BenefitSaid,
    BookingSaid,
    CalendarSaid,
    CharterSaid,
    ContributionsSaid,
    CriterionSaid,
    GateSaid,
    KeyResultSaid,
    LessonSaid,
    LinkSaid,
    ObjectiveSaid,
    PhaseSaid,
    ProgramSaid,
    ProjectSaid,
    ProposalSaid,
    RequestSaid,
    ResourceSaid,
    SkillSaid,
    TeamSaid,
    TimeOffSaid,
    TrancheSaid,
    VisionSaid,
    WorkspaceSaid,
)
from fairlead.api.shapes import Out
from fairlead.api.tasks import TaskOut, task_rows
from fairlead.kernel.audit import audit_last
from fairlead.kernel.errors import StaleVersion
from fairlead.work.selectors import tasks_of

_SHAPES: dict[str, type[Out]] = {
    "benefit": BenefitSaid,
    "booking": BookingSaid,
    "calendar": CalendarSaid,
    "criterion": CriterionSaid,
    "gate": GateSaid,
    "key_result": KeyResultSaid,
    "lesson": LessonSaid,
    "link": LinkSaid,
    "objective": ObjectiveSaid,
    "phase": PhaseSaid,
    "program": ProgramSaid,
    "program_contributions": ContributionsSaid,
    "project": ProjectSaid,
    "project_charter": CharterSaid,
    "project_contributions": ContributionsSaid,
    "proposal": ProposalSaid,
    "request": RequestSaid,
    "resource": ResourceSaid,
    "skill": SkillSaid,
    "team": TeamSaid,
    "time_off": TimeOffSaid,
    "tranche": TrancheSaid,
    "vision": VisionSaid,
    "workspace": WorkspaceSaid,
}


def comparison(error: StaleVersion, request: ApiRequest) -> dict[str, Any]:
    """Return what is said now, who said it last and when, and the fields of the late edit on both sides."""
    now = _now(error, request).model_dump(mode="json")
    last = audit_last(target=error.kind, target_id=error.id)
    yours = json.loads(request.body) if request.body else {}
    return {
        error.kind: now,
        "changed_by": last.actor_name if last else "",
        "changed_at": last.at if last else None,
        "yours": yours,
        "theirs": {name: value for name, value in now.items() if name in yours},
    }


def _now(error: StaleVersion, request: ApiRequest) -> Out:
    """A task is read once more with its found dates: an edit may have named a start or finish."""
    if error.kind != "task":
        return _SHAPES[error.kind].model_validate(error.current)
    tasks = tasks_of(project_id=error.current["project"], actor=request.auth)
    return TaskOut.model_validate(task_rows(tasks.filter(pk=error.id)).get())
