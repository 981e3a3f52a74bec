"""What people said: projects with their plans, and proposals of projects."""

from fairlead.work.models.closing import Closure, Lesson, LessonQuerySet, LessonTag
from fairlead.work.models.phases import UNDECIDED, Phase, SuccessCriterion
from fairlead.work.models.plan import (
    Assignment,
    Blocker,
    Link,
    Output,
    Project,
    ProjectContribution,
    ProjectQuerySet,
    ProjectScore,
    Split,
    Task,
)
from fairlead.work.models.proposals import Proposal, ProposalDecision, ProposalQuerySet, ProposalScore, ProposalStart

__all__ = [
    "UNDECIDED",
    "Assignment",
    "Blocker",
    "Closure",
    "Lesson",
    "LessonQuerySet",
    "LessonTag",
    "Link",
    "Output",
    "Phase",
    "Project",
    "ProjectContribution",
    "ProjectQuerySet",
    "ProjectScore",
    "Proposal",
    "ProposalDecision",
    "ProposalQuerySet",
    "ProposalScore",
    "ProposalStart",
    "Split",
    "SuccessCriterion",
    "Task",
]
