"""What an edit of a plan did, as the API tells it; times are minutes since 1970-01-01 00:00 of the wall clock."""

from django.http import HttpResponse

from fairlead.api.answers import answer, created
from fairlead.api.said import LinkSaid, TaskSaid
from fairlead.api.shapes import Out
from fairlead.schedule.outcome import Outcome


class ChangedColumns(Out):
    """Found values of the rows that changed: lists of one length, a task at each place."""

    id: list[int]
    start: list[int]
    finish: list[int]
    total_slack: list[int]
    flags: list[int]
    percent: list[float]
    duration: list[int]
    driver_kind: list[int]
    driver_task: list[int]


class ProjectSpan(Out):
    """Where a project lies now, and how far it is."""

    id: int
    start: int
    finish: int
    percent: float


class Moved(Out):
    """How many tasks moved, and the finish of the whole plan before and after."""

    count: int
    finish_before: int | None
    finish_after: int | None


class TrailStep(Out):
    """One task's move and its reason; `because_task` is the task that moved it, 0 for none."""

    task: int
    name: str
    start_before: int | None
    start_after: int
    finish_before: int | None
    finish_after: int
    because: str
    because_task: int


class OutlineOrder(Out):
    """The outline of a project after its structure changed: lists of one length, a task at each place."""

    id: list[int]
    parent: list[int]
    flags: list[int]


class Trial(Out):
    """What an edit would do."""

    changed: ChangedColumns
    projects: list[ProjectSpan]
    moved: Moved


class Slip(Out):
    """A project that finishes more `days` later than agreed than you may decide; the `deciders` are told."""

    project: int
    days: int
    deciders: list[str]
    words: str


class Edited(Trial):
    """What an edit did: what is said now, and all that followed, nearest first.

    Where `revision_before` is not the revision that you have, others changed the plan meanwhile: ask for changes.
    """

    task: TaskSaid | None
    link: LinkSaid | None
    revision_before: int
    revision: int
    trail: list[TrailStep]
    order: OutlineOrder | None
    slips: list[Slip]


def edited(outcome: Outcome) -> HttpResponse:
    """Return what an edit did, with the new version of what was edited."""
    content = Edited.model_validate(outcome)
    return answer(content, version=_version(content))


def added(outcome: Outcome, *, at: str) -> HttpResponse:
    """Return what an addition did; what was added is at the address `at` with its id behind."""
    content = Edited.model_validate(outcome)
    new = content.task or content.link
    return created(content, at=f"{at}/{new.id if new else ''}", version=_version(content))


def _version(content: Edited) -> int | None:
    said = content.task or content.link
    return said.version if said else None
