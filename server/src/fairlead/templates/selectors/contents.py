"""What templates are made of: projects and programs as they stand, without people and dates."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import Grant
from fairlead.access.rules import ScopeKind
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.programs.models import Benefit, Gate, Program, ProgramContribution, Tranche
from fairlead.programs.selectors import delivery_of
from fairlead.resources.models import Resource
from fairlead.schedule.phases import PhaseRow, phase_rows_of
from fairlead.schedule.planning import exported
from fairlead.strategy.models import Contribution
from fairlead.templates.rules import (
    Aim,
    Barrier,
    Brief,
    Content,
    Crossing,
    Duty,
    Expectation,
    Gain,
    Part,
    Piece,
    ProgramContent,
    Serving,
    Step,
    Yield,
    generalized,
    role_names,
)
from fairlead.work.models import Output, Project, ProjectContribution, SuccessCriterion
from fairlead_engine.plan import Plan

Served = TypeVar("Served", bound=Contribution)


def content_of(project: Project, *, today: date) -> Content:
    """Return `project` as a template holds it. A fixed number of queries."""
    starts = {project.pk: project.start_at.date()}
    brief = _briefs([project], starts, today)[project.pk]
    return Content(plan=_plan([project], name=project.name), **_values(brief))


def program_content_of(program: Program, *, today: date) -> ProgramContent:
    """Return `program` with its activities and projects as a template holds it. A fixed number of queries."""
    projects = list(Project.plans.filter(program=program).order_by("position", "pk"))
    delivery = delivery_of(program)
    tranches = [tranche for tranche, _gates in delivery.tranches]
    gates = [*(gate for _tranche, ended in delivery.tranches for gate in ended), *delivery.gates]
    benefits = list(Benefit.objects.filter(program=program).prefetch_related("points").order_by("created_at", "pk"))
    start = _first_day(projects, tranches, gates, today)
    steps = {tranche.pk: place for place, tranche in enumerate(tranches)}
    return ProgramContent(
        starts_on=start,
        plan=_plan(projects, name=program.name),
        summary=program.summary,
        vision=program.vision,
        reason=program.reason,
        scope=program.scope,
        target_state=program.target_state,
        steps=tuple(_step(each, start) for each in tranches),
        gates=tuple(Crossing(_barrier(each, start), steps.get(each.tranche_id or 0), each.opens) for each in gates),
        gains=tuple(_gain(each, start) for each in benefits),
        duties=_duties(ScopeKind.PROGRAM, [program.pk], program.pk)[program.pk],
        serves=tuple(map(_serving, _served(ProgramContribution).filter(program=program))),
        pieces=_pieces(projects, steps, benefits, start, today),
    )


def _plan(projects: Sequence[Project], *, name: str) -> Plan:
    plan = exported(projects, name=name, with_emails=False).plan
    ids = [int(each.id) for each in plan.resources]
    titles = [(str(each.pk), _title(each)) for each in Resource.objects.filter(pk__in=ids).order_by("pk")]
    return generalized(plan, role_names(titles))


def _title(resource: Resource) -> str:
    """What somebody is, not who; what is no person keeps its name."""
    return (resource.title or _("Team member")) if resource.kind == Resource.Kind.PERSON else resource.name


def _briefs(projects: Sequence[Project], starts: Mapping[int, date], today: date) -> dict[int, Brief]:
    success: dict[int, list[Aim]] = {project.pk: [] for project in projects}
    for each in SuccessCriterion.objects.filter(project__in=projects):
        success[each.project_id].append(Aim(each.text, each.measure))
    serves: dict[int, list[Serving]] = {project.pk: [] for project in projects}
    for row in _served(ProjectContribution).filter(project__in=projects):
        serves[row.project_id].append(_serving(row))
    phases = phase_rows_of(projects, today=today)
    duties = _duties(ScopeKind.PROJECT, list(success), projects[0].program_id if projects else None)
    return {
        project.pk: Brief(
            priority=project.priority,
            goal=project.goal,
            scope=project.scope,
            out_of_scope=project.out_of_scope,
            success=tuple(success[project.pk]),
            serves=tuple(serves[project.pk]),
            phases=tuple(_part(row, starts[project.pk]) for row in phases[project.pk]),
            duties=duties[project.pk],
        )
        for project in projects
    }


def _served(model: type[Served]) -> QuerySet[Served]:
    return model.objects.select_related("objective").order_by("objective__position", "objective")


def _serving(row: Contribution) -> Serving:
    return Serving(row.objective_id, row.objective.name, str(row.share))


def _values(brief: Brief) -> dict[str, Any]:
    return {field.name: getattr(brief, field.name) for field in fields(Brief)}


def _part(row: PhaseRow, start: date) -> Part:
    phase = row.phase
    days = [None if day is None else (day - start).days for day in (phase.start_on, phase.finish_on)]
    barrier = _barrier(phase.gate, start) if phase.gate else None
    return Part(phase.name, str(phase.task_id) if phase.task_id else None, days[0], days[1], barrier)


def _barrier(gate: Gate, start: date) -> Barrier:
    return Barrier(gate.name, (gate.due_on - start).days, tuple(each.text for each in gate.criteria.all()))


def _first_day(projects: Sequence[Project], tranches: Sequence[Tranche], gates: Sequence[Gate], today: date) -> date:
    begins = [each.start_at.date() for each in projects] + [each.start_on for each in tranches]
    return min(begins or [each.due_on for each in gates], default=today)


def _step(tranche: Tranche, start: date) -> Step:
    days = [(day - start).days for day in (tranche.start_on, tranche.finish_on)]
    return Step(tranche.name, days[0], days[1], tranche.capability)


def _gain(benefit: Benefit, start: date) -> Gain:
    def expected(on: date, value: Decimal) -> Expectation:
        return Expectation((on - start).days, str(value))

    return Gain(
        benefit.name,
        expected(benefit.baseline_on, benefit.baseline),
        expected(benefit.target_on, benefit.target),
        (benefit.measure_until_on - start).days,
        benefit.measure_every_days,
        tuple(expected(each.on, each.value) for each in benefit.points.all()),
        benefit.about,
        benefit.is_disbenefit,
        benefit.unit,
        None if benefit.yearly_value is None else str(benefit.yearly_value),
        benefit.currency,
    )


def _pieces(
    projects: Sequence[Project], steps: Mapping[int, int], benefits: Sequence[Benefit], start: date, today: date
) -> tuple[Piece, ...]:
    briefs = _briefs(projects, {project.pk: start for project in projects}, today)
    gains = {benefit.pk: place for place, benefit in enumerate(benefits)}
    outputs: dict[int, list[Yield]] = {project.pk: [] for project in projects}
    for each in Output.objects.filter(project__in=projects, benefit__in=benefits):
        task = str(each.task_id) if each.task_id else None
        outputs[each.project_id].append(Yield(gains[each.benefit_id], each.name, task))
    return tuple(
        Piece(
            id=str(project.pk),
            code=project.code,
            step=steps.get(project.tranche_id or 0),
            outputs=tuple(outputs[project.pk]),
            **_values(briefs[project.pk]),
        )
        for project in projects
    )


def _duties(scope: ScopeKind, ids: Collection[int], program_id: int | None) -> dict[int, tuple[Duty, ...]]:
    """Return the RACI matrices of programs or projects by id; what a person is there, their role is. Three queries."""
    found: dict[int, tuple[Duty, ...]] = dict.fromkeys(ids, ())
    roles = _roles_held(scope, ids, program_id)
    letters = Prefetch("responsibilities", Responsibility.objects.select_related("role").order_by("role", "pk"))
    lines = Deliverable.objects.filter(**{f"{scope.value}__in": list(ids)}).prefetch_related(letters)
    for each in lines.order_by("position", "pk"):
        id = (each.program_id if scope is ScopeKind.PROGRAM else each.project_id) or 0
        said = [(_key(row, id, roles), row.letter) for row in each.responsibilities.all()]
        # Of two who become one role, the role's own letter stays.
        found[id] += (Duty(each.name, {key: letter for key, letter in reversed(said) if key}),)
    return found


def _key(row: Responsibility, id: int, roles: Mapping[tuple[int, int], str]) -> str:
    if row.role is not None:
        return row.role.key
    return roles.get((id, row.person_id or 0)) or roles.get((0, row.person_id or 0), "")


def _roles_held(scope: ScopeKind, ids: Collection[int], program_id: int | None) -> dict[tuple[int, int], str]:
    """Return the role of people by id of the thing and theirs; of a project's program by 0. One query."""
    above = Q(scope=ScopeKind.PROGRAM.value, scope_id=program_id)
    grants = Grant.objects.filter(Q(scope=scope.value, scope_id__in=list(ids)) | above).order_by("-pk")
    return {
        (id if at == scope.value else 0, person): role
        for at, id, person, role in grants.values_list("scope", "scope_id", "person_id", "role")
    }
