"""Standing in for somebody: for a period, within what they may do themselves, told wherever it is done."""

from datetime import timedelta

import pytest

from cast import NOW, Cast, Stage
from fairlead.access.models import Delegation, Grant, Tolerance
from fairlead.access.rules import Action, Place, ScopeKind, Spot, verdict_on
from fairlead.access.selectors import actor_of, by, deciders, require, tolerances_at
from fairlead.access.services import NewDelegation, delegation_end, delegation_make, tolerance_set
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.programs.services import program_update

WEEK = timedelta(days=7)


def standing_in(people: Cast, grants: list[int] | None = None) -> Delegation:
    """Manager lets guest act for them this week."""
    new = NewDelegation(people.guest.person.pk, NOW, NOW + WEEK, grants, "Holiday")
    return delegation_make(actor=people.manager.actor, new=new, now=NOW)


def test_a_stand_in_may_what_the_other_may_while_it_lasts(people: Cast, plan: Stage) -> None:
    standing_in(people)
    place, guest = plan.shop.place, people.guest.person
    assert actor_of(guest, now=NOW).may(Action.EDIT_PROJECT, place)
    assert actor_of(guest, now=NOW).sees_everything  # the manager is a member
    assert not actor_of(guest, now=NOW - timedelta(minutes=1)).may(Action.VIEW, place)
    assert not actor_of(guest, now=NOW + WEEK).may(Action.VIEW, place)  # ends by itself
    assert not actor_of(guest).may(Action.VIEW, place)  # in their own name never


def test_a_part_of_ones_roles_can_be_handed_on(people: Cast, plan: Stage) -> None:
    managing = Grant.objects.get(person=people.manager.person, role="program_manager")
    standing_in(people, [managing.pk])
    guest = actor_of(people.guest.person, now=NOW)
    assert guest.may(Action.EDIT_PROJECT, plan.shop.place)
    assert not guest.sees_everything
    managing.delete()  # what the giver has no longer, the stand-in has not either
    assert not actor_of(people.guest.person, now=NOW).may(Action.VIEW, plan.shop.place)


def test_what_a_stand_in_does_says_for_whom(people: Cast, plan: Stage) -> None:
    standing_in(people)
    guest = actor_of(people.guest.person, now=NOW)
    program_update(actor=guest, id=plan.program.pk, version=1, changes={"summary": "New"}, now=NOW)
    row = AuditEntry.objects.get(target="program")
    assert (row.actor, row.in_name_of) == (people.guest.person.pk, people.manager.person.pk)
    assert row.actor_name == "Gus Guest for Maya Manager"


def test_what_one_may_oneself_is_done_in_ones_own_name(people: Cast, plan: Stage) -> None:
    new = NewDelegation(people.owner.person.pk, NOW, NOW + WEEK)
    delegation_make(actor=people.manager.actor, new=new, now=NOW)
    owner = actor_of(people.owner.person, now=NOW)
    require(owner, Action.EDIT_PROGRAM, Place(program_id=plan.program.pk))
    assert by(owner, NOW).name == "Olga Owner"


def test_nobody_hands_on_more_than_their_own(people: Cast, plan: Stage) -> None:
    owns = Grant.objects.get(person=people.owner.person)
    with pytest.raises(Refused, match="only what you may do yourself") as refused:
        standing_in(people, [owns.pk])
    assert refused.value.code == "beyond_own"
    standing_in(people)
    deputy = actor_of(people.guest.person, now=NOW)
    borrowed = Grant.objects.get(person=people.manager.person, role="program_manager").pk
    new = NewDelegation(people.member.person.pk, NOW, NOW + WEEK, [borrowed])
    with pytest.raises(Refused, match="only what you may do yourself"):  # nor what is lent to them
        delegation_make(actor=deputy, new=new, now=NOW)


def test_the_right_to_administer_is_never_lent(people: Cast, plan: Stage) -> None:
    new = NewDelegation(people.guest.person.pk, NOW, NOW + WEEK)
    delegation_make(actor=people.owner.actor, new=new, now=NOW)
    guest = actor_of(people.guest.person, now=NOW)
    assert guest.may(Action.CREATE_PROGRAM)
    assert not guest.may(Action.ADMINISTER)


@pytest.mark.parametrize(
    ("starts", "lasts", "field"),
    [
        (timedelta(), timedelta(), "ends_at"),
        (-2 * WEEK, WEEK, "ends_at"),
        (timedelta(), timedelta(days=367), "ends_at"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    people: Cast, plan: Stage, starts: timedelta, lasts: timedelta, field: str
) -> None:
    new = NewDelegation(people.guest.person.pk, NOW + starts, NOW + starts + lasts)
    with pytest.raises(Refused) as refused:
        delegation_make(actor=people.manager.actor, new=new, now=NOW)
    assert field in refused.value.fields


def test_nobody_stands_in_for_themselves_or_twice_or_from_elsewhere(people: Cast, plan: Stage) -> None:
    oneself = NewDelegation(people.manager.person.pk, NOW, NOW + WEEK)
    with pytest.raises(Refused, match="Nothing was delegated"):
        delegation_make(actor=people.manager.actor, new=oneself, now=NOW)
    standing_in(people)
    with pytest.raises(Refused, match="Gus Guest acts for you in that time already"):
        standing_in(people)
    stranger = NewDelegation(people.outsider.person.pk, NOW, NOW + WEEK)
    with pytest.raises(NotFound):
        delegation_make(actor=people.manager.actor, new=stranger, now=NOW)


def test_both_sides_may_end_it_and_others_do_not_know_of_it(people: Cast, plan: Stage) -> None:
    row = standing_in(people)
    with pytest.raises(NotFound):
        delegation_end(actor=people.member.actor, id=row.pk, now=NOW)
    delegation_end(actor=people.guest.actor, id=row.pk, now=NOW + timedelta(days=1))
    assert not actor_of(people.guest.person, now=NOW + timedelta(days=2)).may(Action.VIEW, plan.shop.place)
    with pytest.raises(Refused, match="over already"):
        delegation_end(actor=people.manager.actor, id=row.pk, now=NOW + timedelta(days=2))


def tolerate(people: Cast, plan: Stage, days: int | None, version: int = 0) -> Tolerance | None:
    spot = Spot(ScopeKind.PROJECT, plan.shop.pk, "Shop", plan.shop.place)
    return tolerance_set(
        actor=people.manager.actor,
        spot=spot,
        kind=Tolerance.Kind.TIME,
        amount=days,
        words="",
        version=version,
        now=NOW,
    )


def test_a_tolerance_goes_before_the_limit_of_the_role(people: Cast, plan: Stage) -> None:
    place, here = plan.shop.place, people.workspace.pk
    manager = people.manager.actor  # a program manager may let slip 20 days
    assert verdict_on(manager, Action.SLIP_FINISH, place, amount=20).is_allowed
    assert not verdict_on(manager, Action.SLIP_FINISH, place, amount=21).is_allowed
    tight = {ScopeKind.PROGRAM: 3}
    assert not verdict_on(manager, Action.SLIP_FINISH, place, amount=4, tolerances=tight).is_allowed
    assert verdict_on(people.owner.actor, Action.SLIP_FINISH, place, amount=900, tolerances=tight).limit is None
    assert [each.name for each in deciders(Action.SLIP_FINISH, place, workspace_id=here, amount=4)] == ["Maya Manager"]
    above = deciders(Action.SLIP_FINISH, place, workspace_id=here, amount=4, tolerances=tight)
    assert [each.name for each in above] == ["Olga Owner"]
    assert tolerances_at(place, workspace_id=here) == {}
    tolerate(people, plan, 2)
    assert tolerances_at(place, workspace_id=here) == {ScopeKind.PROJECT: 2}


def test_a_tolerance_agreed_meanwhile_is_shown_and_can_be_taken_back(people: Cast, plan: Stage) -> None:
    tolerate(people, plan, 2)
    with pytest.raises(StaleVersion) as stale:
        tolerate(people, plan, 4)
    assert stale.value.current["amount"] == 2
    assert tolerate(people, plan, None, version=1) is None
    assert not Tolerance.objects.exists()
    spot = Spot(ScopeKind.PROGRAM, plan.program.pk, "Relaunch", Place(program_id=plan.program.pk))
    with pytest.raises(Forbidden):  # how far a program may deviate is said from above
        tolerance_set(
            actor=people.manager.actor,
            spot=spot,
            kind=Tolerance.Kind.SCOPE,
            amount=None,
            words="No new market",
            version=0,
            now=NOW,
        )
