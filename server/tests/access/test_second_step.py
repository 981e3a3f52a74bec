"""A second step that a workspace asks of roles: who may ask it, and whom it holds back."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from cast import NOW, Cast, Player, Stage, player
from fairlead.access.models import Workspace
from fairlead.access.rules import Role
from fairlead.access.selectors import actor_for, second_step_missing, without_second_step
from fairlead.access.services import NewDelegation, delegation_make
from fairlead.governance.services import settings_update
from fairlead.kernel.errors import Forbidden, Refused


def ask(who: Player, *keys: str, version: int = 1) -> Workspace:
    return settings_update(actor=who.actor, version=version, changes={"second_step": list(keys)}, now=NOW)


def missing(who: Player) -> list[str]:
    actor = actor_for(who.user, now=NOW)
    assert actor is not None
    return second_step_missing(actor, user_id=who.user.pk)


def equipped(who: Player) -> None:
    TOTP.activate(who.user, "KVKFKRCPNZQUYMLX")


def test_who_is_in_such_a_role_is_asked_until_they_have_one(people: Cast, plan: Stage):
    ask(people.owner, "program_manager", "team_member")
    assert missing(people.manager) == ["Program manager"]
    assert missing(people.member) == []
    equipped(people.manager)
    assert missing(people.manager) == []


def test_who_acts_for_somebody_in_such_a_role_is_asked_too(people: Cast, plan: Stage):
    ask(people.owner, "program_manager")
    equipped(people.manager)
    new = NewDelegation(people.member.person.pk, NOW, NOW + timedelta(days=1))
    delegation_make(actor=people.manager.actor, new=new, now=NOW)
    assert missing(people.member) == ["Program manager"]


def test_nobody_asks_it_of_themselves_who_has_none(people: Cast):
    with pytest.raises(Refused) as refused:
        ask(people.owner, "owner", "member")
    assert "Add one first, under How I sign in" in refused.value.fields["second_step"]
    equipped(people.owner)
    assert ask(people.owner, "owner", "member").second_step == ["member", "owner"]


def test_only_an_owner_asks_it_of_owners(people: Cast):
    ada = player(people.workspace, "Ada Admin", Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="Only an owner says"):
        ask(ada, "owner")
    assert ask(ada, "guest").second_step == ["guest"]
    equipped(people.owner)
    ask(people.owner, "owner", version=2)
    with pytest.raises(Forbidden, match="Only an owner says"):
        ask(ada, version=3)


def test_a_role_that_there_is_not_is_refused_by_name(people: Cast):
    with pytest.raises(Refused) as refused:
        ask(people.owner, "captain")
    assert refused.value.fields == {"second_step": "There is no role captain here"}


def test_administrators_see_who_has_none_yet(people: Cast, plan: Stage):
    equipped(people.worker)
    found = without_second_step(actor=people.owner.actor, keys=["program_manager", "team_member"])
    assert [each.name for each in found] == ["Maya Manager"]
