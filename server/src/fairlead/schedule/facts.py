"""Rows of projects and programs with dates, progress and health, for lists and pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from fairlead.access.rules import Actor, Role, ScopeKind
from fairlead.access.selectors import managers_of
from fairlead.programs.models import Program
from fairlead.programs.selectors import BenefitStand, program_get
from fairlead.schedule.health.findings import Health, tally
from fairlead.schedule.health.program import ProgramFacts, program_health
from fairlead.schedule.health.project import Counts, ProjectFacts, project_health
from fairlead.schedule.health.reading import Ahead, Late, Overrides, ahead_counts, late_found, late_of, overrides_of
from fairlead.schedule.models import ProjectDates
from fairlead.work.models import Project
from fairlead.work.selectors import programs_through_projects, project_get


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of tasks: of one project, or summed over the projects of a program."""

    overdue_count: int = 0
    missed_milestone_count: int = 0
    blocked_count: int = 0
    overdue_gate_count: int = 0
    start_at: datetime | None = None
    finish_at: datetime | None = None
    percent_complete: float = 0.0
    task_count: int = 0
    done_count: int = 0
    critical_count: int = 0
    missed_deadline_count: int = 0
    unmet_constraint_count: int = 0
    work_minutes: int = 0
    overloaded_count: int = 0


_MANY = 50  # projects; more are sooner read in all of their workspace than named one by one
_COUNTS = [field.name for field in fields(Facts) if field.type is int]
_FOUND = [field.name for field in fields(Facts)][4:]


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with what a list shows of it; `managers` are names."""

    project: Project
    facts: Facts
    health: Health
    managers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A program with the facts of what of it the actor may see: of its `projects` and its own `activities`, summed.

    `benefits` are what it is to bring, and how that stands.
    """

    program: Program
    facts: Facts
    health: Health
    managers: tuple[str, ...]
    projects: tuple[ProjectRow, ...]
    benefits: tuple[BenefitStand, ...]
    activities: ProjectRow | None = None

    @property
    def plans(self) -> tuple[ProjectRow, ...]:
        """All that its figures are made of: its own activities, then its projects."""
        return self.projects if self.activities is None else (self.activities, *self.projects)


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the key after which the next page begins; None at its end."""

    rows: list[Row]
    next: tuple[Any, ...] | None


def project_row(*, id: int, actor: Actor, now: datetime) -> ProjectRow:
    """Return one project that `actor` may see with its facts. Six queries.

    Raises: NotFound.
    """
    return rows_of([project_get(id=id, actor=actor)], actor=actor, now=now)[0]


def program_rows(
    *,
    actor: Actor,
    now: datetime,
    search: str = "",
    ids: Collection[int] | None = None,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> Page[ProgramRow]:
    """Return programs that `actor` may see, those of `ids` where given, by name, behind the key `after`.

    Thirteen queries at most.
    """
    found = Program.objects.visible_to(actor, through=programs_through_projects(actor))
    if ids is not None:
        found = found.filter(pk__in=ids)
    if search:
        found = found.filter(Q(name__icontains=search) | Q(code__iexact=search))
    programs, key = page_of(found, after, limit)
    return Page(_program_rows(programs, actor, now), key)


def program_row(*, id: int, actor: Actor, now: datetime) -> ProgramRow:
    """Return one program that `actor` may see with its projects and their facts. Thirteen queries at most.

    Raises: NotFound.
    """
    program = program_get(id=id, actor=actor, through=programs_through_projects(actor))
    return _program_rows([program], actor, now)[0]


def rows_of(projects: Sequence[Project], *, actor: Actor, now: datetime) -> list[ProjectRow]:
    """Return `projects`, which `actor` may see, with their facts, in the order given. Five queries."""
    return _rows(projects, overrides_of(actor, today=now.date()), now)


def _rows(projects: Sequence[Project], overrides: Overrides, now: datetime) -> list[ProjectRow]:
    ids = [project.pk for project in projects]
    dates = ProjectDates.objects.filter(pk__in=ids).values_list("pk", *late_found(now), *_FOUND)
    known = {id: ((overdue, missed), found) for id, overdue, missed, *found in dates}
    many = projects[0].workspace_id if len(projects) > _MANY else None
    late = late_of({id: known[id][0] if id in known else (0, 0) for id in ids}, now=now, workspace_id=many)
    managers = managers_of(ScopeKind.PROJECT, ids, Role.PROJECT_MANAGER)
    rows = []
    for project in projects:
        facts = _facts(late.get(project.pk, Late()), known[project.pk][1] if project.pk in known else ())
        rows.append(
            ProjectRow(
                project=project,
                facts=facts,
                health=_health(project, facts, overrides, now),
                managers=managers.get(project.pk, ()),
            )
        )
    return rows


def _program_rows(programs: Sequence[Program], actor: Actor, now: datetime) -> list[ProgramRow]:
    ids = [program.pk for program in programs]
    plans = list(Project.plans.visible_to(actor).filter(program_id__in=ids))
    by_id = {program.pk: program for program in programs}
    for plan in plans:
        plan.program = by_id[plan.program_id] if plan.program_id else None
    overrides = overrides_of(actor, today=now.date())
    managers = managers_of(ScopeKind.PROGRAM, ids, Role.PROGRAM_MANAGER)
    ahead = ahead_counts(ids, today=now.date())
    by_program: dict[int | None, list[ProjectRow]] = {}
    for row in _rows(plans, overrides, now):
        by_program.setdefault(row.project.program_id, []).append(row)
    return [
        ProgramRow(
            program=program,
            facts=_sum([row.facts for row in inside]),
            health=program_health(_of_program(inside, mine)).said(overrides.programs.get(program.pk)),
            managers=managers.get(program.pk, ()),
            projects=tuple(row for row in inside if not row.project.is_activities),
            benefits=mine.benefits,
            activities=next((row for row in inside if row.project.is_activities), None),
        )
        for program in programs
        for inside, mine in [(by_program.get(program.pk, []), ahead.get(program.pk, Ahead()))]
    ]


def page_of(
    found: QuerySet[Any], after: tuple[Any, ...] | None, limit: int
) -> tuple[list[Any], tuple[Any, ...] | None]:
    """Return the first `limit` rows by name and id behind the key `after`, and the key of the last if more follow."""
    if after is not None:
        name, id = after
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=id))
    rows = list(found.order_by("name", "pk")[: limit + 1])
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], (rows[limit - 1].name, rows[limit - 1].pk)


def _facts(late: Late, found: Sequence[Any]) -> Facts:
    return Facts(late.overdue, late.milestones, late.blocked, late.gates, *found)


def _health(project: Project, facts: Facts, overrides: Overrides, now: datetime) -> Health:
    return project_health(_judged(facts, project, now), overrides.projects.get(project.pk))


def _judged(facts: Facts, project: Project, now: datetime) -> ProjectFacts:
    return ProjectFacts(
        now=now,
        is_closed=project.closed_at is not None,
        finish_at=facts.finish_at,
        finish_by_at=project.finish_by_at,
        task_count=facts.task_count,
        done_count=facts.done_count,
        counts=Counts(
            overdue=facts.overdue_count,
            missed_milestones=facts.missed_milestone_count,
            blocked=facts.blocked_count,
            missed_deadlines=facts.missed_deadline_count,
            unmet_constraints=facts.unmet_constraint_count,
            overloaded=facts.overloaded_count,
            overdue_gates=facts.overdue_gate_count,
        ),
    )


def _of_program(inside: Sequence[ProjectRow], ahead: Ahead) -> ProgramFacts:
    planned = [row for row in inside if row.facts.task_count]
    return ProgramFacts(
        projects=tally(
            (row.facts.work_minutes, row.health.effective) for row in planned if not row.project.is_activities
        ),
        activities=next((row.health.effective for row in planned if row.project.is_activities), None),
        overdue_gate_count=ahead.gates,
        off_benefit_count=ahead.benefits_off,
        unmeasured_benefit_count=ahead.benefits_unmeasured,
    )


def _sum(parts: Sequence[Facts]) -> Facts:
    """Return the facts of several projects as of one; percents weigh by the work they are of."""
    work = sum(part.work_minutes for part in parts)
    earned = sum(part.percent_complete * part.work_minutes for part in parts)
    return Facts(
        start_at=min((part.start_at for part in parts if part.start_at), default=None),
        finish_at=max((part.finish_at for part in parts if part.finish_at), default=None),
        percent_complete=round(earned / work, 2) if work else 0.0,
        **{name: sum(getattr(part, name) for part in parts) for name in _COUNTS},
    )
