"""The cast and its stage, built once for the tests of a module; what a test changes is undone after it.

Each test gets copies of its own, as if they had been built for it. A folder or module whose plan is another says so by
a `staging` of its own. Where tests commit, as those of concurrency do, every one of their module builds its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction

from cast import NOW, Cast, Stage, cast, stage
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate

Staging = Callable[[Cast], Stage]


def found(people: Cast) -> Stage:
    """Build the program and the project beside it, and find their dates."""
    staged = stage(people)
    for project in (staged.shop, staged.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each module, let tests without a plan go first, and first of all those without people."""
    kept = [list(group) for _path, group in groupby(items, key=lambda item: item.path)]
    items[:] = [item for group in kept for item in sorted(group, key=_needs)]


@pytest.fixture(scope="module")
def staging() -> Staging:
    """How the plan is built."""
    return found


@pytest.fixture(scope="module")
def standing_people(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The cast of the module; None where some of its tests commit."""
    if any(_commits(item) for item in request.session.items if item.path == request.path):
        yield None
        return
    with _undone_later(django_db_blocker, cast) as people:
        yield people


@pytest.fixture(scope="module")
def standing_plan(standing_people: Cast | None, staging: Staging, django_db_blocker: Any) -> Iterator[Any]:
    """The plan of the module; None where some of its tests commit."""
    if standing_people is None:
        yield None
        return
    with _undone_later(django_db_blocker, lambda: staging(standing_people)) as plan:
        yield plan


@pytest.fixture
def copied() -> dict[int, Any]:
    """What has been copied for this test, so that people and plan hold the same rows."""
    return {}


@pytest.fixture
def people(standing_people: Cast | None, copied: dict[int, Any], db: None) -> Cast:
    return cast() if standing_people is None else deepcopy(standing_people, copied)


@pytest.fixture
def plan(standing_plan: Stage | None, people: Cast, staging: Staging, copied: dict[int, Any]) -> Stage:
    return staging(people) if standing_plan is None else deepcopy(standing_plan, copied)


@contextmanager
def _undone_later(blocker: Any, build: Callable[[], Any]) -> Iterator[Any]:
    """Yield what is built at NOW, with the database closed to whoever did not ask for it; take it back at the end."""
    with blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.utils.timezone.now", lambda: NOW)
            built = build()
        with blocker.block():
            yield built
        transaction.set_rollback(True)


def _needs(item: pytest.Item) -> int:
    names = getattr(item, "fixturenames", ())
    return 2 if "plan" in names else 1 if "people" in names else 0


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in names
