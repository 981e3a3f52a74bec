"""Time off, hours and calendars move the dates of whatever works on them, in the transaction of the change."""

from datetime import date, datetime

import pytest

from cast import NOW, OFFICE_WEEK, Cast, Stage
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Calendar, TimeOff
from fairlead.resources.services import NewCalendar, NewException, NewTimeOff, calendar_create, resource_update
from fairlead.schedule import pool
from fairlead.schedule.models import Recalculation, TaskDates, TaskMove
from fairlead.schedule.planning import exported
from fairlead.work.models import Assignment
from fairlead_engine.plan import Availability
from fairlead_engine.units import instant_of

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))


def test_time_off_moves_the_task_and_what_waits_for_it(people: Cast, plan: Stage) -> None:
    # Draw takes Monday and Tuesday; its worker is off on Tuesday, so it ends on Wednesday.
    off = _off(people, TUESDAY, WEDNESDAY)
    assert _finish(plan, "draw") == "Wed 17:00"
    assert _finish(plan, "build") == "Mon 17:00"  # three days from Thursday, over the weekend
    reasons = TaskMove.objects.filter(task=plan.tasks["draw"]).values_list("reason", flat=True)
    assert list(reasons) == [TaskMove.Reason.CALENDAR]

    pool.time_off_update(actor=people.worker.actor, id=off.pk, version=1, changes={"start_on": MONDAY}, now=NOW)
    assert _finish(plan, "draw") == "Thu 17:00"

    pool.time_off_remove(actor=people.worker.actor, id=off.pk, version=2, now=NOW)
    assert _finish(plan, "draw") == "Tue 17:00"


def test_only_programs_that_somebody_works_in_are_found_anew(people: Cast, plan: Stage) -> None:
    before = Recalculation.objects.count()
    _off(people, TUESDAY, WEDNESDAY)
    new = Recalculation.objects.order_by("pk")[before:]
    assert [(row.program_id, row.cause) for row in new] == [(plan.program.pk, Recalculation.Cause.CALENDAR)]


def test_part_time_stretches_a_task(people: Cast, plan: Stage) -> None:
    mornings = [[[480, 720]]] * 5 + [[], []]
    wes = people.resources["Wes Worker"]
    pool.hours_set(
        actor=people.owner.actor,
        resource_id=wes.pk,
        version=1,
        base_id=people.calendar.pk,
        week=mornings,
        now=NOW,
    )
    assert _finish(plan, "draw") == "Thu 12:00"  # 16 hours, 4 a day


def test_a_holiday_of_the_shared_calendar_moves_all_that_derives_from_it(people: Cast, plan: Stage) -> None:
    _off(people, date(2026, 5, 4), date(2026, 5, 5))  # so that the worker has a calendar of their own, over the shared
    holiday = NewException(TUESDAY, WEDNESDAY, "Founding day")
    pool.calendar_update(
        actor=people.owner.actor, id=people.calendar.pk, version=1, changes={"exceptions": [holiday]}, now=NOW
    )
    assert _finish(plan, "draw") == "Wed 17:00"
    assert _finish(plan, "shelves") == "Wed 17:00"
    assert _finish(plan, "sort") == "Mon 17:00"


def test_a_calendar_that_nothing_works_on_moves_nothing(people: Cast, plan: Stage) -> None:
    spare = calendar_create(actor=people.owner.actor, new=NewCalendar("Spare", OFFICE_WEEK), now=NOW)
    before = Recalculation.objects.count()
    pool.calendar_update(actor=people.owner.actor, id=spare.pk, version=1, changes={"country": "DE"}, now=NOW)
    assert Recalculation.objects.count() == before


def test_hours_without_any_working_time_are_refused_and_nothing_is_left(people: Cast, plan: Stage) -> None:
    wes = people.resources["Wes Worker"]
    with pytest.raises(Refused):
        pool.hours_set(
            actor=people.owner.actor,
            resource_id=wes.pk,
            version=1,
            base_id=people.calendar.pk,
            week=[[]] * 7,
            now=NOW,
        )
    assert not Calendar.objects.filter(resource=wes).exists()
    assert _finish(plan, "draw") == "Tue 17:00"


def test_the_engine_is_told_when_somebody_leaves_and_of_nobody_else(people: Cast, plan: Stage) -> None:
    wes = people.resources["Wes Worker"]
    Assignment.objects.create(task=plan.tasks["build"], resource=people.resources["Maya Manager"])
    resource_update(actor=people.owner.actor, id=wes.pk, version=1, changes={"available_until_on": WEDNESDAY}, now=NOW)
    told = {each.name: each.availability for each in exported([plan.shop], name="Shop").plan.resources}
    wednesday = instant_of(datetime(2026, 3, 4))
    assert told["Wes Worker"] == (Availability(1.0, None, wednesday), Availability(0.0, wednesday, None))
    assert told["Maya Manager"] == ()


def test_an_afternoon_off_moves_dates_by_what_is_left_of_the_day(people: Cast, plan: Stage) -> None:
    # Draw takes Monday and Tuesday; without Tuesday's afternoon, 13 to 17, its last 4 hours are Wednesday's 8 to 12.
    off = pool.time_off_add(
        actor=people.worker.actor,
        resource_id=people.resources["Wes Worker"].pk,
        new=NewTimeOff(TUESDAY, WEDNESDAY, 720, 1440),
        now=NOW,
    )
    draw = TaskDates.objects.get(task=plan.tasks["draw"])
    assert draw.finish_at.isoformat() == "2026-03-04T12:00:00"
    pool.time_off_update(
        actor=people.worker.actor,
        id=off.pk,
        version=1,
        changes={"from_minute": 480, "until_minute": 600},  # from 8 to 10, so that two hours are left over
        now=NOW,
    )
    draw.refresh_from_db()
    assert draw.finish_at.isoformat() == "2026-03-04T10:00:00"


def _off(people: Cast, start: date, finish: date) -> TimeOff:
    return pool.time_off_add(
        actor=people.worker.actor,
        resource_id=people.resources["Wes Worker"].pk,
        new=NewTimeOff(start, finish),
        now=NOW,
    )


def _finish(plan: Stage, name: str) -> str:
    return f"{TaskDates.objects.get(task=plan.tasks[name]).finish_at:%a %H:%M}"
