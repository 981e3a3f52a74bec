"""Objectives: who says what, the tree, decisions, money."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from cast import NOW, Cast, Stage
from fairlead.access.models import Workspace
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.programs.services import program_contribute
from fairlead.strategy.models import Objective, Status
from fairlead.strategy.selectors import delay_cost_of, objective_get, objectives_of, status_changes_of, vision_of
from fairlead.strategy.services import (
    NewObjective,
    delay_curve_set,
    objective_create,
    objective_delete,
    objective_move,
    objective_status_set,
    objective_update,
    vision_set,
)

YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def test_the_vision_is_said_by_those_who_lead_the_workspace(people: Cast):
    vision_set(actor=people.owner.actor, version=0, statement=" To be there. ", now=NOW)
    assert vision_of(actor=people.member.actor).statement == "To be there."
    with pytest.raises(Forbidden):
        vision_set(actor=people.member.actor, version=1, statement="No", now=NOW)
    with pytest.raises(StaleVersion) as stale:
        vision_set(actor=people.owner.actor, version=0, statement="Late", now=NOW)
    assert stale.value.current == {"statement": "To be there.", "version": 1}


def test_an_objective_begins_as_a_draft(people: Cast):
    new = NewObjective(" Grow \n fast ", *YEAR)
    made = objective_create(actor=people.owner.actor, new=new, now=NOW)
    assert (made.name, made.status) == ("Grow fast", Status.DRAFT)
    assert [each.status for each in status_changes_of(made)] == ["draft"]


def test_only_those_who_lead_the_workspace_make_objectives_at_the_top(people: Cast, plan: Stage):
    for who in (people.manager, people.member, people.worker):
        with pytest.raises(Forbidden):
            objective_create(actor=who.actor, new=NewObjective("Mine", *YEAR), now=NOW)
    with pytest.raises(NotFound):
        objective_create(actor=people.guest.actor, new=NewObjective("Mine", *YEAR), now=NOW)


def test_who_owns_an_objective_makes_others_below_it(people: Cast, grow: Objective):
    new = NewObjective("Sell", *YEAR, parent=grow.pk)
    assert objective_create(actor=people.manager.actor, new=new, now=NOW).parent_id == grow.pk
    with pytest.raises(Forbidden):
        objective_create(actor=people.member.actor, new=new, now=NOW)


def test_an_owner_edits_their_own_but_neither_weighs_it_nor_gives_it_away(people: Cast, grow: Objective):
    edited = objective_update(
        actor=people.manager.actor, id=grow.pk, version=1, changes={"name": "Grow more", "weight": 1}, now=NOW
    )
    assert (edited.name, edited.version) == ("Grow more", 2)
    for change in ({"weight": 5}, {"owner": people.member.person.pk}):
        with pytest.raises(Forbidden):
            objective_update(actor=people.manager.actor, id=grow.pk, version=2, changes=change, now=NOW)


def test_a_late_edit_is_answered_with_what_is_said_now(people: Cast, grow: Objective):
    objective_update(actor=people.owner.actor, id=grow.pk, version=1, changes={"name": "Grow more"}, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        objective_update(actor=people.manager.actor, id=grow.pk, version=1, changes={"name": "Shrink"}, now=NOW)
    assert stale.value.current["name"] == "Grow more"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"weight": 0}, "weight"),
        ({"weight": 101}, "weight"),
        ({"finish_on": date(2025, 1, 1)}, "finish_on"),
        ({"start_on": None}, "start_on"),
        ({"start_on": date(1900, 1, 1)}, "start_on"),
        ({"value": Decimal(5)}, "currency"),
        ({"value": Decimal(-5), "currency": "EUR"}, "value"),
        ({"currency": "euro"}, "currency"),
        ({"owner": 999_999}, "owner"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(people: Cast, grow: Objective, changes: dict, field: str):
    with pytest.raises(Refused) as refused:
        objective_update(actor=people.owner.actor, id=grow.pk, version=1, changes=changes, now=NOW)
    assert field in refused.value.fields


def test_somebody_of_another_workspace_owns_nothing_here(people: Cast):
    new = NewObjective("Theirs", *YEAR, owner=people.outsider.person.pk)
    with pytest.raises(Refused):
        objective_create(actor=people.owner.actor, new=new, now=NOW)


def test_an_objective_is_never_its_own_ancestor(people: Cast, grow: Objective, below: Callable[..., Objective]):
    sell = below("Sell", grow)
    more = below("Sell more", sell)
    for parent in (grow, sell, more):
        with pytest.raises(Refused) as refused:
            objective_move(actor=people.owner.actor, id=grow.pk, version=1, parent=parent.pk, after=None, now=NOW)
        assert refused.value.code == "own_ancestor"


def test_siblings_stand_in_the_order_they_were_moved_to(people: Cast, below: Callable[..., Objective]):
    a, b, c = (below(name) for name in "ABC")
    objective_move(actor=people.owner.actor, id=c.pk, version=1, parent=None, after=a.pk, now=NOW)
    assert [each.name for each in objectives_of(actor=people.owner.actor)] == ["A", "C", "B"]
    objective_move(actor=people.owner.actor, id=b.pk, version=1, parent=None, after=None, now=NOW)
    assert [each.name for each in objectives_of(actor=people.owner.actor)] == ["B", "A", "C"]
    with pytest.raises(Refused):
        objective_move(actor=people.owner.actor, id=a.pk, version=1, parent=b.pk, after=c.pk, now=NOW)


def test_a_decision_says_who_when_and_why(people: Cast, grow: Objective):
    objective_status_set(actor=people.manager.actor, id=grow.pk, version=1, status=Status.ACTIVE, note="", now=NOW)
    with pytest.raises(Refused) as refused:
        objective_status_set(actor=people.owner.actor, id=grow.pk, version=2, status=Status.DROPPED, note=" ", now=NOW)
    assert "note" in refused.value.fields
    objective_status_set(
        actor=people.owner.actor, id=grow.pk, version=2, status=Status.DROPPED, note="The market left", now=NOW
    )
    told = [(each.status, each.by.name if each.by else "", each.note) for each in status_changes_of(grow)]
    assert told[0] == ("dropped", "Olga Owner", "The market left")
    assert told[1] == ("active", "Maya Manager", "")
    assert AuditEntry.objects.filter(action="objective.status").count() == 2


def test_a_curve_of_delay_needs_a_currency_and_never_falls(people: Cast, grow: Objective):
    points = [(2, Decimal(100)), (4, Decimal(1000))]
    with pytest.raises(Refused):
        delay_curve_set(actor=people.owner.actor, id=grow.pk, version=1, points=points, now=NOW)
    objective_update(actor=people.owner.actor, id=grow.pk, version=1, changes={"currency": "eur"}, now=NOW)
    delay_curve_set(actor=people.owner.actor, id=grow.pk, version=2, points=points, now=NOW)
    assert delay_cost_of(objective_get(id=grow.pk, actor=people.owner.actor)).points == tuple(points)
    with pytest.raises(Refused):
        delay_curve_set(actor=people.owner.actor, id=grow.pk, version=3, points=[(2, Decimal(-1))], now=NOW)
    with pytest.raises(Refused):
        objective_update(actor=people.owner.actor, id=grow.pk, version=3, changes={"currency": ""}, now=NOW)


def test_what_something_hangs_on_is_dropped_and_not_deleted(
    people: Cast, plan: Stage, grow: Objective, below: Callable[..., Objective]
):
    sell = below("Sell", grow)
    program_contribute(
        actor=people.manager.actor, id=plan.program.pk, version=1, shares={sell.pk: Decimal("0.5")}, now=NOW
    )
    for objective in (grow, sell):
        with pytest.raises(Refused):
            objective_delete(actor=people.owner.actor, id=objective.pk, version=1, now=NOW)
    program_contribute(actor=people.manager.actor, id=plan.program.pk, version=2, shares={}, now=NOW)
    objective_delete(actor=people.owner.actor, id=sell.pk, version=1, now=NOW)
    objective_delete(actor=people.owner.actor, id=grow.pk, version=1, now=NOW)
    assert not Objective.objects.exists()


def test_an_outsider_finds_no_objective(people: Cast, grow: Objective):
    with pytest.raises(NotFound):
        objective_get(id=grow.pk, actor=people.outsider.actor)


def test_a_workspace_goes_with_its_strategy(
    people: Cast, plan: Stage, grow: Objective, below: Callable[..., Objective]
):
    sell = below("Sell", grow)
    program_contribute(
        actor=people.manager.actor, id=plan.program.pk, version=1, shares={sell.pk: Decimal("0.5")}, now=NOW
    )
    Workspace.objects.filter(pk=people.workspace.pk).delete()
    assert not Objective.objects.exists()
