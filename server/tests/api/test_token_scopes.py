"""A token that only reads, tried at every operation that writes, as it stands in the description of the API."""

from collections.abc import Iterator

import pytest

from api.conformity import description
from api.conftest import Asker
from cast import NOW, Cast, Stage
from fairlead.access.models import ApiToken
from fairlead.access.services import NewToken, token_create
from fairlead.kernel.models import AuditEntry

READING = {"get"}


def operations(*, writing: bool) -> Iterator[tuple[str, str]]:
    for path, methods in description()["paths"].items():
        for method in methods:
            if (method not in READING) is writing:
                yield method.upper(), path.removeprefix("/api/v1")


def bearer(people: Cast, scope: str) -> dict[str, str]:
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("script", 1, scope), now=NOW)
    return {"Authorization": f"Bearer {secret}"}


def there(path: str, plan: Stage) -> str:
    """The address with keys of things that there are, as far as the plan has them."""
    names = dict.fromkeys(part[1:-1] for part in path.split("/") if part.startswith("{"))
    return path.format(**{name: "program" if name == "kind" else plan.program.pk for name in names})


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
