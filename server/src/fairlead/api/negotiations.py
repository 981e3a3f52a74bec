"""A request as the API tells it: what was asked, what was offered, what it does to others."""

from datetime import date, datetime
from typing import Any

from fairlead.access.rules import Actor
from fairlead.api.said import RequestSaid
from fairlead.api.shapes import Id, Out
from fairlead.staffing.models import Decision, Ending, Offer, Request, Side
from fairlead.staffing.selectors import (
    Effect,
    Rival,
    asks_of,
    effects_of,
    mine_of,
    offers_of,
    request_said,
    rivals_of,
)


class SkillAsked(Out):
    """A skill that is asked for, at `level` or above."""

    skill: Id
    name: str
    level: int


class PartOut(Out):
    """A part of an offer: who, from when to before when, in `units` or `minutes`."""

    resource: Id
    name: str
    start_on: date
    finish_on: date
    units: float | None
    minutes: int | None


class OfferOut(Out):
    """An offer or counter-offer; the last of a request stands."""

    number: int
    side: Side
    by: str
    at: datetime
    answer_by_on: date
    message: str
    parts: list[PartOut]


class DecisionOut(Out):
    """How a request ended; `offer` is the number of the one that was accepted."""

    kind: Ending
    by: str
    at: datetime
    reason: str
    offer: int | None


class ClaimOut(Out):
    """What a project has of somebody in the period; without a project where you may not see it."""

    project: Id | None
    project_name: str | None
    firm_minutes: float
    soft_minutes: float
    planned_minutes: float


class EffectOut(Out):
    """What giving `resource` would do: `over_minutes` is by how much that would be more than there is."""

    resource: Id
    name: str
    start_on: date
    finish_on: date
    capacity_minutes: float
    asked_minutes: float
    over_minutes: float
    claims: list[ClaimOut]


class RivalOut(Out):
    """A request for the same person or role at that time, and what waiting for the person would cost its project.

    `free_on` is the first day on which as much is free for as long; null where that never comes or nobody is named.
    """

    request: Id
    project: Id
    project_name: str
    resource: Id | None
    start_on: date
    finish_on: date
    free_on: date | None
    delay_minutes: int | None
    because: str


class RequestOut(RequestSaid):
    """A request with the names of whom it asks for and who asked."""

    project_name: str
    resource_name: str | None
    role_name: str | None
    skills: list[SkillAsked]
    asked_by: str
    asked_at: datetime
    decision: DecisionOut | None


class RequestDetail(RequestOut):
    """A request with its offers in order, its effect on others, and those that ask for the same; itself first there."""

    is_yours_to_answer: bool
    offers: list[OfferOut]
    effects: list[EffectOut]
    rivals: list[RivalOut]


def request_shown(row: Request) -> RequestOut:
    """Return a request as lists tell it."""
    return RequestOut.model_validate(_flat(row))


def request_detail(row: Request, *, actor: Actor) -> RequestDetail:
    """Return a request with all that `actor` may know of it. Thirty queries at most."""
    offers = list(offers_of(row))
    effects = effects_of(asks_of(row, offers), project=row.project, actor=actor) if row.waits_for else []
    rivals = rivals_of(row, actor=actor) if row.waits_for else []
    return RequestDetail.model_validate(
        {
            **_flat(row),
            "is_yours_to_answer": mine_of(row, actor=actor).is_turn(row),
            "offers": [_offer(each) for each in offers],
            "effects": [_effect(each) for each in effects],
            "rivals": [_rival(each) for each in rivals],
        }
    )


def _flat(row: Request) -> dict[str, Any]:
    decision = getattr(row, "decision", None)
    return {
        **request_said(row),
        "project_name": row.project.name,
        "resource_name": row.resource.name if row.resource else None,
        "role_name": row.role.name if row.role else None,
        "skills": [{"skill": each.skill_id, "name": each.skill.name, "level": each.level} for each in row.skills.all()],
        "asked_by": row.asked_by.name if row.asked_by else "",
        "asked_at": row.asked_at,
        "decision": decision and _decision(decision),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "by": decision.by.name if decision.by else "",
        "at": decision.at,
        "reason": decision.reason,
        "offer": decision.offer.number if decision.offer else None,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    fields = ("start_on", "finish_on", "units", "minutes")
    return {
        **{name: getattr(offer, name) for name in ("number", "side", "at", "answer_by_on", "message")},
        "by": offer.by.name if offer.by else "",
        "parts": [
            {
                "resource": each.resource_id,
                "name": each.resource.name,
                **{name: getattr(each, name) for name in fields},
            }
            for each in offer.parts.all()
        ],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "resource": effect.resource.pk,
        "name": effect.resource.name,
        "start_on": effect.ask.start_on,
        "finish_on": effect.ask.finish_on,
        "capacity_minutes": effect.capacity,
        "asked_minutes": effect.asked,
        "over_minutes": effect.over,
        "claims": [
            {
                "project": claim.project.pk if claim.project else None,
                "project_name": claim.project.name if claim.project else None,
                "firm_minutes": claim.firm,
                "soft_minutes": claim.soft,
                "planned_minutes": claim.planned,
            }
            for claim in effect.claims
        ],
    }


def _rival(rival: Rival) -> dict[str, Any]:
    row, delay = rival.request, rival.delay
    return {
        "request": row.pk,
        "project": row.project_id,
        "project_name": row.project.name,
        "resource": rival.resource.pk if rival.resource else None,
        "start_on": row.start_on,
        "finish_on": row.finish_on,
        "free_on": delay.free_on if delay else None,
        "delay_minutes": delay.minutes if delay and delay.free_on else None,
        "because": delay.task if delay else "",
    }
