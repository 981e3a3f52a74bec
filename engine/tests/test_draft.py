import sys

import pytest

from charts import shown
from fairlead_engine import Draft, schedule
from fairlead_engine.cpm.table import PandasMissing
from fairlead_engine.draft import Unclear
from fairlead_engine.plan import Calendar, ConstraintKind, LagKind, Link, LinkKind, week_of


def draft(**task):
    """Return a draft that begins on Monday the 2nd of March 2026 with a day of digging, and a second task."""
    made = Draft("House", start="2026-03-02")
    made.task("dig", "1d")
    made.task("pour", task.pop("duration", "1d"), **task)
    return made


@pytest.mark.parametrize(
    ("said", "minutes", "is_elapsed"),
    [("3d", 1440, False), ("4h", 240, False), ("2w", 4800, False), ("1ed", 1440, True), ("1d 4h", 720, False)],
)
def test_durations_are_said_as_people_type_them(said, minutes, is_elapsed):
    pour = draft(duration=said).plan().tasks[1]
    assert (pour.duration, pour.is_elapsed, pour.is_milestone) == (minutes, is_elapsed, False)


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ("dig", [Link("dig", "pour")]),
        ("dig+1d", [Link("dig", "pour", lag=480)]),
        ("dig SS-4h", [Link("dig", "pour", LinkKind.SS, -240)]),
        (["dig FF+50%", "dig"], [Link("dig", "pour", LinkKind.FF, 50, LagKind.PERCENT), Link("dig", "pour")]),
        ("", []),
    ],
)
def test_links_are_said_as_planning_programs_do(said, links):
    assert list(draft(after=said).plan().links) == links


def test_ids_may_look_like_links_with_a_lag():
    made = draft()
    made.task("dig-2", "1d")
    made.task("last", "1d", after="dig-2")
    assert made.plan().links == (Link("dig-2", "last"),)


def test_a_date_alone_is_the_first_or_last_minute_worked_on_it():
    """The 7th is a Saturday: a start waits for Monday the 9th, a finish ends with Friday the 6th."""
    pour = draft(constraint="FNLT 2026-03-07", deadline="2026-03-05").plan().tasks[1]
    assert pour.constraint is ConstraintKind.FNLT
    assert (shown(pour.constraint_at), shown(pour.deadline)) == ("Fri 17:00", "Thu 17:00")
    assert shown(draft(constraint="SNET 2026-03-07").plan().tasks[1].constraint_at) == "Mon2 08:00"
    assert shown(draft(constraint="SNET 2026-03-03 13:00").plan().tasks[1].constraint_at) == "Tue 13:00"


def test_a_task_without_duration_is_a_milestone_unless_others_stand_below_it():
    made = Draft("House", start="2026-03-02")
    made.task("ground")
    made.task("dig", "1d", parent="ground")
    made.task("done", after="ground")
    assert [task.is_milestone for task in made.plan().tasks] == [False, False, True]


def test_another_calendar_is_worked_when_given():
    """From 6 to 10 on weekends only: 8 hours are both mornings of Saturday the 7th and Sunday the 8th."""
    weekend = Calendar("weekend", "Weekend", week_of((5, 6), (360, 600)))
    made = Draft("House", start="2026-03-02", calendar=weekend)
    made.task("dig", "8h")
    dig = schedule(made.plan()).dates("dig")
    assert (shown(dig.start), shown(dig.finish)) == ("Sat 06:00", "Sun 10:00")


@pytest.mark.parametrize(
    "said",
    [
        {"duration": "3 dogs"},
        {"duration": "-1d"},
        {"after": "nobody"},
        {"constraint": "SOON"},
        {"constraint": "SNET"},
        {"constraint": "ALAP 2026-03-02"},
        {"constraint": "SNET tomorrow"},
        {"deadline": "2026-02-30"},
    ],
)
def test_what_is_unclear_is_refused_with_the_task_and_an_example(said):
    with pytest.raises(Unclear, match="Say it as “") as refusal:
        draft(**said).plan()
    assert refusal.value.task == "pour"


def test_a_table_has_a_column_per_figure():
    table = schedule(draft(after="dig").plan()).table()
    assert table["id"].tolist() == ["dig", "pour"]
    assert table["start"].astype("datetime64[m]").astype(str).tolist() == ["2026-03-02T08:00", "2026-03-03T08:00"]
    assert (table["driver"].tolist(), table["driver_task"].tolist()) == (["project_start", "link"], ["", "dig"])
    assert len({len(column) for column in table.values()}) == 1


def test_a_data_frame_has_dates_that_pandas_reckons_with():
    frame = schedule(draft(after="dig").plan()).to_pandas()
    assert list(frame.index) == ["dig", "pour"]
    assert (frame.finish - frame.start).dt.total_seconds().tolist() == [9 * 3600] * 2
    assert frame.loc["pour", "total_slack"] == 0
    assert frame.critical.all()


def test_without_pandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PandasMissing, match="pip install pandas"):
        schedule(draft().plan()).to_pandas()


def test_a_trail_leads_back_to_what_no_task_drives():
    made = draft(after="dig")
    made.task("dry", "1d", after="pour")
    assert [dates.id for dates in schedule(made.plan()).trail("dry")] == ["dry", "pour", "dig"]


def test_a_trail_goes_through_the_link_of_a_summary():
    """Laying waits for its summary, which its link has wait for digging; the summary itself begins with laying."""
    made = draft()
    made.task("floor", after="dig")
    made.task("lay", "1d", parent="floor")
    found = schedule(made.plan())
    assert [dates.id for dates in found.trail("lay")] == ["lay", "dig"]
    assert [dates.id for dates in found.trail("floor")] == ["floor", "lay", "dig"]
