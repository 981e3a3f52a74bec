"""The strategy with the work that serves it: figures, the rows they are made of, gaps, what a delay costs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import DAY, MONDAY, NOW, Cast, Stage, program_of, project_of, task_of
from fairlead.kernel.errors import NotFound
from fairlead.programs.models import ProgramContribution
from fairlead.schedule.alignment.rows import Picture
from fairlead.schedule.alignment.selectors import (
    dangers_of,
    delay_of_project,
    gaps_of,
    picture_of,
    tasks_behind,
    why_it_matters,
)
from fairlead.schedule.health.findings import State, worst
from fairlead.schedule.models import ProjectDates
from fairlead.strategy.models import KeyResult, KeyResultFound, Objective, Status
from fairlead.work.models import Project, ProjectContribution

WALL = datetime.fromisoformat("2026-03-04T09:00")
YEAR = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1)}


Make = Callable[..., Objective]


@pytest.fixture
def objective(people: Cast) -> Make:
    def make(name: str, parent: Objective | None = None, **values: Any) -> Objective:
        usual = {"status": Status.ACTIVE, "created_at": NOW, **YEAR}
        position = Objective.objects.count()
        return Objective.objects.create(
            workspace=people.workspace, name=name, parent=parent, position=position, **{**usual, **values}
        )

    return make


def serve(what: Any, objective: Objective, share: str) -> None:
    if isinstance(what, Project):
        ProjectContribution.objects.create(project=what, objective=objective, share=Decimal(share))
    else:
        ProgramContribution.objects.create(program=what, objective=objective, share=Decimal(share))


def result_of(objective: Objective, progress: float, weight: int = 1) -> KeyResult:
    result = KeyResult.objects.create(
        objective=objective, name="Measure", direction="up", baseline=0, target=1, weight=weight
    )
    KeyResultFound.objects.create(
        key_result=result, last_on=WALL.date(), value=Decimal(str(progress)), count=1, progress=progress
    )
    return result


def picture(people: Cast) -> Picture:
    return picture_of(actor=people.owner.actor, now=WALL)


def test_progress_weighs_key_results_and_objectives_below(people: Cast, objective: Make):
    top = objective("Top")
    result_of(top, 0.5)
    result_of(objective("Left", top, weight=3), 0.9)
    result_of(objective("Draft", top, status=Status.DRAFT), 0.0)
    result_of(objective("Dropped", top, status=Status.DROPPED), 0.0)
    objective("Nothing measured", top)
    row = picture(people).objectives[top.pk]
    assert row.progress == pytest.approx((1 * 0.5 + 3 * 0.9) / 4)
    assert row.unmeasured == 1


def test_a_key_result_without_a_check_in_stands_at_its_baseline(people: Cast, objective: Make):
    top = objective("Top")
    result_of(top, 0.8)
    KeyResult.objects.create(objective=top, name="Nobody looked", direction="up", baseline=0, target=1)
    assert picture(people).objectives[top.pk].progress == pytest.approx(0.4)


def test_what_people_called_achieved_counts_as_done(people: Cast, objective: Make):
    top = objective("Top")
    result_of(objective("Done", top, status=Status.ACHIEVED), 0.7)
    row = picture(people).objectives[top.pk]
    assert (row.progress, row.health.state) == (1.0, State.DONE)


def test_projects_of_a_program_serve_through_it(people: Cast, plan: Stage, objective: Make):
    top = objective("Top")
    serve(plan.program, top, "0.5")
    parts = picture(people).objectives[top.pk].parts
    # SHOP has 5 days of work, WARE 3; half of both serves.
    assert {id: part.minutes for id, part in parts.items()} == {plan.shop.pk: 2.5 * DAY, plan.ware.pk: 1.5 * DAY}
    assert {part.through for part in parts.values()} == {plan.program.pk}


def test_a_project_that_speaks_for_itself_is_not_counted_through_its_program_as_well(
    people: Cast, plan: Stage, objective: Make
):
    top, other = objective("Top"), objective("Other")
    serve(plan.program, top, "0.5")
    serve(plan.shop, other, "1")
    seen = picture(people)
    assert set(seen.objectives[top.pk].parts) == {plan.ware.pk}
    assert seen.objectives[other.pk].parts[plan.shop.pk].through is None


def test_a_project_that_serves_two_objectives_below_is_one_row_above(people: Cast, plan: Stage, objective: Make):
    top = objective("Top")
    serve(plan.shop, objective("Left", top), "0.4")
    serve(plan.shop, objective("Right", top), "0.35")
    seen = picture(people)
    parts = seen.parts_of(top.pk)
    assert parts[plan.shop.pk].share == pytest.approx(0.75)
    assert seen.objectives[top.pk].work.project_count == 1
    assert seen.objectives[top.pk].work.minutes == pytest.approx(0.75 * 5 * DAY)


def test_work_that_ends_after_the_period_is_off_track(people: Cast, plan: Stage, objective: Make):
    # SHOP finishes on Friday 6 March; the period ends with Wednesday 4 March.
    soon = objective("Soon", finish_on=date(2026, 3, 5))
    serve(plan.shop, soon, "1")
    row = picture(people).objectives[soon.pk]
    assert row.parts[plan.shop.pk].state is State.OFF_TRACK
    assert row.parts[plan.shop.pk].days_over == 2
    assert row.health.state is State.OFF_TRACK
    assert [(each.objective.id, each.part.project.id) for each in dangers_of(picture(people))] == [
        (soon.pk, plan.shop.pk)
    ]


def test_gaps_are_objectives_nobody_serves_and_work_that_serves_none(people: Cast, plan: Stage, objective: Make):
    served, alone = objective("Served"), objective("Alone")
    objective("Draft", status=Status.DRAFT)
    gaps = gaps_of(picture(people))
    assert [row.id for row in gaps.objectives] == [served.pk, alone.pk]
    assert [each.id for each in gaps.programs] == [plan.program.pk]
    assert [each.id for each in gaps.projects] == [plan.attic.pk]
    serve(plan.shop, served, "0.5")
    serve(plan.attic, served, "0.5")
    gaps = gaps_of(picture(people))
    assert [row.id for row in gaps.objectives] == [alone.pk]
    assert (gaps.programs, gaps.projects) == ((), ())


def test_delays_of_all_projects_together_cost_what_a_delay_of_the_objective_does(
    people: Cast, plan: Stage, objective: Make
):
    top = objective("Top", delay_week_cost=Decimal(800), currency="EUR")
    below = objective("Below", top)
    serve(plan.program, below, "1")
    seen = picture(people)
    shop, ware = (delay_of_project(seen, each.pk, 3) for each in (plan.shop, plan.ware))
    # SHOP is 5 of the 8 days that serve it.
    assert [(row.objective.id, row.part_share, row.cost, row.currency) for row in shop] == [
        (top.pk, 0.625, Decimal(1500), "EUR")
    ]
    assert shop[0].cost + ware[0].cost == 3 * 800
    assert delay_of_project(seen, plan.attic.pk, 3) == []


def test_the_tasks_behind_a_late_project_come_gravest_first(people: Cast, plan: Stage, objective: Make):
    found = tasks_behind([plan.shop.pk, plan.ware.pk], now=WALL)
    assert [task.name for task in found[plan.shop.pk]] == ["Draw", "Sign off", "Build"]
    assert [task.name for task in found[plan.ware.pk]] == ["Shelves", "Move in"]


def test_why_a_project_matters_leads_from_the_top_down(people: Cast, plan: Stage, objective: Make):
    top = objective("Top")
    below = objective("Below", top)
    serve(plan.program, below, "0.5")
    (reach,) = why_it_matters(plan.shop, actor=people.worker.actor)
    assert [name for _, name in reach.path] == ["Top", "Below"]
    assert (reach.share, reach.program) == (Decimal("0.5"), (plan.program.pk, "Relaunch"))
    assert why_it_matters(plan.shop, actor=people.guest.actor) == []


def test_figures_are_made_of_what_one_may_see(people: Cast, plan: Stage, objective: Make):
    top = objective("Top")
    serve(plan.program, top, "0.5")
    serve(plan.attic, top, "0.5")
    seen = picture_of(actor=people.worker.actor, now=WALL)
    assert set(seen.objectives[top.pk].parts) == {plan.shop.pk}
    with pytest.raises(NotFound):
        picture_of(actor=people.guest.actor, now=WALL)
    assert picture_of(actor=people.outsider.actor, now=WALL).objectives == {}


@pytest.mark.parametrize("size", [3, 30])
def test_the_picture_is_thirteen_queries_for_any_number_of_rows(
    size: int, people: Cast, objective: Make, django_assert_num_queries: Any
):
    for n in range(size):
        program = program_of(people.workspace, f"P{n}", f"P{n}")
        project = project_of(people, f"J{n}", f"J{n}", program=program)
        task_of(project, "Do")
        top = objective(f"O{n}")
        result_of(top, 0.5)
        serve(program, top, "0.5")
        serve(project, top, "0.5")
    actor = people.owner.actor
    with django_assert_num_queries(13):
        assert len(picture_of(actor=actor, now=WALL).objectives) == size


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_roll_ups_equal_a_slow_straightforward_sum(people: Cast, seed: int):
    """A random tree, random shares; each figure is summed again, row by row and from the tables."""
    for model in (ProjectContribution, ProgramContribution, KeyResult):
        model.objects.all().delete()
    while Objective.objects.exists():
        Objective.objects.filter(children=None).delete()
    ProjectDates.objects.all().delete()
    Project.objects.all().delete()
    random = Random(seed)
    _random_workspace(people, random)
    seen = picture(people)
    for row in Objective.objects.all():
        shown = seen.objectives[row.pk]
        parts = _slow_parts(row)
        assert {id: part.share for id, part in seen.parts_of(row.pk).items()} == pytest.approx(parts)
        minutes = {id: share * ProjectDates.objects.get(pk=id).work_minutes for id, share in parts.items()}
        whole = sum(minutes.values())
        assert shown.work.minutes == pytest.approx(whole)
        states = [part.state for part in seen.parts_of(row.pk).values()]
        assert shown.work.project_count == len(parts)
        assert shown.work.off_count == states.count(State.OFF_TRACK)
        assert shown.work.state == worst(states)
        done = sum(m * ProjectDates.objects.get(pk=id).percent_complete for id, m in minutes.items())
        assert (shown.work.percent_complete or 0) == pytest.approx(done / whole if whole else 0)
        assert shown.progress == pytest.approx(_slow_progress(row))
        assert all(share <= 1.0001 for share in parts.values())


def _random_workspace(people: Cast, random: Random) -> None:
    objectives: list[Objective] = []
    for n in range(random.randint(1, 9)):
        parent = random.choice([None, *objectives])
        status = random.choice([Status.ACTIVE, Status.ACTIVE, Status.DRAFT, Status.DROPPED, Status.ACHIEVED])
        objectives.append(
            Objective.objects.create(
                *(), workspace=people.workspace, name=f"O{n}", parent=parent, position=n, created_at=NOW,
                weight=random.randint(1, 9), status=status, **YEAR,
            )
        )  # fmt: skip
        for _ in range(random.randint(0, 2)):
            result_of(objectives[-1], random.random(), random.randint(1, 5))
    programs = [program_of(people.workspace, f"P{seed}", f"P{random.random()}"[:12]) for seed in range(2)]
    for program in programs:
        _random_shares(program, objectives, random)
    for n in range(random.randint(1, 6)):
        project = project_of(people, f"J{n}", f"J{n}", program=random.choice([None, *programs]))
        ProjectDates.objects.create(
            *(), project=project, start_at=MONDAY, finish_at=MONDAY + timedelta(days=random.randint(1, 500)),
            percent_complete=random.randint(0, 100), task_count=3, done_count=0, critical_count=0,
            missed_deadline_count=0, unmet_constraint_count=0, work_minutes=random.randint(0, 9) * DAY,
        )  # fmt: skip
        if random.random() < 0.4:
            _random_shares(project, objectives, random)


def _random_shares(what: Any, objectives: list[Objective], random: Random) -> None:
    chosen = random.sample(objectives, random.randint(0, min(3, len(objectives))))
    for each in chosen:
        serve(what, each, str(random.randint(1, 1000 // len(chosen)) / 1000))


def _slow_parts(objective: Objective) -> dict[int, float]:
    found: dict[int, float] = {}
    for project in Project.objects.all():
        own = ProjectContribution.objects.filter(project=project)
        rows: Any = own if own.exists() else ProgramContribution.objects.filter(program=project.program_id)
        for row in rows:
            if _is_below(row.objective, objective):
                found[project.pk] = found.get(project.pk, 0.0) + float(row.share)
    return found


def _is_below(one: Objective, top: Objective) -> bool:
    if one.pk == top.pk:
        return True
    return one.status != Status.DROPPED and one.parent is not None and _is_below(one.parent, top)


def _slow_progress(objective: Objective) -> float | None:
    if objective.status == Status.ACHIEVED:
        return 1.0
    told = [(each.weight, each.found.progress) for each in objective.key_results.all()]
    for child in objective.children.filter(status__in=[Status.ACTIVE, Status.ACHIEVED]):
        below = _slow_progress(child)
        if below is not None:
            told.append((child.weight, below))
    return sum(weight * value for weight, value in told) / sum(weight for weight, _ in told) if told else None
