"""What people said, as the API tells it, by the names that edits take."""

from fairlead.api.said.people import (
    BookingSaid,
    CalendarSaid,
    RequestSaid,
    ResourceSaid,
    Shifts,
    SkillSaid,
    TeamSaid,
    TimeOffSaid,
    WorkspaceSaid,
)
from fairlead.api.said.programs import (
    BenefitSaid,
    GateCriterion,
    GateSaid,
    ProgramSaid,
    TrancheSaid,
)
from fairlead.api.said.projects import (
    CharterSaid,
    LessonSaid,
    LinkSaid,
    PhaseSaid,
    ProjectSaid,
    ProposalSaid,
    SuccessSaid,
    TaskSaid,
)
from fairlead.api.said.strategy import (
    ContributionsSaid,
    CriterionSaid,
    KeyResultSaid,
    ObjectiveSaid,
    ShareSaid,
    VisionSaid,
)

__all__ = [
    "BenefitSaid",
    "BookingSaid",
    "CalendarSaid",
    "CharterSaid",
    "ContributionsSaid",
    "CriterionSaid",
    "GateCriterion",
    "GateSaid",
    "KeyResultSaid",
    "LessonSaid",
    "LinkSaid",
    "ObjectiveSaid",
    "PhaseSaid",
    "ProgramSaid",
    "ProjectSaid",
    "ProposalSaid",
    "RequestSaid",
    "ResourceSaid",
    "ShareSaid",
    "Shifts",
    "SkillSaid",
    "SuccessSaid",
    "TaskSaid",
    "TeamSaid",
    "TimeOffSaid",
    "TrancheSaid",
    "VisionSaid",
    "WorkspaceSaid",
]
