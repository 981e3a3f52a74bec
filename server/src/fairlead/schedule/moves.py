"""Why tasks moved: each found move is put down to the driver that moved, or to the edit itself."""

from dataclasses import dataclass

import numpy as np

from fairlead.schedule.finder import Discovery
from fairlead.schedule.loader import Loaded
from fairlead.schedule.models import TaskMove
from fairlead_engine.cpm import DriverKind
from fairlead_engine.network import NONE

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
    that no other task drives: the project's start, the calendar.
    """
    before, after = loaded.found, discovery.found
    moved = (before["start_at"] != after["start_at"]) | (before["finish_at"] != after["finish_at"])
    places = np.flatnonzero(moved)
    place_of = {int(id): place for place, id in enumerate(loaded.ids.tolist())}
    return _nearest_first(
        [
            _move(loaded, discovery, place, place_of, edited=edited, fallback=fallback, moved=moved)
            for place in places.tolist()
        ],
        edited_place=place_of.get(edited) if edited else None,
    )


def _move(
    loaded: Loaded,
    discovery: Discovery,
    place: int,
    place_of: dict[int, int],
    *,
    edited: int | None,
    fallback: TaskMove.Reason,
    moved: np.ndarray,
) -> Move:
    if loaded.is_new[place]:
        return Move(place, Reason.NEW, None)
    if loaded.ids[place] == edited:
        return Move(place, Reason.EDITED, None)
    after = discovery.found
    driver_id = int(after["driver_task_id"][place])
    driver = place_of.get(driver_id)
    if not discovery.is_leaf[place] and after["driver_kind"][place] == DriverKind.CHILD:
        return Move(place, Reason.CHILDREN, driver)
    if driver is None:
        return Move(place, fallback if driver_id == NONE else Reason.DRIVER, None)
    changed_driver = loaded.found["driver_task_id"][place] != driver_id
    if changed_driver and not moved[driver]:
        return Move(place, Reason.DRIVER, driver)
    return Move(place, Reason.PREDECESSOR, driver)


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
