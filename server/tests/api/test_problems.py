"""What cannot be is told in the user's words, and leaves nothing half-written."""

import logging

import pytest
from django.db import OperationalError

from api.conftest import Ask, Asker
from cast import Cast, Stage, program_of, project_of, task_of
from fairlead.api import programs
from fairlead.kernel.models import AuditEntry
from fairlead.work.models import Link, Task

SCRIPT = "<script>alert(1)</script>"


def problem(answer, status: int, kind: str) -> dict:
    assert answer.status_code == status, answer.content
    body = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert body["type"] == f"/problems/{kind}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    "body", ['{"name": ', "NaN", '{"name": NaN}', "\xff", "[" * 100_000, '{"name": 1' + "0" * 5000 + "}"]
)
def test_malformed_json(body: str, manager: Asker):
    problem(manager("POST", "/tasks", body), 400, "malformed")


@pytest.mark.parametrize("body", ["[]", "3", '"text"', "null"])
def test_json_that_is_no_object(body: str, manager: Asker):
    assert problem(manager("POST", "/tasks", body), 422, "invalid")["fields"] == {"body": "A JSON object"}


def test_no_body_at_all(manager: Asker):
    assert problem(manager("POST", "/tasks"), 422, "invalid")["fields"] == {"body": "Missing"}


def test_another_type_of_content(people: Cast, plan: Stage):
    page = Asker(people.manager).client
    answer = page.post("/api/v1/tasks", {"project": plan.shop.pk, "name": "Paint"})
    problem(answer, 415, "content-type")


def test_a_body_too_large(manager: Asker, plan: Stage, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = {"project": plan.shop.pk, "name": "x" * 2000}
    problem(manager("POST", "/tasks", body), 413, "too-large")


def test_unknown_and_missing_fields_are_named(manager: Asker, plan: Stage):
    body = problem(manager("POST", "/tasks", {"project": "one", "nmae": "Paint"}), 422, "invalid")
    assert body["fields"] == {
        "project": "A whole number",
        "name": "Missing",
        "nmae": "There is no such field",
    }


def test_a_change_that_changes_nothing(manager: Asker, plan: Stage):
    problem(manager("PATCH", f"/tasks/{plan.tasks['draw'].pk}", {}, version=1), 422, "refused")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("start", "9999-12-31T08:00", "A date between 1970 and 2149"),
        ("finish", "9999-12-31T17:00", "A date between 1970 and 2149"),
        ("deadline", "9999-12-31T17:00", "A date between 1970 and 2149"),
        ("start", "2026-03-02", "A date and time without zone, such as 2026-03-02T08:00"),
        ("start", "2026-03-02T08:00Z", "A date and time without zone, such as 2026-03-02T08:00"),
        ("start", "soon", "A date and time without zone, such as 2026-03-02T08:00"),
        ("duration_minutes", -480, "A duration lies between nothing and 20 years"),
        ("duration_minutes", 2**31 - 1, "A duration lies between nothing and 20 years"),
        ("duration_minutes", 2**80, "Below 2147483648"),
        ("duration_minutes", "two days", "A whole number"),
        ("percent_complete", 101, "Between 0 and 100"),
        ("percent_complete", -1, "Between 0 and 100"),
        ("name", "x" * 10_000, "Too long"),
        ("name", "  ", "Missing"),
        ("name", None, "Text"),
        ("name", "a\x00b", None),
        ("constraint", "SOON", "One of ASAP, ALAP, SNET, SNLT, FNET, FNLT, MSO, MFO"),
        ("calendar", 999_999, "Unknown"),
        ("notes", "\ud800", None),
    ],
)
def test_values_that_cannot_be(field: str, value: object, words: str | None, manager: Asker, plan: Stage):
    id = plan.tasks["draw"].pk
    before = Task.objects.values().get(pk=id)
    body = problem(manager("PATCH", f"/tasks/{id}", {field: value}, version=1), 422, "invalid")
    assert body["fields"] == {field if words else "body": words or "Text with characters that no text has"}
    assert Task.objects.values().get(pk=id) == before


def test_a_finish_before_the_start(manager: Asker, plan: Stage):
    answer = manager("PATCH", f"/tasks/{plan.tasks['build'].pk}", {"finish": "2026-03-02T08:00"}, version=1)
    assert problem(answer, 422, "invalid")["fields"] == {"finish": "Before the start"}


def test_script_in_a_name_stays_text(manager: Asker, plan: Stage):
    answer = manager("PATCH", f"/tasks/{plan.tasks['draw'].pk}", {"name": SCRIPT}, version=1)
    assert answer.json()["task"]["name"] == SCRIPT
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_workspaces_calendar(manager: Asker, people: Cast, plan: Stage):
    body = {"calendar": people.outside_calendar.pk}
    answer = manager("PATCH", f"/projects/{plan.shop.pk}", body, version=1)
    assert problem(answer, 422, "invalid")["fields"] == {"calendar": "Unknown"}


class TestLinks:
    def link(self, asker: Asker, predecessor: Task, successor: Task, **more: object):
        return asker("POST", "/links", {"predecessor": predecessor.pk, "successor": successor.pk, **more})

    def test_to_itself(self, manager: Asker, plan: Stage):
        draw = plan.tasks["draw"]
        assert problem(self.link(manager, draw, draw), 422, "refused")["code"] == "self_link"

    def test_twice(self, manager: Asker, plan: Stage):
        again = self.link(manager, plan.tasks["build"], plan.tasks["move_in"])
        assert problem(again, 422, "refused")["code"] == "linked"

    def test_in_a_circle_across_projects(self, manager: Asker, plan: Stage):
        """Draw > sign off > build > move in (another project) > draw."""
        body = problem(self.link(manager, plan.tasks["move_in"], plan.tasks["draw"]), 422, "refused")
        assert body["code"] == "cycle"
        assert "Move in" in body["detail"]
        assert Link.objects.count() == len(plan.links)

    def test_in_a_circle_through_a_summary(self, manager: Asker, plan: Stage):
        """Build waits for sign off, which is in design; so design cannot wait for build."""
        body = problem(self.link(manager, plan.tasks["build"], plan.tasks["design"]), 422, "refused")
        assert body["code"] == "cycle"
        assert Link.objects.count() == len(plan.links)

    def test_between_a_summary_and_its_own_subtask(self, manager: Asker, plan: Stage):
        body = problem(self.link(manager, plan.tasks["design"], plan.tasks["draw"]), 422, "refused")
        assert body["code"] == "cycle"

    def test_between_programs(self, people: Cast, plan: Stage, ask: Ask):
        other = project_of(people, "Other", "OTH", program=program_of(people.workspace, "Other", "OTHER"))
        answer = self.link(ask(people.owner), plan.tasks["draw"], task_of(other, "Far"))
        assert problem(answer, 422, "refused")["code"] == "other_program"

    def test_between_workspaces(self, people: Cast, plan: Stage, ask: Ask):
        there = people.outsider.person.workspace
        far = task_of(project_of(people, "Far", "FAR", workspace=there, calendar=people.outside_calendar), "Far away")
        for pair in ((plan.tasks["draw"], far), (far, plan.tasks["draw"])):
            for who in (people.owner, people.outsider):
                body = problem(self.link(ask(who), *pair), 404, "not-found")
                assert "Far" not in body["detail"]
        assert Link.objects.count() == len(plan.links)

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"kind": "XX"}, "kind"),
            ({"kind": 7}, "kind"),
            ({"kind": True}, "kind"),
            ({"lag_minutes": 60 * 24 * 366 * 6}, "lag_minutes"),
            ({"lag_kind": "weeks"}, "lag_kind"),
        ],
    )
    def test_of_an_unknown_kind(self, fields: dict, at_fault: str, manager: Asker, plan: Stage):
        answer = self.link(manager, plan.tasks["draw"], plan.tasks["shelves"], **fields)
        assert list(problem(answer, 422, "invalid")["fields"]) == [at_fault]


@pytest.mark.parametrize(
    "path", ["/nothing", "/tasks/x", "/tasks/0", "/tasks/99999999999999999999", "/plans/task/1", "/"]
)
def test_an_address_that_leads_nowhere(path: str, manager: Asker):
    problem(manager("GET", path), 404, "not-found")


def test_a_method_that_is_not_taken(manager: Asker, plan: Stage):
    answer = manager("PUT", f"/tasks/{plan.tasks['draw'].pk}", {})
    problem(answer, 405, "method")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "PATCH", "DELETE"}


def test_what_nobody_expected_is_logged_once_and_says_nothing_of_itself(manager: Asker, monkeypatch, caplog):
    def burst(**_values: object) -> None:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(programs, "program_rows", burst)
    with caplog.at_level(logging.WARNING):
        answer = manager("GET", "/programs")
    problem(answer, 500, "unexpected")
    assert "secret" not in answer.content.decode()
    assert [record.getMessage() for record in caplog.records] == ["GET /api/v1/programs failed"]
    assert caplog.records[0].exc_info


def test_a_database_that_does_not_answer(manager: Asker, monkeypatch):
    def locked(**_values: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(programs, "program_rows", locked)
    answer = manager("GET", "/programs")
    problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"] == "2"


def test_a_refusal_writes_nothing_to_the_audit_trail(manager: Asker, plan: Stage):
    before = AuditEntry.objects.count()
    manager("PATCH", f"/tasks/{plan.tasks['draw'].pk}", {"duration_minutes": -1}, version=1)
    assert AuditEntry.objects.count() == before


def test_nothing_is_kept_by_caches(manager: Asker):
    assert manager("GET", "/programs").headers["Cache-Control"] == "no-store"
