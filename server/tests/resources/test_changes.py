"""Changes to the pool: who may make them, what they refuse, and what they leave behind."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cast import NOW, OFFICE_WEEK, Cast, cast, stage
from fairlead.access.rules import Actor
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.resources import services
from fairlead.resources.models import Calendar, CalendarException, Resource, ResourceSkill, Team, TimeOff
from fairlead.resources.rules import Period
from fairlead.resources.selectors import rates_of, resource_days, skill_matrix, skills_of, team_rows, times_off_of
from fairlead.resources.services import NewCalendar, NewException, NewRate, NewResource, NewTimeOff

MARCH_2, MARCH_4, MARCH_6 = (date(2026, 3, day) for day in (2, 4, 6))
TWO_DAYS = NewTimeOff(MARCH_2, MARCH_4, note="Skiing")


@pytest.fixture
def people(db: None) -> Cast:
    """The cast; the manager manages a program, so the pool is theirs to edit."""
    people = cast()
    stage(people)
    return people


def test_a_program_manager_puts_somebody_into_the_pool_and_a_member_does_not(people: Cast) -> None:
    ana = services.resource_create(actor=people.manager.actor, new=NewResource(" Ana Reyes "), now=NOW)
    assert (ana.name, ana.version) == ("Ana Reyes", 1)
    assert AuditEntry.objects.get(action="resource.create").actor_name == "Maya Manager"
    with pytest.raises(Forbidden):
        services.resource_create(actor=people.member.actor, new=NewResource("Ben"), now=NOW)
    with pytest.raises(NotFound):
        services.resource_create(actor=people.guest.actor, new=NewResource("Ben"), now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "robot"}, "kind"),
        ({"max_units": Decimal(-1)}, "max_units"),
        ({"team": 99}, "team"),
        ({"person": 99999}, "person"),
        ({"available_from_on": MARCH_4, "available_until_on": MARCH_4}, "available_until_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(people: Cast, changes: dict[str, object], field: str) -> None:
    wes = people.resources["Wes Worker"]
    with pytest.raises(Refused) as refused:
        services.resource_update(actor=people.owner.actor, id=wes.pk, version=1, changes=changes, now=NOW)
    assert set(refused.value.fields) == {field}


def test_a_person_is_in_the_pool_once(people: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.resource_create(
            actor=people.owner.actor, new=NewResource("Wes again", person=people.worker.person.pk), now=NOW
        )
    assert set(refused.value.fields) == {"person"}


def test_a_late_edit_changes_nothing_and_is_told_what_is_said_now(people: Cast) -> None:
    wes, owner = people.resources["Wes Worker"], people.owner.actor
    services.resource_update(actor=owner, id=wes.pk, version=1, changes={"title": "Painter"}, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        services.resource_update(actor=owner, id=wes.pk, version=1, changes={"title": "Plumber"}, now=NOW)
    assert (stale.value.current["title"], stale.value.current["version"]) == ("Painter", 2)


def test_who_is_archived_comes_back(people: Cast) -> None:
    wes, owner = people.resources["Wes Worker"], people.owner.actor
    services.resource_archive(actor=owner, id=wes.pk, version=1, now=NOW)
    assert not Resource.objects.in_use().filter(pk=wes.pk).exists()
    services.resource_restore(actor=owner, id=wes.pk, version=2, now=NOW)
    assert Resource.objects.in_use().filter(pk=wes.pk).exists()


def test_a_lead_edits_their_team_and_nobody_elses(people: Cast) -> None:
    owner, wes, maya = people.owner.actor, people.resources["Wes Worker"], people.resources["Maya Manager"]
    team = services.team_create(actor=owner, name="Paint", lead=people.member.person.pk, now=NOW)
    services.resource_update(actor=owner, id=wes.pk, version=1, changes={"team": team.pk}, now=NOW)
    lead = people.member.actor
    services.resource_update(actor=lead, id=wes.pk, version=2, changes={"title": "Painter"}, now=NOW)
    with pytest.raises(Forbidden):
        services.resource_update(actor=lead, id=maya.pk, version=1, changes={"title": "Painter"}, now=NOW)
    with pytest.raises(Forbidden):  # out of their team
        services.resource_update(actor=lead, id=wes.pk, version=3, changes={"team": None}, now=NOW)
    services.team_update(actor=lead, id=team.pk, version=1, changes={"name": "Painters"}, now=NOW)
    with pytest.raises(Forbidden):
        services.team_update(actor=lead, id=team.pk, version=2, changes={"lead": None}, now=NOW)


def test_a_team_has_one_lead_and_ends_without_its_people(people: Cast) -> None:
    owner = people.owner.actor
    team = services.team_create(actor=owner, name="Paint", lead=people.member.person.pk, now=NOW)
    Resource.objects.update(team=team)
    changes = {"lead": people.worker.person.pk}
    services.team_update(actor=owner, id=team.pk, version=1, changes=changes, now=NOW)
    [row] = team_rows(actor=owner)
    assert (row.lead, len(row.members)) == (people.worker.person, 2)
    assert people.member.actor.team_ids == frozenset()
    services.team_delete(actor=owner, id=team.pk, version=2, now=NOW)
    assert not Team.objects.exists()
    assert Resource.objects.filter(workspace=people.workspace, team=None).count() == 2
    assert people.worker.actor.team_ids == frozenset()


def test_two_teams_or_skills_of_one_name_are_refused(people: Cast) -> None:
    owner = people.owner.actor
    services.team_create(actor=owner, name="Paint", now=NOW)
    services.skill_create(actor=owner, name="Drawing", now=NOW)
    with pytest.raises(Refused):
        services.team_create(actor=owner, name=" Paint ", now=NOW)
    with pytest.raises(Refused):
        services.skill_create(actor=owner, name="drawing", now=NOW)


def test_a_level_is_said_changed_and_taken_back(people: Cast) -> None:
    owner, wes = people.owner.actor, people.resources["Wes Worker"]
    skill = services.skill_create(actor=owner, name="Drawing", now=NOW)
    for level in (3, 5, 5):
        services.skill_level_set(actor=owner, resource_id=wes.pk, skill_id=skill.pk, level=level, now=NOW)
    assert ResourceSkill.objects.get().level == 5
    assert AuditEntry.objects.filter(action="resource.skill").count() == 2  # the third said nothing new
    rows = skill_matrix(actor=people.member.actor, skills=list(skills_of(actor=owner)))
    assert [(row.resource.name, row.levels, row.may_edit) for row in rows] == [
        ("Maya Manager", (None,), False),
        ("Wes Worker", (5,), False),
    ]
    services.skill_level_set(actor=owner, resource_id=wes.pk, skill_id=skill.pk, level=None, now=NOW)
    assert not ResourceSkill.objects.exists()
    with pytest.raises(Refused):
        services.skill_level_set(actor=owner, resource_id=wes.pk, skill_id=skill.pk, level=6, now=NOW)


def test_everybody_enters_their_own_time_off_and_a_manager_that_of_others(people: Cast) -> None:
    wes, maya = people.resources["Wes Worker"], people.resources["Maya Manager"]
    services.time_off_add(actor=people.worker.actor, resource_id=wes.pk, new=TWO_DAYS, now=NOW)
    services.time_off_add(
        actor=people.manager.actor, resource_id=wes.pk, new=NewTimeOff(MARCH_4, MARCH_6, kind="sick"), now=NOW
    )
    with pytest.raises(NotFound):  # they do not even see her
        services.time_off_add(actor=people.worker.actor, resource_id=maya.pk, new=TWO_DAYS, now=NOW)
    with pytest.raises(Forbidden):
        services.time_off_add(actor=people.member.actor, resource_id=maya.pk, new=TWO_DAYS, now=NOW)
    assert [row.entered_by.name for row in TimeOff.objects.all()] == ["Wes Worker", "Maya Manager"]


def test_why_somebody_is_away_is_told_to_them_and_their_managers_only(people: Cast) -> None:
    wes = people.resources["Wes Worker"]
    services.time_off_add(actor=people.worker.actor, resource_id=wes.pk, new=TWO_DAYS, now=NOW)

    def told(actor: Actor) -> tuple[str | None, str | None]:
        [row] = times_off_of(wes, actor=actor)
        return row.kind, row.note

    assert told(people.worker.actor) == told(people.manager.actor) == ("vacation", "Skiing")
    assert told(people.member.actor) == (None, None)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewTimeOff(MARCH_4, MARCH_4), "finish_on"),
        (NewTimeOff(MARCH_2, date(2036, 3, 2)), "finish_on"),
        (NewTimeOff(date(2026, 3, 3), MARCH_6), "start_on"),  # away until the 4th already
        (NewTimeOff(MARCH_4, MARCH_6, kind="moon"), "kind"),
        (NewTimeOff(date(2150, 1, 1), date(9999, 12, 31)), "start_on"),
        (NewTimeOff(MARCH_4, MARCH_6, from_minute=720), "from_minute"),
        (NewTimeOff(MARCH_4, MARCH_6, from_minute=720, until_minute=720), "until_minute"),
        (NewTimeOff(MARCH_4, MARCH_6, from_minute=-5, until_minute=720), "until_minute"),
        (NewTimeOff(MARCH_4, date(2026, 9, 4), from_minute=0, until_minute=720), "finish_on"),
        (NewTimeOff(MARCH_2, MARCH_6, from_minute=0, until_minute=720), "start_on"),  # away until the 4th already
        (NewTimeOff(MARCH_4, MARCH_6, note="x" * 501), "note"),
    ],
)
def test_time_off_that_cannot_be_is_refused(people: Cast, new: NewTimeOff, field: str) -> None:
    wes = people.resources["Wes Worker"]
    services.time_off_add(actor=people.owner.actor, resource_id=wes.pk, new=TWO_DAYS, now=NOW)
    with pytest.raises(Refused) as refused:
        services.time_off_add(actor=people.owner.actor, resource_id=wes.pk, new=new, now=NOW)
    assert set(refused.value.fields) == {field}


def test_part_time_is_a_calendar_of_ones_own_over_the_shared_one(people: Cast) -> None:
    wes, owner = people.resources["Wes Worker"], people.owner.actor
    week = [None, None, None, [], [], None, None]
    services.hours_set(actor=owner, resource_id=wes.pk, version=1, base_id=people.calendar.pk, week=week, now=NOW)
    own = Resource.objects.get(pk=wes.pk).calendar
    assert own is not None
    assert (own.resource_id, own.base_id, own.week) == (wes.pk, people.calendar.pk, week)
    assert own not in Calendar.objects.filter(resource=None)


def test_who_works_as_the_shared_calendar_does_has_none_of_their_own(people: Cast) -> None:
    wes, owner = people.resources["Wes Worker"], people.owner.actor
    services.hours_set(actor=owner, resource_id=wes.pk, version=1, base_id=people.calendar.pk, now=NOW)
    assert Resource.objects.get(pk=wes.pk).calendar == people.calendar
    with pytest.raises(Refused):
        services.hours_set(actor=owner, resource_id=wes.pk, version=2, base_id=people.outside_calendar.pk, now=NOW)


def test_periods_of_availability_replace_each_other_and_do_not_overlap(people: Cast) -> None:
    wes, owner = people.resources["Wes Worker"], people.owner.actor
    half = Decimal("0.5")
    one, other = Period(MARCH_2, MARCH_4, half), Period(MARCH_4, None, Decimal(0))
    services.availability_set(actor=owner, id=wes.pk, version=1, periods=[one, other], now=NOW)
    services.availability_set(actor=owner, id=wes.pk, version=2, periods=[one], now=NOW)
    assert [(row.start_on, row.units) for row in wes.availabilities.all()] == [(MARCH_2, half)]
    for wrong in (
        [other, Period(MARCH_6, None, half)],
        [Period(MARCH_4, MARCH_2, half)],
        [Period(MARCH_2, None, -half)],
    ):
        with pytest.raises(Refused):
            services.availability_set(actor=owner, id=wes.pk, version=3, periods=wrong, now=NOW)


def test_rates_are_for_those_who_may_see_them(people: Cast) -> None:
    wes = people.resources["Wes Worker"]
    rates = [NewRate(MARCH_4, "EUR", Decimal(52)), NewRate(MARCH_2, "EUR", Decimal(50), Decimal(90))]
    services.rates_set(actor=people.manager.actor, resource_id=wes.pk, version=1, rates=rates, now=NOW)
    assert [rate.hour_cost for rate in rates_of(wes, actor=people.manager.actor)] == [50, 52]
    for who in (people.member, people.worker):
        with pytest.raises(Forbidden):
            rates_of(wes, actor=who.actor)


@pytest.mark.parametrize(
    "rates",
    [
        [NewRate(MARCH_2, "EUR", Decimal(1)), NewRate(MARCH_2, "USD", Decimal(1))],
        [NewRate(MARCH_2, "euro", Decimal(1))],
        [NewRate(MARCH_2, "EUR")],
        [NewRate(MARCH_2, "EUR", Decimal(-1))],
    ],
)
def test_rates_that_cannot_be_are_refused(people: Cast, rates: list[NewRate]) -> None:
    wes = people.resources["Wes Worker"]
    with pytest.raises(Refused):
        services.rates_set(actor=people.owner.actor, resource_id=wes.pk, version=1, rates=rates, now=NOW)


def test_another_country_replaces_only_what_the_one_before_brought(people: Cast) -> None:
    owner = people.owner.actor
    new = NewCalendar("Munich", OFFICE_WEEK, country="DE", subdivision="BY")
    munich = services.calendar_create(actor=owner, new=new, now=NOW)
    ours = NewException(date(2026, 8, 3), date(2026, 8, 17), "Works holiday")
    _update(people, munich, 1, {"exceptions": [ours]})
    assert _days(munich, "Epiphany") == [date(year, 1, 6) for year in range(2025, 2037)]  # Bavaria's own, 10 years on
    _update(people, munich, 2, {"country": "FR"})
    assert _days(munich, "Epiphany") == []
    assert date(2026, 7, 14) in _days(munich)
    assert _days(munich, "Works holiday") == [ours.start_on]
    munich.refresh_from_db()
    assert munich.subdivision == ""  # Bavaria is not in France
    _update(people, munich, 3, {"country": ""})
    assert _days(munich) == [ours.start_on]


def test_holidays_of_the_years_ahead_are_filled_again_as_years_go_by(people: Cast) -> None:
    munich = services.calendar_create(
        actor=people.owner.actor, new=NewCalendar("Munich", OFFICE_WEEK, country="DE"), now=NOW
    )
    assert max(_days(munich)).year == 2036
    call_command("holidays", stdout=StringIO())
    assert max(_days(munich)).year == timezone.localdate().year + 10
    assert services.holidays_renew(today=date(2030, 1, 1)) == 1
    assert (min(_days(munich)).year, max(_days(munich)).year) == (2029, 2040)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"country": "QQ"}, "country"),
        ({"country": "DE", "subdivision": "TX"}, "subdivision"),
        ({"week": [[]] * 6}, "week"),
        ({"week": [[[480, 720], [700, 900]]] + [[]] * 6}, "week"),
        ({"week": [[[480, 1500]]] + [[]] * 6}, "week"),
        ({"is_default": False}, "is_default"),
        ({"exceptions": [NewException(MARCH_4, MARCH_4)]}, "exceptions"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(people: Cast, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        _update(people, people.calendar, 1, changes)
    assert set(refused.value.fields) == {field}


def test_a_calendar_derives_from_no_calendar_that_derives_from_it(people: Cast) -> None:
    new = NewCalendar("Site", [None] * 7, base=people.calendar.pk)
    site = services.calendar_create(actor=people.owner.actor, new=new, now=NOW)
    for base in (site.pk, people.calendar.pk, people.outside_calendar.pk):
        with pytest.raises(Refused):
            _update(people, people.calendar, 1, {"base": base})


def test_there_is_one_default_calendar_and_it_stays(people: Cast) -> None:
    site = services.calendar_create(actor=people.owner.actor, new=NewCalendar("Site", OFFICE_WEEK), now=NOW)
    _update(people, site, 1, {"is_default": True})
    assert list(Calendar.objects.filter(workspace=people.workspace, is_default=True)) == [site]
    for calendar, version in ((site, 2), (people.calendar, 1)):  # the default, and one that projects work on
        with pytest.raises(Refused):
            services.calendar_delete(actor=people.owner.actor, id=calendar.pk, version=version, now=NOW)
    spare = services.calendar_create(actor=people.owner.actor, new=NewCalendar("Spare", OFFICE_WEEK), now=NOW)
    services.calendar_delete(actor=people.owner.actor, id=spare.pk, version=1, now=NOW)
    assert not Calendar.objects.filter(pk=spare.pk).exists()


def _update(people: Cast, calendar: Calendar, version: int, changes: dict[str, object]) -> None:
    services.calendar_update(actor=people.owner.actor, id=calendar.pk, version=version, changes=changes, now=NOW)


def _days(calendar: Calendar, name: str = "") -> list[date]:
    rows = CalendarException.objects.filter(calendar=calendar, name__contains=name)
    return [row.start_on for row in rows]


def test_somebody_is_away_in_several_parts_of_a_day_that_do_not_meet(people: Cast) -> None:
    wes = people.resources["Wes Worker"]

    def add(start: int | None, finish: int | None) -> None:
        new = NewTimeOff(MARCH_2, MARCH_4, from_minute=start, until_minute=finish)
        services.time_off_add(actor=people.worker.actor, resource_id=wes.pk, new=new, now=NOW)

    add(480, 600)
    add(900, 1440)
    for start, finish in ((540, 660), (None, None), (0, 1440)):
        with pytest.raises(Refused, match="not saved"):
            add(start, finish)
    wes.refresh_from_db()
    off = times_off_of(wes, actor=people.worker.actor)
    days = resource_days(wes, start=MARCH_2, finish=date(2026, 3, 5), off=off)
    # of 8-12 and 13-17, what is off is 8-10 and 15-24; Wednesday is whole
    assert [[(each.start, each.finish) for each in day.shifts] for day in days] == [
        [(600, 720), (780, 900)],
        [(600, 720), (780, 900)],
        [(480, 720), (780, 1020)],
    ]
    assert [(day.kind.value, day.name) for day in days] == [("work", "Time off"), ("work", "Time off"), ("work", "")]


def test_who_is_away_for_all_the_hours_of_a_day_is_away(people: Cast) -> None:
    wes = people.resources["Wes Worker"]
    new = NewTimeOff(date(2026, 3, 6), date(2026, 3, 9), from_minute=420, until_minute=1100)  # Friday to Sunday
    services.time_off_add(actor=people.worker.actor, resource_id=wes.pk, new=new, now=NOW)
    wes.refresh_from_db()
    off = times_off_of(wes, actor=people.worker.actor)
    days = resource_days(wes, start=date(2026, 3, 6), finish=date(2026, 3, 9), off=off)
    assert [day.kind.value for day in days] == ["away", "free", "free"]
