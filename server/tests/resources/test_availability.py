"""How much of a resource there is when, and whose time off is in whose hours."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, Cast
from fairlead.exchange.writer import calendars_write
from fairlead.resources.models import Availability, Calendar, CalendarException, Resource, TimeOff
from fairlead.resources.rules import Period, availability_of, units_on
from fairlead.resources.selectors import availabilities, engine_calendars, resources_of
from fairlead_engine.plan import CalendarId, Plan
from fairlead_engine.worktime import WorkCalendar, rules_of

ONE, HALF, NONE = Decimal(1), Decimal("0.5"), Decimal(0)
MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (5, 6, 7, 8))


def test_the_usual_units_hold_outside_of_the_periods() -> None:
    half_in_june = [Period(JUNE, JULY, HALF)]
    assert availability_of(half_in_june, usual=ONE) == (
        Period(None, JUNE, ONE),
        Period(JUNE, JULY, HALF),
        Period(JULY, None, ONE),
    )


def test_a_period_without_an_end_holds_for_ever() -> None:
    assert availability_of([Period(JUNE, None, HALF)], usual=ONE) == (
        Period(None, JUNE, ONE),
        Period(JUNE, None, HALF),
    )


def test_nobody_is_there_before_they_come_and_after_they_left() -> None:
    from_june_to_july = availability_of([Period(MAY, AUGUST, HALF)], usual=ONE, from_on=JUNE, until_on=JULY)
    assert from_june_to_july == (Period(None, JUNE, NONE), Period(JUNE, JULY, HALF), Period(JULY, None, NONE))
    assert [units_on(day, from_june_to_july) for day in (MAY, JUNE, JULY)] == [NONE, HALF, NONE]


def test_of_overlapping_periods_the_later_waits() -> None:
    overlapping = [Period(JUNE, AUGUST, NONE), Period(MAY, JULY, HALF)]
    assert availability_of(overlapping, usual=ONE) == (
        Period(None, MAY, ONE),
        Period(MAY, JULY, HALF),
        Period(JULY, AUGUST, NONE),
        Period(AUGUST, None, ONE),
    )


def test_the_workspace_tells_it_of_everybody_in_two_queries(people: Cast, django_assert_num_queries: object) -> None:
    wes, maya = people.resources["Wes Worker"], people.resources["Maya Manager"]
    Availability.objects.create(resource=wes, start_on=JUNE, finish_on=JULY, units=HALF)
    Resource.objects.filter(pk=maya.pk).update(available_until_on=JULY)
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = availabilities(people.workspace.pk)
    assert units_on(JUNE, found[wes.pk]) == HALF
    assert [units_on(day, found[maya.pk]) for day in (JUNE, JULY)] == [ONE, NONE]


def test_somebodys_own_calendar_holds_their_time_off(people: Cast) -> None:
    own = _own(people, "Wes Worker")
    TimeOff.objects.create(
        resource=people.resources["Wes Worker"], start_on="2026-03-03", finish_on="2026-03-05", entered_at=NOW
    )
    # Of the 40 hours of a week, two days of 8 are off.
    assert [_week(people, calendar) for calendar in (people.calendar, own)] == [40 * 60, 24 * 60]


def test_work_said_for_a_public_holiday_goes_before_it_and_time_off_before_that(people: Cast) -> None:
    own = _own(people, "Wes Worker")
    days = {"calendar": people.calendar, "start_on": "2026-03-03", "finish_on": "2026-03-04"}
    CalendarException.objects.create(**days, name="We work", shifts=[[480, 720]])
    CalendarException.objects.create(**days, name="Founding day", is_public_holiday=True)
    assert _week(people, people.calendar) == _week(people, own) == (32 + 4) * 60
    TimeOff.objects.create(
        resource=people.resources["Wes Worker"], start_on="2026-03-03", finish_on="2026-03-04", entered_at=NOW
    )
    assert _week(people, own) == 32 * 60


def test_calendars_are_read_in_three_queries(people: Cast, django_assert_num_queries: object) -> None:
    for name in people.resources:
        _own(people, name)
    with django_assert_num_queries(3):  # type: ignore[operator]
        engine_calendars(people.workspace.pk)


def test_a_calendar_of_a_file_is_never_somebodys_own(people: Cast) -> None:
    own = _own(people, "Wes Worker")
    known = engine_calendars(people.workspace.pk)
    file = Plan("file", projects=(), calendars=tuple(known))  # says the same two calendars
    keys = calendars_write(file, [each.id for each in known], people.workspace.pk)
    assert keys[str(people.calendar.pk)] == people.calendar.pk
    assert keys[str(own.pk)] != own.pk
    assert Calendar.objects.get(pk=keys[str(own.pk)]).resource is None


def test_who_does_not_see_the_pool_sees_their_teams_and_themselves(people: Cast) -> None:
    assert {row.name for row in resources_of(actor=people.member.actor)} == {"Wes Worker", "Maya Manager"}
    assert [row.name for row in resources_of(actor=people.worker.actor)] == ["Wes Worker"]
    assert [row.name for row in resources_of(actor=people.guest.actor)] == []


@pytest.mark.django_db
def test_the_database_keeps_no_calendar_of_one_that_is_the_default(people: Cast) -> None:
    with pytest.raises(IntegrityError, match="calendar_of_one_has_base"), transaction.atomic():
        Calendar.objects.create(
            workspace=people.workspace, name="Alone", week=[[]] * 7, resource=people.resources["Wes Worker"]
        )


def _own(people: Cast, name: str) -> Calendar:
    resource = people.resources[name]
    own = Calendar.objects.create(
        workspace=people.workspace, name=name, base=people.calendar, week=[None] * 7, resource=resource
    )
    Resource.objects.filter(pk=resource.pk).update(calendar=own)
    return own


def _week(people: Cast, calendar: Calendar) -> int:
    """The working minutes from Monday 2026-03-02 to the next."""
    calendars = engine_calendars(people.workspace.pk)
    place = [each.id for each in calendars].index(CalendarId(str(calendar.pk)))
    worked = WorkCalendar(rules_of(calendars)[place], calendar.name)
    monday = (date(2026, 3, 2) - date(1970, 1, 1)).days * 1440
    return worked.minutes_between(monday, monday + 7 * 1440)
