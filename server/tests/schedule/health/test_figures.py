"""Every figure opens to the rows it is made of, and they add up to it."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from cast import DAY, NOW, Cast, Stage, program_of, project_of, task_of
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import Benefit, Gate, Measurement, ProgramContribution
from fairlead.schedule.alignment.picture import picture_of
from fairlead.schedule.facts import ProgramRow, program_row, project_row
from fairlead.schedule.health.figures import FigureRow, Key, figure_open
from fairlead.schedule.health.findings import Health
from fairlead.schedule.health.project import days_late
from fairlead.schedule.health.rows import FIGURES, Figure
from fairlead.schedule.health.subjects import SubjectKind
from fairlead.schedule.models import Recalculation
from fairlead.schedule.portfolio import portfolio_rows
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.strategy.models import KeyResult, KeyResultFound, Objective
from fairlead.work.models import Blocker, Phase, Project

WALL = datetime.fromisoformat("2026-03-04T09:00")
COUNTED = [figure for figure in Figure if figure not in (Figure.PROGRESS, Figure.FINISH, Figure.REACHED)]


def opened(
    people: Cast, kind: SubjectKind, id: int, figure: Figure
) -> tuple[list[FigureRow], float | None, datetime | None]:
    """All rows of a figure, read in pages of three, with the figure itself."""
    rows: list[FigureRow] = []
    after: Key | None = None
    while True:
        page = figure_open(kind=kind, id=id, figure=figure, actor=people.owner.actor, now=WALL, after=after, limit=3)
        rows += page.rows
        after = page.next
        if after is None:
            return rows, page.value, page.at


def add_up(people: Cast, kind: SubjectKind, id: int, health: Health) -> None:
    """Hold that the rows of each finding are as many as it counts."""
    for finding in health.reasons:
        figure = FIGURES[finding.concern]
        if figure in COUNTED:
            rows, value, _at = opened(people, kind, id, figure)
            assert len(rows) == len({row.id for row in rows}) == value == finding.count, finding


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_behind_each_figure_add_up_to_it(people: Cast, plan: Stage, seed: int):
    random = Random(seed)
    program, aim = _random_program(people, random), _random_objective(people, random)
    ProgramContribution.objects.create(program=program, objective=aim, share="0.5")
    actor = people.owner.actor
    row = program_row(id=program.pk, actor=actor, now=WALL)
    add_up(people, SubjectKind.PROGRAM, program.pk, row.health)
    rows, value, _at = opened(people, SubjectKind.PROGRAM, program.pk, Figure.PROGRESS)
    assert mean(rows) == pytest.approx(value, abs=0.01)
    assert value == row.facts.percent_complete
    rows, _value, at = opened(people, SubjectKind.PROGRAM, program.pk, Figure.FINISH)
    assert max(each.at for each in rows if each.at) == at == row.facts.finish_at
    for each in row.projects:
        _project_adds_up(people, each.project)
    _side_by_side(people, row)
    objective = picture_of(actor=actor, now=WALL).objectives[aim.pk]
    add_up(people, SubjectKind.OBJECTIVE, aim.pk, objective.health)
    rows, value, _at = opened(people, SubjectKind.OBJECTIVE, aim.pk, Figure.REACHED)
    assert mean(rows) == pytest.approx(value) == pytest.approx(100 * (objective.progress or 0))
    rows, value, _at = opened(people, SubjectKind.OBJECTIVE, aim.pk, Figure.PROGRESS)
    assert mean(rows) == pytest.approx(value) == pytest.approx(objective.work.percent_complete)


def _side_by_side(people: Cast, row: ProgramRow) -> None:
    """The portfolio and the map say of a program what its own page says."""
    actor, facts = people.owner.actor, row.facts
    (beside,) = [each for each in portfolio_rows(actor=actor, now=WALL) if each.id == row.program.pk]
    node = picture_of(actor=actor, now=WALL).programs[row.program.pk]
    assert beside.health == node.health == row.health
    assert beside.percent_complete == pytest.approx(facts.percent_complete, abs=0.01)
    assert (beside.finish_at, beside.work_minutes) == (facts.finish_at, facts.work_minutes)
    assert beside.slip_days == max(days_late(each.facts.finish_at, each.project.finish_by_at) for each in row.projects)
    worth = {each.currency: each.yearly_value for each in Benefit.objects.filter(program=row.program)}
    assert beside.values == {"EUR": 5 * worth["EUR"]}


def _project_adds_up(people: Cast, project: Project) -> None:
    row = project_row(id=project.pk, actor=people.owner.actor, now=WALL)
    add_up(people, SubjectKind.PROJECT, project.pk, row.health)
    rows, value, _at = opened(people, SubjectKind.PROJECT, project.pk, Figure.PROGRESS)
    assert mean(rows) == pytest.approx(value, abs=0.01)
    assert value == row.facts.percent_complete
    assert len(rows) == row.facts.task_count
    rows, _value, at = opened(people, SubjectKind.PROJECT, project.pk, Figure.FINISH)
    assert max(each.at for each in rows if each.at) == at == row.facts.finish_at
    shown = {Figure.TASKS_LATE: row.facts.overdue_count, Figure.TASKS_BLOCKED: row.facts.blocked_count}
    shown |= {Figure.GATES_OVERDUE: row.facts.overdue_gate_count}
    shown |= {Figure.MILESTONES_MISSED: row.facts.missed_milestone_count}
    for figure, count in shown.items():
        assert len(opened(people, SubjectKind.PROJECT, project.pk, figure)[0]) == count


@pytest.mark.parametrize(
    ("kind", "figure"),
    [
        (SubjectKind.PROJECT, Figure.BENEFITS_OFF),
        (SubjectKind.PROGRAM, Figure.RESULTS_OFF),
        (SubjectKind.OBJECTIVE, Figure.TASKS_LATE),
    ],
)
def test_what_has_no_such_figure_says_so(people: Cast, plan: Stage, kind: SubjectKind, figure: Figure):
    aim = _random_objective(people, Random(0))
    id = {SubjectKind.PROJECT: plan.shop.pk, SubjectKind.PROGRAM: plan.program.pk, SubjectKind.OBJECTIVE: aim.pk}[kind]
    with pytest.raises(NotFound):
        figure_open(kind=kind, id=id, figure=figure, actor=people.owner.actor, now=WALL)


def mean(rows: list[FigureRow]) -> float:
    return sum(row.weight * row.value for row in rows) / sum(row.weight for row in rows)


def _random_program(people: Cast, random: Random):
    program = program_of(people.workspace, "Many", "MANY")
    for number in range(random.randint(2, 5)):
        project = project_of(people, f"Part {number}", f"M{number}", program=program)
        if random.random() < 0.5:
            Project.objects.filter(pk=project.pk).update(finish_by_at=WALL + timedelta(days=random.randint(-3, 9)))
        for place in range(random.randint(1, 7)):
            is_milestone = random.random() < 0.3
            task = task_of(
                *(), project=project, name=f"Task {place}", percent_complete=random.choice([0, 0, 40, 100]),
                duration_minutes=0 if is_milestone else random.randint(1, 6) * DAY, is_milestone=is_milestone,
                deadline_at=random.choice([None, WALL]),
            )  # fmt: skip
            if random.random() < 0.3:
                Blocker.objects.create(task=task, reason="Rain", raised_at=NOW)
        gate = Gate.objects.create(workspace=people.workspace, name="P", due_on=date(2026, 3, random.randint(1, 7)))
        Phase.objects.create(project=project, name="Build", gate=gate)
        Phase.objects.create(project=project, name="Use")
        last = project
    scope_recalculate(scope=scope_of(last), cause=Recalculation.Cause.REQUEST, now=NOW)
    Gate.objects.bulk_create(
        [Gate(workspace=people.workspace, program=program, name=f"G{n}", due_on=date(2026, 3, n)) for n in range(1, 8)]
    )
    benefits = [_benefit(program, n) for n in range(5)]
    Measurement.objects.bulk_create(
        [Measurement(benefit=each, on=date(2026, 3, 1), value=random.randint(0, 60), at=NOW) for each in benefits[:4]]
    )
    return program


def _benefit(program, number: int) -> Benefit:
    return Benefit.objects.create(
        *(), program=program, name=f"B{number}", baseline=0, baseline_on=date(2025, 3, 1), target=100,
        target_on=date(2027, 3, 1), measure_until_on=date(2028, 3, 1), created_at=NOW,
        yearly_value=1000, currency="EUR",
    )  # fmt: skip


def _random_objective(people: Cast, random: Random) -> Objective:
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "status": "active", "created_at": NOW}
    top = Objective.objects.create(workspace=people.workspace, name="Top", **year)
    below = [
        Objective.objects.create(workspace=people.workspace, name=f"O{n}", parent=top, weight=n + 1, **year)
        for n in range(3)
    ]
    for aim in (top, top, *below[:2]):
        result = KeyResult.objects.create(
            objective=aim, name="R", direction="up", baseline=0, target=100, weight=random.randint(1, 5)
        )
        share = random.random()
        KeyResultFound.objects.create(
            *(), key_result=result, last_on=date(2026, 3, 1), value=100 * share, count=3, progress=share,
            forecast=random.choice([60, 95, 120]), low=50, high=110,
        )  # fmt: skip
    return top
