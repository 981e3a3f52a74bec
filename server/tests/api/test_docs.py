"""The API's description and its guide say what the API does."""

import re
import shlex
from pathlib import Path
from string import Template
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from ninja.openapi.schema import OpenAPISchema

from api.conformity import description
from api.conftest import ROOT, Asker
from cast import NOW, Cast, Stage, overload
from exchange.files import csv, house
from fairlead.access.services import NewToken, token_create
from fairlead.api.app import api
from fairlead.api.problems import Kind
from fairlead.exchange.models import Import
from fairlead.exchange.services import import_begin, import_read
from fairlead.schedule.leveling.running import level_run

DOCS = Path(__file__).parents[3] / "docs"
GUIDE = (DOCS / "guide/api.md").read_text()


def test_the_snapshot_is_what_the_api_tells_anybody_of_itself(db: None):
    """Where this fails on purpose: `make openapi`, and look at what the difference means for those who use it."""
    assert Asker(None)("GET", "/openapi.json").json() == description()


def test_no_two_shapes_have_one_name():
    class Strict(OpenAPISchema):
        def add_schema_definitions(self, definitions: dict) -> None:
            for name, shape in definitions.items():
                assert self.schemas.setdefault(name, shape) == shape, name

    Strict(api, "")


def test_every_operation_says_what_it_does():
    for methods in description()["paths"].values():
        for operation in methods.values():
            assert operation["description"].endswith(".")


def test_the_guide_names_every_kind_of_problem_with_its_status():
    told = set(re.findall(r"\| `/problems/([a-z-]+)` \| (\d+) \|", GUIDE))
    assert told == {(kind.value[0], str(kind.status)) for kind in Kind}


def examples() -> list[str]:
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)).replace("\\\n", " ")
    return [line for line in blocks.splitlines() if line.startswith("curl ")]


def test_the_guides_examples_work(people: Cast, plan: Stage, settings: Any, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    _token, secret = token_create(actor=people.manager.actor, new=NewToken("guide", 1), now=NOW)
    values = {
        "FAIRLEAD": "",
        "TOKEN": secret,
        "PROGRAM": plan.program.pk,
        "PROJECT": plan.shop.pk,
        "TASK": plan.tasks["draw"].pk,
        "IMPORT": asking(people).pk,
    }
    overload(people, plan)
    answers = []
    for example in examples():
        answers.append(curl(Template(example).substitute(values)))
        if example.endswith('/levelings"'):
            values["SCENARIO"] = answers[-1].json()["id"]
            level_run(id=values["SCENARIO"], clock=lambda: NOW)
    assert [answer.status_code for answer in answers[:14]] == [*[200] * 6, 201, 201, 200, 200, 201, *[200] * 3]
    assert [answer.status_code for answer in answers[14:]] == [201, 200, 200, 200]
    assert answers[7].headers["Idempotency-Replayed"] == "true"


def asking(people: Cast) -> Import:
    """Return an upload of the manager's of which it is asked what its columns hold."""
    file = ContentFile(csv("Vorhaben;Wie lang;Kosten", "Dig;2d;9", "Pour;1d;8"))
    row = import_begin(actor=people.manager.actor, file=file, name="plan.csv", program_id=None, now=NOW)
    import_read(id=row.pk, now=NOW)
    return row


def curl(command: str) -> HttpResponse:
    """Do what curl would, with the few options that the guide uses."""
    words = iter(shlex.split(command)[1:])
    method, headers, body, form, address = "", {}, None, {}, ""
    for word in words:
        match word:
            case "-H":
                name, value = next(words).split(": ", 1)
                headers[name] = value
            case "-X":
                method = next(words)
            case "--json":
                body = next(words)
            case "-F":
                name, value = next(words).split("=", 1)
                form[name] = SimpleUploadedFile(value[1:], house()) if value.startswith("@") else value
            case "-OJ":  # save it under its own name
                continue
            case "--compressed":
                headers["Accept-Encoding"] = "gzip"
            case _ if word.startswith("-"):
                pytest.fail(f"this test knows no {word}")
            case _:
                address = word
    if form:
        return Asker(None).client.post(f"{ROOT}{address}", form, headers=headers)
    return Asker(None)(method or ("POST" if body else "GET"), address, body, headers=headers)
