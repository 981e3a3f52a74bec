"""The rules of health, one by one; and that none is forgotten where others look."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fairlead.schedule.health.findings import Concern, Finding, State, tally
from fairlead.schedule.health.program import ProgramFacts, program_health
from fairlead.schedule.health.project import Counts, ProjectFacts, project_health
from fairlead.schedule.health.rows import FIGURES
from fairlead.schedule.health.words import CLAUSES, finding_words

NOW = datetime(2026, 3, 2, 8)
DOCS = Path(__file__).resolve().parents[4] / "docs" / "reference"
ON, RISK, OFF, DONE = State.ON_TRACK, State.AT_RISK, State.OFF_TRACK, State.DONE
NOTHING: dict[str, Any] = {
    "is_closed": False,
    "finish_at": None,
    "finish_by_at": None,
    "task_count": 9,
    "done_count": 3,
}


def after(days: float) -> datetime:
    return NOW + timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "state", "found"),
    [
        ({}, ON, []),
        ({"task_count": 0, "done_count": 0}, ON, [(Concern.NOT_PLANNED, 0)]),
        ({"done_count": 9, "overdue": 1}, DONE, []),
        ({"is_closed": True, "overdue": 1, "unmet_constraints": 3}, DONE, []),
        ({"finish_at": after(12), "finish_by_at": after(10)}, OFF, [(Concern.FINISHES_LATE, 2)]),
        ({"finish_at": after(40), "finish_by_at": after(42)}, ON, []),  # 2 days are 5 % of 40
        ({"finish_at": after(41), "finish_by_at": after(43)}, RISK, [(Concern.LITTLE_SLACK, 2)]),
        ({"finish_at": after(5), "finish_by_at": after(5)}, RISK, [(Concern.LITTLE_SLACK, 0)]),
        ({"finish_at": after(-1), "finish_by_at": after(-1)}, ON, []),  # the finish is over
        ({"missed_milestones": 1}, RISK, [(Concern.MILESTONES_MISSED, 1)]),
        ({"missed_deadlines": 2}, RISK, [(Concern.MISSED_DEADLINES, 2)]),
        ({"overdue_gates": 1}, RISK, [(Concern.GATES_OVERDUE, 1)]),
        ({"overloaded": 2}, RISK, [(Concern.OVERLOADED, 2)]),
        ({"unmet_constraints": 3}, OFF, [(Concern.UNMET_CONSTRAINTS, 3)]),
        (
            {"overdue": 4, "blocked": 1, "unmet_constraints": 1},
            OFF,
            [(Concern.UNMET_CONSTRAINTS, 1), (Concern.OVERDUE, 4), (Concern.BLOCKED, 1)],  # the gravest first
        ),
    ],
)
def test_a_project_stands_by_its_worst_finding(facts: dict[str, Any], state: State, found: list[tuple[Concern, int]]):
    said = {name: value for name, value in facts.items() if name in NOTHING}
    counts = Counts(**{name: value for name, value in facts.items() if name not in NOTHING})
    health = project_health(ProjectFacts(NOW, **(NOTHING | said), counts=counts))
    assert (health.state, [(each.concern, each.count) for each in health.reasons]) == (state, found)


@pytest.mark.parametrize(
    ("projects", "own", "state", "concerns"),
    [
        ([], {}, ON, []),
        ([(5, OFF), (5, ON)], {}, OFF, [Concern.PROJECTS_OFF_TRACK]),  # half of the work
        ([(4, OFF), (6, ON)], {}, RISK, [Concern.PROJECTS_OFF_TRACK]),
        ([(4, OFF), (6, ON), (90, DONE)], {}, RISK, [Concern.PROJECTS_OFF_TRACK]),  # 4 of the 10 that are not done
        ([(4, RISK), (6, ON)], {}, ON, []),
        ([(2, OFF), (3, RISK), (5, ON)], {}, RISK, [Concern.PROJECTS_OFF_TRACK, Concern.PROJECTS_AT_RISK]),
        ([(1, DONE)], {}, DONE, []),
        ([(1, DONE)], {"off_benefit_count": 1}, RISK, [Concern.BENEFITS_OFF]),  # benefits outlive the work
        ([(1, ON)], {"overdue_gate_count": 2}, RISK, [Concern.GATES_OVERDUE]),
        ([(1, ON)], {"unmeasured_benefit_count": 1}, RISK, [Concern.BENEFITS_UNMEASURED]),
    ],
)
def test_a_program_weighs_its_projects_by_their_work(
    projects: list[tuple[float, State]], own: dict[str, int], state: State, concerns: list[Concern]
):
    health = program_health(ProgramFacts(tally(projects), **own))
    assert (health.state, [each.concern for each in health.reasons]) == (state, concerns)


@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_words_rows_and_a_line_in_the_reference(concern: Concern):
    assert set(CLAUSES) == set(FIGURES) == set(Concern)
    words = {finding_words(Finding(concern, RISK, count)) for count in (1, 2)}
    assert all(words)
    assert f"`{concern.value}`" in (DOCS / "health.md").read_text()
