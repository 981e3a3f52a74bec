"""What holds for every page: the frame, the content policy, titles that tell pages apart, looks that stay."""

import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from cast import Cast, Stage
from pages.test_rights import PAGES, address

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


PARTS = ("/panel/", "/file/", "/overload/", "/subdivisions/", "/home/")  # of a page, or no page at all


def test_no_page_carries_inline_style_or_script_and_titles_tell_pages_apart(
    people: Cast, plan: Stage, visit: Any, subtests: pytest.Subtests
):
    client, titles = visit(people.owner), Counter[str]()
    for path in (*PAGES, "/accounts/login/", "/accounts/password/change/", "/nowhere/"):
        with subtests.test(path=path):
            answer = (visit(None) if "login" in path else client).get(address(path, plan))
            shown = answer.content.decode(errors="replace")
            assert INLINE.findall(shown) == []
            assert "script-src 'self'" in answer["Content-Security-Policy"]
            if path in PAGES and not any(part in path for part in PARTS):
                titles[_title(shown)] += 1
    assert [title for title, count in titles.items() if count > 1] == []
    assert all(title.endswith("· Fairlead") for title in titles)


def test_names_are_shown_as_text_never_as_markup(people: Cast, plan: Stage, visit: Any):
    name = "<script>alert(1)</script>"
    plan.program.name = plan.shop.name = plan.tasks["draw"].name = name
    plan.program.save()
    plan.shop.save()
    plan.tasks["draw"].save()
    client = visit(people.owner)
    for path in ("/programs/", "/programs/{program}/", "/projects/", "/projects/{shop}/", "/tasks/{draw}/"):
        shown = client.get(address(path, plan)).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown


def test_the_chosen_looks_stay_in_this_browser(people: Cast, visit: Any):
    client = visit(people.member)
    answer = client.post("/me/looks/", {"theme": "dark", "next": "/projects/"})
    assert answer["Location"] == "/projects/"
    shown = client.get("/programs/").content.decode()
    assert 'data-bs-theme="dark"' in shown
    client.post("/me/looks/", {"density": "comfortable"})
    shown = client.get("/programs/").content.decode()
    assert 'data-bs-theme="dark"' in shown
    assert 'data-density="comfortable"' in shown


def test_unknown_looks_and_far_addresses_are_not_followed(people: Cast, visit: Any):
    client = visit(people.member)
    answer = client.post("/me/looks/", {"theme": "x' onload='", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert 'data-theme="system"' in client.get("/programs/").content.decode()


def test_a_page_within_a_page_hears_of_new_looks(people: Cast, visit: Any):
    answer = visit(people.member).post("/me/looks/", {"theme": "light"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert '"theme": "light"' in answer["HX-Trigger"]


def test_what_is_not_there_says_so_in_the_frame(people: Cast, visit: Any):
    answer = visit(people.owner).get("/programs/999999/")
    assert answer.status_code == 404
    assert "There is no such program" in answer.content.decode()
    assert "<nav" in answer.content.decode()


def test_an_address_that_only_takes_forms_leads_on(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.owner).get(f"/programs/{plan.program.pk}/fit/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "go back to the page with the form" in answer.content.decode()


def test_what_fails_in_a_part_is_said_in_the_part(people: Cast, visit: Any):
    answer = visit(people.owner).get("/tasks/999999/panel/", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.content.decode()


def test_a_failure_has_a_page_that_needs_nothing(people: Cast, monkeypatch: pytest.MonkeyPatch):
    def broken(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("fairlead.pages.views.programs.portfolio_rows", broken)
    client = Client(raise_request_exception=False)
    client.force_login(people.owner.user)
    answer = client.get("/programs/")
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()


def test_a_form_without_its_token_is_explained(people: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner.user)
    answer = client.post("/programs/new/", {"name": "A", "code": "A"})
    assert answer.status_code == 403
    assert "Please try again" in answer.content.decode()


def _title(shown: str) -> str:
    found = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    assert found is not None
    return found[1]
