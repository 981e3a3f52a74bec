"""Key results and check-ins: what is found of them, and that nothing is overwritten."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cast import NOW, Cast
from fairlead.kernel.errors import Forbidden, Refused, StaleVersion
from fairlead.strategy.models import CheckIn, KeyResult, KeyResultFound, Objective
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.selectors import check_ins_of, key_result_get
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    check_in_add,
    check_in_correct,
    key_result_create,
    key_result_delete,
    key_result_update,
    objective_delete,
    objective_update,
)

JANUARY = date(2026, 1, 1)


def check_in(people: Cast, result: KeyResult, day: int, value: int) -> CheckIn:
    new = NewCheckIn(JANUARY + timedelta(days=day), Decimal(value), Decimal("0.7"))
    return check_in_add(actor=people.manager.actor, key_result_id=result.pk, new=new, now=NOW)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "tolerance", "field"),
    [
        (Direction.UP, 100, 100, None, "target"),
        (Direction.UP, 100, 90, None, "target"),
        (Direction.DOWN, 100, 110, None, "target"),
        (Direction.HOLD, 100, 110, None, "tolerance"),
        (Direction.HOLD, 100, 110, 0, "tolerance"),
        (Direction.UP, 100, 200, 5, "tolerance"),
        (Direction.UP, 10**14, 10**15, None, "target"),
    ],
)
def test_a_key_result_goes_somewhere(
    people: Cast, grow: Objective, direction: Direction, baseline: int, target: int, tolerance: int | None, field: str
):
    limit = None if tolerance is None else Decimal(tolerance)
    new = NewKeyResult("Revenue", direction, Decimal(baseline), Decimal(target), tolerance=limit)
    with pytest.raises(Refused) as refused:
        key_result_create(actor=people.manager.actor, objective_id=grow.pk, new=new, now=NOW)
    assert field in refused.value.fields


def test_check_ins_tell_the_value_the_progress_and_where_it_heads(people: Cast, revenue: KeyResult):
    for n in range(4):
        check_in(people, revenue, 10 * n, 100 + 2 * n)  # 0.2 a day
    found = KeyResultFound.objects.get(pk=revenue.pk)
    assert (found.value, found.count, found.last_on) == (106, 4, JANUARY + timedelta(days=30))
    assert found.progress == pytest.approx(0.06)
    assert found.forecast == pytest.approx(100 + 0.2 * 364)  # the last day of the year


def test_of_a_day_the_last_check_in_counts(people: Cast, revenue: KeyResult):
    for value in (130, 150):
        check_in(people, revenue, 5, value)
    assert KeyResultFound.objects.get(pk=revenue.pk).value == 150


def test_a_correction_takes_the_place_of_a_check_in_that_stays(people: Cast, revenue: KeyResult):
    wrong = check_in(people, revenue, 5, 910)
    new = NewCheckIn(wrong.on, Decimal(190), comment="Two digits were swapped")
    right = check_in_correct(actor=people.manager.actor, id=wrong.pk, new=new, now=NOW)
    assert [each.pk for each in check_ins_of(revenue)] == [right.pk]
    assert [each.value for each in check_ins_of(revenue, with_corrected=True)] == [910, 190]
    assert KeyResultFound.objects.get(pk=revenue.pk).progress == pytest.approx(0.9)
    with pytest.raises(Refused) as refused:
        check_in_correct(actor=people.manager.actor, id=wrong.pk, new=new, now=NOW)
    assert refused.value.code == "corrected"


def test_only_who_owns_the_objective_or_leads_the_workspace_checks_in(people: Cast, revenue: KeyResult):
    new = NewCheckIn(JANUARY, Decimal(100))
    check_in_add(actor=people.owner.actor, key_result_id=revenue.pk, new=new, now=NOW)
    with pytest.raises(Forbidden):
        check_in_add(actor=people.member.actor, key_result_id=revenue.pk, new=new, now=NOW)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewCheckIn(date(2026, 3, 6), Decimal(1)), "on"),
        (NewCheckIn(JANUARY, Decimal(1), Decimal("1.1")), "confidence_share"),
        (NewCheckIn(JANUARY, Decimal(10) ** 13), "value"),
        (NewCheckIn(JANUARY, Decimal(1), comment="x" * 2001), "comment"),
    ],
)
def test_nobody_checks_in_what_cannot_be(people: Cast, revenue: KeyResult, new: NewCheckIn, field: str):
    with pytest.raises(Refused) as refused:
        check_in_add(actor=people.manager.actor, key_result_id=revenue.pk, new=new, now=NOW)
    assert field in refused.value.fields


def test_another_target_or_period_is_judged_anew(people: Cast, grow: Objective, revenue: KeyResult):
    for n in range(4):
        check_in(people, revenue, 10 * n, 100 + 2 * n)
    key_result_update(actor=people.manager.actor, id=revenue.pk, version=1, changes={"target": Decimal(112)}, now=NOW)
    assert KeyResultFound.objects.get(pk=revenue.pk).progress == pytest.approx(0.5)
    changes = {"finish_on": JANUARY + timedelta(days=101)}
    objective_update(actor=people.manager.actor, id=grow.pk, version=1, changes=changes, now=NOW)
    assert KeyResultFound.objects.get(pk=revenue.pk).forecast == pytest.approx(120)  # 100 + 0.2 * 100
    with pytest.raises(StaleVersion):
        key_result_update(actor=people.owner.actor, id=revenue.pk, version=1, changes={"weight": 2}, now=NOW)


def test_an_objective_with_a_history_is_not_deleted(people: Cast, grow: Objective, revenue: KeyResult):
    check_in(people, revenue, 0, 100)
    with pytest.raises(Refused):
        objective_delete(actor=people.owner.actor, id=grow.pk, version=1, now=NOW)
    key_result_delete(actor=people.manager.actor, id=revenue.pk, version=1, now=NOW)
    objective_delete(actor=people.owner.actor, id=grow.pk, version=1, now=NOW)


def test_reading_a_key_result_is_one_query(people: Cast, revenue: KeyResult, django_assert_num_queries):
    actor = people.member.actor
    with django_assert_num_queries(1):
        assert key_result_get(id=revenue.pk, actor=actor).objective.name == "Grow"
