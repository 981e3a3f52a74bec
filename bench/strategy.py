"""What a workspace aims at, to measure with: a tree of objectives, key results, shares, benefits, gates."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from fairlead.access.models import Workspace
from fairlead.programs.models import Benefit, Gate, Measurement, Program, ProgramContribution
from fairlead.strategy.models import CheckIn, KeyResult, Objective
from fairlead.strategy.services.finding import finds_write
from fairlead.work.models import Project, ProjectContribution

TOPS, RESULTS, CHECK_INS, SERVED, BENEFITS, GATES = 10, 3, 12, 4, 4, 4


def aim(*, objectives: int) -> int:
    """Write `objectives` into the one workspace, with what serves and measures them; return the first one's id."""
    now, today, random = timezone.now(), timezone.localdate(), Random(1)
    workspace = Workspace.objects.get()
    rows: list[Objective] = []
    for number in range(objectives):
        parent = random.choice(rows) if number >= TOPS else None
        rows.append(_objective(workspace, number, parent, today, now))
    results = KeyResult.objects.bulk_create(
        KeyResult(objective=each, name=f"Result {n}", direction="up", baseline=0, target=100)
        for each in rows
        for n in range(RESULTS)
    )
    CheckIn.objects.bulk_create(
        CheckIn(key_result=each, on=today - timedelta(days=7 * n), value=50 - n * 3 + random.random(), at=now)
        for each in results
        for n in range(CHECK_INS)
    )
    finds_write(list(KeyResult.objects.select_related("objective")))
    _serve(rows, random)
    _bring(workspace, today, now, random)
    return rows[0].pk


def _objective(workspace: Workspace, number: int, parent: Objective | None, today: date, now: datetime) -> Objective:
    return Objective.objects.create(
        workspace=workspace,
        name=f"Objective {number:03}",
        parent=parent,
        position=number,
        start_on=today - timedelta(days=100),
        finish_on=today + timedelta(days=265),
        status="active",
        created_at=now,
        currency="EUR",
        delay_week_cost=100,
    )


def _serve(rows: list[Objective], random: Random) -> None:
    """Let every program serve SERVED objectives, and every fifth project speak for itself."""
    ProgramContribution.objects.bulk_create(
        ProgramContribution(program=program, objective=each, share=Decimal("0.25"))
        for program in Program.objects.all()
        for each in random.sample(rows, SERVED)
    )
    ProjectContribution.objects.bulk_create(
        ProjectContribution(project=project, objective=each, share=Decimal("0.25"))
        for project in Project.objects.order_by("pk")[::5]
        for each in random.sample(rows, SERVED)
    )


def _bring(workspace: Workspace, today: date, now: datetime, random: Random) -> None:
    """Give every program benefits that were measured, and gates."""
    programs = list(Program.objects.all())
    span = timedelta(days=300)
    benefits = Benefit.objects.bulk_create(
        Benefit(
            program=program,
            name=f"Benefit {n}",
            baseline=0,
            baseline_on=today - span,
            target=100,
            target_on=today + span,
            measure_until_on=today + 2 * span,
            yearly_value=random.randint(1, 50) * 10_000,
            currency="EUR",
            created_at=now,
        )
        for program in programs
        for n in range(BENEFITS)
    )
    Measurement.objects.bulk_create(
        Measurement(benefit=each, on=today - timedelta(days=30 * n), value=60 - 10 * n + random.randint(-9, 9), at=now)
        for each in benefits
        for n in range(4)
    )
    Gate.objects.bulk_create(
        Gate(workspace=workspace, program=program, name=f"Gate {n}", due_on=today + timedelta(days=60 * n - 10))
        for program in programs
        for n in range(GATES)
    )
