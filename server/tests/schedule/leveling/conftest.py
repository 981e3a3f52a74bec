from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cast import NOW, Cast, Stage, overload, stage
from fairlead.access.rules import ScopeKind
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.leveling.services import leveling_begin
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import Recalculation, Scenario
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from standing import Staging

BEGIN = NOW - timedelta(days=3)  # Sunday: the work of the drawing lies ahead
Begun = Callable[..., Scenario]


class Clock:
    """A clock that goes on by `step` seconds whenever it is asked, and then calls `then`."""

    def __init__(self, step: float = 0.3, then: Callable[[], object] = lambda: None) -> None:
        self.at, self.step, self.then = BEGIN, timedelta(seconds=step), then

    def __call__(self) -> datetime:
        self.at += self.step
        self.then()
        return self.at


@pytest.fixture(scope="module")
def staging() -> Staging:
    """The staged program where worker is on draw and on the shelves at once, with its dates found."""

    def build(people: Cast) -> Stage:
        staged = stage(people)
        overload(people, staged)
        for project in (staged.shop, staged.attic):
            scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=BEGIN)
        return staged

    return build


@pytest.fixture
def begin(people: Cast, plan: Stage) -> Begun:
    """Ask for a leveling of the program as its manager; nothing is searched for yet."""

    def ask(**asked: object) -> Scenario:
        wishes = Asked(**{"seconds": 1.0, **asked})  # type: ignore[arg-type]
        return leveling_begin(
            actor=people.manager.actor, kind=ScopeKind.PROGRAM, id=plan.program.pk, asked=wishes, now=BEGIN
        )

    return ask


@pytest.fixture
def proposed(begin: Begun) -> Begun:
    """Ask for a leveling of the program and let a worker search."""

    def run(**asked: object) -> Scenario:
        scenario = begin(**asked)
        level_run(id=scenario.pk, clock=Clock())
        return Scenario.objects.with_state().get(pk=scenario.pk)

    return run
