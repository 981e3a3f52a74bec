"""Leaving a workspace and coming back: who may, what ends at once, what stays."""

from datetime import date, timedelta

import pytest

from cast import NOW, Cast, Player, Stage
from fairlead.access.models import ApiToken, DefinedRole, Delegation, Invitation
from fairlead.access.rules import Place, Role, ScopeKind, Spot
from fairlead.access.selectors import actor_for, departures_of, managers_of
from fairlead.access.services import (
    NewDelegation,
    NewInvitation,
    NewToken,
    delegation_make,
    invitation_make,
    person_leave,
    person_return,
    role_grant,
    role_holders_set,
    token_create,
    token_use,
)
from fairlead.collaboration.models import Notice
from fairlead.governance.selectors import ChargeKind, charges_of
from fairlead.governance.services import person_leave as person_leave_and_tell
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry
from fairlead.programs.services import NewGate, gate_create
from fairlead.resources.words import why_gone
from fairlead.strategy.models import Objective

LATER = NOW + timedelta(days=1)


def let_go(people: Cast, who: Player) -> None:
    person_leave(actor=people.owner.actor, id=who.person.pk, reason="Contract over", now=NOW)
    who.person.refresh_from_db()


def in_role(people: Cast, who: Player, role: Role) -> None:
    role_grant(person=who.person, role=role, scope=ScopeKind.WORKSPACE, scope_id=people.workspace.pk, now=NOW)


def test_who_has_left_is_nobody_here_at_once_and_comes_back_into_the_same_roles(people: Cast, plan: Stage) -> None:
    before = people.manager.actor
    let_go(people, people.manager)
    assert actor_for(people.manager.user, workspace_id=people.workspace.pk) is None
    person_return(actor=people.owner.actor, id=people.manager.person.pk, now=LATER)
    people.manager.person.refresh_from_db()
    assert people.manager.actor == before
    assert actor_for(people.manager.user) == before
    said = AuditEntry.objects.filter(target="person", target_id=people.manager.person.pk).order_by("pk")
    assert [(each.action, each.actor_name) for each in said] == [
        ("person.leave", "Olga Owner"),
        ("person.return", "Olga Owner"),
    ]


def test_tokens_end_for_good(people: Cast) -> None:
    _row, secret = token_create(actor=people.member.actor, new=NewToken("Report", 30), now=NOW)
    let_go(people, people.member)
    assert token_use(secret, now=NOW) is None
    person_return(actor=people.owner.actor, id=people.member.person.pk, now=LATER)
    assert token_use(secret, now=LATER) is None
    assert not ApiToken.objects.exists()


def test_stand_ins_both_ways_and_unused_invitations_end(people: Cast) -> None:
    days = (NOW - timedelta(hours=1), NOW + timedelta(days=9))
    ahead = (NOW + timedelta(days=20), NOW + timedelta(days=21))
    for giver, deputy, (start, end) in (
        (people.member, people.manager, days),
        (people.manager, people.member, days),
        (people.member, people.manager, ahead),
    ):
        new = NewDelegation(deputy.person.pk, start, end)
        delegation_make(actor=giver.actor, new=new, now=NOW - timedelta(hours=2))
    in_role(people, people.member, Role.ADMINISTRATOR)
    spot = Spot(ScopeKind.WORKSPACE, people.workspace.pk, "Harbor", Place())
    member = DefinedRole.objects.get(workspace=people.workspace, key="member")
    invitation_make(actor=people.member.actor, new=NewInvitation("me@home.example", member, spot), now=NOW)
    let_go(people, people.member)
    assert not Delegation.objects.to_come(NOW).exists()
    assert Invitation.objects.get().revoked_at == NOW
    assert AuditEntry.objects.get(action="person.leave").after == {
        "reason": "Contract over",
        "tokens": 0,
        "stand_ins": 3,
        "invitations": 1,
        "sessions": 0,
    }


def test_the_last_owner_neither_leaves_nor_is_let_go_and_is_told_the_way_out(people: Cast) -> None:
    with pytest.raises(Refused, match="Make somebody else an owner first"):
        person_leave(actor=people.owner.actor, id=people.owner.person.pk, now=NOW)
    in_role(people, people.member, Role.OWNER)
    person_leave(actor=people.owner.actor, id=people.owner.person.pk, now=NOW)
    with pytest.raises(Refused, match="last one"):
        person_leave(actor=people.member.actor, id=people.member.person.pk, now=NOW)


def test_an_owner_is_let_go_and_back_in_by_an_owner_only(people: Cast) -> None:
    in_role(people, people.member, Role.OWNER)
    in_role(people, people.manager, Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="Ask another owner"):
        person_leave(actor=people.manager.actor, id=people.member.person.pk, now=NOW)
    let_go(people, people.member)
    with pytest.raises(Forbidden, match="Ask another owner"):
        person_return(actor=people.manager.actor, id=people.member.person.pk, now=NOW)
    assert person_return(actor=people.owner.actor, id=people.member.person.pk, now=NOW).returned_at == NOW


@pytest.mark.parametrize(("who", "error"), [("member", Forbidden), ("guest", NotFound), ("outsider", NotFound)])
def test_only_who_runs_the_workspace_lets_others_go(who: str, error: type[Exception], people: Cast) -> None:
    actor = getattr(people, who).actor
    with pytest.raises(error):
        person_leave(actor=actor, id=people.worker.person.pk, now=NOW)
    let_go(people, people.worker)
    with pytest.raises(error):
        person_return(actor=actor, id=people.worker.person.pk, now=NOW)
    assert people.worker.person.is_active is False


def test_leaving_twice_and_coming_back_twice_is_refused(people: Cast) -> None:
    let_go(people, people.member)
    with pytest.raises(Refused, match="Mel Member has left already"):
        let_go(people, people.member)
    person_return(actor=people.owner.actor, id=people.member.person.pk, now=NOW)
    with pytest.raises(Refused, match="Mel Member is here"):
        person_return(actor=people.owner.actor, id=people.member.person.pk, now=NOW)
    assert not departures_of(actor=people.owner.actor).exists()


def test_who_left_manages_nothing_is_not_planned_with_and_keeps_their_place(people: Cast, plan: Stage) -> None:
    let_go(people, people.manager)
    ids, scope = [plan.program.pk], ScopeKind.PROGRAM
    assert managers_of(scope, ids, Role.PROGRAM_MANAGER) == {}
    role_holders_set([people.member.person], role=Role.PROGRAM_MANAGER, scope=scope, scope_id=plan.program.pk, now=NOW)
    pool = people.resources["Maya Manager"]
    pool.person = people.manager.person
    assert "has left" in why_gone(pool, on=date(2026, 3, 5))
    person_return(actor=people.owner.actor, id=people.manager.person.pk, now=LATER)
    assert managers_of(scope, ids, Role.PROGRAM_MANAGER) == {plan.program.pk: ("Maya Manager", "Mel Member")}


def test_what_somebody_answers_for_is_told_before(people: Cast, plan: Stage) -> None:
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "created_at": NOW}
    Objective.objects.create(workspace=people.workspace, name="Grow", owner=people.manager.person, **year)
    charges = charges_of(person_id=people.manager.person.pk, actor=people.owner.actor)
    assert [(each.kind, each.name, each.detail) for each in charges] == [
        (ChargeKind.PROGRAM, "Relaunch", "Program manager"),
        (ChargeKind.OBJECTIVE, "Grow", ""),
    ]
    at = {"scope": ScopeKind.PROGRAM, "scope_id": plan.program.pk, "now": NOW}
    role_grant(person=people.member.person, role=Role.PROGRAM_MANAGER, **at)
    role_grant(person=people.manager.person, role=Role.SPONSOR, **at)
    new = NewGate("Go live", date(2026, 6, 1))
    gate_create(actor=people.owner.actor, program_id=plan.program.pk, new=new, now=NOW)
    charges = charges_of(person_id=people.manager.person.pk, actor=people.manager.actor)
    assert [(each.kind, each.name, each.detail) for each in charges] == [
        (ChargeKind.PROGRAM, "Relaunch", "Sponsor"),
        (ChargeKind.GATE, "Go live", "Relaunch"),
        (ChargeKind.OBJECTIVE, "Grow", ""),
    ]
    [tasks] = charges_of(person_id=people.worker.person.pk, actor=people.owner.actor)
    assert (tasks.kind, tasks.name, tasks.count) == (ChargeKind.TASKS, "Wes Worker", 1)
    with pytest.raises(Forbidden):
        charges_of(person_id=people.worker.person.pk, actor=people.member.actor)


def test_the_others_who_run_the_workspace_are_told(people: Cast) -> None:
    person_leave_and_tell(actor=people.member.actor, id=people.member.person.pk, now=NOW)
    told = Notice.objects.get()
    assert (told.person, told.kind, told.by_name) == (people.owner.person, "person.left", "Mel Member")
