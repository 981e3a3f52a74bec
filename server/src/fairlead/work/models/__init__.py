"""What people said: projects with their plans."""

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

__all__ = [
    "Assignment",
    "Blocker",
    "Link",
    "Output",
    "Project",
    "ProjectContribution",
    "ProjectQuerySet",
    "ProjectScore",
    "Split",
    "Task",
]
