"""Search: what has a name and may be seen, and what one may do."""

from datetime import date
from decimal import Decimal
from typing import Any

from cast import NOW, Cast, Stage
from fairlead.programs.services import NewBenefit, benefit_create
from fairlead.strategy.services import NewObjective, objective_create
from fairlead.work.services import NewProposal, proposal_create


def test_names_are_found_of_every_kind(people: Cast, plan: Stage, visit: Any):
    hits = visit(people.member).get("/search/", {"q": "re"}).context["hits"]
    assert [hit.name for hit in hits.programs] == ["Relaunch"]
    assert [hit.name for hit in hits.projects] == ["Warehouse"]


def test_objectives_proposals_benefits_and_people_are_found_by_who_may_see_them(people: Cast, plan: Stage, visit: Any):
    new = NewObjective("Grow the harbor", date(2026, 1, 1), date(2027, 1, 1))
    objective_create(actor=people.owner.actor, new=new, now=NOW)
    case = NewProposal(name="A harbor café", reason="People wait in the rain.")
    proposal_create(actor=people.owner.actor, new=case, now=NOW)
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    said = NewBenefit("Harbor fees", Decimal(1), first, Decimal(2), last, measure_until_on=last)
    benefit_create(actor=people.manager.actor, program_id=plan.program.pk, new=said, now=NOW)
    hits = visit(people.member).get("/search/", {"q": "harbor"}).context["hits"]
    assert [hit.name for hit in hits.objectives] == ["Grow the harbor"]
    assert [hit.name for hit in hits.proposals] == ["A harbor café"]
    assert [(hit.name, hit.of) for hit in hits.benefits] == [("Harbor fees", "Relaunch")]
    maya = visit(people.member).get("/search/", {"q": "maya"}).context["hits"].people
    assert [hit.name for hit in maya] == ["Maya Manager"]
    assert not visit(people.guest).get("/search/", {"q": "harbor"}).context["hits"]
    assert not visit(people.outsider).get("/search/", {"q": "harbor"}).context["hits"]
    assert not visit(people.guest).get("/search/", {"q": "maya"}).context["hits"]


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
