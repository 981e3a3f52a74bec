import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from api.conformity import check_answer
from cast import NOW, Cast, Player, Stage
from signing import signed_in

ROOT = "/api/v1"


class Asker:
    """Somebody at the API: signed in as `who`, or nobody; every answer is held against the API's description."""

    def __init__(self, who: Player | None, **client: Any) -> None:
        self.client = Client(**client) if who is None else signed_in(who.user, **client)

    def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        version: int | str | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> HttpResponse:
        sent = dict(headers or {})
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        if key is not None:
            sent["Idempotency-Key"] = key
        data = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        response = self.client.generic(method, ROOT + path, data, "application/json", headers=sent)
        check_answer(method, path.partition("?")[0], response)
        return response


Ask = Callable[..., Asker]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is always NOW."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def ask() -> Ask:
    return Asker


@pytest.fixture
def manager(people: Cast, plan: Stage) -> Asker:
    """The manager of the staged program, at the API."""
    return Asker(people.manager)
