"""All programs side by side: how each stands, when it ends, what it is worth, what is decided next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fairlead.access.rules import Actor, Role, ScopeKind
from fairlead.access.selectors import managers_of
from fairlead.programs.models import Gate, Program
from fairlead.programs.rules import Stage
from fairlead.programs.selectors import BenefitStand, benefit_stands
from fairlead.schedule.alignment.rolling import mean
from fairlead.schedule.alignment.standing import ProjectStanding, plan_standings, program_facts
from fairlead.schedule.health.findings import Health
from fairlead.schedule.health.program import program_health
from fairlead.schedule.health.project import days_late
from fairlead.schedule.health.reading import Ahead, ahead_of, overrides_of
from fairlead.work.selectors import programs_through_projects


@dataclass(frozen=True, slots=True)
class NextGate:
    """The gate that is to be decided next."""

    id: int
    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A program beside the others, with what sums up from what of it the actor may see: projects and own activities.

    `target_at` is the latest promised finish of its projects, `slip_days` how much the latest of them is late.
    `values` are what its benefits are worth a year by currency, less its disbenefits; `off_benefit_count` counts those
    that lag or were not measured in time.
    """

    id: int
    name: str
    code: str
    stage: Stage
    managers: tuple[str, ...]
    health: Health
    percent_complete: float | None
    start_at: datetime | None
    finish_at: datetime | None
    target_at: datetime | None
    slip_days: int
    work_minutes: int
    project_count: int
    values: Mapping[str, Decimal]
    benefit_count: int
    off_benefit_count: int
    gate: NextGate | None


def portfolio_rows(*, actor: Actor, now: datetime) -> list[PortfolioRow]:
    """Return the programs that `actor` may see, by name. Eleven queries at most. `now` is the wall clock."""
    visible = Program.objects.visible_to(actor, through=programs_through_projects(actor))
    programs = list(visible.order_by("name", "pk").values_list("pk", "name", "code", "stage"))
    ids, today = [program[0] for program in programs], now.date()
    overrides = overrides_of(actor, today=today)
    inside: dict[int | None, list[ProjectStanding]] = {}
    for project in plan_standings(actor=actor, overrides=overrides, now=now).values():
        inside.setdefault(project.program_id, []).append(project)
    gates, overdue = _gates(ids, today)
    ahead = ahead_of(overdue, benefit_stands(ids, today=today))
    managers = managers_of(ScopeKind.PROGRAM, ids, Role.PROGRAM_MANAGER)
    return [
        _row(
            program,
            managers.get(program[0], ()),
            inside.get(program[0], []),
            mine.benefits,
            gates.get(program[0]),
            program_health(program_facts(inside.get(program[0], []), mine)).said(overrides.programs.get(program[0])),
        )
        for program in programs
        for mine in [ahead.get(program[0], Ahead())]
    ]


def _gates(ids: Sequence[int], today: date) -> tuple[dict[int, NextGate], dict[int, int]]:
    """The next gate of each program, and how many of its gates are overdue."""
    following: dict[int, NextGate] = {}
    overdue: dict[int, int] = {}
    rows = Gate.objects.open().filter(program_id__in=ids).order_by("due_on", "pk")
    for program, id, name, due_on in rows.values_list("program_id", "pk", "name", "due_on"):
        if program is not None:
            following.setdefault(program, NextGate(id, name, due_on))
            overdue[program] = overdue.get(program, 0) + (due_on < today)
    return following, {id: count for id, count in overdue.items() if count}


def _row(
    program: tuple[int, str, str, str],
    managers: tuple[str, ...],
    inside: Sequence[ProjectStanding],
    benefits: Sequence[BenefitStand],
    gate: NextGate | None,
    health: Health,
) -> PortfolioRow:
    id, name, code, stage = program
    off = ahead_of({}, benefits).get(id, Ahead())
    return PortfolioRow(
        id=id,
        name=name,
        code=code,
        stage=Stage(stage),
        managers=managers,
        health=health,
        percent_complete=mean((each.work_minutes, each.percent_complete) for each in inside),
        start_at=min((each.start_at for each in inside if each.start_at), default=None),
        finish_at=max((each.finish_at for each in inside if each.finish_at), default=None),
        target_at=max((each.finish_by_at for each in inside if each.finish_by_at), default=None),
        slip_days=max((days_late(each.finish_at, each.finish_by_at) for each in inside), default=0),
        work_minutes=sum(each.work_minutes for each in inside),
        project_count=sum(not each.is_activities for each in inside),
        values=_values(benefits),
        benefit_count=len(benefits),
        off_benefit_count=off.benefits_off + off.benefits_unmeasured,
        gate=gate,
    )


def _values(benefits: Sequence[BenefitStand]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in benefits:
        if each.yearly_value is not None:
            worth = -each.yearly_value if each.is_disbenefit else each.yearly_value
            found[each.currency] = found.get(each.currency, Decimal(0)) + worth
    return found
