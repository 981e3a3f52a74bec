"""The walk of docs/walks/ask-for-people.md: a project asks for a designer, gets another offer, and accepts it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import NOW, Cast, Player, Stage, _grant, cast, player, stage
from fairlead.access.models import User
from fairlead.access.rules import Role, ScopeKind
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Resource, ResourceSkill, Skill
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.services import NewBooking, booking_create


@pytest.fixture
def people(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    staged = stage(people)
    for project in (staged.shop, staged.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    """The project manager of SHOP."""
    who = player(people.workspace, "Paula Lead", Role.MEMBER)
    _grant(who, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)
    return who


def test_a_designer_is_asked_for_another_offered_and_accepted(
    page: Page, people: Cast, plan: Stage, lead: Player, sign_in: Callable[[User], None], axe_findings: Any
):
    role = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Designer")
    skill = Skill.objects.create(workspace=people.workspace, name="Design")
    ada = Resource.objects.create(workspace=people.workspace, name="Ada Artist", title="Designer")
    ResourceSkill.objects.create(resource=ada, skill=skill, level=4)
    booking_create(
        actor=people.owner.actor,
        new=NewBooking(plan.attic.pk, date(2026, 3, 9), date(2026, 3, 14), ada.pk, units=Decimal("0.6"), is_firm=True),
        now=NOW,
    )

    # 1 The project manager asks, on the project's team page.
    sign_in(lead.user)
    page.goto(f"/projects/{plan.shop.pk}/team/", timeout=30_000)  # the first page of a fresh server
    page.get_by_role("link", name="Ask for people").click()
    page.get_by_label("or role").select_option(label="Designer")
    page.locator("#id_skill").select_option(label="Design")
    page.get_by_label("First day").fill("2026-03-09")
    page.get_by_label("Last day").fill("2026-03-20")
    page.get_by_label("Why").fill("The shop opens in April and has no pictures yet.")
    page.get_by_label("Answer by").fill("2026-03-06")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Designer for Shop")
    request = Request.objects.get()
    assert (request.role_id, request.waits_for, request.units) == (role.pk, "decider", 1)

    # 2 The program manager is told, and finds the request to answer.
    sign_in(people.manager.user)
    page.goto("/programs/")
    page.get_by_role("link", name="1 new notice").click()
    page.get_by_role("link", name="Paula Lead asks for Designer for Shop").click()
    # 3 Not all of Ada is free in the first week, so half of her is offered from the second on.
    who = page.get_by_label("Who")
    who.first.select_option(label="Ada Artist · Designer")
    page.locator("#id_0-start_on").fill("2026-03-16")
    page.locator("#id_0-amount").fill("50")
    page.get_by_label("Message").fill("Ada can do it from the 16th on, half of her time.")
    page.get_by_role("button", name="Make this offer").click()
    expect(page.locator(".stands")).to_contain_text("Ada Artist, 16 Mar to 20 Mar 2026, 50 %")
    # 4 What that does to others is told: a week of 40 h, of which 20 are asked.
    expect(page.get_by_label("What it does to Ada Artist")).to_contain_text("Free")
    assert not Booking.objects.filter(project=plan.shop).exists()
    assert axe_findings(page) == []

    # 5 The project manager accepts, and the booking is there.
    sign_in(lead.user)
    page.goto("/requests/")
    page.get_by_role("link", name="Designer").click()
    page.get_by_role("button", name="Accept this offer").click()
    expect(page.get_by_text("accepted the offer")).to_be_visible()
    booking = Booking.objects.get(project=plan.shop)
    assert (booking.resource_id, booking.units, booking.is_firm) == (ada.pk, Decimal("0.5"), True)
    assert (booking.start_on, booking.finish_on) == (date(2026, 3, 16), date(2026, 3, 21))
    assert (booking.role_id, booking.booked_by_id) == (role.pk, people.manager.person.pk)
    entry = AuditEntry.objects.get(action="booking.create", target_id=booking.pk)
    assert (entry.actor_name, entry.cause) == ("Paula Lead", f"Request {request.pk}")

    # 6 The team page shows her hours.
    page.get_by_role("link", name="The bookings are on the project's team page").click()
    expect(page.get_by_role("row", name="Ada Artist")).to_contain_text("20 h")


def test_what_would_be_too_much_is_told_before_and_refused_after(
    page: Page,
    people: Cast,
    plan: Stage,
    lead: Player,
    sign_in: Callable[[User], None],
    problems: list[str],
):
    wes = people.resources["Wes Worker"]
    booking_create(
        actor=people.owner.actor,
        new=NewBooking(plan.attic.pk, date(2026, 3, 9), date(2026, 3, 14), wes.pk, units=Decimal(1), is_firm=True),
        now=NOW,
    )
    sign_in(lead.user)
    page.goto(f"/projects/{plan.shop.pk}/ask/", timeout=30_000)
    page.get_by_label("Person").select_option(label="Wes Worker")
    page.get_by_label("First day").fill("2026-03-09")
    page.get_by_label("Last day").fill("2026-03-13")
    page.get_by_label("Why").fill("To build")
    page.get_by_role("button", name="Send the request").click()
    sign_in(people.manager.user)
    page.goto(f"/requests/{Request.objects.get().pk}/")
    expect(page.get_by_label("What it does to Wes Worker")).to_contain_text("40 h too much")
    expect(page.get_by_text("free from Sat 14 Mar")).to_be_visible()
    page.get_by_role("button", name="Commit what was asked").click()
    expect(page.get_by_role("alert")).to_contain_text("Olga Owner has promised that time to “Attic”.")
    problems.clear()  # the browser tells of the 422 itself
