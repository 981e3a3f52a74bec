"""Objectives in danger that concern somebody, with the task behind each."""

from collections.abc import Mapping
from typing import Any

from fairlead.access.rules import Action
from fairlead.pages.home.sections import Sight
from fairlead.schedule.alignment.rows import ObjectiveRow, Picture
from fairlead.schedule.alignment.selectors import dangers_of, picture_of, tasks_behind
from fairlead.schedule.health.findings import State
from fairlead.strategy.models import Status

SHOWN = 6
_IN_DANGER = (State.OFF_TRACK, State.AT_RISK)


def aims_shown(sight: Sight) -> bool:
    """Say whether objectives are a matter of this person's home page."""
    leads = bool(sight.actor.program_ids or sight.managed_projects)
    return (leads or sight.runs_workspace) and sight.actor.may(Action.VIEW_STRATEGY)


def aims_read(sight: Sight) -> Mapping[str, Any]:
    """Return the objectives in danger: one's own, and those that one's programs and projects serve; the worst first.

    Who runs the workspace sees all of them.
    """
    picture = picture_of(actor=sight.actor, now=sight.now)
    served = _served(picture, sight)
    concerned = [
        row
        for row in picture.objectives.values()
        if row.said.status is Status.ACTIVE and (sight.runs_workspace or _owns(row, sight) or row.id in served)
    ]
    found = [row for row in concerned if row.health.state in _IN_DANGER]
    found.sort(key=lambda row: (row.health.state is not State.OFF_TRACK, not _owns(row, sight), -row.said.weight))
    dangers = {row.id: dangers_of(picture, within=row.id, most=1) for row in found[:SHOWN]}
    behind = tasks_behind({each.part.project.id for some in dangers.values() for each in some}, now=sight.now, most=1)
    rows = [
        (row, [task for each in dangers[row.id] for task in behind.get(each.part.project.id, ())], _owns(row, sight))
        for row in found[:SHOWN]
    ]
    return {"aims": rows, "more": len(found) - len(rows), "count": len(concerned)}


def _owns(row: ObjectiveRow, sight: Sight) -> bool:
    return row.said.owner_id == sight.actor.person_id


def _served(picture: Picture, sight: Sight) -> set[int]:
    """Return the objectives that one's programs and projects serve, directly or through one that is not dropped."""
    programs, projects, found = sight.actor.program_ids, sight.managed_projects, set[int]()
    for row in reversed(picture.objectives.values()):  # those below come first
        below = any(id in found and picture.objectives[id].said.status is not Status.DROPPED for id in row.children)
        if below or any(part.project.program_id in programs or id in projects for id, part in row.parts.items()):
            found.add(row.id)
    return found
