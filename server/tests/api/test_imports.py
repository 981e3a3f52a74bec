"""A plan file goes through the API: uploaded, read, looked at, confirmed."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from api.conformity import check_answer
from api.conftest import Ask, Asker
from cast import Cast, Stage
from exchange.files import OWN, OWN_COLUMNS, house
from fairlead.work.models import Project

Upload = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def upload(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]) -> Upload:
    def send(asker: Asker, content: bytes, **fields: object) -> HttpResponse:
        file = SimpleUploadedFile("house.xml", content, "text/xml")
        with django_capture_on_commit_callbacks(execute=True):
            answer = asker.client.post("/api/v1/imports", {"file": file, **fields})
        check_answer("POST", "/imports", answer)
        return answer

    return send


def test_a_file_becomes_a_project(manager: Asker, plan: Stage, upload: Upload):
    made = upload(manager, house(), program=plan.program.pk)
    assert made.status_code == 201
    path = f"/imports/{made.json()['id']}"

    seen = manager("GET", path).json()
    assert seen["state"] == "read"
    assert seen["preview"]["findings"]["counts"]["tasks"] > 0

    choice = {"program": plan.program.pk, "name": "House", "code": "HOUSE"}
    confirmed = manager("POST", f"{path}/confirm", choice)
    assert confirmed.json()["state"] == "confirmed"
    project = manager("GET", f"/projects/{confirmed.json()['project']}").json()
    assert project["code"] == "HOUSE"
    assert project["found"]["task_count"] > 0

    assert manager("POST", f"{path}/confirm", choice).json()["project"] == project["id"]
    assert Project.objects.filter(code="HOUSE").count() == 1
    assert [row["state"] for row in manager("GET", "/imports").json()["items"]] == ["confirmed"]


def test_a_file_that_is_none_is_refused_in_words(manager: Asker, plan: Stage, upload: Upload):
    made = upload(manager, b"%PDF-1.7 this is no plan")
    seen = manager("GET", f"/imports/{made.json()['id']}").json()
    assert seen["state"] == "refused"
    assert seen["message"]
    assert manager("POST", f"/imports/{seen['id']}/confirm", {"program": plan.program.pk}).status_code == 422


def test_a_table_is_asked_about_and_then_read(
    manager: Asker, plan: Stage, upload: Upload, django_capture_on_commit_callbacks: Any
):
    path = f"/imports/{upload(manager, OWN).json()['id']}"
    asked = manager("GET", path).json()
    assert (asked["state"], asked["preview"]) == ("asking", None)
    assert "Say what its columns hold" in asked["message"]
    assert asked["head"]["headings"] == list(OWN_COLUMNS)
    assert asked["head"]["rows"][1] == ["Pour", "1d", "mind the pipes", "Dig"]

    said = {"Vorhaben": "Name", "Wie lang": "Name"}
    refused = manager("POST", f"{path}/columns", {"columns": said})
    assert (refused.status_code, set(refused.json()["fields"])) == (422, {"Vorhaben", "Wie lang"})
    assert manager("POST", f"{path}/columns", {"columns": {"Vorhaben": "Nonsense"}}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        manager("POST", f"{path}/columns", {"columns": {**said, "Wie lang": "Duration"}})
    read = manager("GET", path).json()
    assert (read["state"], read["head"]["columns"]) == ("read", ["Name", "Duration", None, None])


def test_columns_come_with_the_file(manager: Asker, plan: Stage, upload: Upload):
    columns = json.dumps({heading: column.value for heading, column in OWN_COLUMNS.items()})
    made = upload(manager, OWN, columns=columns).json()
    assert manager("GET", f"/imports/{made['id']}").json()["state"] == "read"
    for wrong in ("{", '{"Vorhaben": "Nonsense"}', "[]"):
        assert upload(manager, OWN, columns=wrong).status_code == 422


def test_a_file_too_large(manager: Asker, plan: Stage, upload: Upload, settings: Any):
    settings.IMPORT_MAX_BYTES = 100
    assert upload(manager, house()).status_code == 422


def test_an_upload_without_a_file(manager: Asker, plan: Stage):
    answer = manager.client.post("/api/v1/imports", {"program": plan.program.pk})
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"file": "Missing"}


def test_a_broken_upload(manager: Asker):
    answer = manager.client.generic("POST", "/api/v1/imports", b"--x", "multipart/form-data")
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/malformed"


def test_an_upload_is_discarded(manager: Asker, plan: Stage, upload: Upload):
    path = f"/imports/{upload(manager, house()).json()['id']}"
    assert manager("DELETE", path).status_code == 204
    assert manager("GET", path).json()["state"] == "discarded"


def test_an_upload_is_nobody_elses_business(people: Cast, plan: Stage, manager: Asker, upload: Upload, ask: Ask):
    id = upload(manager, house()).json()["id"]
    for who in (people.owner, people.member, people.outsider):
        assert ask(who)("GET", f"/imports/{id}").status_code == 404
        assert ask(who)("POST", f"/imports/{id}/confirm", {}).status_code == 404
        assert ask(who)("DELETE", f"/imports/{id}").status_code == 404
        assert ask(who)("GET", "/imports").json()["items"] == []


def test_five_people_upload_into_the_program(people: Cast, plan: Stage, ask: Ask, upload: Upload):
    five = (people.owner, people.manager, people.member, people.outsider, None)
    statuses = [upload(ask(who), house(), program=plan.program.pk).status_code for who in five]
    assert statuses == [201, 201, 403, 404, 401]


def test_people_come_into_the_pool(manager: Asker, plan: Stage, people: Cast, upload: Upload):
    table = b"Name;E-mail;Team;Skills\nAna;ana@x.example;Design;Figma:4\nWes Workr;;;\nBen;;;Figma:9\n"
    path = f"/imports/{upload(manager, table, subject='people').json()['id']}"
    seen = manager("GET", path).json()
    assert (seen["subject"], seen["state"], seen["preview"]) == ("people", "read", None)
    found = seen["people"]
    wes = people.resources["Wes Worker"].pk
    assert [(row["row"], row["outcome"], row["candidates"]) for row in found["rows"]] == [
        (2, "new", []),
        (3, "undecided", [wes]),
        (4, "faulty", []),
    ]
    assert (found["teams"], found["skills"]) == (["Design"], ["Figma"])
    assert found["rows"][2]["faults"] == ["Skills: “Figma” has level 9. Levels go from 1 to 5."]

    for choice, code in (
        ({}, "undecided"),
        ({"people": {"3": wes}}, "faulty"),
        ({"people": {"3": wes}, "leaves_out": True}, "missing"),
        ({"people": {"3": wes}, "seen": "old"}, "stale"),
        ({"people": {"99": wes}}, "unknown_person"),
    ):
        refused = manager("POST", f"{path}/people", choice)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    choice = {"people": {"3": wes}, "leaves_out": True, "creates": True, "seen": found["seen"]}
    taken = manager("POST", f"{path}/people", choice).json()
    assert (taken["state"], taken["outcome"]["new"], taken["outcome"]["changed"]) == ("confirmed", 1, 1)
    assert manager("GET", f"/resources/{wes}").json()["name"] == "Wes Workr"
    assert manager("POST", f"{path}/people", choice).json()["outcome"] == taken["outcome"]
    assert manager("POST", f"{path}/confirm", {}).status_code == 422


def test_columns_of_people_are_not_those_of_a_plan(manager: Asker, plan: Stage, upload: Upload):
    file = b"Wer;Was\nAna;Mason\nBen;Mason\n"
    assert upload(manager, file, subject="people", columns=json.dumps({"Wer": "Predecessors"})).status_code == 422
    made = upload(manager, file, subject="people", columns=json.dumps({"Wer": "Name", "Was": "Title"}))
    rows = manager("GET", f"/imports/{made.json()['id']}").json()["people"]["rows"]
    assert [row["name"] for row in rows] == ["Ana", "Ben"]
