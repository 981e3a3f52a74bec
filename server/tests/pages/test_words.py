"""Facts in the words people use."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from fairlead.pages.roadmap import roadmap_of
from fairlead.pages.templatetags.fairlead import percent, span, span_when, whole_hours
from fairlead.pages.templatetags.strategy import about, hundredth, reached
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


@pytest.mark.parametrize(
    ("start", "until", "words"),
    [
        (date(2026, 3, 6), date(2026, 3, 8), "Fri 6 Mar – Sat 7 Mar"),  # until before the 8th
        (date(2026, 3, 6), date(2026, 3, 7), "Fri 6 Mar"),  # one day is said once
        (datetime(2026, 3, 6, 9), datetime(2026, 3, 6, 17), "Fri 6 Mar"),
    ],
)
def test_a_period_is_told_by_its_first_and_last_day(start: date, until: date, words: str):
    assert span(start, until) == words


def test_instants_are_told_as_days_where_they_are_midnights(settings: Any):
    settings.TIME_ZONE = "UTC"
    first, last = datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
    with timezone.override(UTC):
        assert span_when(first, last) == "Fri 6 Mar – Sun 8 Mar"
        assert span_when(first, last + timedelta(hours=9)) == "Fri 6 Mar, 00:00 – Mon 9 Mar, 09:00"


def test_shares_are_told_alike_everywhere():
    assert percent(99.6) == "99 %"  # not yet 100
    assert percent(0.58 * 100) == "58 %"  # 57.99999999999999 as a binary number
    assert reached(0.715) == "71 %"  # as its meter says
    assert reached(None) == "–"


def test_a_share_is_told_as_finely_as_it_may_be_said():
    assert hundredth(Decimal("0.125")) == "12.5 %"
    assert hundredth(Decimal("0.75")) == "75 %"
    assert hundredth(1 / 3) == "33.3 %"
    assert hundredth(0.0) == "0 %"


def test_a_forecast_claims_no_more_than_three_digits():
    assert about(430.48, "k€") == "430 k€"
    assert about(1.794) == "1.79"
    assert about(1_234_567.0) == "1,230,000"


def test_hours_have_their_thousands_apart():
    assert whole_hours(1668 * 60) == "1,668 h"
    assert whole_hours(0) == "–"


def test_links_say_what_is_not_plain():
    assert link_words(0, 0, 0) == ""
    assert link_words(1, 120, 0) == "start to start, plus 2 hours"
    assert link_words(0, -50, 2) == "less 50 %"


def test_a_constraint_is_called_what_its_letters_stand_for():
    letters = ["".join(word[0] for word in str(words).split()) for words in CONSTRAINT_WORDS]
    assert [each.upper() for each in letters] == [kind.name for kind in ConstraintKind]


def test_nothing_planned_has_no_roadmap():
    assert roadmap_of([], now=datetime.fromisoformat("2026-03-04T09:00")) is None
