"""A proposal's way: made, scored, decided upon once, made into a project that carries what it said."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from cast import MONDAY, NOW, Cast, Player, Stage, cast, player
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.collaboration.models import Notice
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.strategy.models import Criterion
from fairlead.strategy.services import NewObjective, objective_create
from fairlead.work.intake import board_of
from fairlead.work.models import Project, ProjectContribution, ProjectScore, Proposal, ProposalDecision, ProposalStart
from fairlead.work.rules import Step, Verdict
from fairlead.work.services import (
    NewProposal,
    NewStart,
    proposal_create,
    proposal_decide,
    proposal_score,
    proposal_start,
    proposal_update,
)


def proposed(who: Player, name: str = "Pier", **values: Any) -> Proposal:
    new = NewProposal(**{"name": name, "reason": "Ships wait for a place", **values})
    return proposal_create(actor=who.actor, new=new, now=NOW)


def decided(who: Player, proposal: Proposal, verdict: Verdict = Verdict.APPROVED, *, version: int = 1) -> Any:
    reason = "It pays" if verdict is Verdict.APPROVED else "Too dear"
    return proposal_decide(actor=who.actor, id=proposal.pk, version=version, verdict=verdict, reason=reason, now=NOW)


def criterion(people: Cast, name: str, weight: int = 1) -> int:
    return Criterion.objects.create(workspace=people.workspace, name=name, weight=weight).pk


def test_a_proposal_becomes_a_project_that_carries_what_it_said(people: Cast, plan: Stage):
    grow = objective_create(
        actor=people.owner.actor, new=NewObjective("Grow", date(2026, 1, 1), date(2027, 1, 1)), now=NOW
    )
    reach = criterion(people, "Reach")
    said = {"goal": "Two berths", "program": plan.program.pk, "objective": grow.pk, "share": Decimal("0.6")}
    proposal = proposed(people.member, **said)
    proposal_score(actor=people.manager.actor, id=proposal.pk, scores={reach: 4}, now=NOW)
    decided(people.manager, proposal)
    start = NewStart("PIER", MONDAY)
    project = proposal_start(actor=people.manager.actor, id=proposal.pk, version=2, new=start, now=NOW)
    assert (project.name, project.goal, project.program_id) == ("Pier", "Two berths", plan.program.pk)
    assert ProjectContribution.objects.get(project=project).share == Decimal("0.6")
    score = ProjectScore.objects.get(project=project)
    assert (score.criterion_id, score.score, score.by_id) == (reach, 4, people.manager.person.pk)
    assert (project.origin.proposal, project.origin.by) == (proposal, people.manager.person)


def test_it_becomes_a_project_only_when_approved_and_only_once(people: Cast, plan: Stage):
    start, owner = NewStart("PIER", MONDAY), people.owner
    waiting, no, yes = (proposed(people.member, name) for name in ("Waits", "No", "Yes"))
    decided(owner, no, Verdict.DECLINED)
    decided(owner, yes)
    for each, version in ((waiting, 1), (no, 2)):
        with pytest.raises(Refused, match="Only an approved proposal"):
            proposal_start(actor=owner.actor, id=each.pk, version=version, new=start, now=NOW)
    proposal_start(actor=owner.actor, id=yes.pk, version=2, new=start, now=NOW)
    with pytest.raises(Refused, match="project already: PIER"):
        proposal_start(actor=owner.actor, id=yes.pk, version=2, new=NewStart("PIER2", MONDAY), now=NOW)
    assert ProposalStart.objects.count() == 1


def test_a_start_that_is_refused_leaves_no_project(people: Cast, plan: Stage):
    proposal = proposed(people.member)
    decided(people.owner, proposal)
    with pytest.raises(Refused) as refused:
        proposal_start(
            actor=people.owner.actor, id=proposal.pk, version=2, new=NewStart(plan.shop.code, MONDAY), now=NOW
        )
    assert refused.value.fields == {"code": "Another project has this code"}
    assert not Project.objects.filter(name="Pier").exists()


def test_whoever_decides_second_sees_who_decided_first(people: Cast, plan: Stage):
    proposal = proposed(people.member, program=plan.program.pk)
    decided(people.manager, proposal, Verdict.DECLINED)
    with pytest.raises(Refused, match="Maya Manager declined this on 4 Mar 2026: Too dear") as refused:
        decided(people.owner, proposal)
    assert refused.value.code == "decided"


def test_a_decision_is_about_what_was_seen(people: Cast):
    proposal = proposed(people.member)
    proposal_update(actor=people.member.actor, id=proposal.pk, version=1, changes={"goal": "Ten berths"}, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        decided(people.owner, proposal)
    assert stale.value.current["goal"] == "Ten berths"
    decided(people.owner, proposal, version=2)


def test_once_decided_nothing_of_it_changes(people: Cast):
    proposal, reach = proposed(people.owner), criterion(people, "Reach")
    decided(people.owner, proposal)
    with pytest.raises(Refused, match="approved this"):
        proposal_update(actor=people.owner.actor, id=proposal.pk, version=2, changes={"name": "Quay"}, now=NOW)
    with pytest.raises(Refused, match="approved this"):
        proposal_score(actor=people.owner.actor, id=proposal.pk, scores={reach: 5}, now=NOW)


def test_a_decision_needs_a_reason(people: Cast):
    proposal = proposed(people.owner)
    with pytest.raises(Refused) as refused:
        proposal_decide(
            actor=people.owner.actor, id=proposal.pk, version=1, verdict=Verdict.APPROVED, reason="  ", now=NOW
        )
    assert list(refused.value.fields) == ["reason"]


def test_who_may_do_what(people: Cast, plan: Stage):
    """A member proposes and edits their own; only who may start projects there decides; a guest sees nothing."""
    here, alone = proposed(people.member, program=plan.program.pk), proposed(people.member, "Alone")
    reach, change = criterion(people, "Reach"), {"goal": "Two berths"}
    with pytest.raises(Forbidden):
        decided(people.member, here)
    with pytest.raises(Forbidden):
        proposal_score(actor=people.member.actor, id=here.pk, scores={reach: 5}, now=NOW)
    with pytest.raises(Forbidden):
        decided(people.manager, alone)
    with pytest.raises(Forbidden):
        proposal_update(actor=people.manager.actor, id=alone.pk, version=1, changes=change, now=NOW)
    with pytest.raises(NotFound):
        decided(people.guest, here)
    with pytest.raises(NotFound):
        proposed(people.guest)
    with pytest.raises(NotFound):
        decided(people.outsider, here)
    proposal_update(actor=people.manager.actor, id=here.pk, version=1, changes=change, now=NOW)
    proposal_update(actor=people.member.actor, id=here.pk, version=2, changes=change, now=NOW)


def test_who_manages_a_project_proposes_for_its_program_without_seeing_the_workspace(people: Cast, plan: Stage):
    pia = player(people.workspace, "Pia Project", Role.GUEST)
    role_grant(person=pia.person, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=plan.shop.pk, now=NOW)
    theirs = proposed(people.member, program=plan.program.pk)
    mine = proposed(pia, "Crane", program=plan.program.pk)
    assert list(Proposal.objects.visible_to(pia.actor)) == [mine]
    assert list(Proposal.objects.visible_to(people.manager.actor)) == [theirs, mine]
    decided(people.manager, mine)


def test_a_program_or_objective_that_one_may_not_see_is_not_there(people: Cast, plan: Stage):
    with pytest.raises(NotFound):
        proposed(people.outsider, program=plan.program.pk)
    with pytest.raises(Refused, match="objectives is not there"):
        proposed(people.member, objective=2**40)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 20_001}, "reason"),
        ({"value": Decimal(-1), "currency": "EUR"}, "value"),
        ({"cost": Decimal(5)}, "currency"),
        ({"currency": "12"}, "currency"),
        ({"share": Decimal(0)}, "share"),
        ({"share": Decimal("1.5")}, "share"),
        ({"wanted_on": date(9999, 12, 31)}, "wanted_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values: dict[str, Any], field: str, people: Cast):
    with pytest.raises(Refused) as refused:
        proposed(people.owner, **values)
    assert list(refused.value.fields) == [field]


def test_those_who_decide_are_told_and_then_whoever_proposed(people: Cast, plan: Stage):
    proposal = proposed(people.member, program=plan.program.pk)
    decided(people.manager, proposal)
    told = list(Notice.objects.order_by("pk").values_list("person__name", "kind", "target_id"))
    assert told == [
        ("Maya Manager", "proposal.made", proposal.pk),
        ("Mel Member", "proposal.approved", proposal.pk),
    ]
    audited = AuditEntry.objects.filter(target="proposal", target_id=proposal.pk).order_by("pk")
    assert list(audited.values_list("action", flat=True)) == ["proposal.create", "proposal.decide"]


def test_the_board_shows_the_best_fit_first(people: Cast):
    """Weights 3 and 1: 4 and 0 is (4*3+0*1)/4 = 3.0; 2 and 5 is (2*3+5*1)/4 = 2.75; 5 alone is 5.0."""
    value, ease = criterion(people, "Value", 3), criterion(people, "Ease")
    scores = {"Low": {value: 2, ease: 5}, "Mid": {value: 4, ease: 0}, "Top": {value: 5}, "New": {}, "Newer": {}}
    for name, given in scores.items():
        proposal = proposed(people.member, name)
        proposal_score(actor=people.owner.actor, id=proposal.pk, scores=given, now=NOW)
    decided(people.owner, Proposal.objects.get(name="Mid"))
    columns = board_of(actor=people.member.actor).columns
    assert [(column.step, column.count) for column in columns] == [
        (Step.PROPOSED, 2),
        (Step.SCORED, 2),
        (Step.APPROVED, 1),
        (Step.DECLINED, 0),
    ]
    shown = [[(row.proposal.name, row.fit) for row in column.rows] for column in columns]
    assert shown == [[("New", None), ("Newer", None)], [("Top", 5.0), ("Low", 2.75)], [("Mid", 3.0)], []]


@pytest.mark.parametrize("size", [3, 30])
def test_the_board_takes_eight_queries(size: int, people: Cast, plan: Stage, django_assert_num_queries: Any):
    reach, actor = criterion(people, "Reach"), people.owner.actor
    for number in range(size):
        proposal = proposed(people.member, f"Pier {number}", program=plan.program.pk)
        proposal_score(actor=actor, id=proposal.pk, scores={reach: number % 6}, now=NOW)
        if number % 3:
            decided(people.owner, proposal, Verdict.APPROVED if number % 3 == 1 else Verdict.DECLINED)
    with django_assert_num_queries(8):
        board_of(actor=actor)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_counts_and_the_other_is_told(transactional_db: None):
    people = cast()
    proposal, together = proposed(people.member), Barrier(2)
    second = player(people.workspace, "Adam Admin", Role.ADMINISTRATOR)

    def send(who: Player, verdict: Verdict) -> str:
        try:
            actor = who.actor
            together.wait()
            proposal_decide(actor=actor, id=proposal.pk, version=1, verdict=verdict, reason="So be it", now=NOW)
        except Refused as refused:
            return refused.message
        finally:
            connections.close_all()
        return "decided"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(send, (people.owner, second), (Verdict.APPROVED, Verdict.DECLINED)))
    first = told.index("decided")
    words = (("Olga Owner", "approved"), ("Adam Admin", "declined"))[first]
    assert told[1 - first].startswith(f"{words[0]} {words[1]} this on")
    assert ProposalDecision.objects.get().by.name == words[0]
