from dataclasses import replace
from datetime import datetime

import pytest

from fairlead_engine import schedule
from fairlead_engine.comparison import Field, Hint, compare
from fairlead_engine.cpm import DriverKind
from fairlead_engine.formats import read
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    FiledDates,
    Link,
    Plan,
    Project,
    Resource,
    Split,
    Task,
    TaskKind,
    standard_calendar,
    week_of,
)
from fairlead_engine.units import instant_of
from formats.corpus import content_of, of_corpus


def at(text):
    """Return an instant in March 2026, which begins on a Sunday: "02 08:00"."""
    return instant_of(datetime.fromisoformat(f"2026-03-{text.replace(' ', 'T')}"))


def plan(*tasks, links=(), **parts):
    """Return a plan that starts on Monday the 2nd at 8, with tasks of a day unless they say otherwise."""
    said = [Task(id=each.pop("id"), project="p", **{"name": "", "duration": 480, **each}) for each in tasks]
    project = Project("p", "House", at("02 08:00"), "standard")
    calendars = (standard_calendar(), *parts.pop("calendars", ()))
    return Plan("House", (project,), tuple(said), tuple(Link(*ends) for ends in links), calendars, **parts)


def filed_as_found(said):
    """Return `said` as if it had been saved with exactly our dates."""
    found = {
        dates.id: FiledDates(**{each.value: getattr(dates, each.value) for each in Field}) for dates in schedule(said)
    }
    return replace(said, filed=found)


def compared(said, **changed):
    """Return the comparison after some tasks' filed figures were changed by minutes: dig={"start": 60}."""
    said = filed_as_found(said)
    for id, shifts in changed.items():
        moved = {name: getattr(said.filed[id], name) + minutes for name, minutes in shifts.items()}
        said.filed[id] = replace(said.filed[id], **moved)
    return compare(said, schedule(said))


HOUSE = plan({"id": "dig"}, {"id": "pour"}, {"id": "rest", "is_manual": True}, links=[("dig", "pour")])


def test_dates_that_are_the_same_make_no_rows():
    result = compared(HOUSE)
    assert result.rows == ()
    assert all(result.total(each).percent == 100 and result.total(each).total == 3 for each in Field)


def test_a_row_says_what_differs_and_by_how_much():
    (row,) = compared(HOUSE, pour={"start": -60, "finish": 30}).rows
    assert (row.task, row.is_summary, row.is_manual) == ("pour", False, False)
    assert [(each.field, each.minutes) for each in row.differences] == [(Field.START, 60), (Field.FINISH, -30)]
    assert (row.minutes(Field.START), row.minutes(Field.TOTAL_SLACK)) == (60, 0)
    assert (row.reason.driver_kind, row.reason.driver_task) == (DriverKind.LINK, "dig")


def test_scores_count_tasks_without_children_and_manual_ones_apart():
    said = plan({"id": "all"}, {"id": "dig", "parent": "all"}, {"id": "rest", "is_manual": True})
    result = compared(said, all={"finish": 1}, rest={"finish": 1})
    assert [row.task for row in result.rows] == ["all", "rest"]
    assert (result.automatic[Field.FINISH].exact, result.automatic[Field.FINISH].total) == (1, 1)
    assert (result.manual[Field.FINISH].exact, result.manual[Field.FINISH].total) == (0, 1)
    assert result.total(Field.FINISH).percent == 50


def test_figures_that_the_file_lacks_are_not_compared():
    said = replace(filed_as_found(HOUSE), filed={"dig": FiledDates(start=at("02 08:00"))})
    result = compare(said, schedule(said))
    assert result.rows == ()
    assert (result.total(Field.START).total, result.total(Field.LATE_FINISH).total) == (1, 0)


def hints(said, task, **changed):
    return {hint for row in compared(said, **changed).rows if row.task == task for hint in row.reason.hints}


def test_a_difference_that_comes_from_the_driver_is_marked_as_following():
    assert hints(HOUSE, "pour", dig={"finish": -60}, pour={"start": 60}) == {Hint.FOLLOWS}


def reason(said, task, **changed):
    return next(row.reason for row in compared(said, **changed).rows if row.task == task)


CHAIN = plan({"id": "dig"}, {"id": "pour"}, {"id": "dry"}, links=[("dig", "pour"), ("pour", "dry")])


def test_what_follows_names_the_task_before_it_and_the_one_where_it_began():
    moved = {task.id: {"start": 60, "finish": 60} for task in CHAIN.tasks}
    dry, dig = reason(CHAIN, "dry", **moved), reason(CHAIN, "dig", **moved)
    assert (dry.follows, dry.origin) == ("pour", "dig")
    assert (dig.follows, dig.origin) == (None, None)


def test_a_task_follows_the_end_of_its_driver_that_its_link_names():
    """Only the start of `dig` differs, and `pour` waits for its finish."""
    assert Hint.FOLLOWS not in hints(CHAIN, "pour", dig={"start": 60}, pour={"start": 60})
    assert Hint.FOLLOWS in hints(CHAIN, "pour", dig={"finish": -60}, pour={"start": 60})


def test_a_task_whose_finish_alone_differs_follows_nothing():
    assert Hint.FOLLOWS not in hints(CHAIN, "pour", dig={"finish": -60}, pour={"finish": -60})


def test_a_summary_follows_the_first_of_its_tasks_that_moved():
    said = plan({"id": "all"}, {"id": "dig", "parent": "all"}, {"id": "pour", "parent": "all"})
    assert reason(said, "all", all={"finish": -60}, pour={"finish": -60}).follows == "pour"


def test_an_evening_and_the_next_morning_are_the_same_moment():
    """From Monday 17:00 to Tuesday 08:00 nobody works: 15 hours of the clock."""
    assert Hint.SAME_MOMENT in hints(CHAIN, "pour", pour={"start": -15 * 60})
    assert Hint.SAME_MOMENT not in hints(CHAIN, "pour", pour={"start": -16 * 60})


def test_other_late_dates_of_a_follower_are_a_hint_to_what_it_follows_and_below():
    said = plan(
        *({"id": "all"}, {"id": "dig", "parent": "all"}, {"id": "pour"}, {"id": "apart"}), links=[("all", "pour")]
    )
    late = {"late_start": 60, "late_finish": -60}
    assert Hint.SUCCESSORS in hints(said, "dig", dig=late, pour=late, apart=late)
    assert Hint.SUCCESSORS not in hints(said, "apart", dig=late, pour=late, apart=late)


def test_what_cannot_all_hold_is_a_hint_to_other_slack():
    """A deadline on Monday at noon leaves a day of work half a day less than none."""
    said = plan({"id": "dig", "deadline": at("02 12:00")})
    assert Hint.CONFLICT in hints(said, "dig", dig={"total_slack": 240})
    assert Hint.CONFLICT not in hints(said, "dig", dig={"finish": -60})


def test_a_manual_task_is_marked():
    assert hints(HOUSE, "rest", rest={"late_finish": -60}) == {Hint.MANUAL}


def test_a_file_saved_without_being_computed_is_recognized():
    assert hints(HOUSE, "pour", pour={"start": -1440}) == {Hint.UNCALCULATED}


@pytest.mark.parametrize(("base", "expected"), [("early", {Hint.RESOURCE_CALENDAR}), ("standard", set())])
def test_people_who_work_at_other_times_are_a_hint(base, expected):
    early = Calendar("early", "Early", week_of(range(5), (360, 840)))
    own = Calendar("own", "Ana", base=base)
    said = plan(
        {"id": "dig"},
        calendars=(early, own),
        resources=(Resource("ana", "Ana", calendar="own"),),
        assignments=(Assignment("dig", "ana"),),
    )
    assert hints(said, "dig", dig={"late_finish": -60}) == expected


def test_delays_of_people_and_pauses_and_progress_are_hints():
    said = plan(
        {"id": "dig", "actual_start": at("02 08:00"), "percent_complete": 10.0},
        {"id": "pour", "splits": (Split(240, 240),)},
        resources=(Resource("ana", "Ana"),),
        assignments=(Assignment("dig", "ana", delay=60),),
    )
    assert hints(said, "dig", dig={"late_finish": -60}) == {Hint.STARTED, Hint.ASSIGNMENT_DELAY}
    assert hints(said, "pour", pour={"late_finish": -60}) == {Hint.SPLIT}


def p6(*tasks, status, links=()):
    """Return a plan of P6, scheduled to its data date."""
    said = plan(*tasks, links=links)
    return replace(said, projects=(replace(said.projects[0], options=ScheduleOptions(), status_at=at(status)),))


def test_work_that_p6_left_behind_its_data_date_was_not_scheduled():
    """Everything moves to Thursday the 5th with the data date; the file still says Monday, three days before."""
    said = p6({"id": "dig"}, {"id": "pour"}, status="05 08:00", links=[("dig", "pour")])
    assert Hint.BEHIND_STATUS in hints(said, "dig", dig={"start": -3 * 1440})
    assert Hint.BEHIND_STATUS not in hints(said, "dig", dig={"start": 60})


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ({"kind": TaskKind.LEVEL_OF_EFFORT}, Hint.SPANS),
        ({"expected_finish": at("04 17:00")}, Hint.EXPECTED_FINISH),
        ({"outside_start": at("03 08:00")}, Hint.OUTSIDE),
    ],
)
def test_what_only_p6_says_is_a_hint(field, hint):
    said = p6({"id": "dig", **field}, {"id": "pour"}, status="02 08:00")
    assert hint in hints(said, "dig", dig={"finish": -60})
    assert hint not in hints(said, "pour", pour={"finish": -60})


def test_hints_come_with_the_most_telling_first():
    order = list(Hint)
    said = plan({"id": "dig"}, {"id": "pour", "is_manual": True}, links=[("dig", "pour")])
    told = reason(said, "pour", pour={"late_finish": -2000, "start": 60}, dig={"finish": -60}).hints
    assert list(told) == sorted(told, key=order.index)
    assert len(told) > 1


def test_a_project_that_ends_at_another_time_is_a_hint_for_all_its_tasks():
    assert Hint.PROJECT_FINISH in hints(HOUSE, "dig", dig={"late_finish": -60}, pour={"finish": 60})


@of_corpus
def test_every_file_is_compared_and_most_dates_are_those_of_the_file(path):
    said = read(content_of(path)).plan
    result = compare(said, schedule(said))
    leaves = {task.id for task in said.tasks} - {task.parent for task in said.tasks}
    differing = {row.task for row in result.rows if row.minutes(Field.START) and row.task in leaves}
    assert result.total(Field.START).total == len(leaves)
    assert result.total(Field.START).exact == len(leaves) - len(differing)
