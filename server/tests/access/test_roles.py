"""The roles of a workspace: its own, what it changes of the usual ones, and who may give which."""

import pytest

from cast import NOW, Cast, Player, Stage, player
from fairlead.access.models import DefinedRole, Grant
from fairlead.access.rules import Action, Place, Role, ScopeKind, Spot
from fairlead.access.selectors import role_rows
from fairlead.access.services import (
    NewRole,
    grant_change,
    grant_end,
    grant_give,
    role_create,
    role_delete,
    role_update,
)
from fairlead.access.words import DECISIONS, ROLE_SUMMARIES, ROLE_WORDS
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry


def of_project(plan: Stage) -> Spot:
    return Spot(ScopeKind.PROJECT, plan.shop.pk, "Shop", plan.shop.place)


def of_program(plan: Stage) -> Spot:
    return Spot(ScopeKind.PROGRAM, plan.program.pk, "Relaunch", Place(program_id=plan.program.pk))


def of_workspace(people: Cast) -> Spot:
    return Spot(ScopeKind.WORKSPACE, people.workspace.pk, "Harbor", Place())


def usual(people: Cast, role: Role) -> DefinedRole:
    return DefinedRole.objects.get(workspace=people.workspace, key=role.value)


def planner(people: Cast, **allows: int | None) -> DefinedRole:
    new = NewRole("Planner", scopes=(ScopeKind.PROJECT,), allows=allows or {"edit_project": None})
    return role_create(actor=people.owner.actor, new=new, now=NOW)


def update(who: Player, role: DefinedRole, **changes: object) -> DefinedRole:
    changes = {"version": role.version} | changes
    return role_update(actor=who.actor, id=role.pk, now=NOW, **changes)  # type: ignore[arg-type]


def test_every_action_and_role_has_its_words() -> None:
    assert set(DECISIONS) == set(Action)
    assert set(ROLE_WORDS) == set(ROLE_SUMMARIES) == set(Role)


def test_a_workspace_begins_with_the_roles_that_come_with_fairlead(people: Cast) -> None:
    rows = role_rows(actor=people.owner.actor)
    assert [row.role.key for row in rows] == [role.value for role in Role]
    assert {row.role.key: row.holders for row in rows}["member"] == 2  # manager and member


def test_a_role_of_ones_own_allows_what_it_says_and_the_sight_of_it(people: Cast, plan: Stage) -> None:
    role = planner(people)
    grant_give(actor=people.owner.actor, person=people.guest.person, role=role, spot=of_project(plan), now=NOW)
    guest = people.guest.actor
    assert guest.may(Action.EDIT_PROJECT, plan.shop.place)
    assert guest.may(Action.VIEW, plan.shop.place)  # not said, but needed
    assert not guest.may(Action.EDIT_PROGRESS, plan.shop.place)
    assert not guest.may(Action.EDIT_PROJECT, plan.ware.place)


def test_what_a_workspace_changes_of_a_usual_role_holds_there_alone(people: Cast, plan: Stage) -> None:
    may_today = {row.role.key: row.authority for row in role_rows(actor=people.owner.actor)}["program_manager"]
    allows = {action.value: limit for action, limit in may_today.items() if action is not Action.BOOK}
    role = update(people.owner, usual(people, Role.PROGRAM_MANAGER), allows={**allows, "slip_finish": 40})
    assert role.authority == {"book": False, "slip_finish": 40}  # what differs; the rest follows Fairlead
    place = Place(program_id=plan.program.pk)
    assert not people.manager.actor.may(Action.BOOK, place)
    assert people.manager.actor.may(Action.EDIT_PROJECT, place)
    elsewhere = DefinedRole.objects.get(workspace=people.outsider.person.workspace, key="program_manager")
    assert elsewhere.authority == {}


def test_an_owner_keeps_everything(people: Cast) -> None:
    with pytest.raises(Refused, match="may do everything"):
        update(people.owner, usual(people, Role.OWNER), allows={"view": None})


def test_roles_that_come_with_fairlead_keep_their_names_and_stay(people: Cast) -> None:
    role = usual(people, Role.SPONSOR)
    with pytest.raises(Refused, match="comes with Fairlead"):
        update(people.owner, role, name="Patron")
    with pytest.raises(Refused, match="comes with Fairlead"):
        role_delete(actor=people.owner.actor, id=role.pk, version=1, now=NOW)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewRole("", scopes=(ScopeKind.PROJECT,)), "name"),
        (NewRole("sponsor", scopes=(ScopeKind.PROJECT,)), "name"),  # as one that comes with Fairlead
        (NewRole("Planner"), "scopes"),
        (NewRole("Planner", scopes=(ScopeKind.PROJECT,), allows={"fly": None}), "allows"),
        (NewRole("Planner", scopes=(ScopeKind.PROJECT,), allows={"view": 3}), "allows"),  # nothing to count
        (NewRole("Planner", scopes=(ScopeKind.PROJECT,), allows={"slip_finish": -1}), "allows"),
        (NewRole("Planner", "x" * 301, (ScopeKind.PROJECT,)), "summary"),
    ],
)
def test_a_role_that_cannot_be_is_refused_with_the_field_at_fault(people: Cast, new: NewRole, field: str) -> None:
    with pytest.raises(Refused) as refused:
        role_create(actor=people.owner.actor, new=new, now=NOW)
    assert list(refused.value.fields) == [field]


def test_a_role_in_use_is_not_deleted_and_says_who_is_in_it(people: Cast, plan: Stage) -> None:
    role = planner(people)
    grant = grant_give(actor=people.owner.actor, person=people.guest.person, role=role, spot=of_project(plan), now=NOW)
    with pytest.raises(Refused, match="Gus Guest is in this role"):
        role_delete(actor=people.owner.actor, id=role.pk, version=1, now=NOW)
    with pytest.raises(Refused, match="End that first"):
        update(people.owner, role, scopes=(ScopeKind.PROGRAM,))
    grant_end(actor=people.owner.actor, grant=grant, spot=of_project(plan), now=NOW)
    role_delete(actor=people.owner.actor, id=role.pk, version=1, now=NOW)
    assert not DefinedRole.objects.filter(pk=role.pk).exists()


def test_of_two_who_edit_a_role_the_later_is_shown_both(people: Cast) -> None:
    role = planner(people)
    update(people.owner, role, allows={"level": None})
    with pytest.raises(StaleVersion) as stale:
        update(people.owner, role, allows={"book": None}, version=1)
    assert stale.value.current["authority"] == {"level": None, "view": None}
    assert stale.value.current["version"] == 2


def test_only_who_administers_edits_roles(people: Cast, plan: Stage) -> None:
    role = planner(people)
    for who in (people.manager, people.member):
        with pytest.raises(Forbidden):
            update(who, role, summary="Mine")
    with pytest.raises(NotFound):
        update(people.outsider, role, summary="Mine")


def test_the_last_owner_neither_leaves_nor_is_demoted(people: Cast) -> None:
    spot, owner = of_workspace(people), people.owner
    grant = Grant.objects.get(person=owner.person)
    for change in (
        lambda: grant_end(actor=owner.actor, grant=grant, spot=spot, now=NOW),
        lambda: grant_change(actor=owner.actor, grant=grant, role=usual(people, Role.MEMBER), spot=spot, now=NOW),
    ):
        with pytest.raises(Refused, match="Make somebody else an owner first") as refused:
            change()
        assert refused.value.code == "last_owner"
    owns = usual(people, Role.OWNER)
    grant_give(actor=owner.actor, person=people.member.person, role=owns, spot=spot, now=NOW)
    grant_end(actor=owner.actor, grant=grant, spot=spot, now=NOW)
    assert people.owner.actor.workspace_roles == frozenset()


def test_an_administrator_makes_nobody_an_owner(people: Cast) -> None:
    admin = player(people.workspace, "Ada Admin", Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="Only an owner"):
        grant_give(
            actor=admin.actor,
            person=admin.person,
            role=usual(people, Role.OWNER),
            spot=of_workspace(people),
            now=NOW,
        )


def test_each_gives_the_roles_below_their_own(people: Cast, plan: Stage) -> None:
    guest, program, project = people.guest.person, of_program(plan), of_project(plan)

    def gives(who: Player, role: Role, spot: Spot) -> bool:
        try:
            grant = grant_give(actor=who.actor, person=guest, role=usual(people, role), spot=spot, now=NOW)
        except Forbidden:
            return False
        grant.delete()
        return True

    grant_give(
        actor=people.manager.actor,
        person=people.member.person,
        role=usual(people, Role.PROJECT_MANAGER),
        spot=project,
        now=NOW,
    )  # the program manager names who manages a project
    assert gives(people.member, Role.TEAM_MEMBER, project)
    assert gives(people.member, Role.STAKEHOLDER, project)
    assert not gives(people.member, Role.PROJECT_MANAGER, project)
    assert gives(people.manager, Role.STAKEHOLDER, program)
    assert not gives(people.manager, Role.PROGRAM_MANAGER, program)  # is named from above
    assert not gives(people.manager, Role.SPONSOR, program)  # may let slip more than the manager
    assert gives(people.owner, Role.PROGRAM_MANAGER, program)


def test_nobody_gives_a_role_that_may_more_than_they(people: Cast, plan: Stage) -> None:
    role = planner(people, slip_finish=30)
    with pytest.raises(Forbidden, match="Let a project finish later than agreed"):
        grant_give(
            actor=people.manager.actor, person=people.guest.person, role=role, spot=of_project(plan), now=NOW
        )  # a program manager may let slip 20 days


def test_a_role_is_given_where_it_fits_and_once(people: Cast, plan: Stage) -> None:
    give = {"actor": people.owner.actor, "person": people.guest.person, "now": NOW}
    with pytest.raises(Refused, match="not a role for this"):
        grant_give(role=usual(people, Role.SPONSOR), spot=of_project(plan), **give)  # type: ignore[arg-type]
    stakeholder = {"role": usual(people, Role.STAKEHOLDER), "spot": of_project(plan)}
    grant_give(**stakeholder, **give)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Gus Guest is Stakeholder here already"):
        grant_give(**stakeholder, **give)  # type: ignore[arg-type]


def test_roles_given_and_ended_are_audited(people: Cast, plan: Stage) -> None:
    spot = of_project(plan)
    grant = grant_give(
        actor=people.owner.actor,
        person=people.guest.person,
        role=usual(people, Role.STAKEHOLDER),
        spot=spot,
        now=NOW,
    )
    grant_end(actor=people.guest.actor, grant=grant, spot=spot, now=NOW)  # one's own may be laid down
    rows = AuditEntry.objects.filter(target="grant").order_by("pk").values_list("action", "actor_name")
    assert list(rows) == [("role.give", "Olga Owner"), ("role.end", "Gus Guest")]
