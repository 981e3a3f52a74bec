"""What is counted of projects and programs, and the health that follows, as the API tells it."""

from typing import Any

from fairlead.api.shapes import Out, PlanTime
from fairlead.schedule.facts import Facts
from fairlead.schedule.rules import Concern, Health, State


class HealthReason(Out):
    """Why the health is not better; `count` is days for `finishes_late`, tasks or projects for the others."""

    concern: Concern
    count: int


class HealthOut(Out):
    """A state and the facts it rests on, gravest first."""

    state: State
    reasons: list[HealthReason]


class FactsOut(Out):
    """Found dates, progress by work, and counts of tasks; dates are null before anything was scheduled."""

    start: PlanTime | None
    finish: PlanTime | None
    percent_complete: float
    task_count: int
    done_count: int
    critical_count: int
    overdue_count: int
    blocked_count: int
    missed_deadline_count: int
    unmet_constraint_count: int


def facts_json(facts: Facts, health: Health, managers: tuple[str, ...]) -> dict[str, Any]:
    """Return the three parts that a row of a project and one of a program share."""
    found = {name: getattr(facts, name) for name in FactsOut.model_fields if name not in ("start", "finish")}
    return {
        "managers": managers,
        "health": health,
        "found": {**found, "start": facts.start_at, "finish": facts.finish_at},
    }
