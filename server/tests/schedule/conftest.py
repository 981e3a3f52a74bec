import pytest

from cast import NOW, Cast, Stage, cast, stage
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    """The staged program with its dates found."""
    staged = stage(people)
    for project in (staged.shop, staged.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged
