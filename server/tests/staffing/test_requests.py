"""A project asks for people; who leads its program offers, commits or declines; what is agreed becomes bookings."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Player, Stage, _grant, player
from fairlead.access.rules import Role, ScopeKind
from fairlead.collaboration.models import Notice
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Availability, Resource, Skill, Team
from fairlead.staffing.models import Booking, Request, Side
from fairlead.staffing.selectors import Which, request_page, to_answer_count
from fairlead.staffing.services import (
    NewRequest,
    Part,
    booking_create,
    offer_accept,
    offer_make,
    request_ask,
    request_commit,
    request_decline,
    request_withdraw,
)
from fairlead.staffing.telling import overdue_tell
from staffing.conftest import wes

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 23)
SOON = date(2026, 3, 6)


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    """The project manager of SHOP."""
    who = player(people.workspace, "Paula Lead", Role.MEMBER)
    _grant(who, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)
    return who


@pytest.fixture
def una(people: Cast) -> Resource:
    return Resource.objects.create(workspace=people.workspace, name="Una Unsigned")


def ask(who: Player, people: Cast, plan: Stage, **values: Any) -> Request:
    """Ask for all of Wes for SHOP, in the two weeks from 2026-03-09."""
    usual: dict[str, Any] = {
        "project": plan.shop.pk,
        "resource": people.resources["Wes Worker"].pk,
        "start_on": FIRST,
        "finish_on": LAST,
        "reason": "The shop opens in April",
        "answer_by_on": SOON,
        "units": None if "minutes" in values else Decimal(1),
    }
    return request_ask(actor=who.actor, new=NewRequest(**{**usual, **values}), now=NOW)


def all_of(resource: Resource, **values: Any) -> Part:
    return replace(Part(resource.pk, FIRST, LAST, Decimal(1)), **values)


def told(who: Player) -> list[str]:
    return list(Notice.objects.filter(person=who.person).order_by("pk").values_list("kind", flat=True))


def offer(who: Player, request: Request, *parts: Part) -> None:
    version = Request.objects.get(pk=request.pk).version
    offer_make(actor=who.actor, id=request.pk, version=version, parts=parts, answer_by_on=SOON, now=NOW)


def test_a_request_waits_for_the_programs_manager_until_the_day_is_over(people: Cast, plan: Stage, lead: Player):
    request = ask(lead, people, plan)
    assert (request.waits_for, request.due_at) == (Side.DECIDER, NOW.replace(day=7, hour=0))
    assert told(people.manager) == ["request.asked"]
    assert told(lead) == []
    assert [to_answer_count(actor=who.actor) for who in (people.manager, lead, people.owner, people.member)] == [
        1,
        0,
        0,
        0,
    ]


def test_a_commitment_of_what_was_asked_becomes_a_firm_booking(people: Cast, plan: Stage, lead: Player):
    request = ask(lead, people, plan)
    (booking,) = request_commit(actor=people.manager.actor, id=request.pk, version=1, now=NOW)
    assert (booking.is_firm, booking.units, booking.start_on, booking.finish_on) == (True, 1, FIRST, LAST)
    assert (booking.request_id, booking.booked_by_id) == (request.pk, people.manager.person.pk)
    request.refresh_from_db()
    assert (request.waits_for, request.decision.kind, request.version) == ("", "committed", 2)
    assert told(lead) == ["request.committed"]
    assert told(people.worker) == ["booking.made"]


def test_a_counter_offer_is_accepted_and_booked_for_who_offered_it(
    people: Cast, plan: Stage, lead: Player, una: Resource
):
    request = ask(lead, people, plan)
    offer(people.manager, request, all_of(una, start_on=date(2026, 3, 16)))
    request.refresh_from_db()
    assert request.waits_for == Side.ASKER
    said = AuditEntry.objects.get(action="request.offer").after
    assert said["parts"] == ["Una Unsigned, 16 Mar to 22 Mar 2026, 100 %"]
    (booking,) = offer_accept(actor=lead.actor, id=request.pk, version=2, now=NOW)
    assert (booking.resource_id, booking.start_on, booking.booked_by_id) == (
        una.pk,
        date(2026, 3, 16),
        people.manager.person.pk,
    )
    assert told(people.manager) == ["request.asked", "request.committed"]


def test_who_asks_may_counter_an_offer_and_who_decides_accepts_that(
    people: Cast, plan: Stage, lead: Player, una: Resource
):
    request = ask(lead, people, plan)
    offer(people.manager, request, all_of(una))
    half = all_of(people.resources["Wes Worker"], units=Decimal("0.5"))
    offer(lead, request, half, all_of(una, units=Decimal("0.5")))
    with pytest.raises(Refused, match="no offer of somebody else"):
        offer_accept(actor=lead.actor, id=request.pk, version=3, now=NOW)
    booked = offer_accept(actor=people.manager.actor, id=request.pk, version=3, now=NOW)
    assert [(each.resource_id, each.units) for each in booked] == [
        (half.resource, Decimal("0.5")),
        (una.pk, Decimal("0.5")),
    ]
    assert told(people.manager)[1:] == ["request.countered"]


def test_a_project_manager_cannot_commit_or_decline_but_withdraw(people: Cast, plan: Stage, lead: Player):
    request = ask(lead, people, plan)
    for decide in (
        lambda: request_commit(actor=lead.actor, id=request.pk, version=1, now=NOW),
        lambda: request_decline(actor=lead.actor, id=request.pk, version=1, reason="No", now=NOW),
    ):
        with pytest.raises(Forbidden):
            decide()
    request_withdraw(actor=lead.actor, id=request.pk, version=1, reason="Not needed", now=NOW)
    assert told(people.manager) == ["request.asked", "request.withdrawn"]


def test_a_decline_needs_a_reason(people: Cast, plan: Stage, lead: Player):
    request = ask(lead, people, plan)
    with pytest.raises(Refused) as refused:
        request_decline(actor=people.manager.actor, id=request.pk, version=1, reason="  ", now=NOW)
    assert list(refused.value.fields) == ["reason"]
    request_decline(actor=people.manager.actor, id=request.pk, version=1, reason="On leave", now=NOW)
    assert Notice.objects.get(kind="request.declined", person=lead.person).facts["reason"] == "On leave"


@pytest.mark.parametrize("step", ["commit", "offer", "accept", "decline", "withdraw"])
def test_what_is_decided_stays(people: Cast, plan: Stage, lead: Player, step: str):
    request = ask(lead, people, plan)
    request_commit(actor=people.manager.actor, id=request.pk, version=1, now=NOW)
    actor, id = people.manager.actor, request.pk
    part = all_of(people.resources["Wes Worker"])
    steps = {
        "commit": lambda version: request_commit(actor=actor, id=id, version=version, now=NOW),
        "offer": lambda version: offer_make(
            actor=actor, id=id, version=version, parts=[part], answer_by_on=SOON, now=NOW
        ),
        "accept": lambda version: offer_accept(actor=actor, id=id, version=version, now=NOW),
        "decline": lambda version: request_decline(actor=actor, id=id, version=version, reason="No", now=NOW),
        "withdraw": lambda version: request_withdraw(actor=actor, id=id, version=version, now=NOW),
    }
    with pytest.raises(StaleVersion):
        steps[step](1)
    with pytest.raises(Refused, match="decided already"):
        steps[step](2)
    assert Booking.objects.count() == 1


def test_only_what_was_asked_is_committed_anything_else_is_offered(
    people: Cast, plan: Stage, lead: Player, una: Resource
):
    request = ask(lead, people, plan)
    mine = people.resources["Wes Worker"]
    for parts in (
        [all_of(una)],
        [all_of(mine, start_on=date(2026, 3, 10))],
        [all_of(mine, units=Decimal("0.8"))],
        [all_of(mine, units=None, minutes=4800)],
    ):
        with pytest.raises(Refused) as refused:
            request_commit(actor=people.manager.actor, id=request.pk, version=1, parts=parts, now=NOW)
        assert refused.value.code == "not_as_asked"
    assert not Booking.objects.exists()


def test_two_halves_of_two_people_are_what_was_asked_of_a_role(people: Cast, plan: Stage, lead: Player, una: Resource):
    role = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Designer")
    request = ask(lead, people, plan, resource=None, role=role.pk)
    with pytest.raises(Refused, match="Say whom"):
        request_commit(actor=people.manager.actor, id=request.pk, version=1, now=NOW)
    halves = [all_of(each, units=Decimal("0.5")) for each in (una, people.resources["Wes Worker"])]
    booked = request_commit(actor=people.manager.actor, id=request.pk, version=1, parts=halves, now=NOW)
    assert [(each.role_id, each.units) for each in booked] == [(role.pk, Decimal("0.5"))] * 2


def test_an_offer_whose_time_was_promised_meanwhile_is_not_booked_and_says_by_whom(
    people: Cast, plan: Stage, lead: Player, una: Resource
):
    request = ask(lead, people, plan)
    offer(people.manager, request, all_of(people.resources["Wes Worker"], start_on=FIRST), all_of(una))
    booking_create(
        actor=people.owner.actor,
        new=wes(people, plan, project=plan.attic.pk, start_on=FIRST, finish_on=date(2026, 3, 11), is_firm=True),
        now=NOW,
    )
    with pytest.raises(Refused) as refused:
        offer_accept(actor=lead.actor, id=request.pk, version=2, now=NOW)
    assert refused.value.message.endswith("Olga Owner has promised that time to “Attic”.")
    request.refresh_from_db()
    assert (request.waits_for, Booking.objects.count()) == (Side.ASKER, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"answer_by_on": date(2026, 3, 3)}, "answer_by_on"),
        ({"answer_by_on": date(2027, 4, 3)}, "answer_by_on"),
        ({"finish_on": FIRST}, "finish_on"),
        ({"units": Decimal(0)}, "units"),
        ({"resource": None}, "resource"),
        ({"skills": ((999_999, 3),)}, "skills"),
        ({"skills": ((1, 6),)}, "skills"),
        ({"skills": ((1, 3), (1, 4))}, "skills"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(
    people: Cast, plan: Stage, lead: Player, values: dict[str, Any], field: str
):
    with pytest.raises(Refused) as refused:
        ask(lead, people, plan, **values)
    assert list(refused.value.fields) == [field]
    assert (Request.objects.count(), Notice.objects.count()) == (0, 0)


def test_who_does_not_lead_the_project_does_not_ask_for_it(people: Cast, plan: Stage):
    for who, error in ((people.member, Forbidden), (people.worker, Forbidden), (people.guest, NotFound)):
        with pytest.raises(error):
            ask(who, people, plan)


def test_skills_are_asked_for_with_their_levels(people: Cast, plan: Stage, lead: Player):
    skill = Skill.objects.create(workspace=people.workspace, name="Type")
    request = ask(lead, people, plan, resource=None, skills=((skill.pk, 4),))
    assert list(request.skills.values_list("skill__name", "level")) == [("Type", 4)]
    assert Notice.objects.get(kind="request.asked").facts["whom"] == "Type 4"


def test_lists_tell_whose_turn_it_is(people: Cast, plan: Stage, lead: Player, una: Resource):
    mine = ask(lead, people, plan)
    ask(lead, people, plan, reason="Another")
    offer(people.manager, mine, all_of(una))

    def listed(who: Player, which: Which) -> list[int]:
        return [each.pk for each in request_page(actor=who.actor, which=which)[0]]

    assert listed(lead, Which.ANSWER) == [mine.pk]
    assert listed(people.manager, Which.WAITING) == [mine.pk]
    assert listed(lead, Which.WAITING) == listed(people.manager, Which.ANSWER) == [mine.pk + 1]
    offer_accept(actor=lead.actor, id=mine.pk, version=2, now=NOW)
    assert listed(lead, Which.DECIDED) == listed(people.manager, Which.DECIDED) == [mine.pk]
    assert listed(people.member, Which.OPEN) == [mine.pk + 1]
    assert listed(people.outsider, Which.OPEN) == listed(people.guest, Which.OPEN) == []


def test_a_project_in_no_program_asks_those_who_run_the_workspace(people: Cast, plan: Stage):
    _grant(people.member, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.attic.pk)
    ask(people.member, people, plan, project=plan.attic.pk)
    assert told(people.owner) == ["request.asked"]
    assert to_answer_count(actor=people.owner.actor) == 1


def test_pages_of_a_list_follow_each_other(people: Cast, plan: Stage, lead: Player):
    ids = [ask(lead, people, plan, answer_by_on=SOON + timedelta(days=day % 2)).pk for day in range(5)]
    seen, after = [], None
    while True:
        rows, after = request_page(actor=people.manager.actor, which=Which.ANSWER, after=after, limit=2)
        seen += [each.pk for each in rows]
        if after is None:
            break
    assert seen == [*ids[::2], *ids[1::2]]


def test_an_overdue_answer_is_told_once_for_each_turn(people: Cast, plan: Stage, lead: Player, una: Resource):
    request = ask(lead, people, plan)
    late = NOW + timedelta(days=4)
    assert overdue_tell(now=NOW) == 0
    assert (overdue_tell(now=late), overdue_tell(now=late)) == (1, 0)
    assert told(people.manager) == ["request.asked", "request.overdue"]
    offer(people.manager, request, all_of(una))
    assert overdue_tell(now=late) == 1
    assert told(lead) == ["request.offered", "request.overdue"]


def test_who_leads_the_team_decides_about_its_people_and_no_others(
    people: Cast, plan: Stage, lead: Player, una: Resource
):
    team = Team.objects.create(workspace=people.workspace, name="Studio")
    Resource.objects.filter(pk=people.resources["Wes Worker"].pk).update(team=team)
    _grant(people.guest, Role.TEAM_LEAD, ScopeKind.TEAM, team.pk)
    request, other = ask(lead, people, plan), ask(lead, people, plan, resource=una.pk)
    assert told(people.guest) == ["request.asked"]
    assert [each.pk for each in request_page(actor=people.guest.actor, which=Which.ANSWER)[0]] == [request.pk]
    with pytest.raises(NotFound):
        request_commit(actor=people.guest.actor, id=other.pk, version=1, now=NOW)
    with pytest.raises(NotFound):
        offer(people.guest, request, all_of(una))
    assert request_commit(actor=people.guest.actor, id=request.pk, version=1, now=NOW)


def test_half_there_is_half_promised(people: Cast, plan: Stage, lead: Player):
    who = people.resources["Wes Worker"]
    Availability.objects.create(resource=who, start_on=date(2026, 3, 16), finish_on=None, units=Decimal("0.5"))
    with pytest.raises(Refused, match="promised to 100 % on 16 Mar to 22 Mar 2026, and has 50 %"):
        request_commit(actor=people.manager.actor, id=ask(lead, people, plan).pk, version=1, now=NOW)
