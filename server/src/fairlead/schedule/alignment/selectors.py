"""Questions to the strategy: what stands behind a figure, what endangers an objective, why a project matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from fairlead.access.rules import Action, Actor
from fairlead.programs.models import ProgramContribution, ProgramScore
from fairlead.schedule.alignment.picture import picture_of
from fairlead.schedule.alignment.rows import ObjectiveRow, Part, Picture, ProgramNode
from fairlead.schedule.alignment.standing import ProjectStanding
from fairlead.schedule.health.findings import State
from fairlead.schedule.models import TaskDates
from fairlead.strategy.models import Objective, Status
from fairlead.strategy.rules.delay import delay_cost
from fairlead.strategy.rules.shares import fit_of
from fairlead.strategy.rules.tree import path_to
from fairlead.strategy.selectors import criteria_of
from fairlead.work.models import Blocker, Project, ProjectContribution, ProjectScore

__all__ = [
    "Danger",
    "DelayRow",
    "FitRow",
    "Gaps",
    "Reach",
    "TaskBehind",
    "dangers_of",
    "delay_of_project",
    "fit_rows",
    "gaps_of",
    "picture_of",
    "reaches_of",
    "tasks_behind",
    "why_it_matters",
]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where the strategy and the work miss each other."""

    objectives: tuple[ObjectiveRow, ...]
    programs: tuple[ProgramNode, ...]
    projects: tuple[ProjectStanding, ...]

    @property
    def count(self) -> int:
        return len(self.objectives) + len(self.programs) + len(self.projects)


@dataclass(frozen=True, slots=True)
class DelayRow:
    """What a delay of a project costs an objective: its part in all the work that serves it, and that part's cost."""

    objective: ObjectiveRow
    part_share: float
    cost: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Danger:
    """A project that endangers an objective which it serves; `week_costs` are what each week of its delay costs it."""

    objective: ObjectiveRow
    part: Part
    week_cost: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class TaskBehind:
    """A task that holds a project up, and how: blocked, late, without the slack it needs, or on its critical path."""

    id: int
    name: str
    project_id: int
    finish_at: datetime
    rank: int


@dataclass(frozen=True, slots=True)
class Reach:
    """An objective that a project serves, from the top of its tree down to it, and with which share of the work."""

    path: tuple[tuple[int, str], ...]
    share: Decimal
    program: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class FitRow:
    """A program or project with its scores by criterion, and their weighted mean; None where nobody scored it."""

    kind: str
    id: int
    name: str
    scores: dict[int, int]
    fit: float | None
    may_score: bool


def gaps_of(picture: Picture) -> Gaps:
    """Return active objectives that nobody serves, and programs and projects that serve none.

    An objective is served, too, where one below it is; a program where one of its projects speaks for itself. A project
    of a program counts with its program, and one that is done is no gap.
    """
    served = [
        row for row in picture.objectives.values() if row.said.status is Status.ACTIVE and not row.work.project_count
    ]
    programs = [
        each
        for each in picture.programs.values()
        if not each.shares and not any(id in picture.own for id in each.project_ids)
    ]
    projects = [
        each
        for each in picture.projects.values()
        if each.program_id is None and each.id not in picture.own and each.health.state is not State.DONE
    ]
    return Gaps(tuple(served), tuple(programs), tuple(projects))


def delay_of_project(picture: Picture, project_id: int, weeks: float) -> list[DelayRow]:
    """Return what a delay of a project by `weeks` costs each objective that has a cost of delay and that it serves.

    Its part in an objective is that of its serving minutes in those of all projects that serve the objective or one
    below it, so that the delays of all of them together cost what a delay of the objective does.
    """
    found = []
    for row in picture.objectives.values():
        if row.said.delay and row.work.minutes:
            part = picture.parts_of(row.id).get(project_id)
            if part is not None and part.minutes:
                share = part.minutes / row.work.minutes
                cost = delay_cost(row.said.delay, weeks) * Decimal(str(share))
                found.append(DelayRow(row, share, round(cost, 2), row.said.currency))
    return found


def dangers_of(picture: Picture, *, within: int | None = None, most: int = 8) -> list[Danger]:
    """Return the projects off track with the active objectives they serve directly, what costs most each week first.

    `within` keeps an objective and those below it.
    """
    rows = picture.below(within) if within is not None else list(picture.objectives.values())
    found = []
    for row in rows:
        if row.said.status is not Status.ACTIVE:
            continue
        whole = sum(part.minutes for part in row.parts.values()) or 1.0
        cost = float(delay_cost(row.said.delay, 1))  # exact for those few that are shown
        found += [
            (-round(cost * part.minutes / whole, 2), -part.minutes, part.project.name, row.id, part)
            for part in row.parts.values()
            if part.state is State.OFF_TRACK
        ]
    found.sort(key=lambda each: each[:4])
    return [_danger(picture.objectives[id], part) for *_, id, part in found[:most]]


def _danger(row: ObjectiveRow, part: Part) -> Danger:
    whole = sum(each.minutes for each in row.parts.values())
    share = Decimal(str(part.minutes / whole)) if whole else Decimal(0)
    return Danger(row, part, round(delay_cost(row.said.delay, 1) * share, 2), row.said.currency)


def tasks_behind(project_ids: Iterable[int], *, now: datetime, most: int = 3) -> dict[int, list[TaskBehind]]:
    """Return the tasks that hold up each of the projects, at most `most` each, the gravest first. One query.

    Blocked ones come first, then those that should be done, then those that cannot keep a date, then the critical ones.
    The caller has made sure that the projects may be seen.
    """
    is_blocked = Exists(Blocker.objects.filter(task_id=OuterRef("pk"), resolved_at=None))
    rank = Case(
        When(is_blocked, then=Value(0)),
        When(open_finish_at__lt=now, then=Value(1)),
        When(Q(total_slack_minutes__lt=0) | Q(task__deadline_at__lt=F("finish_at")), then=Value(2)),
        When(is_critical=True, then=Value(3)),
        default=Value(9),
    )
    order = ["rank", "total_slack_minutes", "finish_at", "task_id"]
    rows = (
        TaskDates.objects.filter(project_id__in=list(project_ids), open_finish_at__isnull=False, task__is_active=True)
        .annotate(rank=rank)
        .filter(rank__lt=9)
        .annotate(place=Window(RowNumber(), partition_by="project_id", order_by=order))
        .filter(place__lte=most)
        .order_by("project_id", "place")
        .values_list("task_id", "task__name", "project_id", "finish_at", "rank")
    )
    found: dict[int, list[TaskBehind]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(TaskBehind(*row))
    return found


def why_it_matters(project: Project, *, actor: Actor) -> list[Reach]:
    """Return the objectives that `project` serves, by itself or through its program, the largest share first.

    Three queries, none where the actor sees nothing of the strategy.
    """
    if not actor.may(Action.VIEW_STRATEGY):
        return []
    shares: list[tuple[int, Decimal]] = list(
        ProjectContribution.objects.filter(project=project).values_list("objective_id", "share")
    )
    program = None
    if not shares and project.program is not None:
        program = (project.program.pk, project.program.name)
        shares = list(ProgramContribution.objects.filter(program=project.program).values_list("objective_id", "share"))
    return _reaches(shares, program, actor)


def reaches_of(shares: dict[int, Decimal], *, actor: Actor) -> list[Reach]:
    """Return the objectives that have `shares`, from the top of their trees, the largest share first. One query."""
    return _reaches(list(shares.items()), None, actor) if actor.may(Action.VIEW_STRATEGY) else []


def fit_rows(picture: Picture, *, actor: Actor) -> list[FitRow]:
    """Return programs and projects with their scores, the best fit first, those without any last. Three queries."""
    weights = dict(criteria_of(actor=actor).values_list("pk", "weight"))
    by_program = _scores(ProgramScore.objects.filter(criterion__in=weights), "program_id")
    by_project = _scores(ProjectScore.objects.filter(criterion__in=weights), "project_id")
    may_all = actor.may(Action.CONTRIBUTE)
    programs, projects = actor.programs_where(Action.CONTRIBUTE), actor.projects_where(Action.CONTRIBUTE)
    rows = [
        FitRow("program", each.id, each.name, told, fit_of(told, weights), may_all or each.id in programs)
        for each in picture.programs.values()
        for told in [by_program.get(each.id, {})]
    ]
    rows += [
        FitRow(
            *("project", each.id, each.name, told, fit_of(told, weights)),
            may_all or each.id in projects or each.program_id in programs,
        )
        for each in picture.projects.values()
        for told in [by_project.get(each.id, {})]
    ]
    return sorted(rows, key=lambda row: (row.fit is None, -(row.fit or 0), row.kind != "program", row.name, row.id))


def _reaches(shares: list[tuple[int, Decimal]], program: tuple[int, str] | None, actor: Actor) -> list[Reach]:
    if not shares:
        return []
    rows = Objective.objects.in_workspace_of(actor).order_by().values_list("pk", "parent_id", "name", "status")
    names, parents, dropped = {}, {}, set()
    for id, parent, name, status in rows:
        names[id], parents[id] = name, parent
        if status == Status.DROPPED:
            dropped.add(id)
    shares = sorted(shares, key=lambda pair: (-pair[1], pair[0]))
    return [
        Reach(tuple((at, names[at]) for at in path_to(id, parents)), share, program)
        for id, share in shares
        if id not in dropped
    ]


def _scores(rows: Any, key: str) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for id, criterion, score in rows.values_list(key, "criterion_id", "score"):
        found.setdefault(id, {})[criterion] = score
    return found
