"""Two people edit the same thing: the second is told what the first did, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from api.conftest import Ask, Asker
from cast import NOW, Cast, Stage, cast, stage
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Task


def test_a_read_tells_the_version_that_an_edit_names(manager: Asker, plan: Stage):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    tag = manager("GET", path).headers["ETag"]
    edited = manager("PATCH", path, {"name": "Sketch"}, headers={"If-Match": tag})
    assert edited.headers["ETag"] == '"2"'
    assert edited.json()["task"]["version"] == 2
    assert manager("GET", path).headers["ETag"] == '"2"'


def test_the_second_of_two_sees_both_versions(people: Cast, plan: Stage, ask: Ask):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    ask(people.owner)("PATCH", path, {"name": "Sketch", "duration_minutes": 480}, version=1)

    late = ask(people.manager)("PATCH", path, {"name": "Outline", "finish": "2026-03-05T17:00"}, version=1)

    assert late.status_code == 409
    body = late.json()
    assert body["type"] == "/problems/stale-version"
    assert body["changed_by"] == "Olga Owner"
    assert body["changed_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert body["yours"] == {"name": "Outline", "finish": "2026-03-05T17:00"}
    assert body["theirs"] == {"name": "Sketch", "finish": "2026-03-02T17:00"}
    assert body["task"]["version"] == 2
    assert body["task"]["duration_minutes"] == 480
    assert Task.objects.get(pk=plan.tasks["draw"].pk).name == "Sketch"


def test_the_late_edit_is_taken_once_it_names_the_new_version(people: Cast, plan: Stage, ask: Ask):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    ask(people.owner)("PATCH", path, {"duration_minutes": 480}, version=1)
    late = ask(people.manager)("PATCH", path, {"name": "Outline"}, version=1)
    again = ask(people.manager)("PATCH", path, {"name": "Outline"}, version=late.json()["task"]["version"])
    said = again.json()["task"]
    assert (said["name"], said["duration_minutes"]) == ("Outline", 480)


@pytest.mark.parametrize("noun", ["programs", "projects", "links"])
def test_every_noun_that_is_edited_tells_a_stale_version(noun: str, manager: Asker, plan: Stage):
    id, change = {
        "programs": (plan.program.pk, {"name": "Other"}),
        "projects": (plan.shop.pk, {"name": "Other"}),
        "links": (plan.links["build", "move_in"].pk, {"lag_minutes": 60}),
    }[noun]
    path = f"/{noun}/{id}"
    assert manager("PATCH", path, change, version=1).status_code == 200
    late = manager("PATCH", path, change, version=1)
    assert late.status_code == 409
    assert late.json()[noun.removesuffix("s")]["version"] == 2
    assert late.json()["theirs"] == change
    assert late.json()["changed_by"] == "Maya Manager"


@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
def test_an_edit_without_a_version_is_sent_back(method: str, manager: Asker, plan: Stage):
    answer = manager(method, f"/tasks/{plan.tasks['draw'].pk}", {"name": "Sketch"})
    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]


@pytest.mark.parametrize("version", ["*", "abc", "1, 2", "99999999999"])
def test_a_version_that_is_none(version: str, manager: Asker, plan: Stage):
    answer = manager("PATCH", f"/tasks/{plan.tasks['draw'].pk}", {"name": "Sketch"}, headers={"If-Match": version})
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"If-Match": 'A version, such as "3"'}


def test_a_deletion_of_what_somebody_changed_is_held_back(people: Cast, plan: Stage, ask: Ask):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    ask(people.owner)("PATCH", path, {"name": "Sketch"}, version=1)
    late = ask(people.manager)("DELETE", path, version=1)
    assert late.status_code == 409
    assert late.json()["yours"] == {}


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_taken_and_one_is_told(transactional_db: None, ask: Ask):
    people = cast()
    plan = stage(people)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    path, together = f"/tasks/{plan.tasks['draw'].pk}", Barrier(2)

    def send(sender: tuple[Asker, dict[str, object]]) -> int:
        asker, change = sender
        try:
            together.wait()
            return asker("PATCH", path, change, version=1).status_code
        finally:
            connections.close_all()

    senders = [(ask(people.owner), {"duration_minutes": 480}), (ask(people.manager), {"name": "Sketch"})]
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(send, senders))

    assert statuses == [200, 409]
    assert Task.objects.get(pk=plan.tasks["draw"].pk).version == 2
