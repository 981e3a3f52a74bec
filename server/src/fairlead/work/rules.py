"""What may be said of a task, a link and a proposal, and what one thing said implies about others. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

MOST_MINUTES = 60 * 24 * 366 * 20
FIRST_DAY = datetime(1970, 1, 1)
LAST_DAY = datetime(2150, 1, 1)
NAME_LIMIT = 500
NOTES_LIMIT = 50_000
DATED_CONSTRAINTS = range(2, 8)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Verdict(StrEnum):
    """How a proposal is decided upon."""

    APPROVED = "approved"
    DECLINED = "declined"


class Step(StrEnum):
    """Where a proposal stands on its way, in this order."""

    PROPOSED = "proposed"
    SCORED = "scored"
    APPROVED = "approved"
    DECLINED = "declined"


def step_of(verdict: str | None, *, is_scored: bool) -> Step:
    """Return where a proposal with this verdict stands, None for one that is not decided upon."""
    if verdict is not None:
        return Step(verdict)
    return Step.SCORED if is_scored else Step.PROPOSED


class PhaseState(StrEnum):
    """Where a phase of a project lies beside now."""

    PAST = "past"
    HERE = "here"
    AHEAD = "ahead"


def phase_states(are_over: Sequence[bool]) -> list[PhaseState]:
    """Return the states of phases in their order: the first that is not over is here, what is not over behind ahead."""
    states: list[PhaseState] = []
    for is_over in are_over:
        is_first = PhaseState.HERE not in states
        states.append(PhaseState.PAST if is_over else PhaseState.HERE if is_first else PhaseState.AHEAD)
    return states


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that cannot be: which, and the key of the reason."""

    field: str
    reason: str


def clean_name(text: str) -> str:
    """Return `text` on one line, without control characters or surrounding space."""
    return " ".join(_CONTROL.sub(" ", text).split())


def faults_of(said: Mapping[str, Any]) -> list[Fault]:
    """Return what cannot be in the said values of a task; an absent field is not judged."""
    faults = []
    if "name" in said and not said["name"]:
        faults.append(Fault("name", "missing"))
    if len(said.get("name", "")) > NAME_LIMIT:
        faults.append(Fault("name", "too_long"))
    if len(said.get("notes", "")) > NOTES_LIMIT:
        faults.append(Fault("notes", "too_long"))
    if not 0 <= said.get("duration_minutes", 0) <= MOST_MINUTES:
        faults.append(Fault("duration_minutes", "duration"))
    if not 0 <= said.get("percent_complete", 0) <= 100:
        faults.append(Fault("percent_complete", "percent"))
    faults += [
        Fault(name, "date")
        for name, value in said.items()
        if isinstance(value, datetime) and not FIRST_DAY <= value <= LAST_DAY
    ]
    if said.get("constraint") in DATED_CONSTRAINTS and said.get("constraint_at") is None:
        faults.append(Fault("constraint_at", "constraint_without_date"))
    start, finish = said.get("actual_start_at"), said.get("actual_finish_at")
    if finish is not None and (start is None or finish < start):
        faults.append(Fault("actual_finish_at", "finish_before_start"))
    return faults


@dataclass(frozen=True, slots=True)
class Progress:
    """What a percent complete implies: when work began and, at 100, when it ended."""

    percent_complete: int
    actual_start_at: datetime | None
    actual_finish_at: datetime | None


def progress_said(
    percent: int,
    *,
    actual_start_at: datetime | None,
    start_at: datetime,
    finish_at: datetime,
) -> Progress:
    """Return the actual dates that go with `percent` of a task now planned from `start_at` to `finish_at`.

    As in MS Project: progress means it began, as planned unless said otherwise; 100 % that it ended as planned;
    0 % that it has not begun.
    """
    if percent == 0:
        return Progress(0, None, None)
    began = actual_start_at or start_at
    return Progress(percent, began, max(began, finish_at) if percent == 100 else None)


def outline_order(ids: Iterable[int], parents: Mapping[int, int | None]) -> list[int]:
    """Return `ids` with each parent right before its children, siblings in the order given."""
    children: dict[int | None, list[int]] = {}
    for id in ids:
        children.setdefault(parents[id], []).append(id)
    order: list[int] = []
    stack = children.get(None, [])[::-1]
    while stack:
        id = stack.pop()
        order.append(id)
        stack.extend(reversed(children.get(id, [])))
    return order
