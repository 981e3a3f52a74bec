"""Demand against supply of skills over the next year, and who could do a piece of work."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.load import day_of_text, key_of_text
from fairlead.pages.views.paging import wall_clock
from fairlead.staffing.load import candidates, skill_balance

YEAR = timedelta(days=364)
USUAL_PERIOD = timedelta(days=28)


@require_safe
@signed_in
def skill_demand(request: PageRequest) -> HttpResponse:
    """Show by month what each skill lacks; with a skill, who could do so much work in a period."""
    today = wall_clock().date()
    periods, skills = skill_balance(actor=request.actor, start_on=today, finish_on=today + YEAR)
    context = {
        "tab": "load",
        "heads": periods.edges[:-1],
        "skills": [(each, [*zip(each.free, each.demand, each.requested, each.lack, strict=True)]) for each in skills],
        **_candidates(request, today),
    }
    return render(request, "pages/people/skill_demand.html", context)


def _candidates(request: PageRequest, today: date) -> dict[str, Any]:
    asked = request.GET
    skill = key_of_text(asked.get("skill", ""))
    level = key_of_text(asked.get("level", "")) or 1
    start = day_of_text(asked.get("start", "")) or today
    finish = day_of_text(asked.get("finish", "")) or start + USUAL_PERIOD
    hours = key_of_text(asked.get("hours", ""))
    found = None
    if skill is not None:
        found = candidates(
            actor=request.actor,
            skill_id=skill,
            level=min(level, 5),
            start_on=start,
            finish_on=finish,
            minutes=min(hours, 1_000_000) * 60 if hours else None,
        )
    return {"skill": skill, "level": level, "start": start, "finish": finish, "hours": hours, "candidates": found}
