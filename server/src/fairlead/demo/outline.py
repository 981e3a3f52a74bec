"""What the notation says of a project, before any date is computed.

Days are working days of the studio counted from the Monday of the week it is loaded in: day 0 is the
first one on or after it, day -1 the last one before. So a plan keeps its shape whatever holidays are near.
"""

from dataclasses import dataclass

from fairlead_engine.plan import ConstraintKind, LinkKind


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody of the pool, by the first word of their name, with `percent` of their time."""

    who: str
    percent: int = 100


@dataclass(frozen=True, slots=True)
class After:
    """A link from the task with the reference `predecessor`; the lag is in minutes."""

    predecessor: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    is_elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A constraint and the day it names; None for those without a date."""

    kind: ConstraintKind
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps a task from going on: said by `who`, so many calendar days ago."""

    who: str
    days_ago: int
    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """A task was planned to take `minutes` until `who` changed it, so many calendar days ago."""

    minutes: int
    who: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class TaskOutline:
    """A task as the notation says it; `ref` is unique in the workspace, such as `PAY.contract`.

    `level` counts from 0. `held` is the percentage that its progress has not passed, whatever the dates
    say. `pinned` is the day of a task that keeps its place by hand.
    """

    ref: str
    name: str
    level: int
    minutes: int = 0
    is_elapsed: bool = False
    is_estimated: bool = False
    before: Before | None = None
    is_milestone: bool = False
    people: tuple[Share, ...] = ()
    after: tuple[After, ...] = ()
    bound: Bound | None = None
    deadline: int | None = None
    calendar: str = ""
    held: int | None = None
    pinned: int | None = None
    block: Block | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectOutline:
    """A project as the notation says it, its tasks in outline order; or a program's activities, without a manager."""

    name: str
    code: str
    start: int
    tasks: tuple[TaskOutline, ...]
    goal: str = ""
    finish_by: int | None = None
    manager: str = ""
    calendar: str = ""

    def parents(self) -> list[int | None]:
        """Return for each task the index of its summary task, None at the top."""
        open_at: list[int] = []
        found: list[int | None] = []
        for index, task in enumerate(self.tasks):
            del open_at[task.level :]
            found.append(open_at[-1] if open_at else None)
            open_at.append(index)
        return found
