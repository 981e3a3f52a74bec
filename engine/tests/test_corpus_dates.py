"""Dates that Microsoft Project and P6 had stored in real files; a change that lowers a share must say why."""

from functools import cache

import pytest

from fairlead_engine import schedule
from fairlead_engine.comparison import Field, Score, compare
from fairlead_engine.formats import read
from formats.corpus import FILES, FOLDER, XER_FILES, content_of

LEAST = {
    Field.START: 99.0,
    Field.FINISH: 98.5,
    Field.LATE_START: 96.0,
    Field.LATE_FINISH: 96.0,
    Field.TOTAL_SLACK: 95.0,
    Field.FREE_SLACK: 98.0,
}


@cache
def scores(files):
    """Return how many figures of all leaf tasks in `files` are ours to the minute."""
    total = {field: Score() for field in Field}
    for path in files:
        plan = read(content_of(path), name=path.name).plan
        comparison = compare(plan, schedule(plan))
        for field, score in total.items():
            score.exact += comparison.total(field).exact
            score.total += comparison.total(field).total
    return total


@pytest.mark.corpus
@pytest.mark.skipif(not FILES, reason=f"no schedule files in {FOLDER}")
@pytest.mark.parametrize("field", LEAST, ids=lambda field: field.value)
def test_dates_are_those_of_microsoft_project(field):
    score = scores(tuple(FILES))[field]
    assert score.total > 1000
    assert score.percent >= LEAST[field], f"{score.exact} of {score.total}"


@pytest.mark.corpus
@pytest.mark.skipif(not XER_FILES, reason=f"no P6 exports in {FOLDER}")
@pytest.mark.parametrize("field", LEAST, ids=lambda field: field.value)
def test_dates_are_those_of_p6(field):
    score = scores(tuple(XER_FILES))[field]
    assert score.total > 150
    assert score.exact == score.total
