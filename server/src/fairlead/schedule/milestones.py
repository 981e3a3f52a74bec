"""The milestones of programs themselves: those among their own activities, that are still to be reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor
from fairlead.schedule.attention import Show, tasks_shown
from fairlead.work.models import Project
from fairlead.work.selectors import visible_through


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of a program: its task, when it is found to be reached, and whether that is past."""

    task_id: int
    name: str
    at: datetime
    is_late: bool


def program_milestones(
    program_ids: Collection[int], *, actor: Actor, now: datetime
) -> dict[int, tuple[Milestone, ...]]:
    """Return the open milestones of programs' own activities that `actor` may see, by program and time. One query.

    `now` is the wall clock; a milestone before it is late.
    """
    ours = {"project__kind": Project.Kind.ACTIVITIES, "project__program_id__in": program_ids}
    shown = tasks_shown(Show.MILESTONE, now).filter(visible_through("project", actor), **ours)
    rows = shown.order_by("finish_at", "task_id")
    found: dict[int, tuple[Milestone, ...]] = {}
    for program, task, name, at in rows.values_list("project__program_id", "task_id", "task__name", "finish_at"):
        found[program] = (*found.get(program, ()), Milestone(task, name, at, at < now))
    return found
