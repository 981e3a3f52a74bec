"""The demo keeps its shape whatever day it is loaded on."""

from collections import Counter
from datetime import date, datetime, time

import pytest

from fairlead.access.models import User
from fairlead.access.selectors import actor_for
from fairlead.demo.services import demo_load
from fairlead.schedule.health.findings import Concern
from fairlead.schedule.selectors import project_rows

SATURDAY_OF_CLOSING = date(2026, 12, 26)
NEW_YEAR = date(2027, 1, 1)
LEAP_DAY = date(2028, 2, 29)
EASTER_MONDAY = date(2026, 4, 6)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("today", [SATURDAY_OF_CLOSING, NEW_YEAR, LEAP_DAY, EASTER_MONDAY])
def test_some_is_done_late_blocked_and_to_come_on_any_day(today):
    demo_load(today=today)
    actor = actor_for(User.objects.get(email="nadia.harbor@harborvale.example"))
    assert actor is not None
    rows = project_rows(actor=actor, now=datetime.combine(today, time(9))).rows
    facts = {row.project.code: row.facts for row in rows}
    assert 150 < sum(fact.done_count for fact in facts.values()) < 300
    assert sum(fact.overdue_count for fact in facts.values()) >= 4
    assert sum(fact.blocked_count for fact in facts.values()) >= 6
    assert facts["LAU"].done_count == 0
    assert facts["PRI"].percent_complete > 85
    health = Counter(row.health.state.value for row in rows)
    assert health["off_track"] == 2
    assert health["on_track"] >= 1
    # What others are short of, if anything, is people: the demo asks for more of them than there are.
    clear = [row for row in rows if all(each.concern is Concern.OVERLOADED for each in row.health.reasons)]
    assert len(clear) >= 3
