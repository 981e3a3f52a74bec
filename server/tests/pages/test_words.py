"""Facts in the words people use."""

from datetime import date, datetime

import pytest

from fairlead.pages.roadmap import roadmap_of
from fairlead.pages.words import CONSTRAINT_WORDS, day_words, duration_words, finish_day, link_words
from fairlead_engine.plan import ConstraintKind


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "none"), (30, "30 minutes"), (60, "1 hour"), (90, "1.5 hours"), (480, "1 day"), (720, "1.5 days")],
)
def test_durations(minutes: int, words: str):
    assert duration_words(minutes) == words


def test_a_duration_around_the_clock_counts_days_of_24_hours():
    assert duration_words(3 * 1440, is_elapsed=True) == "3 days around the clock"


def test_days_have_their_weekday_and_a_far_year():
    assert day_words(date(2026, 3, 6)) == "Fri 6 Mar"
    assert day_words(date(2027, 3, 12)) == "Fri 12 Mar 2027"


def test_a_finish_is_the_last_day_before_it():
    assert finish_day(datetime.fromisoformat("2026-03-06T17:00")) == date(2026, 3, 6)
    assert finish_day(datetime.fromisoformat("2026-03-07T00:00")) == date(2026, 3, 6)


def test_links_say_what_is_not_plain():
    assert link_words(0, 0, 0) == ""
    assert link_words(1, 120, 0) == "start to start, plus 2 hours"
    assert link_words(0, -50, 2) == "less 50 %"


def test_a_constraint_is_called_what_its_letters_stand_for():
    letters = ["".join(word[0] for word in str(words).split()) for words in CONSTRAINT_WORDS]
    assert [each.upper() for each in letters] == [kind.name for kind in ConstraintKind]


def test_nothing_planned_has_no_roadmap():
    assert roadmap_of([], now=datetime.fromisoformat("2026-03-04T09:00")) is None
