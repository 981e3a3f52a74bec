"""Opening a figure to the rows it is made of: tasks, projects, gates, benefits, key results, objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Gate
from fairlead.programs.rules import Standing
from fairlead.programs.selectors import benefit_stands
from fairlead.schedule.alignment.picture import picture_of
from fairlead.schedule.alignment.rows import ObjectiveRow, Part
from fairlead.schedule.attention import tasks_shown
from fairlead.schedule.facts import ProgramRow, ProjectRow, program_row, project_row
from fairlead.schedule.health.findings import Health, State
from fairlead.schedule.health.reading import OFF_PROFILE
from fairlead.schedule.health.rows import BEHIND, SHOWS, STATES, Figure
from fairlead.schedule.health.subjects import SubjectKind
from fairlead.schedule.models import Overload, TaskDates
from fairlead.work.models import UNDECIDED, Phase

Key = tuple[str, int]
ROWS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What all projects together ask of somebody in the week that begins on `week_on`: minutes, of those they have."""

    minutes: int
    of_minutes: int
    week_on: date


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a figure: a `kind` of thing with its id; of a mean its weight and its value, of a day when it ends.

    Of somebody what is `asked` of them, in the worst week.
    """

    kind: str
    id: int
    name: str
    weight: float = 1.0
    value: float = 1.0
    at: datetime | None = None
    state: State | None = None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with its rows, some of them: means weigh `value` by `weight`, days are the latest `at`, counts count.

    `value` is the figure itself, a mean in percent or a count; `at` the day. `weight` is that of all rows.
    `next` is the key behind which the next rows stand, None at the end.
    """

    figure: Figure
    name: str
    value: float | None
    at: datetime | None
    weight: float
    rows: tuple[FigureRow, ...]
    next: Key | None


def figure_open(
    *,
    kind: SubjectKind,
    id: int,
    figure: Figure,
    actor: Actor,
    now: datetime,
    after: Key | None = None,
    limit: int = ROWS,
) -> Opened:
    """Return a figure of what `actor` may see with the rows it is made of, behind the key `after`.

    A fixed number of queries. `now` is the wall clock. Raises: NotFound, also for a figure that it does not have.
    """
    if kind is SubjectKind.PROJECT:
        return _of_project(project_row(id=id, actor=actor, now=now), figure, now, after, limit)
    if kind is SubjectKind.PROGRAM:
        return _of_program(program_row(id=id, actor=actor, now=now), figure, now, after, limit)
    picture = picture_of(actor=actor, now=now, within=id)
    if id not in picture.objectives:
        raise NotFound(_("There is no such objective, or you may not see it."))
    objective = picture.objectives[id]
    below = [picture.objectives[child] for child in objective.children]
    return _of_objective(objective, below, picture.parts_of(id), figure, after, limit)


def _of_project(row: ProjectRow, figure: Figure, now: datetime, after: Key | None, limit: int) -> Opened:
    facts, name = row.facts, row.project.name
    if figure in SHOWS:
        return _tasks(figure, name, [row], now, after, limit)
    if figure is Figure.PEOPLE_OVERLOADED:
        return _listed(figure, name, _overloaded(row.project.pk), after, limit)
    if figure is Figure.GATES_OVERDUE:
        phases = Phase.objects.filter(UNDECIDED, project=row.project, gate__due_on__lt=now.date())
        gates = [FigureRow("gate", *values) for values in phases.values_list("gate_id", "gate__name")]
        return _listed(figure, name, gates, after, limit)
    if figure not in (Figure.PROGRESS, Figure.FINISH):
        raise _no_such()
    dates = TaskDates.objects.filter(project_id=row.project.pk, is_summary=False, task__is_active=True)
    fields = ("task_id", "task__name", "task__duration_minutes", "percent_complete", "finish_at")
    ours = dates.filter(task_id__gt=after[1]) if after else dates
    found = list(ours.order_by("task_id").values_list(*fields)[: limit + 1])
    rows = [_leaf(*values) for values in found[:limit]]
    if figure is Figure.FINISH:
        latest = dates.order_by("-finish_at", "task_id").values_list(*fields)[:limit]
        return Opened(figure, name, None, facts.finish_at, 0, tuple(_leaf(*values) for values in latest), None)
    weight = sum(max(minutes, 1) for minutes in dates.values_list("task__duration_minutes", flat=True))
    key = ("task", rows[-1].id) if len(found) > limit else None
    return Opened(figure, name, facts.percent_complete, None, weight, tuple(rows), key)


def _overloaded(project_id: int) -> list[FigureRow]:
    rows = Overload.objects.filter(project_id=project_id).values_list(
        "resource_id", "resource__name", "minutes", "of_minutes", "week_on"
    )
    return [FigureRow("person", id, name, asked=Asked(much, of, week)) for id, name, much, of, week in rows]


def _leaf(id: int, name: str, minutes: int, percent: float, finish_at: datetime) -> FigureRow:
    return FigureRow("task", id, name, max(minutes, 1), percent, finish_at)


def _of_program(row: ProgramRow, figure: Figure, now: datetime, after: Key | None, limit: int) -> Opened:
    name = row.program.name
    if figure in SHOWS:
        return _tasks(figure, name, row.plans, now, after, limit)
    inside = [_project(each) for each in row.plans]
    if figure is Figure.PROGRESS:
        return _listed(figure, name, inside, after, limit, value=row.facts.percent_complete)
    if figure is Figure.FINISH:
        return _listed(figure, name, [each for each in inside if each.at], after, limit, at=row.facts.finish_at)
    return _listed(figure, name, _of_program_alone(row, figure, now.date()), after, limit)


def _of_program_alone(row: ProgramRow, figure: Figure, today: date) -> list[FigureRow]:
    """Return what a finding of a program counts that no project has."""
    program_id = row.program.pk
    if figure in (Figure.PROJECTS_OFF, Figure.PROJECTS_AT_RISK):
        planned = [_project(each) for each in row.projects if each.facts.task_count]
        return [each for each in planned if each.state is STATES[figure]]
    if figure is Figure.ACTIVITIES_BEHIND:
        own = [_project(row.activities)] if row.activities and row.activities.facts.task_count else []
        return [each for each in own if each.state in BEHIND]
    if figure is Figure.GATES_OVERDUE:
        gates = Gate.objects.open().filter(program_id=program_id, due_on__lt=today)
        return [FigureRow("gate", each.pk, each.name) for each in gates]
    if figure in (Figure.BENEFITS_OFF, Figure.BENEFITS_UNMEASURED):
        wanted = OFF_PROFILE if figure is Figure.BENEFITS_OFF else {Standing.UNMEASURED}
        stands = [each for each in benefit_stands([program_id], today=today) if each.stand.standing in wanted]
        return [FigureRow("benefit", each.id, each.name) for each in stands]
    raise _no_such()


def _project(row: ProjectRow) -> FigureRow:
    facts, project = row.facts, row.project
    weight, percent = facts.work_minutes, facts.percent_complete
    kind = "activities" if project.is_activities else "project"
    return FigureRow(kind, project.pk, project.name, weight, percent, facts.finish_at, row.health.effective)


def _of_objective(
    row: ObjectiveRow, below: list[ObjectiveRow], parts: dict[int, Part], figure: Figure, after: Key | None, limit: int
) -> Opened:
    work = [_part(each) for each in parts.values()]
    results = [_row("key_result", each.id, each.name, each.weight, each.progress, each.health) for each in row.results]
    children = [
        _row("objective", each.id, each.name, each.said.weight, each.progress, each.health)
        for each in below
        if each.counts
    ]
    if figure is Figure.PROGRESS:
        return _listed(figure, row.name, work, after, limit, value=row.work.percent_complete)
    if figure is Figure.FINISH:
        return _listed(figure, row.name, [each for each in work if each.at], after, limit, at=row.work.finish_at)
    if figure is Figure.REACHED:
        told = [*results, *(each for each in children if each.value >= 0)]
        return _listed(figure, row.name, told, after, limit, value=None if row.progress is None else row.progress * 100)
    mine = {Figure.RESULTS_OFF: results, Figure.RESULTS_AT_RISK: results}
    mine |= {Figure.CHILDREN_OFF: children, Figure.CHILDREN_AT_RISK: children}
    direct = [_part(each) for each in row.parts.values()]
    mine |= {Figure.PROJECTS_OFF: direct, Figure.PROJECTS_AT_RISK: direct}
    if figure not in mine:
        raise _no_such()
    return _listed(figure, row.name, [each for each in mine[figure] if each.state is STATES[figure]], after, limit)


def _row(kind: str, id: int, name: str, weight: float, progress: float | None, health: Health) -> FigureRow:
    """A key result or an objective; one that nothing measures has a value below 0, and counts in no mean."""
    value = -1.0 if progress is None else progress * 100
    return FigureRow(kind, id, name, weight, value, None, health.state if kind == "key_result" else health.effective)


def _part(part: Part) -> FigureRow:
    each = part.project
    return FigureRow("project", each.id, each.name, part.minutes, each.percent_complete, each.finish_at, part.state)


def _tasks(
    figure: Figure, name: str, projects: Iterable[ProjectRow], now: datetime, after: Key | None, limit: int
) -> Opened:
    ids = [each.project.pk for each in projects]
    shown: Any = tasks_shown(SHOWS[figure], now).filter(project_id__in=ids)
    count = shown.count()
    if after is not None:
        shown = shown.filter(task_id__gt=after[1])
    named = shown.order_by("task_id").values_list("task_id", "task__name")[: limit + 1]
    rows = [FigureRow("task", *values) for values in named]
    key = ("task", rows[limit - 1].id) if len(rows) > limit else None
    return Opened(figure, name, count, None, count, tuple(rows[:limit]), key)


def _listed(
    figure: Figure,
    name: str,
    rows: list[FigureRow],
    after: Key | None,
    limit: int,
    *,
    value: float | None = None,
    at: datetime | None = None,
) -> Opened:
    """Page rows by kind and id; a figure that is neither a mean nor a day counts them."""
    counts = figure not in (Figure.PROGRESS, Figure.FINISH, Figure.REACHED)
    rows = sorted(rows, key=lambda each: (each.kind, each.id))
    behind = [each for each in rows if after is None or (each.kind, each.id) > after]
    key = (behind[limit - 1].kind, behind[limit - 1].id) if len(behind) > limit else None
    total = float(len(rows)) if counts else value
    return Opened(figure, name, total, at, sum(each.weight for each in rows), tuple(behind[:limit]), key)


def _no_such() -> NotFound:
    return NotFound(_("There is no such figure."))
