"""The phases of a project with the dates that were found for their tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from fairlead.schedule.models import TaskDates
from fairlead.work.models import Phase, Project
from fairlead.work.phases import phases_of
from fairlead.work.rules import PhaseState, phase_states


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase from `start_at` to before `finish_at`, None where nobody said; `percent` of its tasks is complete.

    `percent` is None for a phase without tasks.
    """

    phase: Phase
    state: PhaseState
    start_at: datetime | None
    finish_at: datetime | None
    percent: float | None


def phase_rows(project: Project, *, today: date) -> list[PhaseRow]:
    """Return the phases of `project` by their start, those without one last. Four queries at most."""
    return phase_rows_of([project], today=today)[project.pk]


def phase_rows_of(projects: Iterable[Project], *, today: date) -> dict[int, list[PhaseRow]]:
    """Return the phases of each of `projects`, by its id and by their start. Four queries at most."""
    rows: dict[int, list[Phase]] = {project.pk: [] for project in projects}
    phases = list(phases_of(list(rows)))
    found = TaskDates.objects.in_bulk([each.task_id for each in phases if each.task_id])
    for phase in sorted(phases, key=lambda phase: _order(phase, found)):
        rows[phase.project_id].append(phase)
    return {id: _rows(each, found, today) for id, each in rows.items()}


def _rows(phases: Sequence[Phase], found: Mapping[int, TaskDates], today: date) -> list[PhaseRow]:
    states = phase_states([_is_over(phase, found, today) for phase in phases])
    return [
        PhaseRow(phase, state, *_span(phase, found), percent=_percent(phase, found))
        for phase, state in zip(phases, states, strict=True)
    ]


def _order(phase: Phase, found: Mapping[int, TaskDates]) -> tuple[bool, str, int]:
    start, _finish = _span(phase, found)
    return start is None, start.isoformat() if start else "", phase.pk


def _span(phase: Phase, found: Mapping[int, TaskDates]) -> tuple[datetime | None, datetime | None]:
    dates = found.get(phase.task_id or 0)
    if dates is not None:
        return dates.start_at, dates.finish_at
    if phase.start_on is None or phase.finish_on is None:
        return None, None
    return datetime.combine(phase.start_on, time()), datetime.combine(phase.finish_on, time())


def _percent(phase: Phase, found: Mapping[int, TaskDates]) -> float | None:
    dates = found.get(phase.task_id or 0)
    return None if dates is None else dates.percent_complete


def _is_over(phase: Phase, found: Mapping[int, TaskDates], today: date) -> bool:
    """A phase is over once its gate is passed; without a gate once its tasks are done, or its days gone."""
    if phase.gate is not None:
        return phase.gate.passed_at is not None
    if phase.task_id is not None:
        return (_percent(phase, found) or 0) >= 100
    return phase.finish_on is not None and phase.finish_on <= today
