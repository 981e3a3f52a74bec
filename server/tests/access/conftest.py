import pytest

from cast import Cast, Stage, cast, stage


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    return stage(people)
