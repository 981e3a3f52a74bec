"""What a token may not do, tried at every operation, as they stand in the description of the API."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from django.db import transaction

from api.conformity import description
from api.conftest import Asker
from cast import NOW, Cast, Stage
from fairlead.access.models import ApiToken
from fairlead.access.rules import Area
from fairlead.access.services import NewToken, token_create
from fairlead.api.areas import AREAS, EVERYWHERE, area_of
from fairlead.kernel.models import AuditEntry

pytestmark = pytest.mark.once  # a token is refused before the operation asks the database

READING = {"get"}


def operations(*, writing: bool) -> Iterator[tuple[str, str]]:
    for path, methods in description()["paths"].items():
        for method in methods:
            if (method not in READING) is writing:
                yield method.upper(), path.removeprefix("/api/v1")


def bearer(people: Cast, scope: str, areas: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("script", 1, scope, areas), now=NOW)
    return {"Authorization": f"Bearer {secret}"}


def there(path: str, plan: Stage) -> str:
    """The address with keys of things that there are, as far as the plan has them."""
    names = dict.fromkeys(part[1:-1] for part in path.split("/") if part.startswith("{"))
    kind = "program" if path.startswith("/plans/") else "programs"
    return path.format(**{name: kind if name == "kind" else plan.program.pk for name in names})


def test_there_is_much_to_try():
    assert len(list(operations(writing=True))) > 60


@pytest.mark.parametrize(("method", "path"), sorted(operations(writing=True)))
def test_a_reading_token_writes_nothing(method: str, path: str, people: Cast, plan: Stage):
    headers = bearer(people, "read")
    before = AuditEntry.objects.count()
    answer = Asker(None)(method, there(path, plan), {}, version=1, headers=headers)
    assert answer.status_code == 403
    assert "This token only reads" in answer.json()["detail"]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("path", ["/me", "/programs", "/projects", "/tokens", "/people"])
def test_a_reading_token_reads_what_its_person_reads(path: str, people: Cast, plan: Stage):
    assert Asker(None)("GET", path, headers=bearer(people, "read")).status_code == 200


def test_the_api_tells_scope_and_last_use(people: Cast):
    headers = bearer(people, "write")
    nobody = Asker(None)
    made = nobody("POST", "/tokens", {"name": "report", "days": 1, "scope": "read"}, headers=headers).json()
    assert made["scope"] == "read"
    first, second = nobody("GET", "/tokens", headers=headers).json()["items"]
    assert (first["scope"], first["used_at"] is not None) == ("write", True)
    assert (second["scope"], second["used_at"]) == ("read", None)
    assert ApiToken.objects.get(pk=made["id"]).digest not in str(made)


def test_every_noun_of_the_api_has_an_area_and_no_other():
    nouns = {path.split("/")[1] for _method, path in [*operations(writing=False), *operations(writing=True)]}
    assert nouns - {"{kind}"} == set(AREAS) | EVERYWHERE
    assert set(AREAS.values()) == set(Area)


def test_an_operation_is_reached_by_its_area_and_by_no_other(people: Cast, plan: Stage, subtests: Any):
    only = {area: bearer(people, "areas", {area: "write"}) for area in Area}
    reads = {area: bearer(people, "areas", {area: "read"}) for area in Area}
    beyond = {area: bearer(people, "areas", dict.fromkeys(set(Area) - {area}, "write")) for area in Area}
    nobody = Asker(None)
    for method, path in sorted([*operations(writing=False), *operations(writing=True)]):
        at = there(path, plan)
        area = area_of(f"/api/v1{at}")
        if area is None:
            continue
        with subtests.test(method=method, path=path), transaction.atomic():
            before = AuditEntry.objects.count()
            refused = nobody(method, at, {}, version=1, headers=beyond[area])
            assert refused.status_code == 403
            assert "does not reach" in refused.json()["detail"]
            if method != "GET":
                looked = nobody(method, at, {}, version=1, headers=reads[area])
                assert "This token only reads" in looked.json()["detail"]
            assert AuditEntry.objects.count() == before
            reached = nobody(method, at, {}, version=1, headers=only[area] if method != "GET" else reads[area])
            assert b"This token" not in reached.content
            transaction.set_rollback(True)


@pytest.mark.parametrize("path", ["/me", "/health"])
def test_any_token_may_ask_who_it_speaks_for(path: str, people: Cast, plan: Stage):
    assert Asker(None)("GET", path, headers=bearer(people, "areas", {"people": "read"})).status_code == 200


def test_an_address_that_there_is_not_is_not_found(people: Cast, plan: Stage):
    assert Asker(None)("GET", "/planets/1/health", headers=bearer(people, "write")).status_code == 404


def test_a_scope_adds_nothing_to_what_its_person_may(people: Cast, plan: Stage):
    _token, secret = token_create(
        actor=people.member.actor, new=NewToken("script", 1, "areas", {"programs": "write"}), now=NOW
    )
    headers = {"Authorization": f"Bearer {secret}"}
    at = f"/programs/{plan.program.pk}"
    assert Asker(None)("GET", at, headers=headers).status_code == 200
    answer = Asker(None)("PATCH", at, {"name": "Mine"}, version=1, headers=headers)
    assert answer.status_code == 403
    assert "Your role here does not allow this" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"scope": "write"}, 422),
        ({"scope": "read"}, 422),
        ({"scope": "areas", "areas": {"people": "read"}}, 422),
        ({"scope": "areas", "areas": {"projects": "write"}}, 422),
        ({"scope": "areas", "areas": {"projects": "read", "you": "write"}}, 201),
    ],
)
def test_a_token_makes_none_that_may_more_than_it(wanted: dict[str, Any], status: int, people: Cast, plan: Stage):
    headers = bearer(people, "areas", {"projects": "read", "you": "write"})
    answer = Asker(None)("POST", "/tokens", {"name": "child", "days": 1, **wanted}, headers=headers)
    assert answer.status_code == status, answer.content
    assert status == 422 or answer.json()["areas"] == wanted["areas"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"scope": "areas"},
        {"scope": "areas", "areas": {"moon": "read"}},
        {"scope": "areas", "areas": {"people": "own"}},
        {"scope": "write", "areas": {"people": "read"}},
    ],
)
def test_a_scope_that_cannot_be_is_refused(wanted: dict[str, Any], people: Cast, plan: Stage):
    answer = Asker(None)("POST", "/tokens", {"name": "child", "days": 1, **wanted}, headers=bearer(people, "write"))
    assert answer.status_code == 422
    assert ApiToken.objects.count() == 1


def test_the_guide_tells_what_is_in_each_area():
    guide = (Path(__file__).resolve().parents[3] / "docs/guide/api.md").read_text()
    for area in Area:
        nouns = [noun for noun, of in AREAS.items() if of is area]
        (line,) = re.findall(rf"^\| `{area}` \| (.*) \|$", guide, re.MULTILINE)
        assert sorted(re.findall("`([a-z-]+)`", line)) == sorted(nouns)
