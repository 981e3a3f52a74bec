"""Plans as files through the API: what they are, what is not in them, and who gets how much."""

import pytest

from api.conftest import Ask, Asker
from cast import Cast, Stage
from fairlead.work.models import Assignment
from fairlead_engine.formats import read

TYPES = {
    "xml": "application/xml",
    "xer": "text/plain",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@pytest.mark.parametrize("ending", TYPES)
def test_a_project_is_given_in_each_format(manager: Asker, plan: Stage, ending: str):
    answer = manager("GET", f"/plans/project/{plan.shop.pk}/file?format={ending}")
    assert answer.headers["Content-Type"] == TYPES[ending]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Shop.{ending}"'
    assert {task.name for task in read(answer.content).plan.tasks} == {"Design", "Draw", "Sign off", "Build"}


def test_a_file_says_how_much_is_not_in_it_and_the_report_says_what(manager: Asker, plan: Stage):
    address = f"/plans/project/{plan.shop.pk}/file"
    file, report = manager("GET", f"{address}?format=csv"), manager("GET", f"{address}/report?format=csv").json()
    lost = [line for line in report["lines"] if line["severity"] == "lost"]
    assert file.headers["Fairlead-Lost"] == str(len(lost))
    assert (report["filename"], report["size"]) == ("Shop.csv", len(file.content))
    assert {"links_out", "resource_email_not_written"} <= {line["kind"] for line in lost}  # build to move_in
    whole = manager("GET", f"/plans/program/{plan.program.pk}/file/report?format=json").json()
    assert whole["lines"] == []


def test_a_program_holds_only_the_projects_that_one_may_see(people: Cast, plan: Stage, ask: Ask):
    address = f"/plans/program/{plan.program.pk}/file?format=json"
    seen = {who: read(ask(who)("GET", address).content).plan for who in (people.member, people.worker)}
    assert [project.name for project in seen[people.member].projects] == ["Shop", "Warehouse"]
    assert [project.name for project in seen[people.worker].projects] == ["Shop"]
    assert not {"Shelves", "Move in"} & {task.name for task in seen[people.worker].tasks}


def test_addresses_are_for_those_who_see_the_workspace(people: Cast, plan: Stage, ask: Ask):
    Assignment.objects.create(task=plan.tasks["build"], resource=people.resources["Maya Manager"])
    address = f"/plans/project/{plan.shop.pk}/file"
    inside = read(ask(people.member)("GET", f"{address}?format=json").content).plan
    assert {each.email for each in inside.resources} == {
        people.worker.person.email,
        people.manager.person.email,
    }
    outside = read(ask(people.worker)("GET", f"{address}?format=json").content).plan
    assert {each.email for each in outside.resources} == {""}
    lines = ask(people.worker)("GET", f"{address}/report?format=json").json()["lines"]
    assert ("emails_out", 2) in {(line["kind"], line["count"]) for line in lines}


def test_a_name_that_no_file_may_have(manager: Asker, plan: Stage):
    plan.shop.name = 'A/B: "C" … <D>'
    plan.shop.save()
    answer = manager("GET", f"/plans/project/{plan.shop.pk}/file?format=xml")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''A%20B%20C%20%E2%80%A6%20D.xml"


def test_a_format_that_is_none(manager: Asker, plan: Stage):
    answer = manager("GET", f"/plans/project/{plan.shop.pk}/file?format=doc")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["format"])


def test_a_program_without_projects_has_nothing_to_give(people: Cast, plan: Stage, ask: Ask):
    for project in (plan.shop, plan.ware):
        project.delete()
    answer = ask(people.owner)("GET", f"/plans/program/{plan.program.pk}/file?format=xml")
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing")
