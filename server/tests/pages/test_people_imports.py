"""The pages of an import of people, tried by everybody who might come by."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import Cast, Player, Stage, stage
from fairlead.exchange.models import Import, State
from fairlead.resources.models import Resource, Skill
from signing import signed_in
from standing import Staging

TABLE = """Name;E-mail;Team;Skills;Favorite color
Ana Abel;ana@x.example;Design;Figma:4;blue
Wes Worker;;Design;Figma:2;red
Maya Managr;;;;
Ben Bad;ben@x.example;;Figma:9;
"""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


def enter(player: Player) -> Client:
    return signed_in(player.user)


@pytest.fixture
def send(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """A function that sends a table of people as somebody and returns the answer."""

    def sent(player: Player, content: str = TABLE) -> Any:
        file = SimpleUploadedFile("people.csv", content.encode())
        with django_capture_on_commit_callbacks(execute=True):
            return enter(player).post(reverse("people_import"), {"file": file})

    return sent


def text(answer: Any) -> str:
    return str(answer.content.decode())


def latest() -> Import:
    return Import.objects.with_state().latest("pk")


def test_the_whole_way_from_the_list_of_people_to_the_pool(people: Cast, send: Callable[..., Any]):
    owner = enter(people.owner)
    assert reverse("people_import") in text(owner.get(reverse("people")))
    assert "Read the file" in text(owner.get(reverse("people_import")))
    answer = send(people.owner)
    row = latest()
    assert answer.url == reverse("import", args=[row.pk])
    page = text(owner.get(answer.url))
    shown = [
        "Skills: “Figma” has level 9. Levels go from 1 to 5.",
        "Columns whose headings say nothing of people are not taken.",
        "Skills with levels, such as Figma:4; Research:2",
        "Who “Maya Managr” is",
        "Create the teams and skills that are not here yet",
        "Leave out the row that cannot be taken",
    ]
    assert [each for each in shown if each not in page] == []

    take = reverse("people_take", args=[row.pk])
    bare = owner.post(take, {"row_4": ""})
    assert (bare.status_code, "This field is required" in text(bare)) == (422, True)
    maya = people.resources["Maya Manager"].pk
    said = {"row_4": maya, "creates": "on"}
    undone = owner.post(take, said)
    assert "Some rows cannot be taken" in text(undone)
    assert not Skill.objects.exists()
    assert owner.post(take, {**said, "leaves_out": "on"}).url == answer.url
    assert Resource.objects.get(pk=maya).name == "Maya Managr"
    assert Resource.objects.get(name="Ana Abel").team == Resource.objects.get(name="Wes Worker").team
    assert "1 new, 2 changed, 0 as they were, 1 left out." in text(owner.get(answer.url))
    assert owner.post(take, said).url == answer.url  # once


def test_a_preview_that_is_overtaken_is_shown_anew(people: Cast, send: Callable[..., Any]):
    send(people.owner, "Name;Title\nWes Worker;Mason\n")
    owner, row = enter(people.owner), latest()
    answer = owner.post(reverse("people_take", args=[row.pk]), {"seen": "of another day"})
    assert (answer.status_code, "The pool was changed meanwhile" in text(answer)) == (422, True)


def test_each_of_five_people_gets_what_is_theirs(plan: Stage, people: Cast, send: Callable[..., Any]):
    send(people.owner)
    row = latest()
    take = reverse("people_take", args=[row.pk])
    for player, at_start in (
        (people.manager, 200),
        (people.member, 403),
        (people.worker, 404),
        (people.guest, 404),
        (people.outsider, 200),  # who may import into a workspace of their own
    ):
        client = enter(player)
        assert client.get(reverse("people_import")).status_code == at_start
        assert client.get(reverse("import", args=[row.pk])).status_code == 404
        assert client.post(take).status_code == 404
    assert send(people.member).status_code == 403
    assert Client().get(reverse("people_import")).status_code == Client().post(take).status_code == 302
    assert latest().state is State.READ
    assert reverse("people_import") not in text(enter(people.member).get(reverse("people")))


def test_a_table_with_headings_of_its_own_asks_and_goes_on(
    people: Cast, send: Callable[..., Any], django_capture_on_commit_callbacks: Any
):
    answer = send(people.owner, "Wer;Was\nAna;Mason\nBen;Painter\n")
    owner, row = enter(people.owner), latest()
    assert "Say what its columns hold." in text(owner.get(answer.url))
    columns = reverse("import_columns", args=[row.pk])
    assert "names of the people" in text(owner.post(columns, {"column_0": "", "column_1": "Title"}))
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(columns, {"column_0": "Name", "column_1": "Title"})
    assert "Mason" in text(owner.get(answer.url))


def test_what_is_too_large_or_none_is_refused_with_words(people: Cast, send: Callable[..., Any], settings: Any):
    answer = send(people.owner, "%PDF-1.7")
    page = text(enter(people.owner).get(answer.url))
    assert "Save the list of people as an Excel workbook" in page
    assert reverse("people_import") in page
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    answer = send(people.owner, " " * 2 * 1024 * 1024)
    assert (answer.status_code, "A list of people is much smaller" in text(answer)) == (413, True)


def test_script_in_names_is_shown_and_never_run(people: Cast, send: Callable[..., Any]):
    script = "<script>alert(1)</script>"
    answer = send(people.owner, f"Name;Team;Skills;{script}\n{script};{script};{script}:3;x\n")
    owner = enter(people.owner)
    page = text(owner.get(answer.url))
    assert "&lt;script&gt;alert(1)" in page
    assert script not in page
    owner.post(reverse("people_take", args=[latest().pk]), {"creates": "on"})
    assert script not in text(owner.get(reverse("people")))


def test_an_upload_is_discarded_by_one_press(people: Cast, send: Callable[..., Any]):
    send(people.owner)
    row, owner = latest(), enter(people.owner)
    assert row.filename in text(owner.get(reverse("people_import")))
    assert owner.post(reverse("import_drop", args=[row.pk])).url == reverse("people_import")
    assert "This upload was discarded" in text(owner.get(reverse("import", args=[row.pk])))


@pytest.mark.parametrize("count", [3, 60])
def test_a_preview_page_costs_the_same_whatever_is_in_the_file(
    people: Cast, send: Callable[..., Any], django_assert_max_num_queries: Any, count: int
):
    rows = "".join(f"Person {n};Team {n};Skill:{n % 5 + 1}\n" for n in range(count))
    answer = send(people.owner, f"Name;Team;Skills\n{rows}")
    owner = enter(people.owner)
    with django_assert_max_num_queries(19):
        owner.get(answer.url)
