"""What a request does to others: who has the person, who would be overbooked, who waits how long."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import DAY, NOW, Cast, Stage, task_of
from fairlead.resources.rules import Period
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.models import Request
from fairlead.staffing.rules import Ask, Promise, first_free
from fairlead.staffing.selectors import effects_of, rivals_of
from fairlead.staffing.services import NewRequest, booking_create, request_ask
from fairlead.work.models import Assignment, Project
from staffing.conftest import wes

MONDAY, NEXT = date(2026, 3, 2), date(2026, 3, 9)


def ask_for_wes(people: Cast, project: Project, **values: Any) -> Request:
    usual: dict[str, Any] = {
        "project": project.pk,
        "resource": people.resources["Wes Worker"].pk,
        "start_on": MONDAY,
        "finish_on": NEXT,
        "reason": "Needed",
        "answer_by_on": date(2026, 3, 6),
        "units": Decimal(1),
    }
    return request_ask(actor=people.owner.actor, new=NewRequest(**{**usual, **values}), now=NOW)


def test_the_effect_adds_up_what_projects_have_of_somebody(people: Cast, plan: Stage):
    booking_create(
        actor=people.owner.actor, new=wes(people, plan, project=plan.attic.pk, minutes=20 * 60, is_firm=True), now=NOW
    )
    booking_create(actor=people.owner.actor, new=wes(people, plan, project=plan.attic.pk, minutes=60), now=NOW)
    asked = Ask(people.resources["Wes Worker"].pk, MONDAY, NEXT, Decimal("0.5"), None)
    (effect,) = effects_of([asked], project=plan.ware, actor=people.manager.actor)
    # a week of 40 h: 20 h asked, 20 h firmly for ATTIC, and 16 h of Draw planned in SHOP
    assert (effect.capacity, effect.asked) == (2400, 1200)
    assert [(each.project.code, each.firm, each.soft, each.planned) for each in effect.claims if each.project] == [
        ("ATTIC", 1200, 60, 0),
        ("SHOP", 0, 0, 2 * DAY),
    ]
    assert effect.over == 16 * 60


def test_a_projects_own_plan_is_what_it_asks_for(people: Cast, plan: Stage):
    asked = Ask(people.resources["Wes Worker"].pk, MONDAY, NEXT, Decimal(1), None)
    (effect,) = effects_of([asked], project=plan.shop, actor=people.manager.actor)
    assert (effect.claims, effect.over) == ((), 0)


def test_projects_that_one_may_not_see_have_no_name(people: Cast, plan: Stage):
    booking_create(actor=people.owner.actor, new=wes(people, plan, project=plan.attic.pk, is_firm=True), now=NOW)
    asked = Ask(people.resources["Wes Worker"].pk, MONDAY, NEXT, Decimal(1), None)
    (effect,) = effects_of([asked], project=plan.shop, actor=people.worker.actor)
    assert [(each.project, each.firm) for each in effect.claims] == [(None, 2400)]


def test_effects_take_the_same_queries_for_one_and_for_ten(people: Cast, plan: Stage):
    booking_create(actor=people.owner.actor, new=wes(people, plan), now=NOW)
    asked = Ask(people.resources["Wes Worker"].pk, MONDAY, NEXT, Decimal(1), None)
    actor, counts = people.manager.actor, []
    for asks in ([asked], [asked] * 10):
        with CaptureQueriesContext(connection) as captured:
            effects_of(asks, project=plan.shop, actor=actor)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


def test_requests_for_one_person_stand_side_by_side_with_their_delays(people: Cast, plan: Stage):
    paint = task_of(plan.attic, "Paint", duration_minutes=DAY)
    Assignment.objects.create(task=paint, resource=people.resources["Wes Worker"])
    scope_recalculate(scope=scope_of(plan.attic), cause=Recalculation.Cause.REQUEST, now=NOW)
    mine = ask_for_wes(people, plan.shop)
    other = ask_for_wes(people, plan.attic, finish_on=date(2026, 3, 4))
    elsewhere = ask_for_wes(people, plan.attic, start_on=date(2026, 4, 6), finish_on=date(2026, 4, 8))

    first, second = rivals_of(mine, actor=people.manager.actor)

    assert (first.request, second.request) == (mine, other)
    assert elsewhere.pk not in {first.request.pk, second.request.pk}
    # SHOP waits for ATTIC's two days: Draw starts on Wednesday instead of Monday, and is critical
    assert first.delay
    assert (first.delay.free_on, first.delay.minutes, first.delay.task) == (date(2026, 3, 4), 2 * DAY, "Draw")
    # ATTIC waits for SHOP's week: Paint starts on Monday after, five days later
    assert second.delay
    assert (second.delay.free_on, second.delay.days(plan.attic), second.delay.task) == (NEXT, 5.0, "Paint")


def test_slack_takes_up_a_wait(people: Cast, plan: Stage):
    Assignment.objects.filter(task=plan.tasks["draw"]).update(task=plan.tasks["shelves"])
    booking_create(
        actor=people.owner.actor,
        new=wes(people, plan, project=plan.attic.pk, finish_on=date(2026, 3, 4), is_firm=True),
        now=NOW,
    )
    (rival,) = rivals_of(ask_for_wes(people, plan.ware), actor=people.manager.actor)
    # Shelves takes 2 days, and Move in waits for Build until Monday after: 3 days of slack, 2 days of wait
    assert rival.delay
    assert (rival.delay.free_on, rival.delay.minutes, rival.delay.task) == (date(2026, 3, 4), 0, "")


def test_more_than_there_is_of_somebody_is_never_free(people: Cast, plan: Stage):
    (rival,) = rivals_of(ask_for_wes(people, plan.shop, units=Decimal(3)), actor=people.manager.actor)
    assert rival.delay
    assert rival.delay.free_on is None


@pytest.mark.parametrize(
    ("share", "free"), [(0.5, date(2026, 3, 2)), (0.6, date(2026, 3, 12)), (1.0, date(2026, 3, 12)), (1.1, None)]
)
def test_free_is_where_enough_is_left_for_all_the_days(share: float, free: date | None):
    taken = [Promise(1, date(2026, 3, 1), date(2026, 3, 5), 0.5), Promise(2, date(2026, 3, 9), date(2026, 3, 12), 0.5)]
    # 5 days on end: the gap from 5 to 9 March has 4
    assert first_free(taken, [Period(None, None, Decimal(1))], share, date(2026, 3, 2), 5) == free


def test_somebody_who_comes_later_and_leaves_is_free_between():
    there = [
        Period(None, date(2026, 3, 9), Decimal(0)),
        Period(date(2026, 3, 9), date(2026, 3, 16), Decimal(1)),
        Period(date(2026, 3, 16), None, Decimal(0)),
    ]
    assert first_free([], there, 0.5, date(2026, 3, 2), 7) == date(2026, 3, 9)
    assert first_free([], there, 0.5, date(2026, 3, 2), 8) is None
