"""Files read by MPXJ itself, skipped where it is not installed: what comes out, and what a bad file can do."""

import os
import random
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from fairlead_engine.formats import Format, Limits, ReadError, read, write
from fairlead_engine.formats.limits import DEFAULT
from fairlead_engine.formats.mpxj import Foreign, foreign_of, foreign_xml_of, read_mpxj
from fairlead_engine.formats.mpxj.errors import NotUnderstood, TookTooLong, TookTooMuch
from fairlead_engine.plan import (
    Assignment,
    FiledDates,
    LinkKind,
    Plan,
    Project,
    ProjectId,
    Resource,
    ResourceId,
    Split,
    Task,
    TaskId,
    standard_calendar,
)
from fairlead_engine.units import instant_of
from formats.corpus import FOLDER, content_of
from formats.mpxj_files import MPX, OLE, needs_mpxj

ORIGINALS = sorted((FOLDER / "original").glob("*.mpp")) if FOLDER.is_dir() else []
PMXML = b'<?xml version="1.0" encoding="UTF-8"?><APIBusinessObjects xmlns="urn:p6"><Project>'.ljust(600)

pytestmark = needs_mpxj
of_originals = pytest.mark.parametrize("path", ORIGINALS or [None], ids=lambda path: path.name[:3] if path else "none")


def in_corpus(test):
    return pytest.mark.corpus(pytest.mark.skipif(not ORIGINALS, reason=f"no .mpp files in {FOLDER}")(test))


def read_here(content, limits=DEFAULT):
    return read_mpxj(content, foreign_of(content), name="plan", limits=limits)


@pytest.fixture(autouse=True)
def left_behind(tmp_path, monkeypatch):
    """Hold every test to leave no folder behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.glob("fairlead-mpxj-*")) == []


def test_the_format_is_told_by_the_content(tmp_path):
    path = tmp_path / "house.txt"
    path.write_bytes(MPX)
    assert len(read(path).plan.tasks) == len(read(MPX).plan.tasks) == 3


def test_an_mpx_file_is_read_with_its_links_and_umlauts():
    plan, report = read_here(MPX)
    assert [task.name for task in plan.tasks] == ["Dig", "Pour", "Umzäunung"]
    assert [task.duration for task in plan.tasks] == [2 * 480, 3 * 480, 480]
    assert [(link.predecessor, link.successor, link.kind, link.lag) for link in plan.links] == [
        ("1", "2", LinkKind.FS, 0),
        ("2", "3", LinkKind.FS, 480),
    ]
    assert report.format.startswith("Microsoft Project MPX file, by MPXJ ")
    assert "read_by_mpxj" in [line.kind for line in report.lines]


def test_pauses_of_tasks_come_along():
    pause = Split(960, 3 * 480)  # two days of work, three of rest, two of work
    written = write(paused(pause), Format.MSPDI).content
    assert foreign_of(written) is None  # it is MPXJ's way through this format that is tried here
    plan, _ = read_mpxj(written, Foreign("a plan"), name="plan")
    assert plan.tasks[0].splits == (pause,)


def paused(pause):
    start, finish, days = at("2026-03-02T08:00"), at("2026-03-10T17:00"), 4 * 480
    week, project = standard_calendar("1"), ProjectId("0")
    return Plan(
        "Wall",
        (Project(project, "Wall", start, calendar=week.id),),
        (Task(TaskId("1"), "Lay", project, duration=days, splits=(pause,)),),
        calendars=(week,),
        resources=(Resource(ResourceId("1"), "Mason"),),
        assignments=(Assignment(TaskId("1"), ResourceId("1"), work=days),),
        filed={TaskId("1"): FiledDates(start=start, finish=finish)},
    )


def at(text):
    return instant_of(datetime.fromisoformat(text))


@in_corpus
@of_originals
def test_an_mpp_has_the_tasks_links_and_dates_of_its_xml(path):
    plan, _ = read_here(path.read_bytes())
    twin = read(content_of(next((FOLDER / "files").glob(f"{path.stem}.xml*"))), name="plan").plan
    # Notes and the names of people, which are those of their calendars too, were taken out of the collection.
    assert [replace(each, notes="") for each in plan.tasks] == [replace(each, notes="") for each in twin.tasks]
    assert plan.links == twin.links
    assert [replace(each, name="") for each in plan.calendars] == [replace(each, name="") for each in twin.calendars]
    assert plan.filed == twin.filed
    assert [(each.task, each.resource, each.units, each.work) for each in plan.assignments] == [
        (each.task, each.resource, each.units, each.work) for each in twin.assignments
    ]


@pytest.mark.parametrize("content", [OLE, OLE[:100], MPX[:40].ljust(600)], ids=["empty", "short", "garbage"])
def test_what_only_begins_like_a_plan_is_refused(content):
    with pytest.raises(ReadError):
        read_here(content)


def test_damaged_xml_of_p6_is_refused():
    with pytest.raises(NotUnderstood, match=r"looks like a Primavera P6 XML file.*export it from P6 as XER"):
        read_mpxj(PMXML, foreign_xml_of(PMXML, "APIBusinessObjects"), name="plan")


@in_corpus
@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_mpp_ends_in_a_plan_or_in_a_refusal(seed):
    chance = random.Random(seed)
    content = bytearray(chance.choice(ORIGINALS).read_bytes())
    if seed % 2:
        content = content[: chance.randrange(600, len(content))]
    else:
        for _ in range(200):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
    with suppress(ReadError):
        assert read_here(bytes(content))[0].projects


def test_what_takes_too_long_is_stopped_with_all_it_started():
    with pytest.raises(TookTooLong, match=r"longer than 0\.3 seconds"):
        read_here(MPX, Limits(mpxj_seconds=0.3))
    assert not [each for each in Path("/proc").glob("[0-9]*/cmdline") if b"fairlead-mpxj" in _command(each)]


def _command(path):
    try:
        is_ours = path.stat().st_uid == os.getuid()
        command = path.read_bytes() if is_ours else b""
    except OSError:
        return b""
    return command if str(tempfile.tempdir).encode() in command else b""


def test_what_needs_too_much_memory_is_stopped():
    with pytest.raises(TookTooMuch, match="more than 4 MB"):
        read_here(MPX, Limits(mpxj_heap_megabytes=4))


def test_what_grows_too_large_is_stopped():
    with pytest.raises(ReadError):
        read_here(MPX, Limits(mpxj_max_output_bytes=3_000))


def test_nothing_of_the_environment_reaches_java(monkeypatch):
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1k")  # with which no Java starts
    assert len(read_here(MPX)[0].tasks) == 3
