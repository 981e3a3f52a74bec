"""Who may do what: the table of roles, tokens, and who somebody is in a workspace."""

from datetime import timedelta

import pytest

from cast import NOW, Cast, Stage
from fairlead.access.models import Grant
from fairlead.access.rules import DEFAULTS, SCOPES, Action, Actor, Held, Place, Role, ScopeKind
from fairlead.access.selectors import actor_for
from fairlead.access.services import NewToken, role_grant, token_create, token_revoke, token_use
from fairlead.kernel.errors import NotFound, Refused

HERE, ELSEWHERE = Place(program_id=1, project_id=10), Place(program_id=2, project_id=20)


def actor(role: Role, id: int = 1) -> Actor:
    """Ana, in `role` on the first kind of thing that it can be in, whose id is `id`; the workspace's is 1."""
    return Actor(1, 1, "Ana", held=(Held(role, SCOPES[role][0], id, DEFAULTS[role]),))


@pytest.mark.parametrize(
    ("who", "may_edit_here", "may_see_here", "may_see_elsewhere"),
    [
        (actor(Role.OWNER), True, True, True),
        (actor(Role.ADMINISTRATOR), True, True, True),
        (actor(Role.MEMBER), False, True, True),
        (actor(Role.GUEST), False, False, False),
        (actor(Role.PROGRAM_MANAGER, 1), True, True, False),
        (actor(Role.SPONSOR, 1), False, True, False),
        (actor(Role.PROJECT_MANAGER, 10), True, True, False),
        (actor(Role.TEAM_MEMBER, 10), False, True, False),
        (actor(Role.STAKEHOLDER, 1), False, True, False),
    ],
)
def test_a_role_reaches_what_it_is_in(
    who: Actor, may_edit_here: bool, may_see_here: bool, may_see_elsewhere: bool
) -> None:
    assert who.may(Action.EDIT_PROJECT, HERE) is may_edit_here
    assert who.may(Action.VIEW, HERE) is may_see_here
    assert who.may(Action.VIEW, ELSEWHERE) is may_see_elsewhere
    assert not who.may(Action.EDIT_PROJECT, ELSEWHERE) or who.sees_everything


def test_progress_of_own_tasks_is_everybodys_who_sees_them() -> None:
    team = actor(Role.TEAM_MEMBER, 10)
    assert team.may(Action.EDIT_PROGRESS, Place(1, 10, is_own=True))
    assert not team.may(Action.EDIT_PROGRESS, Place(1, 10))
    assert not team.may(Action.EDIT_PROGRESS, Place(2, 20, is_own=True))


MY_TEAM, OTHER_TEAM, MYSELF = Place(team_id=5), Place(team_id=6), Place(team_id=6, is_own=True)


@pytest.mark.parametrize(
    ("who", "sees_others", "edits_my_team", "edits_others", "sees_rates"),
    [
        (actor(Role.OWNER), True, True, True, True),
        (actor(Role.ADMINISTRATOR), True, True, True, True),
        (actor(Role.MEMBER), True, False, False, False),
        (actor(Role.GUEST), False, False, False, False),
        (actor(Role.PROGRAM_MANAGER, 1), True, True, True, True),
        (actor(Role.SPONSOR, 1), True, False, False, False),
        (actor(Role.PROJECT_MANAGER, 10), True, False, False, False),
        (actor(Role.TEAM_MEMBER, 10), False, False, False, False),
        (actor(Role.TEAM_LEAD, 5), False, True, False, False),
    ],
)
def test_the_pool_is_edited_by_program_managers_and_each_teams_lead(
    who: Actor, sees_others: bool, edits_my_team: bool, edits_others: bool, sees_rates: bool
) -> None:
    assert who.may(Action.VIEW_POOL, OTHER_TEAM) is sees_others
    assert who.may(Action.EDIT_POOL, MY_TEAM) is who.may(Action.EDIT_TIME_OFF, MY_TEAM) is edits_my_team
    assert who.may(Action.EDIT_POOL, OTHER_TEAM) is who.may(Action.EDIT_TIME_OFF, OTHER_TEAM) is edits_others
    assert who.may(Action.VIEW_RATES, OTHER_TEAM) is sees_rates


def test_everybody_sees_themselves_in_the_pool_and_enters_their_own_time_off() -> None:
    guest = actor(Role.GUEST)
    assert guest.may(Action.VIEW_POOL, MYSELF)
    assert guest.may(Action.EDIT_TIME_OFF, MYSELF)
    assert not guest.may(Action.EDIT_POOL, MYSELF)
    assert not guest.may(Action.VIEW_RATES, MYSELF)


def test_a_user_is_somebody_only_in_their_own_workspaces(people: Cast) -> None:
    elsewhere = people.outsider.person.workspace_id
    who = actor_for(people.owner.user, workspace_id=elsewhere)
    assert who is not None
    assert who.workspace_id == people.workspace.pk  # asked for a workspace they are not in
    people.owner.person.is_active = False
    people.owner.person.save()
    assert actor_for(people.owner.user) is None


def test_a_role_granted_twice_is_one_role(people: Cast, plan: Stage) -> None:
    for _ in range(2):
        role_grant(
            person=people.member.person,
            role=Role.SPONSOR,
            scope=ScopeKind.PROGRAM,
            scope_id=plan.program.pk,
            now=NOW,
        )
    assert Grant.objects.filter(person=people.member.person, role="sponsor").count() == 1


def test_a_token_speaks_for_its_person_until_it_expires_or_is_revoked(people: Cast) -> None:
    token, secret = token_create(actor=people.owner.actor, new=NewToken("Script", 30), now=NOW)
    assert secret not in {token.digest, token.hint}
    used = token_use(secret, is_reading=False, now=NOW)
    assert used == (token, people.owner.actor)
    token.refresh_from_db()
    assert token.used_at == NOW
    assert token_use(secret, now=NOW + timedelta(days=31)) is None
    assert token_use(secret + "x", now=NOW) is None
    with pytest.raises(NotFound):
        token_revoke(actor=people.member.actor, id=token.pk, now=NOW)
    token_revoke(actor=people.owner.actor, id=token.pk, now=NOW)
    assert token_use(secret, now=NOW) is None


def test_a_token_needs_a_name_and_a_lifetime_that_makes_sense(people: Cast) -> None:
    for name, days in (("", 30), ("Script", 0), ("Script", 10_000)):
        with pytest.raises(Refused):
            token_create(actor=people.owner.actor, new=NewToken(name, days), now=NOW)


def test_the_strategy_is_set_from_above_served_from_below_and_seen_by_all_who_work() -> None:
    sees = {role for role in Role if actor(role).may(Action.VIEW_STRATEGY)}
    assert sees == {*Role} - {Role.GUEST, Role.TEAM_LEAD}
    assert {role for role in Role if actor(role).may(Action.EDIT_STRATEGY)} == {Role.OWNER, Role.ADMINISTRATOR}
    assert actor(Role.MEMBER).may(Action.EDIT_STRATEGY, Place(is_own=True))
    assert not actor(Role.GUEST).may(Action.EDIT_STRATEGY, Place(is_own=True))
    assert actor(Role.PROGRAM_MANAGER).may(Action.CONTRIBUTE, HERE)
    assert not actor(Role.PROGRAM_MANAGER).may(Action.CONTRIBUTE, ELSEWHERE)
    assert not actor(Role.SPONSOR).may(Action.CONTRIBUTE, HERE)
