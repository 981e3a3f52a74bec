"""What stays overloaded where a proposal is accepted in some projects only: found before anything is said."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from fairlead.access.rules import Actor
from fairlead.kernel.bulk import Integers
from fairlead.resources.models import Resource
from fairlead.schedule.finder import discover
from fairlead.schedule.hours import WORKING, People
from fairlead.schedule.leveling.overload import Overloaded, Trial, overloads_in
from fairlead.schedule.leveling.pieces import pieces_of
from fairlead.schedule.leveling.selectors import scenario_get
from fairlead.schedule.loader import Loaded, columns_of, load_plan
from fairlead.schedule.models import ScenarioEdit, ScenarioFill
from fairlead.work.models import Assignment


def overload_left(*, actor: Actor, id: int, project_ids: Collection[int], now: datetime) -> list[Overloaded]:
    """Return who would be asked for too much from `now`, the wall clock, on, if the chosen projects were accepted.

    The dates are found as accepting finds them; nothing is written. Twenty-one queries at most.
    Raises: NotFound, Forbidden; Refused where the plan cannot be scheduled.
    """
    scenario = scenario_get(id=id, actor=actor)
    inside = {"scenario": scenario, "task__project_id__in": list(project_ids)}
    fills = list(ScenarioFill.objects.filter(**inside).select_related("person"))
    loaded = _said(load_plan(scenario.scope), list(ScenarioEdit.objects.filter(**inside)), fills)
    found = discover(loaded).found
    starts, finishes = found["start_at"].tolist(), found["finish_at"].tolist()
    pieces = pieces_of(columns_of(loaded), starts, finishes) if len(loaded.splits) else {}
    trial = Trial(
        spans={id: pieces.get(t) or [(starts[t], finishes[t])] for t, id in enumerate(loaded.ids.tolist())},
        places={(each.task_id, each.role_id): each.person_id for each in fills},
    )
    return overloads_in(scenario.scope, now=now, trial=trial)


def _said(loaded: Loaded, edits: Sequence[ScenarioEdit], fills: Sequence[ScenarioFill]) -> Loaded:
    """Return `loaded` as if the edits were said; tasks that are gone meanwhile are left out."""
    places = {id: place for place, id in enumerate(loaded.ids.tolist())}
    delays = np.array(loaded.said["leveling_delay_minutes"])
    for edit in edits:
        if edit.task_id in places:
            delays[places[edit.task_id]] = edit.leveling_delay_minutes
    return replace(
        loaded,
        said={**loaded.said, "leveling_delay_minutes": delays},
        splits=_splits(loaded, [each for each in edits if each.task_id in places]),
        people=_people(loaded, fills),
    )


def _splits(loaded: Loaded, edits: Sequence[ScenarioEdit]) -> Integers:
    kept = loaded.splits[~np.isin(loaded.splits[:, 0], [each.task_id for each in edits])]
    rows = [(each.task_id, after, pause) for each in edits for after, pause in each.splits]
    return np.concatenate([kept, np.array(rows, dtype=np.int64).reshape(len(rows), 3)])


def _people(loaded: Loaded, fills: Sequence[ScenarioFill]) -> People:
    """Return the calendars of who works on each task, with the chosen people in the place of roles."""
    if not fills:
        return loaded.people
    coming = {(each.task_id, each.role_id): each.person for each in fills}
    tasks = {task for task, _role in coming}
    on_it = Assignment.objects.filter(task__in=tasks, resource__kind__in=WORKING).select_related("resource")
    calendars: People = {}
    for row in on_it.order_by("task_id", "id"):
        who: Resource = coming.get((row.task_id, row.resource_id), row.resource)
        calendars.setdefault(row.task_id, []).append(who.calendar_id)
    kept = {task: people for task, people in loaded.people.items() if task not in tasks}
    return kept | {task: people for task, people in calendars.items() if any(people)}
