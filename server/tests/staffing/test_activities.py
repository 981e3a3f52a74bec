"""A program asks for people for what it does itself: by the same requests and bookings as its projects."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Player, Stage, _grant, player
from fairlead.access.rules import Role, ScopeKind
from fairlead.collaboration.models import Notice
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.resources.models import Resource, Team
from fairlead.staffing.models import Request, Side
from fairlead.staffing.selectors import Which, request_page
from fairlead.staffing.services import NewRequest, Part, booking_create, offer_accept, offer_make, request_ask
from fairlead.work.models import Project
from fairlead.work.services import activities_begin
from staffing.conftest import wes


@pytest.fixture
def own(people: Cast, plan: Stage) -> Project:
    return activities_begin(actor=people.manager.actor, program_id=plan.program.pk, now=NOW)


@pytest.fixture
def teamed(people: Cast) -> Player:
    """Who leads the team that Wes is in."""
    team = Team.objects.create(workspace=people.workspace, name="Makers")
    Resource.objects.filter(name="Wes Worker").update(team=team)
    who = player(people.workspace, "Tina Lead", Role.MEMBER)
    _grant(who, Role.TEAM_LEAD, ScopeKind.TEAM, team.pk)
    return who


@pytest.fixture
def partner(people: Cast, plan: Stage) -> Player:
    """Another manager of the program."""
    who = player(people.workspace, "Petra Partner", Role.MEMBER)
    _grant(who, Role.PROGRAM_MANAGER, ScopeKind.PROGRAM, plan.program.pk)
    return who


def ask(who: Player, people: Cast, own: Project, **values: Any) -> Request:
    usual: dict[str, Any] = {
        "project": own.pk,
        "resource": people.resources["Wes Worker"].pk,
        "start_on": date(2026, 3, 9),
        "finish_on": date(2026, 3, 16),
        "reason": "Somebody has to tell the clients",
        "answer_by_on": date(2026, 3, 6),
        "units": Decimal("0.5"),
    }
    return request_ask(actor=who.actor, new=NewRequest(**{**usual, **values}), now=NOW)


def waiting(who: Player, which: Which = Which.ANSWER) -> list[int]:
    return [row.pk for row in request_page(actor=who.actor, which=which)[0]]


def test_a_program_manager_asks_and_who_leads_the_team_is_told(people: Cast, own: Project, teamed: Player):
    request = ask(people.manager, people, own)
    assert list(Notice.objects.values_list("person", "kind")) == [(teamed.person.pk, "request.asked")]
    assert waiting(teamed) == [request.pk]


def test_an_offer_waits_for_all_who_manage_the_program(people: Cast, own: Project, teamed: Player, partner: Player):
    request = ask(people.manager, people, own)
    part = Part(people.resources["Wes Worker"].pk, date(2026, 3, 9), date(2026, 3, 16), units=Decimal("0.25"))
    offer_make(
        actor=teamed.actor, id=request.pk, version=1, parts=[part], answer_by_on=date(2026, 3, 6), message="", now=NOW
    )
    request.refresh_from_db()
    assert request.waits_for == Side.ASKER
    assert waiting(partner) == waiting(people.manager) == [request.pk]
    told = Notice.objects.filter(kind="request.offered").values_list("person", flat=True)
    assert sorted(told) == sorted([people.manager.person.pk, partner.person.pk])
    (booking,) = offer_accept(actor=partner.actor, id=request.pk, version=2, now=NOW)
    assert (booking.project, booking.units, booking.is_firm) == (own, Decimal("0.25"), True)


def test_what_is_promised_to_activities_cannot_be_promised_again(people: Cast, plan: Stage, own: Project):
    booking_create(actor=people.manager.actor, new=wes(people, plan, project=own.pk, is_firm=True), now=NOW)
    with pytest.raises(Refused, match="Maya Manager has promised that time to “Relaunch”"):
        booking_create(actor=people.manager.actor, new=wes(people, plan, is_firm=True), now=NOW)


def test_no_role_in_a_project_reaches_the_people_of_the_program(people: Cast, plan: Stage, own: Project):
    lead = player(people.workspace, "Paula Lead", Role.MEMBER)
    _grant(lead, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)
    for who, error in ((lead, Forbidden), (people.member, Forbidden), (people.worker, NotFound)):
        with pytest.raises(error):
            ask(who, people, own)
        with pytest.raises(error):
            booking_create(actor=who.actor, new=wes(people, plan, project=own.pk), now=NOW)
