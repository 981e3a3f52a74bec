"""Lists come in pages by key, at the same cost however long they are."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.conftest import Ask, Asker
from cast import Cast, Stage, calendar_of, program_of, project_of, task_of
from fairlead.api.paging import cursor_of
from fairlead.resources.models import Resource
from fairlead.work.models import Link, Project, Task


def all_of(asker: Asker, path: str, limit: int) -> list[int]:
    """Follow the Link headers from the first page to the last; return the ids."""
    ids: list[int] = []
    while path:
        answer = asker("GET", path)
        body = answer.json()
        assert len(body["items"]) <= limit
        ids += [row["id"] for row in body["items"]]
        found = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        assert (found is None) == (body["next"] is None)
        parts = urlsplit(found[1]) if found else None
        path = f"{parts.path.removeprefix('/api/v1')}?{parts.query}" if parts else ""
    return ids


def tasks_in(project: Project, count: int) -> list[Task]:
    return [task_of(project, f"Task {number}") for number in range(count)]


def test_the_pages_of_a_projects_tasks_are_its_outline(manager: Asker, plan: Stage):
    shop = plan.shop
    tasks_in(shop, 9)
    found = all_of(manager, f"/projects/{shop.pk}/tasks?limit=4", 4)
    assert found == list(Task.objects.filter(project=shop).order_by("position").values_list("pk", flat=True))
    assert len(found) == 13


def test_rows_of_the_same_name_are_neither_lost_nor_repeated(people: Cast, ask: Ask):
    made = [program_of(people.workspace, "Same", f"S{number}").pk for number in range(7)]
    assert all_of(ask(people.owner), "/programs?limit=2", 2) == made


def test_a_search_goes_with_the_pages(people: Cast, ask: Ask):
    made = [program_of(people.workspace, f"Ship {number}", f"S{number}").pk for number in range(3)]
    program_of(people.workspace, "Boat", "BOAT")
    assert all_of(ask(people.owner), "/programs?search=ship&limit=1", 1) == made


def test_projects_of_one_program(manager: Asker, plan: Stage):
    rows = manager("GET", f"/projects?program={plan.program.pk}").json()["items"]
    assert [row["code"] for row in rows] == ["SHOP", "WARE"]


@pytest.mark.parametrize("cursor", ["x", "e30", "%00", cursor_of(("a",)), cursor_of((1, 1)), cursor_of(("a", 2**70))])
def test_a_cursor_that_is_none(cursor: str, manager: Asker):
    answer = manager("GET", f"/programs?after={cursor}")
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"after": "Not a cursor of this list"}


@pytest.mark.parametrize(("limit", "words"), [("0", "At least 1"), ("201", "At most 200"), ("many", "A whole number")])
def test_a_limit_that_cannot_be(limit: str, words: str, manager: Asker):
    assert manager("GET", f"/programs?limit={limit}").json()["fields"] == {"limit": words}


LISTS = ["/programs", "/projects", "/projects/{shop}/tasks", "/projects/{shop}/links", "/resources", "/calendars"]


@pytest.mark.parametrize("path", LISTS)
def test_thirty_rows_cost_the_queries_of_three(path: str, people: Cast, plan: Stage, manager: Asker):
    address = path.format(shop=plan.shop.pk) + "?limit=200"
    few = queries_of(manager, address)
    tasks = tasks_in(plan.shop, 30)
    Link.objects.bulk_create([Link(predecessor=a, successor=b) for a, b in pairwise(tasks)])
    for number in range(30):
        program = program_of(people.workspace, f"P{number}", f"P{number}")
        project_of(people, f"P{number}", f"P{number}", program=program)
        calendar_of(people.workspace, f"C{number}", is_default=False)
        Resource.objects.create(workspace=people.workspace, name=f"R{number}")
    many = queries_of(manager, address)
    assert many == few
    assert many <= 17


def queries_of(asker: Asker, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert asker("GET", path).status_code == 200
    return len(captured)


def test_history_goes_back_page_by_page(manager: Asker, plan: Stage):
    """Three renames and two changes of duration, which move the task: five edits and two moves."""
    path = f"/tasks/{plan.tasks['draw'].pk}"
    for version, change in enumerate(
        [{"name": "A"}, {"duration_minutes": 480}, {"name": "B"}, {"duration_minutes": 960}, {"name": "C"}], 1
    ):
        assert manager("PATCH", path, change, version=version).status_code == 200
    whole = manager("GET", f"{path}/history").json()["items"]
    pages, cursor = [], ""
    while cursor is not None:
        page = manager("GET", f"{path}/history?limit=2" + (f"&after={cursor}" if cursor else "")).json()
        pages += page["items"]
        cursor = page["next"]
    assert pages == whole
    assert sorted(event["action"] for event in whole) == ["task.moved"] * 2 + ["task.update"] * 5
    assert {event["who"] for event in whole} == {"Maya Manager"}
