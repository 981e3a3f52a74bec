from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cast import NOW, Player
from signing import signed_in

Visit = Callable[[Player | None], Client]

PAGES = Path(__file__).parent
# What pages show hangs on no database: what they read and write, the tests of the apps and of the API try on both.
# These open every page on both, and look for words and orders as databases may understand them otherwise.
ON_BOTH = {PAGES / name for name in ("test_rights.py", "test_search.py", "test_people.py", "test_portfolio.py")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == PAGES and item.path not in ON_BOTH:
            item.add_marker(pytest.mark.once)


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
