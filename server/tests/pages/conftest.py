from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cast import NOW, Player

Visit = Callable[[Player | None], Client]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is always NOW, Wednesday 2026-03-04 at 9:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def visit() -> Visit:
    """A function that returns the browser of somebody who is signed in, or of nobody."""

    def browser(who: Player | None) -> Client:
        client = Client()
        if who is not None:
            client.force_login(who.user)
        return client

    return browser
