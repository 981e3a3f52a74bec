"""Why tasks moved: each found move is put down to the driver that moved, or to the edit itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.schedule.finder import Discovery
from fairlead.schedule.loader import Loaded
from fairlead.schedule.models import TaskMove
from fairlead_engine.cpm import DriverKind

Reason = TaskMove.Reason


@dataclass(frozen=True, slots=True)
class Move:
    """The task at `place` of the plan moved; `because` is the place of the task that moved it, if one did."""

    place: int
    reason: TaskMove.Reason
    because: int | None


def moves_of(loaded: Loaded, discovery: Discovery, *, edited: int | None, fallback: TaskMove.Reason) -> list[Move]:
    """Return the tasks whose start or finish moved, each with its reason, nearest to the edit first.

    `edited` is the id of the task that was edited, whose move is its own doing; `fallback` is why tasks moved
    that begin with their project.
    """
    before, after = loaded.found, discovery.found
    moved = (before["start_at"] != after["start_at"]) | (before["finish_at"] != after["finish_at"])
    place_of = {int(id): place for place, id in enumerate(loaded.ids.tolist())}
    places = np.flatnonzero(moved).tolist()
    plan = _Plan(loaded, discovery, moved, place_of, _children(loaded, places, place_of), edited, fallback)
    return _nearest_first([_move(plan, place) for place in places], edited_place=place_of.get(edited or 0))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan before and after; `children` has the moved subtasks of each summary, by their places."""

    loaded: Loaded
    discovery: Discovery
    moved: NDArray[np.bool_]
    place_of: dict[int, int]
    children: dict[int, list[int]]
    edited: int | None
    fallback: TaskMove.Reason


def _children(loaded: Loaded, places: list[int], place_of: dict[int, int]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for place in places:
        parent = int(loaded.parent_ids[place])
        if parent:
            children.setdefault(place_of[parent], []).append(place)
    return children


def _move(plan: _Plan, place: int) -> Move:
    loaded, after = plan.loaded, plan.discovery.found
    if loaded.is_new[place]:
        return Move(place, Reason.NEW, None)
    if loaded.ids[place] == plan.edited:
        return Move(place, Reason.EDITED, None)
    if place in plan.children:
        return Move(place, Reason.CHILDREN, _deciding_child(plan, place))
    driver_id = int(after["driver_task_id"][place])
    driver = plan.place_of.get(driver_id)
    if driver is None or after["driver_kind"][place] == DriverKind.LEVELING:
        return Move(place, _reason_of_its_own(plan, place), None)
    if loaded.found["driver_task_id"][place] != driver_id and not plan.moved[driver]:
        return Move(place, Reason.DRIVER, driver)
    return Move(place, Reason.PREDECESSOR, driver)


def _deciding_child(plan: _Plan, place: int) -> int:
    """Return the moved subtask that sets the end of the summary that moved; its finish before its start."""
    before, after = plan.loaded.found, plan.discovery.found
    end = "finish_at" if before["finish_at"][place] != after["finish_at"][place] else "start_at"
    children = plan.children[place]
    return next((child for child in children if after[end][child] == after[end][place]), children[0])


def _reason_of_its_own(plan: _Plan, place: int) -> TaskMove.Reason:
    kind = plan.discovery.found["driver_kind"][place]
    if kind == DriverKind.PROJECT_START:
        return plan.fallback
    return {DriverKind.ALAP: Reason.LATE, DriverKind.LEVELING: Reason.LEVELED}.get(kind, Reason.OWN)


def _nearest_first(moves: list[Move], *, edited_place: int | None) -> list[Move]:
    """Order by how many moves lie between a task and the edit; the outline decides between equals."""
    because = {move.place: move.because for move in moves}
    distance: dict[int, int] = {}
    for move in moves:
        chain = [move.place]
        seen = {move.place}
        while (up := because.get(chain[-1])) is not None and up not in distance and up not in seen:
            chain.append(up)
            seen.add(up)
        base = distance.get(up, 0) if up is not None else 0
        for steps, place in enumerate(reversed(chain)):
            distance.setdefault(place, base + steps + (1 if up is not None and up in distance else 0))
    return sorted(moves, key=lambda move: (move.place != edited_place, distance[move.place], move.place))
