"""What is counted of projects and programs, and the health that follows, as the API tells it."""

from datetime import date, datetime
from typing import Any

from fairlead.api.shapes import Out, PlanTime
from fairlead.schedule.facts import Facts
from fairlead.schedule.health.findings import Concern, Finding, Health, Override, State
from fairlead.schedule.health.words import finding_words


class FindingOut(Out):
    """What a rule found (docs/reference/health.md): the state that it alone would mean, its count, and in words."""

    concern: Concern
    level: State
    count: int
    words: str


class OverrideOut(Out):
    """What somebody says of a health instead of the rules, up to and including the day `until_on`; and its version."""

    state: State
    reason: str
    until_on: date
    by: str
    said_at: datetime
    version: int


class HealthOut(Out):
    """The state that the rules find, the findings it rests on, gravest first, and what somebody says instead, if so."""

    state: State
    reasons: list[FindingOut]
    override: OverrideOut | None


class FactsOut(Out):
    """Found dates, progress by work, and counts of tasks; dates are null before anything was scheduled."""

    start: PlanTime | None
    finish: PlanTime | None
    percent_complete: float
    task_count: int
    done_count: int
    critical_count: int
    overdue_count: int
    missed_milestone_count: int
    blocked_count: int
    missed_deadline_count: int
    unmet_constraint_count: int


def facts_json(facts: Facts, health: Health, managers: tuple[str, ...]) -> dict[str, Any]:
    """Return the three parts that a row of a project and one of a program share."""
    found = {name: getattr(facts, name) for name in FactsOut.model_fields if name not in ("start", "finish")}
    return {
        "managers": managers,
        "health": health_json(health),
        "found": {**found, "start": facts.start_at, "finish": facts.finish_at},
    }


def health_json(health: Health) -> dict[str, Any]:
    """Return how something stands as plain values."""
    return {
        "state": health.state,
        "reasons": [finding_json(each) for each in health.reasons],
        "override": None if health.override is None else override_json(health.override),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return what a rule found as plain values."""
    told = {name: getattr(finding, name) for name in ("concern", "level", "count")}
    return {**told, "words": finding_words(finding)}


def override_json(override: Override) -> dict[str, Any]:
    """Return what somebody says of a health as plain values."""
    return {name: getattr(override, name) for name in OverrideOut.model_fields}
