"""Benefits: what is said of them, who measures, what a correction does, what they depend on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Benefit
from fairlead.programs.rules import Stage as At
from fairlead.programs.rules import Standing
from fairlead.programs.selectors import benefit_row, benefit_rows, benefits_seen
from fairlead.programs.services import (
    NewMeasurement,
    benefit_delete,
    benefit_update,
    measurement_add,
    measurement_correct,
    stage_enter,
)
from fairlead.schedule.models import Recalculation
from fairlead.schedule.outputs import output_rows
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate, task_add
from fairlead.work.services import NewTask, activities_begin, output_add, output_remove

TODAY = NOW.date()
# Day 59 of 365 from 100 to 200 is March the 1st: 100 * 59 / 365 = 16.2 of the gain were expected.
MARCH = NewMeasurement(date(2026, 3, 1), Decimal(104), "Counted by hand")


def test_its_owner_measures_a_benefit_and_others_read_it(people: Cast, revenue: Benefit):
    measurement_add(actor=people.worker.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    row = benefit_row(revenue, today=TODAY)
    assert (row.last.value, row.stand.standing) == (Decimal(104), Standing.AT_RISK)
    assert round(row.stand.lag, 3) == round(59 / 365 - 0.04, 3)
    assert row.stand.due_on == date(2026, 3, 31)
    with pytest.raises(Forbidden):
        measurement_add(actor=people.member.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    with pytest.raises(NotFound):
        measurement_add(actor=people.outsider.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)


def test_a_correction_takes_the_place_of_what_was_wrong_and_both_are_kept(people: Cast, revenue: Benefit):
    wrong = measurement_add(actor=people.manager.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    right = NewMeasurement(MARCH.on, Decimal(140))
    measurement_correct(actor=people.manager.actor, id=wrong.pk, new=right, now=NOW)
    row = benefit_row(revenue, today=TODAY)
    assert [each.value for each in row.measured] == [Decimal(140)]
    assert revenue.measurements.count() == 2
    with pytest.raises(Refused, match="corrected already"):
        measurement_correct(actor=people.manager.actor, id=wrong.pk, new=right, now=NOW)


def test_a_benefit_is_measured_after_its_program_has_closed(people: Cast, plan: Stage, revenue: Benefit):
    stage_enter(actor=people.manager.actor, id=plan.program.pk, version=1, stage=At.CLOSED, now=NOW)
    measurement_add(actor=people.manager.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    assert benefit_row(revenue, today=TODAY).last is not None


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewMeasurement(date(2026, 3, 6), Decimal(1)), "on"),
        (NewMeasurement(date(1900, 1, 1), Decimal(1)), "on"),
        (NewMeasurement(MARCH.on, Decimal(10) ** 13), "value"),
        (NewMeasurement(MARCH.on, Decimal(1), "x" * 2001), "comment"),
    ],
)
def test_what_cannot_have_been_measured_is_refused(new: NewMeasurement, field: str, people: Cast, revenue: Benefit):
    with pytest.raises(Refused) as refused:
        measurement_add(actor=people.manager.actor, benefit_id=revenue.pk, new=new, now=NOW)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"target": Decimal(100)}, "target"),
        ({"target_on": date(2026, 1, 1)}, "target_on"),
        ({"measure_until_on": date(2026, 12, 31)}, "measure_until_on"),
        ({"yearly_value": Decimal(5)}, "currency"),
        ({"yearly_value": Decimal(-5), "currency": "EUR"}, "yearly_value"),
        ({"measure_every_days": 0}, "measure_every_days"),
        ({"owner": 999_999}, "owner"),
        ({"objective": 999_999}, "objective"),
        ({"points": [(date(2027, 1, 1), Decimal(1))]}, "points"),
        ({"points": [(date(2026, 5, 1), Decimal(1))] * 2}, "points"),
    ],
)
def test_a_benefit_that_cannot_be_is_refused(changes: dict[str, Any], field: str, people: Cast, revenue: Benefit):
    with pytest.raises(Refused) as refused:
        benefit_update(actor=people.manager.actor, id=revenue.pk, version=1, changes=changes, now=NOW)
    assert set(refused.value.fields) in ({field}, {f"{field}s"})
    revenue.refresh_from_db()
    assert revenue.version == 1


def test_points_say_what_is_expected_on_the_way(people: Cast, revenue: Benefit):
    # Nothing is expected until July: 104 in March is ahead.
    points = [(date(2026, 7, 1), Decimal(100))]
    benefit_update(actor=people.manager.actor, id=revenue.pk, version=1, changes={"points": points}, now=NOW)
    measurement_add(actor=people.manager.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    assert benefit_row(revenue, today=TODAY).stand.standing is Standing.ON_TRACK
    with pytest.raises(StaleVersion) as stale:
        benefit_update(actor=people.owner.actor, id=revenue.pk, version=1, changes={"points": []}, now=NOW)
    assert stale.value.current["points"] == [["2026-07-01", "100.0000"]]


def test_who_owns_a_benefit_does_not_change_what_is_promised(people: Cast, revenue: Benefit):
    with pytest.raises(NotFound):
        benefit_update(actor=people.worker.actor, id=revenue.pk, version=1, changes={"target": Decimal(101)}, now=NOW)


def test_a_benefit_leaves_the_register_and_the_trail_keeps_its_measurements(people: Cast, revenue: Benefit):
    measurement_add(actor=people.manager.actor, benefit_id=revenue.pk, new=MARCH, now=NOW)
    benefit_delete(actor=people.manager.actor, id=revenue.pk, version=1, now=NOW)
    assert not Benefit.objects.exists()
    kept = AuditEntry.objects.get(action="benefit.delete")
    assert kept.before["measurements"] == [["2026-03-01", "104.0000"]]


def test_a_benefit_depends_on_outputs_whose_dates_are_found(people: Cast, plan: Stage, revenue: Benefit):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    who, task = people.manager.actor, plan.tasks["build"].pk
    add = {"actor": who, "benefit_id": revenue.pk, "now": NOW}
    built = output_add(**add, project_id=plan.shop.pk, name="The shop", task_id=task)
    output_add(**add, project_id=plan.ware.pk, name="The warehouse")
    rows = output_rows([revenue.pk], actor=who)
    found = {row.output.name: row.finish_at.isoformat() for row in rows}
    # Build is Wednesday to Friday; move in follows on Monday.
    assert found == {"The shop": "2026-03-06T17:00:00", "The warehouse": "2026-03-09T17:00:00"}
    seen = output_rows([revenue.pk], actor=people.worker.actor)
    assert [row.output.name for row in seen] == ["The shop"]
    output_remove(actor=who, id=built.pk, now=NOW)
    assert len(output_rows([revenue.pk], actor=who)) == 1


def test_an_output_is_of_its_project_and_said_once(people: Cast, plan: Stage, revenue: Benefit):
    add = {"actor": people.manager.actor, "project_id": plan.shop.pk, "benefit_id": revenue.pk, "now": NOW}
    output_add(**add, name="Shop")
    for name, task, field in (("Shop", None, "name"), (" ", None, "name"), ("New", plan.tasks["sort"].pk, "task")):
        with pytest.raises(Refused) as refused:
            output_add(**add, name=name, task_id=task)
        assert set(refused.value.fields) == {field}
    with pytest.raises(Forbidden):
        output_add(**{**add, "actor": people.member.actor}, name="Mine")


def test_benefits_take_the_same_queries_for_any_number_of_them(
    people: Cast, revenue: Benefit, django_assert_num_queries: Any
):
    seen = benefits_seen(actor=people.manager.actor)
    with django_assert_num_queries(3):
        assert len(benefit_rows(seen, today=TODAY)) == 1


def test_an_output_of_a_programs_activities_is_one_of_them_and_never_all(people: Cast, plan: Stage, revenue: Benefit):
    who = people.manager.actor
    own = activities_begin(actor=who, program_id=plan.program.pk, now=NOW)
    told = task_add(actor=who, new=NewTask(own.pk, "Clients told"), now=NOW).task["id"]
    add = {"actor": who, "project_id": own.pk, "benefit_id": revenue.pk, "name": "They know", "now": NOW}
    with pytest.raises(Refused) as refused:
        output_add(**add)
    assert refused.value.fields == {"task": "Say which of the activities"}
    output = output_add(**add, task_id=told)
    (row,) = output_rows([revenue.pk], actor=who)
    # A day of work from Monday, the second of March.
    assert (row.output, str(row.finish_at), row.is_done) == (output, "2026-03-02 17:00:00", False)
    assert output_rows([revenue.pk], actor=people.worker.actor) == []  # who sees a project sees no activities
    output_remove(actor=who, id=output.pk, now=NOW)
    assert output_rows([revenue.pk], actor=who) == []
