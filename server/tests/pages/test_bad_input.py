"""What cannot be is refused, on the page as in the API, with a message that tells the way out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from api.conftest import Asker
from cast import NOW, Cast, Stage, program_of
from fairlead.access.models import DefinedRole, Grant
from fairlead.programs.models import Program
from fairlead.resources.models import Rate
from fairlead.strategy.models import Objective

SETTINGS = {"version": 1, "name": "Harbor", "week_start": 0, "fiscal_month": 1}


@dataclass(frozen=True, slots=True)
class Bad:
    """What is sent to a page and to the API, and the words of the way out."""

    page: str
    form: dict[str, Any]
    method: str
    path: str
    way_out: str
    body: dict[str, Any] = field(default_factory=dict)
    version: int | None = None


BAD: dict[str, Callable[[dict[str, int]], Bad]] = {
    "shares over 1": lambda ids: Bad(
        "/programs/{program}/serves/",
        {"version": 1, f"share_{ids['aim']}": "60", f"share_{ids['below']}": "60"},
        "PUT",
        "/programs/{program}/contributions",
        "Lower them by 20 % together, or take one away",
        {"shares": [{"objective": ids[each], "share": "0.6"} for each in ("aim", "below")]},
        version=1,
    ),
    "an objective below itself": lambda ids: Bad(
        "/strategy/objectives/{aim}/move/",
        {"version": 1, "parent": ids["below"]},
        "POST",
        "/objectives/{aim}/move",
        "Move the other one out of it first",
        {"parent": ids["below"]},
        version=1,
    ),
    "a program within itself": lambda ids: Bad(
        "/programs/{program}/edit/",
        {"version": 1, "name": "Relaunch", "code": "REL", "parent": ids["part"]},
        "PATCH",
        "/programs/{program}",
        "Choose another, or none",
        {"parent": ids["part"]},
        version=1,
    ),
    "the last owner leaves": lambda ids: Bad(
        "/people/roles/{owner}/leave/",
        {},
        "POST",
        "/people/{owner}/leave",
        "Make somebody else an owner first",
        {"reason": "Moving on"},
    ),
    "a role that is in use": lambda ids: Bad(
        "/people/roles/defined/{role}/end/",
        {"version": 1},
        "DELETE",
        "/roles/{role}",
        "Give them another, or end it, then delete it",
        version=1,
    ),
    "authority beyond one's own": lambda ids: Bad(
        "/me/stand-ins/",
        {"deputy": ids["worker"], "start_on": "2026-03-05", "finish_on": "2026-03-06", "grants": [ids["managing"]]},
        "POST",
        "/delegations",
        "Choose among your own roles",
        {
            "deputy": ids["worker"],
            "starts_at": "2026-03-05T00:00:00Z",
            "ends_at": "2026-03-06T00:00:00Z",
            "grants": [ids["managing"]],
        },
    ),
    "another currency while there is money": lambda ids: Bad(
        "/workspace/",
        {**SETTINGS, "currency": "USD"},
        "PATCH",
        "/workspace",
        "Say it in the other currency first, or take it away",
        {"currency": "USD"},
        version=1,
    ),
}


@pytest.fixture
def ids(people: Cast, plan: Stage) -> dict[str, int]:
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "created_at": NOW}
    aim = Objective.objects.create(workspace=people.workspace, name="Grow", **year)
    below = Objective.objects.create(workspace=people.workspace, name="Sell", parent=aim, **year)
    part = program_of(people.workspace, "Part", "PART")
    Program.objects.filter(pk=part.pk).update(parent=plan.program)
    role = DefinedRole.objects.create(
        workspace=people.workspace, key="custom-mate", name="Mate", scopes=["program"], authority={"view": None}
    )
    Grant.objects.create(
        person=people.member.person,
        definition=role,
        role=role.key,
        scope="program",
        scope_id=plan.program.pk,
        granted_at=NOW,
    )
    people.workspace.currency = "EUR"
    people.workspace.save()
    Rate.objects.create(resource=people.resources["Wes Worker"], from_on=date(2026, 1, 1), currency="EUR", hour_cost=50)
    return {
        "aim": aim.pk,
        "below": below.pk,
        "program": plan.program.pk,
        "part": part.pk,
        "role": role.pk,
        "owner": people.owner.person.pk,
        "worker": people.worker.person.pk,
        "managing": Grant.objects.get(person=people.manager.person, role="program_manager").pk,
    }


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_with_the_way_out_on_the_page_and_in_the_api(
    name: str, ids: dict[str, int], people: Cast, visit: Any
):
    bad = BAD[name](ids)
    with transaction.atomic():
        page = visit(people.owner).post(bad.page.format(**ids), bad.form, follow=True)
        transaction.set_rollback(True)
    answer = Asker(people.owner)(bad.method, bad.path.format(**ids), bad.body or None, version=bad.version)
    assert bad.way_out in page.content.decode()
    assert answer.status_code == 422, answer.content
    assert bad.way_out in answer.content.decode()
