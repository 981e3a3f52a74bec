"""How things stand: the badge that opens, what people say of it, by those who may; and figures that open."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cast import Cast, Stage
from fairlead.schedule.models import HealthOverride
from pages.test_rights import aimed


def said(**changes: str) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=7)
    return {"version": "0", "state": "off_track", "reason": "Rain", "until_on": until.isoformat(), **changes}


@pytest.mark.parametrize("at", ["/programs/{program}/", "/projects/{shop}/", "/strategy/objectives/{objective}/"])
def test_who_leads_it_says_how_it_stands_and_takes_it_back(at: str, people: Cast, plan: Stage, visit: Any):
    page = at.format(program=plan.program.pk, shop=plan.shop.pk, **aimed())
    lead = people.owner if "strategy" in at else people.manager
    assert visit(lead).post(f"{page}health/", said())["Location"] == f"{page}health/"
    for where in (page, f"{page}health/")["strategy" in at :]:  # of a draft, its page shows no health
        shown = visit(people.member).get(where).content.decode()
        assert f"{lead.person.name} says:" in shown
        assert "Rain" in shown
    assert 'name="reason"' not in visit(people.member).get(f"{page}health/").content.decode()
    assert visit(people.member).post(f"{page}health/", said(version="1")).status_code == 403
    assert visit(people.member).post(f"{page}health/withdraw/", {"version": "1"}).status_code == 403
    assert visit(lead).post(f"{page}health/withdraw/", {"version": "1"})["Location"] == f"{page}health/"
    assert not HealthOverride.objects.exists()


def test_who_comes_late_sees_both(people: Cast, plan: Stage, visit: Any):
    page = f"/programs/{plan.program.pk}/health/"
    visit(people.owner).post(page, said(reason="Snow"))
    late = visit(people.manager).post(page, said())
    assert late.status_code == 409
    assert all(word in late.content.decode() for word in ("Snow", "Rain", "Olga Owner"))
    assert HealthOverride.objects.get().reason == "Snow"


def test_what_cannot_be_said_stands_at_its_field(people: Cast, plan: Stage, visit: Any):
    bad = visit(people.manager).post(f"/projects/{plan.shop.pk}/health/", said(until_on="2020-01-01"))
    assert bad.status_code == 422
    assert "at most 90 days ahead" in bad.content.decode()


def test_a_figure_shows_its_rows_and_what_they_add_up_to(people: Cast, plan: Stage, visit: Any):
    shown = visit(people.member).get(f"/programs/{plan.program.pk}/figures/progress/").content.decode()
    assert all(word in shown for word in ("Shop", "Warehouse", "Mean by weight"))
    assert visit(people.member).get(f"/programs/{plan.program.pk}/figures/luck/").status_code == 404
