"""Every file that is none, or means harm, gets a sentence that says what to do, and leaves nothing behind."""

from pathlib import Path
from typing import Any

import pytest

from cast import NOW, Cast
from exchange.conftest import Upload
from exchange.files import house, mspdi, task
from fairlead.exchange.findings import Findings
from fairlead.exchange.models import Import, State
from fairlead.exchange.services import Choice, import_confirm
from fairlead.exchange.words import line_text
from fairlead.kernel.errors import Refused
from fairlead.work.models import Project, Task

_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>'
)
_EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    b'<Project xmlns="http://schemas.microsoft.com/project"><Name>&secret;</Name></Project>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (house()[: len(house()) // 2], "cut off"),
        (b"Tasks: dig, pour", "not a plan in a format that is read"),
        (b"   \n\t ", "empty"),
        (b"\0" * 4096, "empty"),
        (_BOMB, "can be used to attack"),
        (_EXTERNAL, "can be used to attack"),
        (house().replace(b"House", b"H\xf6he"), "written in UTF-8"),
        (house().replace(b'encoding="UTF-8"', b'encoding="klingon"'), "written in klingon"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "save it as XML"),
        (b"PK\x03\x04" + b"\0" * 64, "zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html><body>Plan</body></html>", "a web page"),
        (b'{"format": "fairlead-plan", "version": 1, "plan": {}}', "damaged"),
        (b'{"tasks": []}', "JSON of another kind"),
        (mspdi(task(1, "Deep"), *(task(uid, "Deeper", uid) for uid in range(2, 202))), "more than 200 levels"),
    ],
    ids=[
        "truncated",
        "no XML",
        "blank",
        "zeros",
        "entities",
        "external reference",
        "wrong encoding",
        "unknown encoding",
        "mpp",
        "zip",
        "pdf",
        "html",
        "broken plan",
        "other JSON",
        "deep outline",
    ],
)
def test_a_file_that_cannot_be_read_says_why(people: Cast, upload: Upload, folder: Path, content: bytes, words: str):
    row = upload(people.owner.actor, content)
    assert row.state is State.REFUSED
    assert words in row.refusal.message
    assert list(folder.glob("*")) == []
    with pytest.raises(Refused):
        import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)
    assert not Project.objects.exists()


def test_tasks_that_wait_for_each_other_are_named(people: Cast, upload: Upload):
    circle = mspdi(task(1, "Dig", after=(3,)), task(2, "Pour", after=(1,)), task(3, "Dry", after=(2,)))
    message = upload(people.owner.actor, circle).refusal.message
    assert all(f"“{name}”" in message for name in ("Dig", "Pour", "Dry"))
    assert message.count(" → ") == 3


def test_a_circle_through_a_summary_is_found(people: Cast, upload: Upload):
    circle = mspdi(task(1, "Ground", after=(2,)), task(2, "Dig", 2))
    message = upload(people.owner.actor, circle).refusal.message
    assert "“Ground”" in message
    assert "“Dig”" in message


def lines(row: Import) -> dict[str, int]:
    return {line.kind: line.count for line in Findings.of_json(row.reading.findings).lines}


def confirmed(people: Cast, row: Import) -> Project:
    return import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)


def test_dates_in_the_year_9999_are_left_out_and_told(people: Cast, upload: Upload):
    far = "9999-12-31T17:00:00"
    row = upload(people.owner.actor, mspdi(task(1, "Dig", ConstraintType=4, ConstraintDate=far, Deadline=far)))
    assert lines(row)["dates_out_of_range"] == 2
    dig = Task.objects.get(project=confirmed(people, row))
    assert (dig.constraint, dig.constraint_at, dig.deadline_at) == (0, None, None)


def test_a_project_that_starts_in_the_year_9999_is_still_read(people: Cast, upload: Upload):
    row = upload(people.owner.actor, house(StartDate="9999-12-31T08:00:00"))
    assert row.state is State.READ
    assert lines(row)["dates_out_of_range"] == 1


def test_negative_durations_are_taken_as_none(people: Cast, upload: Upload):
    row = upload(people.owner.actor, mspdi(task(1, "Dig", hours=-8).replace("PT-8H", "-PT8H")))
    assert lines(row)["negative_durations"] == 1
    assert Task.objects.get(project=confirmed(people, row)).duration_minutes == 0


def test_a_duration_without_end_is_cut_to_what_can_be_planned(people: Cast, upload: Upload):
    row = upload(people.owner.actor, mspdi(task(1, "Dig", hours=9_000_000)))
    assert row.state is State.REFUSED or "long_durations" in lines(row)


def test_names_of_ten_thousand_characters_are_cut(people: Cast, upload: Upload):
    row = upload(people.owner.actor, mspdi(task(1, "x" * 10_000), Name="y" * 10_000, Title="y" * 10_000))
    project = confirmed(people, row)
    assert (len(project.name), len(project.tasks.get().name)) == (200, 500)
    assert any("cut" in line_text(line) for line in Findings.of_json(row.reading.findings).lines)


def test_script_in_names_is_only_a_name(people: Cast, upload: Upload):
    script = "<script>alert('x')</script>"
    project = confirmed(people, upload(people.owner.actor, mspdi(task(1, script))))
    assert project.tasks.get().name == script


def test_an_empty_plan_makes_an_empty_project(people: Cast, upload: Upload):
    row = upload(people.owner.actor, mspdi())
    if row.state is State.READ:
        assert confirmed(people, row).tasks.count() == 0


@pytest.mark.parametrize("size", [60])
def test_sixty_megabytes_are_refused(people: Cast, upload: Upload, settings: Any, size: int):
    with pytest.raises(Refused, match="larger than the 50 MB"):
        upload(people.owner.actor, b" " * (size * 1024 * 1024))
    assert not Import.objects.exists()
