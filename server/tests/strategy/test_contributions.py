"""How programs and projects serve objectives, and how well they fit."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from cast import NOW, Cast, Stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.programs.models import ProgramScore
from fairlead.programs.selectors import contributions_of
from fairlead.programs.services import program_contribute, program_score
from fairlead.strategy.models import Objective
from fairlead.strategy.services import criterion_create, criterion_delete, criterion_update
from fairlead.work.selectors import contributions_of as project_contributions_of
from fairlead.work.selectors import scores_of
from fairlead.work.services import project_contribute, project_score

HALF, MORE = Decimal("0.5"), Decimal("0.7")


def test_a_program_manager_says_what_the_program_serves(people: Cast, plan: Stage, grow: Objective):
    program_contribute(actor=people.manager.actor, id=plan.program.pk, version=1, shares={grow.pk: HALF}, now=NOW)
    assert contributions_of(plan.program) == {grow.pk: HALF}
    with pytest.raises(Forbidden):
        program_contribute(actor=people.member.actor, id=plan.program.pk, version=2, shares={}, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        program_contribute(actor=people.manager.actor, id=plan.program.pk, version=1, shares={}, now=NOW)
    assert stale.value.current["shares"] == [{"objective": grow.pk, "share": HALF}]


def test_shares_over_the_whole_are_refused_with_the_way_out(
    people: Cast, plan: Stage, grow: Objective, below: Callable[..., Objective]
):
    shares = {grow.pk: HALF, below("Sell").pk: MORE}
    with pytest.raises(Refused) as refused:
        program_contribute(actor=people.manager.actor, id=plan.program.pk, version=1, shares=shares, now=NOW)
    assert refused.value.code == "shares_over_one"
    assert "add up to 120 %" in refused.value.message
    assert "Lower them by 20 % together" in refused.value.message
    with pytest.raises(Refused):
        project_contribute(actor=people.manager.actor, id=plan.shop.pk, version=1, shares=shares, now=NOW)


@pytest.mark.parametrize("share", ["0", "-0.1", "1.001", "0.1234"])
def test_a_share_is_a_part_of_the_whole(people: Cast, plan: Stage, grow: Objective, share: str):
    with pytest.raises(Refused):
        project_contribute(
            actor=people.manager.actor, id=plan.shop.pk, version=1, shares={grow.pk: Decimal(share)}, now=NOW
        )


def test_a_project_manager_speaks_for_their_project_only(people: Cast, plan: Stage, grow: Objective):
    project_contribute(actor=people.manager.actor, id=plan.shop.pk, version=1, shares={grow.pk: HALF}, now=NOW)
    assert project_contributions_of(plan.shop) == {grow.pk: HALF}
    with pytest.raises(Forbidden):
        project_contribute(actor=people.manager.actor, id=plan.attic.pk, version=1, shares={grow.pk: HALF}, now=NOW)
    with pytest.raises(Forbidden):
        project_contribute(actor=people.worker.actor, id=plan.shop.pk, version=2, shares={}, now=NOW)
    with pytest.raises(NotFound):
        project_contribute(actor=people.guest.actor, id=plan.shop.pk, version=2, shares={}, now=NOW)


def test_an_objective_of_another_workspace_is_not_there(people: Cast, plan: Stage, grow: Objective):
    Objective.objects.filter(pk=grow.pk).update(workspace=people.outsider.person.workspace_id)
    with pytest.raises(Refused):
        project_contribute(actor=people.manager.actor, id=plan.shop.pk, version=1, shares={grow.pk: HALF}, now=NOW)


def test_scores_by_the_workspace_s_own_criteria(people: Cast, plan: Stage):
    reach = criterion_create(actor=people.owner.actor, name="Reach", weight=3, now=NOW)
    speed = criterion_create(actor=people.owner.actor, name="Speed", now=NOW)
    project_score(actor=people.manager.actor, id=plan.shop.pk, scores={reach.pk: 4, speed.pk: 2}, now=NOW)
    project_score(actor=people.manager.actor, id=plan.shop.pk, scores={speed.pk: None}, now=NOW)
    assert scores_of(plan.shop) == {reach.pk: 4}
    program_score(actor=people.manager.actor, id=plan.program.pk, scores={reach.pk: 5}, now=NOW)
    assert ProgramScore.objects.get().by == people.manager.person
    for wrong in ({reach.pk: 6}, {reach.pk: -1}, {999_999: 3}):
        with pytest.raises(Refused):
            project_score(actor=people.manager.actor, id=plan.shop.pk, scores=wrong, now=NOW)
    with pytest.raises(Forbidden):
        project_score(actor=people.member.actor, id=plan.shop.pk, scores={reach.pk: 1}, now=NOW)


def test_criteria_are_made_by_those_who_lead_the_workspace(people: Cast, plan: Stage):
    with pytest.raises(Forbidden):
        criterion_create(actor=people.manager.actor, name="Reach", now=NOW)
    reach = criterion_create(actor=people.owner.actor, name="Reach", now=NOW)
    with pytest.raises(Refused):
        criterion_create(actor=people.owner.actor, name=" Reach ", now=NOW)
    with pytest.raises(Refused):
        criterion_update(actor=people.owner.actor, id=reach.pk, version=1, changes={"weight": 0}, now=NOW)
    criterion_update(actor=people.owner.actor, id=reach.pk, version=1, changes={"weight": 7}, now=NOW)
    with pytest.raises(StaleVersion):
        criterion_delete(actor=people.owner.actor, id=reach.pk, version=1, now=NOW)
    project_score(actor=people.manager.actor, id=plan.shop.pk, scores={reach.pk: 4}, now=NOW)
    criterion_delete(actor=people.owner.actor, id=reach.pk, version=2, now=NOW)
    assert scores_of(plan.shop) == {}
