"""What an edit did: what is said now, and every row, project and reason that changed; sized by the change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from fairlead.kernel.bulk import Integers
from fairlead.schedule.finder import Discovery
from fairlead.schedule.flags import flags_of
from fairlead.schedule.loader import Loaded
from fairlead.schedule.moves import Move
from fairlead.schedule.words import because_text
from fairlead.schedule.writer import Changed
from fairlead.work.models import Task
from fairlead_engine.network import NONE

TRAIL_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """Found values of the rows that changed, column by column; instants are minutes since 1970."""

    id: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    finish: list[int] = field(default_factory=list)
    total_slack: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    percent: list[float] = field(default_factory=list)
    duration: list[int] = field(default_factory=list)
    driver_kind: list[int] = field(default_factory=list)
    driver_task: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProjectSpan:
    """From when to when a project runs, in minutes since 1970, and how much of it is complete."""

    id: int
    start: int
    finish: int
    percent: float


@dataclass(frozen=True, slots=True)
class Moved:
    """How many tasks moved, and the finish of the whole scope before and after; None where it had none."""

    count: int
    finish_before: int | None
    finish_after: int | None


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One task's move with its reason in words."""

    task: int
    name: str
    start_before: int | None
    start_after: int
    finish_before: int | None
    finish_after: int
    because: str
    because_task: int


@dataclass(frozen=True, slots=True)
class Order:
    """The outline of a project after its structure changed, column by column."""

    id: list[int]
    parent: list[int]
    flags: list[int]


@dataclass(frozen=True, slots=True)
class Slip:
    """A project that an edit lets finish later than agreed, beyond what the editor may decide.

    `days` later than agreed; `deciders` are the names of those whose decision it is, who are told; `words` say so.
    """

    project: int
    days: int
    deciders: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit did to its scope; `task` or `link` is what people say of the edited thing now.

    Who knew an older revision than `revision_before` has missed what others did in between.
    """

    revision_before: int
    revision: int
    changed: ChangedRows
    projects: list[ProjectSpan]
    moved: Moved
    trail: list[TrailStep]
    task: Mapping[str, Any] | None = None
    link: Mapping[str, Any] | None = None
    order: Order | None = None
    slips: tuple[Slip, ...] = ()


def found_rows(
    ids: Integers,
    said: dict[str, Integers],
    found: dict[str, Integers],
    percent: NDArray[np.float64],
    changed: Changed,
) -> ChangedRows:
    """Return the found values of the rows that are `changed`."""

    def column(values: Integers) -> list[int]:
        return [int(value) for value in values[changed].tolist()]

    return ChangedRows(
        id=column(ids),
        start=column(found["start_at"]),
        finish=column(found["finish_at"]),
        total_slack=column(found["total_slack_minutes"]),
        flags=column(flags_of(said, found)),
        percent=percent[changed].tolist(),
        duration=column(found["duration_minutes"]),
        driver_kind=column(found["driver_kind"]),
        driver_task=column(np.where(found["driver_task_id"] == NONE, 0, found["driver_task_id"])),
    )


def project_spans(loaded: Loaded, discovery: Discovery, changed: Changed) -> list[ProjectSpan]:
    """Return the projects in which any row is `changed`."""
    touched = set(loaded.project_ids[changed].tolist())
    spans = []
    for place, project in enumerate(loaded.projects):
        if project.id not in touched:
            continue
        mine = discovery.is_leaf & (loaded.project_ids == project.id) & (loaded.said["is_active"] != 0)
        weight = np.maximum(loaded.said["duration_minutes"][mine], 1)
        percent = float(np.average(discovery.percent[mine], weights=weight)) if mine.any() else 0.0
        start, finish = int(discovery.project_start[place]), int(discovery.project_finish[place])
        spans.append(ProjectSpan(project.id, start, finish, round(percent, 2)))
    return spans


def moved_of(loaded: Loaded, discovery: Discovery, moves: Sequence[Move], shown: Changed) -> Moved:
    """Return how many tasks moved in all, and how the finish of those `shown` did."""
    old = loaded.found["finish_at"][shown & ~loaded.is_new]
    new = discovery.found["finish_at"][shown]
    return Moved(
        count=len(moves),
        finish_before=int(old.max()) if len(old) else None,
        finish_after=int(new.max()) if len(new) else None,
    )


def trail_of(loaded: Loaded, discovery: Discovery, moves: Sequence[Move], shown: Changed) -> list[TrailStep]:
    """Return the nearest moves of tasks `shown` with their reasons in words; others are not named. One query."""
    near = [move for move in moves if shown[move.place]][:TRAIL_LIMIT]
    places = {move.place for move in near} | {move.because for move in near if move.because is not None}
    ids = [int(loaded.ids[place]) for place in places if shown[place]]
    names = dict(Task.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_step(loaded, discovery, move, names) for move in near]


def _step(loaded: Loaded, discovery: Discovery, move: Move, names: Mapping[int, str]) -> TrailStep:
    before, after = loaded.found, discovery.found
    because = 0 if move.because is None else int(loaded.ids[move.because])
    task = int(loaded.ids[move.place])
    return TrailStep(
        task=task,
        name=names[task],
        start_before=_or_none(before["start_at"][move.place]),
        start_after=int(after["start_at"][move.place]),
        finish_before=_or_none(before["finish_at"][move.place]),
        finish_after=int(after["finish_at"][move.place]),
        because=_because(loaded, discovery, move, names),
        because_task=because if because in names else 0,
    )


def _because(loaded: Loaded, discovery: Discovery, move: Move, names: Mapping[int, str]) -> str:
    if move.because is None:
        return because_text(move.reason)
    shift = int(discovery.found["finish_at"][move.because]) - int(loaded.found["finish_at"][move.because])
    name = names.get(int(loaded.ids[move.because]), _("a task you may not see"))
    return because_text(move.reason, name=name, later=shift >= 0)


def _or_none(value: int) -> int | None:
    return None if value == NONE else int(value)
