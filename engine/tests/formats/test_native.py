import json
from datetime import datetime

import pytest
from hypothesis import given

from fairlead_engine.formats import read, write_native
from fairlead_engine.formats.errors import ReadError, TooComplex, UnknownFormat, WrongEncoding
from fairlead_engine.formats.limits import Limits
from fairlead_engine.formats.native import BrokenPlan, NewerVersion
from fairlead_engine.plan import Plan, Project, Task, standard_calendar
from fairlead_engine.units import instant_of
from formats.plans import plans

START = instant_of(datetime(2026, 3, 2, 8))
HOUSE = Plan(
    "House",
    (Project("1", "House", START, "standard"),),
    (Task("1", "Dig", "1", duration=960), Task("2", "Pour", "1", parent="1", duration=480)),
    calendars=(standard_calendar(),),
)


def document(plan=HOUSE):
    return json.loads(write_native(plan))


def refusal(value):
    with pytest.raises(ReadError) as caught:
        read(value if isinstance(value, bytes) else json.dumps(value).encode())
    return caught.value


@given(plans())
def test_reading_what_was_written_gives_the_same_plan(plan):
    result = read(write_native(plan))
    assert result.plan == plan
    assert result.report.is_complete


def test_the_file_is_what_its_reference_says():
    house = document()
    assert (house["format"], house["version"]) == ("fairlead-plan", 1)
    assert house["plan"]["projects"] == [
        {"id": "1", "name": "House", "start": "2026-03-02T08:00", "calendar": "standard"}
    ]
    assert house["plan"]["tasks"][1] == {"id": "2", "name": "Pour", "project": "1", "parent": "1", "duration": 480}
    assert house["plan"]["calendars"][0]["week"][4:6] == [
        [{"start": 480, "finish": 720}, {"start": 780, "finish": 1020}],
        [],
    ]


def test_a_file_of_a_newer_fairlead_says_so():
    newer = document() | {"version": 2, "more": "of it"}
    assert isinstance(refusal(newer), NewerVersion)


def test_json_of_another_kind_is_refused_by_name():
    assert isinstance(refusal({"tasks": []}), UnknownFormat)


def test_a_file_that_ends_early_is_damaged():
    assert isinstance(refusal(write_native(HOUSE)[:-20]), BrokenPlan)


def test_a_file_in_another_encoding_says_so():
    assert isinstance(refusal(write_native(Plan("Höhe", HOUSE.projects)).decode().encode("latin-1")), WrongEncoding)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("tasks[1].project", "9"),
        ("tasks[0].parent", "2"),
        ("tasks[0].duration", -1),
        ("tasks[0].duration", True),
        ("tasks[0].duration", 10**400),
        ("tasks[0].percent_complete", 101),
        ("tasks[0].constraint", "SOON"),
        ("tasks[0].constraint_at", "2026-03-02T08:00+01:00"),
        ("tasks[0].constraint_at", "10000-01-01T00:00"),
        ("tasks[0].id", "2"),
        ("tasks[0].colour", "red"),
        ("tasks[0].name", None),
        ("tasks[0].name", "dig \ud800"),
        ("projects[0].start", None),
        ("projects[0].minutes_per_day", 0),
        ("projects[0].calendar", "moon"),
        ("calendars[0].base", "standard"),
        ("calendars[0].week", []),
        ("calendars[0].week", [[{"start": 600, "finish": 500}]] + [None] * 6),
        ("calendars[0].exceptions", [{"start": "2026-03-02", "finish": "2026-03-02"}]),
    ],
)
def test_what_no_plan_can_hold_is_refused_with_its_place(part, value):
    damaged = document()
    kind, rest = part.split("[")
    number, name = rest.split("].")
    damaged["plan"][kind][int(number)][name] = value
    found = refusal(damaged)
    assert isinstance(found, BrokenPlan)
    assert found.where.startswith(f"plan.{kind}[")


@pytest.mark.parametrize(
    "text",
    [
        b'{"format":"fairlead-plan","version":1,"plan":' + b'{"a":' * 100_000,
        b'{"format":"fairlead-plan","version":1,"plan":' + b"[" * 100_000,
        b'{"format":"fairlead-plan","version":' + b"1" * 5_000 + b"}",
        b'{"format":"fairlead-plan","version":1,"plan":[' + b"[]," * 2_000_000,
        b"{}",
        b"{",
    ],
    ids=["deep objects", "deep lists", "long number", "many lists", "nothing", "cut off"],
)
def test_a_hostile_file_is_refused(text):
    with pytest.raises(ReadError):
        read(text, limits=Limits(max_elements=1_000_000))


def test_a_plan_with_too_many_tasks_is_refused():
    with pytest.raises(TooComplex):
        read(write_native(HOUSE), limits=Limits(max_tasks=1))
