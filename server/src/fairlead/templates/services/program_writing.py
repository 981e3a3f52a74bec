"""What the template of a program holds, written for a new program in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from fairlead.access.rules import Actor
from fairlead.exchange.selectors import codes_for
from fairlead.governance.models import Deliverable
from fairlead.kernel.audit import Change, said
from fairlead.programs.models import Benefit, BenefitPoint, Gate, Program, Tranche
from fairlead.programs.selectors import benefit_said, tranche_said
from fairlead.resources.selectors import calendar_default
from fairlead.templates.rules import Barrier, Brief, Crossing, Duty, Gain, Piece, ProgramContent, day_of
from fairlead.templates.services.writing import (
    briefs_write,
    calendars_there,
    duties_write,
    gates_write,
    plan_write,
    pool_filled,
)
from fairlead.work.models import Output, Project
from fairlead.work.selectors import PROJECT_SAID
from fairlead.work.services.activities import FIRST
from fairlead_engine.plan import Project as SaidProject
from fairlead_engine.units import moment_of


def program_write(
    program: Program, content: ProgramContent, fills: Mapping[str, int | None], *, actor: Actor, now: datetime
) -> tuple[list[Project], list[Change]]:
    """Write all that `content` holds for the new `program`, and return its projects and what the audit is to tell.

    The projects are in the order of the pieces of `content`; `fills` says by id of a role who fills it.
    Raises: Refused for somebody who is not in the pool.
    """
    tranches = _tranches_write(program, content)
    benefits = _benefits_write(program, content, now)
    resources = pool_filled(content.plan, fills, actor=actor)
    calendars = calendars_there(content.plan, actor=actor)
    projects = _projects_write(actor, program, content, calendars, tranches, now)
    tasks = plan_write(content.plan, projects, calendars, resources)
    _outputs_write(content, projects, tasks, benefits)
    return projects, [
        *(Change("tranche.create", "tranche", row.pk, after=tranche_said(row)) for row in tranches),
        *(Change("benefit.create", "benefit", row.pk, after=benefit_said(row, points=[])) for row in benefits),
        *(Change(_begun(row), "project", row.pk, after=said(row, PROJECT_SAID)) for row in projects),
        *gates_write(_gates(program, content, tranches), content.starts_on),
        *duties_write(_lines(program, content), actor=actor),
        *briefs_write(_briefs(projects, content), tasks, content.starts_on, actor=actor),
    ]


def _begun(project: Project) -> str:
    return "activities.begin" if project.is_activities else "project.create"


def _briefs(projects: Sequence[Project], content: ProgramContent) -> list[tuple[Project, Brief]]:
    return [(row, piece) for row, piece in zip(projects, content.pieces, strict=True) if not row.is_activities]


def _gates(program: Program, content: ProgramContent, tranches: Sequence[Tranche]) -> list[tuple[Gate, Barrier]]:
    def gate(each: Crossing) -> Gate:
        tranche = None if each.step is None else tranches[each.step]
        return Gate(workspace_id=program.workspace_id, program=program, tranche=tranche, opens=each.opens)

    return [(gate(each), each.gate) for each in content.gates]


def _lines(program: Program, content: ProgramContent) -> list[tuple[Deliverable, Duty]]:
    return [
        (Deliverable(workspace_id=program.workspace_id, program=program, position=position), duty)
        for position, duty in enumerate(content.duties)
    ]


def _tranches_write(program: Program, content: ProgramContent) -> list[Tranche]:
    return Tranche.objects.bulk_create(
        Tranche(
            program=program,
            name=step.name,
            capability=step.capability,
            start_on=day_of(content.starts_on, step.start_day),
            finish_on=day_of(content.starts_on, step.finish_day),
        )
        for step in content.steps
    )


def _benefits_write(program: Program, content: ProgramContent, now: datetime) -> list[Benefit]:
    start = content.starts_on
    rows = Benefit.objects.bulk_create(_benefit(program, gain, start, now) for gain in content.gains)
    BenefitPoint.objects.bulk_create(
        BenefitPoint(benefit=row, on=day_of(start, point.day), value=Decimal(point.value))
        for row, gain in zip(rows, content.gains, strict=True)
        for point in gain.points
    )
    return rows


def _benefit(program: Program, gain: Gain, start: date, now: datetime) -> Benefit:
    return Benefit(
        program=program,
        name=gain.name,
        about=gain.about,
        is_disbenefit=gain.is_disbenefit,
        unit=gain.unit,
        baseline=Decimal(gain.baseline.value),
        baseline_on=day_of(start, gain.baseline.day),
        target=Decimal(gain.target.value),
        target_on=day_of(start, gain.target.day),
        yearly_value=None if gain.yearly_value is None else Decimal(gain.yearly_value),
        currency=gain.currency,
        measure_every_days=gain.every_days,
        measure_until_on=day_of(start, gain.until_day),
        created_at=now,
    )


def _projects_write(
    actor: Actor,
    program: Program,
    content: ProgramContent,
    calendars: Mapping[str, int],
    tranches: Sequence[Tranche],
    now: datetime,
) -> list[Project]:
    codes = iter(codes_for([piece.code for piece in content.projects], program.workspace_id))
    usual = calendar_default(actor=actor).pk

    def row(plan: SaidProject, piece: Piece, position: int) -> Project:
        is_own = plan.is_activities
        return Project(
            workspace_id=program.workspace_id,
            kind=Project.Kind.ACTIVITIES if is_own else Project.Kind.PROJECT,
            program=program,
            tranche=None if piece.step is None else tranches[piece.step],
            name=program.name if is_own else plan.name,
            code=program.code if is_own else next(codes),
            goal=piece.goal,
            start_at=moment_of(plan.start),
            finish_by_at=None if plan.finish is None else moment_of(plan.finish),
            from_finish=plan.from_finish,
            calendar_id=calendars[plan.calendar] if plan.calendar else usual,
            position=FIRST if is_own else position,
            created_at=now,
        )

    said = zip(content.plan.projects, content.pieces, strict=True)
    return Project.plans.bulk_create(row(plan, piece, position) for position, (plan, piece) in enumerate(said))


def _outputs_write(
    content: ProgramContent, projects: Sequence[Project], tasks: Mapping[str, int], benefits: Sequence[Benefit]
) -> None:
    Output.objects.bulk_create(
        Output(
            project=project,
            benefit=benefits[each.gain],
            task_id=tasks[each.task] if each.task else None,
            name=each.name,
        )
        for project, piece in zip(projects, content.pieces, strict=True)
        for each in piece.outputs
    )
