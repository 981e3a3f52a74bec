from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cast import NOW, Player
from signing import signed_in

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
        return Client() if who is None else signed_in(who.user)

    return browser
