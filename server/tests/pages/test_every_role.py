"""Every address of a program, project or task x every role x inside, outside; none is forgotten.

The addresses come from the URL configuration of the pages and from the description of the API. Who sees a place is
never told that it is not there; who does not is told nothing else, whatever they try. Whose role is of a whole
workspace tries another one, too. One stage serves all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from api.conformity import description
from cast import NOW, Cast, Player, Stage, player, program_of, project_of, task_of
from fairlead.access.rules import SCOPES, Action, Actor, Place, Role, ScopeKind, Spot
from fairlead.access.selectors import actor_of
from fairlead.access.services import (
    NewDelegation,
    NewRole,
    delegation_make,
    grant_give,
    person_leave,
    role_create,
    role_grant,
)
from fairlead.pages.urls import urlpatterns
from fairlead.resources.models import Team
from fairlead.work.models import Project

ROOTS = ("programs", "projects", "tasks")
_BEGIN = re.compile(r"^(?:api/v1/)?(programs|projects|tasks)/(?:<int:id>|\{id\})/?(.*)$")


@dataclass(frozen=True, slots=True)
class There:
    """Keys of a program, a project and a task of it, and where each is."""

    ids: dict[str, int]
    places: dict[str, Place]


def addresses() -> Iterator[tuple[str, str, str]]:
    """Yield the root, the rest behind the key, and the method of every address of a program, project or task."""
    for pattern in urlpatterns:
        found = _BEGIN.match(str(pattern.pattern))
        if found:
            yield found[1], re.sub(r"<str:\w+>", "time", re.sub(r"<int:\w+>", "1", found[2])), "page"
    for path, methods in description()["paths"].items():
        found = _BEGIN.match(path.removeprefix("/"))
        if found:
            rest = re.sub(r"\{\w+\}", "1", found[2])
            yield from ((found[1], rest, method.upper()) for method in methods)


def address(root: str, id: int, rest: str, method: str) -> str:
    """Return the address of a page, or of an operation of the API."""
    return f"/{root}/{id}/{rest}" if method == "page" else f"/api/v1/{root}/{id}/{rest}".rstrip("/")


def there(project: Project, task_id: int) -> There:
    ids = {"programs": project.program_id or 0, "projects": project.pk, "tasks": task_id}
    return There(ids, {"programs": Place(program_id=project.program_id), **dict.fromkeys(ROOTS[1:], project.place)})


def of_its_own(people: Cast, plan: Stage) -> Player:
    """Somebody who is a guest of the workspace, and in SHOP in a role that only this workspace has."""
    who = player(people.workspace, "In a role of its own", Role.GUEST)
    new = NewRole("Controller", "", (ScopeKind.PROJECT,), {"view": None, "edit_project": None})
    role = role_create(actor=people.owner.actor, new=new, now=NOW)
    spot = Spot(ScopeKind.PROJECT, plan.shop.pk, plan.shop.name, plan.shop.place)
    grant_give(actor=people.owner.actor, person=who.person, role=role, spot=spot, now=NOW)
    return who


def standing_in(people: Cast, plan: Stage) -> Player:
    """Somebody who is a guest of the workspace, and acts for the manager of SHOP's program for a day."""
    who = player(people.workspace, "Standing in", Role.GUEST)
    new = NewDelegation(who.person.pk, NOW, NOW + timedelta(days=1))
    delegation_make(actor=people.manager.actor, new=new, now=NOW)
    return who


def in_role(people: Cast, plan: Stage, role: Role) -> Player:
    """Somebody who is a guest of the workspace, and in `role` where SHOP is."""
    who = player(people.workspace, f"In {role.value}", Role.GUEST)
    team = Team.objects.get_or_create(workspace=people.workspace, name="Paint")[0]
    scope = SCOPES[role][0]
    ids = {
        ScopeKind.WORKSPACE: people.workspace.pk,
        ScopeKind.PROGRAM: plan.program.pk,
        ScopeKind.PROJECT: plan.shop.pk,
        ScopeKind.TEAM: team.pk,
    }
    role_grant(person=who.person, role=role, scope=scope, scope_id=ids[scope], now=NOW)
    return who


@pytest.fixture
def places(people: Cast, plan: Stage) -> dict[str, There]:
    """SHOP within its program; a program and project of the same workspace beside it; those of another workspace."""
    beside = project_of(people, "Pier", "PIER", program=program_of(people.workspace, "Port", "PORT"))
    strange = people.outsider.person.workspace
    foreign = {"workspace": strange, "calendar": people.outside_calendar}
    elsewhere = project_of(people, "Other", "OTH", program=program_of(strange, "Other", "OTH"), **foreign)
    return {
        "inside": there(plan.shop, plan.tasks["draw"].pk),
        "outside": there(beside, task_of(beside, "Deck").pk),
        "other workspace": there(elsewhere, task_of(elsewhere, "Other").pk),
    }


def faults(actor: Actor, client: Any, where: str, spot: There) -> Iterator[str]:
    """Yield what somebody is told that they must not be told, or not told that they must be, of all addresses."""
    for root, rest, method in addresses():
        place, is_read = spot.places[root], method in ("page", "GET")
        sees = where != "other workspace" and actor.may(Action.VIEW, place)
        may_see = sees or (root == "programs" and where == "inside" and bool(actor.project_ids))
        if not is_read and sees:
            continue  # what they may change there, the tables of each app tell
        path = address(root, spot.ids[root], rest, method)
        verb = "GET" if method == "page" else method
        status = client.generic(verb, path, "", "application/json").status_code
        is_there = status not in (404, 405, 422, 428)
        if status >= 500 or (is_there and not may_see) or (status == 404 and sees and rest in ("", "tasks/", "people")):
            yield f"{actor.name}, {where}: {verb} {path} answers {status}"


def test_the_addresses_are_found():
    found = list(addresses())
    assert {root for root, _rest, _method in found} == set(ROOTS)
    assert len(found) >= 60
    assert {method for *_, method in found} >= {"page", "GET", "PATCH", "POST", "DELETE"}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_told_of_what_it_sees_and_of_nothing_else(
    role: Role, people: Cast, plan: Stage, places: dict[str, There], visit: Any
):
    who = in_role(people, plan, role)
    actor, client = actor_of(who.person), visit(who)
    is_everywhere = ScopeKind.WORKSPACE in SCOPES[role]
    del places["outside" if is_everywhere else "other workspace"]  # where it is not otherwise than in the other two
    wrong = [fault for where, spot in places.items() for fault in faults(actor, client, where, spot)]
    assert wrong == []


@pytest.mark.parametrize("become", [of_its_own, standing_in])
def test_so_are_a_role_of_the_workspaces_own_and_who_stands_in(
    become: Callable[[Cast, Stage], Player], people: Cast, plan: Stage, places: dict[str, There], visit: Any
):
    who = become(people, plan)
    actor, client = actor_of(who.person, now=NOW), visit(who)
    assert actor.may(Action.EDIT_PROJECT, plan.shop.place)
    wrong = [fault for where, spot in places.items() for fault in faults(actor, client, where, spot)]
    assert wrong == []


def test_who_has_left_is_told_of_nothing(people: Cast, plan: Stage, places: dict[str, There], visit: Any):
    client = visit(people.manager)
    person_leave(actor=people.owner.actor, id=people.manager.person.pk, now=NOW)
    for root, rest, method in addresses():
        path = address(root, places["inside"].ids[root], rest, method)
        answer = client.generic("GET" if method == "page" else method, path, "", "application/json")
        assert answer.status_code in (403, 405), path
        assert not any(word in answer.content.decode() for word in ("Relaunch", "Shop", "Draw")), path


def test_nobody_is_told_of_anything(plan: Stage, places: dict[str, There], visit: Any):
    client = visit(None)
    for root, rest, method in addresses():
        path = address(root, places["inside"].ids[root], rest, method)
        if method == "page":
            assert client.get(path).status_code in (302, 405)
        else:
            assert client.generic(method, path, "", "application/json").status_code == 401
