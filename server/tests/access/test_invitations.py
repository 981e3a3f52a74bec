"""Invitations: who may invite into what, and who comes in by the link."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cast import NOW, Cast, Player, Stage
from fairlead.access.models import DefinedRole, Invitation, Person, User
from fairlead.access.rules import Action, Place, Role, ScopeKind, Spot
from fairlead.access.selectors import actor_of
from fairlead.access.services import (
    NewInvitation,
    NewRole,
    invitation_accept,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    invitation_send,
    invitation_sign_up,
    role_create,
    role_delete,
)
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry

NINA = "nina.new@harbor.example"
GOOD = "a quiet harbor at dawn"


def of_workspace(people: Cast) -> Spot:
    return Spot(ScopeKind.WORKSPACE, people.workspace.pk, "Harbor", Place())


def of_project(plan: Stage) -> Spot:
    return Spot(ScopeKind.PROJECT, plan.shop.pk, "Shop", plan.shop.place)


def invite(who: Player, role: Role, spot: Spot, email: str = NINA) -> tuple[Invitation, str]:
    row = DefinedRole.objects.get(workspace=who.person.workspace, key=role.value)
    return invitation_make(actor=who.actor, new=NewInvitation(email, row, spot), now=NOW)


def sign_up(secret: str, *, password: str = GOOD, after: timedelta = timedelta(hours=1)) -> Person:
    return invitation_sign_up(secret=secret, name="Nina New", password=password, now=NOW + after)


def test_a_new_account_comes_in_with_the_role_it_was_invited_to(people: Cast) -> None:
    row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    person = sign_up(secret)
    assert person.user is not None
    assert person.user.check_password(GOOD)
    assert (person.name, person.email) == ("Nina New", NINA)
    assert actor_of(person).workspace_roles == {"member"}
    row.refresh_from_db()
    assert row.accepted_by == person


def test_who_is_invited_into_a_project_is_a_guest_of_the_workspace_and_sees_no_more(people: Cast, plan: Stage) -> None:
    _row, secret = invite(people.manager, Role.TEAM_MEMBER, of_project(plan))
    actor = actor_of(sign_up(secret))
    assert actor.workspace_roles == {"guest"}
    assert actor.may(Action.VIEW, plan.shop.place)
    assert not actor.may(Action.VIEW, plan.ware.place)


def test_an_account_with_the_address_comes_in_by_signing_in(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.GUEST, of_workspace(people), people.outsider.user.email.upper())
    person = invitation_accept(secret=secret, user=people.outsider.user, now=NOW)
    assert (person.workspace, person.user) == (people.workspace, people.outsider.user)


def test_an_address_with_an_account_makes_no_second_one(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.GUEST, of_workspace(people), people.outsider.user.email)
    with pytest.raises(Refused) as refused:
        sign_up(secret)
    assert refused.value.code == "has_account"


def test_another_account_is_told_whom_the_invitation_is_for_and_the_way_out(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    with pytest.raises(Refused) as refused:
        invitation_accept(secret=secret, user=people.outsider.user, now=NOW)
    assert refused.value.code == "other_account"
    assert NINA in refused.value.message
    assert "Sign out" in refused.value.message
    assert sign_up(secret).email == NINA  # it still works for whom it is for


def test_somebody_of_the_pool_without_an_account_is_known_by_their_address(people: Cast) -> None:
    known = Person.objects.create(workspace=people.workspace, name="Nina of the yard", email=NINA.upper())
    _row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    assert sign_up(secret) == known


def test_a_link_works_once(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    person = sign_up(secret)
    with pytest.raises(Refused) as refused:
        invitation_accept(secret=secret, user=person.user, now=NOW)
    assert refused.value.code == "accepted"


def test_a_link_works_for_fourteen_days_and_another_can_be_sent(people: Cast) -> None:
    row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    late = timedelta(days=14)
    with pytest.raises(Refused) as refused:
        sign_up(secret, after=late)
    assert refused.value.code == "expired"
    assert "Olga Owner" in refused.value.message
    _row, other = invitation_renew(actor=people.owner.actor, id=row.pk, spot=of_workspace(people), now=NOW + late)
    with pytest.raises(NotFound):
        sign_up(secret, after=late)  # the first link is replaced
    assert sign_up(other, after=late + timedelta(days=13)).email == NINA


def test_a_link_that_was_taken_back_works_no_more(people: Cast) -> None:
    row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    invitation_revoke(actor=people.owner.actor, id=row.pk, now=NOW)
    with pytest.raises(Refused) as refused:
        sign_up(secret)
    assert refused.value.code == "revoked"
    with pytest.raises(Refused):
        invitation_renew(actor=people.owner.actor, id=row.pk, spot=of_workspace(people), now=NOW)


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "nina.new@harbor.example"])
def test_a_password_that_is_easy_to_guess_is_refused_and_nothing_is_made(password: str, people: Cast) -> None:
    _row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    with pytest.raises(Refused) as refused:
        sign_up(secret, password=password)
    assert "password" in refused.value.fields
    assert not User.objects.filter(email=NINA).exists()


def test_only_the_digest_of_the_link_is_kept(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_invitation")
        kept = [str(value) for line in cursor.fetchall() for value in line]
    audited = [str(entry.after) for entry in AuditEntry.objects.filter(action="invitation.make")]
    assert not any(secret in each for each in kept + audited)


def test_nobody_invites_into_a_role_that_they_may_not_give(people: Cast, plan: Stage) -> None:
    with pytest.raises(Forbidden):
        invite(people.manager, Role.MEMBER, of_workspace(people))
    with pytest.raises(Forbidden):
        invite(people.member, Role.TEAM_MEMBER, of_project(plan))
    with pytest.raises(NotFound):
        invite(people.guest, Role.TEAM_MEMBER, of_project(plan))
    assert not Invitation.objects.exists()


def test_an_administrator_invites_no_owner(people: Cast) -> None:
    _row, secret = invite(people.owner, Role.ADMINISTRATOR, of_workspace(people))
    person = sign_up(secret)
    owner = DefinedRole.objects.get(workspace=people.workspace, key="owner")
    new = NewInvitation("x@harbor.example", owner, of_workspace(people))
    with pytest.raises(Forbidden, match="Only an owner"):
        invitation_make(actor=actor_of(person), new=new, now=NOW)


@pytest.mark.parametrize("email", ["", "nina", "nina@", "a b@harbor.example"])
def test_what_is_no_address_is_refused(email: str, people: Cast) -> None:
    with pytest.raises(Refused) as refused:
        invite(people.owner, Role.MEMBER, of_workspace(people), email)
    assert "email" in refused.value.fields


def test_who_is_here_is_not_invited_again_and_who_left_is_let_back_in_first(people: Cast) -> None:
    with pytest.raises(Refused, match="on their page"):
        invite(people.owner, Role.GUEST, of_workspace(people), people.member.user.email)
    Person.objects.filter(pk=people.member.person.pk).update(is_active=False)
    with pytest.raises(Refused, match="Let them back in"):
        invite(people.owner, Role.GUEST, of_workspace(people), people.member.user.email)


def test_nobody_is_invited_twice_into_the_same_role(people: Cast) -> None:
    invite(people.owner, Role.MEMBER, of_workspace(people))
    with pytest.raises(Refused) as refused:
        invite(people.owner, Role.MEMBER, of_workspace(people), NINA.upper())
    assert refused.value.code == "already"


def test_two_invitations_of_one_address_lead_to_one_person_with_both_roles(people: Cast, plan: Stage) -> None:
    _row, first = invite(people.owner, Role.MEMBER, of_workspace(people))
    _row, second = invite(people.manager, Role.TEAM_MEMBER, of_project(plan))
    person = sign_up(first)
    assert invitation_accept(secret=second, user=person.user, now=NOW) == person
    assert sorted(person.grants.values_list("role", flat=True)) == ["member", "team_member"]


def test_invitations_are_seen_and_ended_by_who_sent_them_and_who_administers(people: Cast, plan: Stage) -> None:
    row, _secret = invite(people.manager, Role.TEAM_MEMBER, of_project(plan))
    for who in (people.member, people.worker, people.outsider):
        with pytest.raises(NotFound):
            invitation_revoke(actor=who.actor, id=row.pk, now=NOW)
    assert invitation_revoke(actor=people.owner.actor, id=row.pk, now=NOW).revoked_at == NOW


def test_a_role_that_somebody_is_invited_into_is_not_deleted(people: Cast, plan: Stage) -> None:
    role = role_create(actor=people.owner.actor, new=NewRole("Helper", scopes=(ScopeKind.PROJECT,)), now=NOW)
    row, _secret = invitation_make(actor=people.owner.actor, new=NewInvitation(NINA, role, of_project(plan)), now=NOW)
    with pytest.raises(Refused, match=NINA):
        role_delete(actor=people.owner.actor, id=role.pk, version=role.version, now=NOW)
    invitation_revoke(actor=people.owner.actor, id=row.pk, now=NOW)
    role_delete(actor=people.owner.actor, id=role.pk, version=role.version, now=NOW)


def test_all_of_it_is_in_the_audit_trail(people: Cast) -> None:
    row, secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    person = sign_up(secret)
    told = AuditEntry.objects.filter(target="invitation", target_id=row.pk).order_by("id")
    assert [(each.action, each.actor) for each in told] == [
        ("invitation.make", people.owner.person.pk),
        ("invitation.accept", person.pk),
    ]
    given = AuditEntry.objects.get(action="role.give", after__person=person.pk)
    assert given.actor == people.owner.person.pk


def test_the_link_goes_to_the_invited_address(people: Cast, mailoutbox: Any) -> None:
    row, _secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    assert invitation_send(row, link="https://plans.example/join/abc/")
    (mail,) = mailoutbox
    assert mail.to == [NINA]
    assert mail.subject == "Olga Owner invites you to Harbor"
    assert "https://plans.example/join/abc/" in mail.body
    assert "18 March 2026" in mail.body  # NOW is 4 March; 14 days on


def test_a_server_without_mail_is_told_and_no_failure(people: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row, _secret = invite(people.owner, Role.MEMBER, of_workspace(people))
    assert not invitation_send(row, link="https://plans.example/join/abc/")
