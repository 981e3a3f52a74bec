import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import assume, given

from fairlead_engine import schedule
from fairlead_engine.formats import Format, read, write
from fairlead_engine.formats.errors import CannotSave, UnknownTarget, UnsoundPlan
from fairlead_engine.plan import Assignment, LagKind, Link, LinkKind, Plan, Project, Resource, Task, standard_calendar
from fairlead_engine.units import instant_of
from formats.corpus import content_of, of_corpus
from formats.held import held_by_table
from formats.plans import plans

START = instant_of(datetime(2026, 3, 2, 8))
HOUSE = Project("1", "House", START, "standard")
TABLES = pytest.mark.parametrize("to", [Format.CSV, Format.XLSX], ids=lambda to: to.name)


def house(*tasks, **parts):
    return Plan("House", (HOUSE,), tasks, calendars=(standard_calendar(),), **parts)


def again(plan, to=Format.CSV, **options):
    """Return the plan that is read from what was written, and what the report on writing says."""
    result = write(plan, to, **options)
    return read(result.content).plan, {line.kind: line.count for line in result.report.lines}


def rows_of(plan, **options):
    text = write(plan, Format.CSV, **options).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@TABLES
@given(plan=plans())
def test_reading_what_was_written_gives_the_same_plan(to, plan):
    plan = held_by_table(plan)
    assume(plan.tasks)
    result = write(plan, to)
    assert {line.kind for line in result.report.lines} <= ({"plan_name"} if len(plan.projects) > 1 else set())
    found = read(result.content).plan
    shown = {each.id: (each.manual_start, each.manual_finish) for each in plan.tasks}
    assert {id: (filed.start, filed.finish) for id, filed in found.filed.items()} == shown
    links = sorted(found.links, key=lambda each: (each.predecessor, each.successor, each.kind))
    assert links == sorted(plan.links, key=lambda each: (each.predecessor, each.successor, each.kind))
    assert replace(found, filed={}, links=plan.links) == plan


@TABLES
@given(plan=plans())
def test_any_plan_is_written_and_a_second_time_the_same(to, plan):
    assume(plan.tasks)
    content = write(plan, to).content
    once = read(content).plan
    assert write(once, to).content == content
    assert len(once.tasks) == len(plan.tasks)


@TABLES
@of_corpus
def test_a_real_plan_keeps_its_tasks_and_links(path, to):
    plan = read(content_of(path)).plan
    found, _ = again(plan, to)
    assert [(each.id, each.parent, each.duration) for each in found.tasks] == [
        (each.id, each.parent, each.duration) for each in plan.tasks
    ]
    assert set(found.links) == set(plan.links)
    for each in plan.tasks:
        if not each.is_manual:
            assert (found.filed[each.id].start, found.filed[each.id].finish) == (
                plan.filed[each.id].start,
                plan.filed[each.id].finish,
            )


def test_a_table_says_what_people_say():
    plan = house(
        Task("1", "Site", "1"),
        Task("2", "dig", "1", "1", 960, percent_complete=50, actual_start=START),
        Task("3", "pour", "1", "1", 90, is_estimated=True, deadline=START + 1440),
        Task("4", "dry", "1", None, 2880, is_elapsed=True, is_milestone=False),
        links=(Link("2", "3", lag=-480), Link("3", "4", LinkKind.SS, 50, LagKind.PERCENT)),
        resources=(Resource("9", "Doe, Jane"),),
        assignments=(Assignment("3", "9", 0.5, 45),),
    )
    site, dig, pour, dry = rows_of(plan, schedule=schedule(plan))
    assert (site["Level"], dig["Level"], dig["Duration"], dig["% complete"]) == ("1", "2", "2d", "50%")
    assert (dig["Start"], dig["Finish"]) == ("2026-03-02 08:00", "2026-03-03 17:00")
    assert (pour["Duration"], pour["Predecessors"], pour["Deadline"]) == ("90m?", "2FS-1d", "2026-03-03 08:00")
    assert (pour["Resources"], pour["Work"]) == ("Doe, Jane[50%];", "45m")
    assert (dry["Duration"], dry["Predecessors"]) == ("2ed", "3SS+50%")
    assert "Notes" not in dry


def test_what_has_no_column_is_told():
    plan = house(
        Task("1", "dig", "1", calendar="standard", leveling_delay=5),
        resources=(Resource("1", "Ana", email="ana@x.example"), Resource("2", "Jo")),
        assignments=(Assignment("1", "1", delay=60),),
    )
    assert again(plan)[1] == {
        "task_calendar_not_written": 1,
        "task_leveling_delay_not_written": 1,
        "resource_email_not_written": 1,
        "assignment_delay_not_written": 1,
        "resources_not_assigned": 1,
    }


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "'=x", "'tis"])
def test_a_spreadsheet_takes_no_name_for_a_formula(name):
    plan = house(Task("1", name, "1"))
    assert not rows_of(plan)[0]["Name"].startswith(("=", "+", "-", "@"))
    assert again(plan)[0].tasks[0].name == name


def test_ids_that_links_could_not_name_are_replaced():
    plan = house(Task("1", "a", "1"), Task("1FS", "b", "1"), Task("x,y", "c", "1"), links=(Link("1FS", "x,y"),))
    found, said = again(plan)
    assert (said["new_ids"], len(found.links), found.links[0].predecessor) == (2, 1, found.tasks[1].id)


def test_projects_of_one_name_stay_apart():
    plan = Plan(
        "",
        (HOUSE, replace(HOUSE, id="2")),
        (Task("1", "a", "1"), Task("2", "b", "2")),
        calendars=(standard_calendar(),),
    )
    found, said = again(plan)
    assert [each.name for each in found.projects] == ["House", "House 2"]
    assert said == {"same_names": 1}


def test_the_ending_of_a_name_says_the_format(tmp_path):
    plan = house(Task("1", "dig", "1"))
    for ending in ("xml", "xer", "csv", "xlsx", "json", "CSV"):
        path = tmp_path / f"house.{ending}"
        result = write(plan, path)
        assert path.read_bytes() == result.content
        assert read(path).plan.tasks[0].name == "dig"
    with pytest.raises(UnknownTarget, match=r"\.xlsx"):
        write(plan, tmp_path / "house.doc")
    with pytest.raises(CannotSave, match="no such file"):
        write(plan, tmp_path / "none" / "house.csv")


def test_a_plan_that_names_what_it_lacks_is_refused():
    with pytest.raises(UnsoundPlan, match=r"plan.links\[0\]"):
        write(house(Task("1", "dig", "1"), links=(Link("1", "9"),)), Format.MSPDI)
    with pytest.raises(UnsoundPlan, match="1 to 9999"):
        write(house(Task("1", "dig", "1", deadline=10**10)), Format.NATIVE)
