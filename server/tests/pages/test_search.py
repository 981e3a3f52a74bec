"""Search: what has a name and may be seen, and what one may do."""

from typing import Any

from cast import Cast, Stage


def test_names_are_found_of_every_kind(people: Cast, plan: Stage, visit: Any):
    hits = visit(people.member).get("/search/", {"q": "re"}).context["hits"]
    assert [hit.name for hit in hits.programs] == ["Relaunch"]
    assert [hit.name for hit in hits.projects] == ["Warehouse"]


def test_what_one_may_not_see_is_not_found(people: Cast, plan: Stage, visit: Any):
    for who in (people.worker, people.guest, people.outsider):
        shown = visit(who).get("/search/", {"q": "shelves"}).content.decode()
        assert "Nothing that you may see" in shown


def test_a_percent_sign_is_a_percent_sign(people: Cast, plan: Stage, visit: Any):
    assert not visit(people.owner).get("/search/", {"q": "%%"}).context["hits"]


def test_commands_are_those_that_one_may_do(people: Cast, plan: Stage, visit: Any):
    words = [each.words for each in visit(people.owner).get("/search/").context["commands"]]
    assert {"New program", "New project"} <= set(words)
    words = [each.words for each in visit(people.member).get("/search/").context["commands"]]
    assert not {"New program", "New project"} & set(words)


def test_the_dialog_gets_the_part(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.member).get("/search/", {"q": "dra"}, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<html" not in shown
    assert "<mark>Dra</mark>w" in shown
