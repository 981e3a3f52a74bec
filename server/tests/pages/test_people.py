"""The pages of people: who is listed, and what of them is told to whom."""

from datetime import date
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from fairlead.resources.models import Calendar, CalendarException, Resource, ResourceSkill, Skill, Team, TimeOff

MARCH_4 = date(2026, 3, 4)  # it is always that day here


@pytest.fixture
def pool(people: Cast) -> Cast:
    """Ana and Ben are designers; Ana is away today, Ben next week, Cleo has left."""
    team = Team.objects.create(workspace=people.workspace, name="Design")
    drawing = Skill.objects.create(workspace=people.workspace, name="Drawing")
    for name, until in (("Ana Reyes", None), ("Ben Bohm", None), ("Cleo Cole", MARCH_4)):
        people.resources[name] = Resource.objects.create(
            workspace=people.workspace, name=name, team=team, available_until_on=until
        )
    ResourceSkill.objects.create(resource=people.resources["Ben Bohm"], skill=drawing, level=4)
    _off(people, "Ana Reyes", "2026-03-02", "2026-03-06")
    _off(people, "Ben Bohm", "2026-03-09", "2026-03-11")
    return people


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Ana Reyes", "Ben Bohm", "Wes Worker", "Maya Manager"}),
        ("?show=away", {"Ana Reyes"}),
        ("?show=soon", {"Ana Reyes", "Ben Bohm"}),
        ("?show=gone", {"Cleo Cole"}),
        ("?q=bOHM", {"Ben Bohm"}),
        ("?q=wes.worker@", {"Wes Worker"}),
        ("?kind=role", set()),
        ("?team=0&show=nonsense&skill=x&kind=x", set()),
    ],
)
def test_the_list_shows_whom_one_asks_for(asked: str, shown: set[str], pool: Cast, visit: Any):
    assert _names(visit(pool.member), asked) == shown


def test_the_list_is_cut_down_to_a_team_or_a_skill(pool: Cast, visit: Any):
    team, skill = Team.objects.get(), Skill.objects.get()
    assert _names(visit(pool.member), f"?team={team.pk}") == {"Ana Reyes", "Ben Bohm"}
    assert _names(visit(pool.member), f"?skill={skill.pk}") == {"Ben Bohm"}


def test_the_list_tells_until_when_somebody_is_away(pool: Cast, visit: Any):
    shown = visit(pool.member).get("/people/").content.decode()
    assert "until Thu 5 Mar" in shown  # back on Friday the 6th


def test_who_sees_nobody_else_is_told_so(pool: Cast, visit: Any):
    assert _names(visit(pool.worker), "") == {"Wes Worker"}
    assert "your own teams" in visit(pool.guest).get("/people/").content.decode()


def test_a_person_is_put_into_the_pool_changed_and_archived(people: Cast, visit: Any):
    owner = visit(people.owner)
    filled = {"name": "Ana Reyes", "kind": "person", "max_units": "80", "available_until_on": "2026-06-30"}
    assert owner.post("/people/new/", filled).status_code == 302
    ana = Resource.objects.get(name="Ana Reyes")
    assert (str(ana.max_units), ana.available_until_on) == ("0.80", date(2026, 7, 1))  # the 30th is her last day
    page = f"/people/{ana.pk}/"
    assert owner.get(page).content.decode().count("Leaves on Tue 30 Jun") == 1
    late = owner.post(f"{page}edit/", {**filled, "name": "Ana R.", "version": "9"})
    assert (late.status_code, "changed this after you opened it" in late.content.decode()) == (409, True)
    owner.post(f"{page}edit/", {**filled, "name": "Ana R.", "version": "1"})
    assert Resource.objects.get(pk=ana.pk).name == "Ana R."
    owner.post(f"{page}archive/", {"version": "2"})
    assert ">Archived<" in owner.get(page).content.decode()
    owner.post(f"{page}archive/", {"version": "3", "restore": "1"})
    assert Resource.objects.get(pk=ana.pk).archived_at is None
    assert owner.post(f"{page}archive/", {}).status_code == 422
    assert visit(people.member).post(f"{page}archive/", {"version": "4"}).status_code == 403


def test_somebody_enters_their_time_off_and_takes_it_back(people: Cast, plan: Stage, visit: Any):
    worker, wes = visit(people.worker), people.resources["Wes Worker"]
    page = f"/people/{wes.pk}/"
    days = {
        "off-start_on": "2026-03-05",
        "off-finish_on": "2026-03-06",
        "off-kind": "training",
        "off-note": "First aid",
    }
    assert worker.post(f"{page}away/", days).status_code == 302
    shown = worker.get(page).content.decode()
    assert all(words in shown for words in ("Thu 5 Mar – Fri 6 Mar", "Training", "First aid"))
    assert "First aid" not in visit(people.member).get(page).content.decode()
    assert visit(people.member).post(f"{page}away/", days).status_code == 403
    twice = worker.post(f"{page}away/", days)
    assert (twice.status_code, "away on some of these days already" in twice.content.decode()) == (422, True)
    off = TimeOff.objects.get()
    assert visit(people.member).post(f"{page}away/{off.pk}/", {"version": "1"}).status_code == 403
    assert worker.post(f"{page}away/{off.pk}/", {"version": "1"}).status_code == 302
    assert not TimeOff.objects.exists()


def test_the_year_of_a_person_tells_their_time_off_and_holidays(people: Cast, visit: Any):
    wes = people.resources["Wes Worker"]
    CalendarException.objects.create(
        calendar=people.calendar, name="Founding day", start_on="2026-05-04", finish_on="2026-05-05"
    )
    _off(people, "Wes Worker", "2026-08-03", "2026-08-15")  # two weeks of five days
    seen = visit(people.member).get(f"/people/{wes.pk}/")
    assert (seen.context["counts"]["away"], seen.context["counts"]["holiday"]) == (10, 1)
    assert "Founding day" in seen.content.decode()
    assert visit(people.member).get(f"/people/{wes.pk}/?year=2027").context["counts"]["away"] == 0


def test_hours_are_typed_as_people_say_them(people: Cast, visit: Any):
    owner, wes = visit(people.owner), people.resources["Wes Worker"]
    page = f"/people/{wes.pk}/hours/"
    week = {"version": "1", "base": str(people.calendar.pk), "monday": "8-12, 13:00–15:30", "friday": "-"}
    assert owner.post(page, week).status_code == 302
    own = Resource.objects.get(pk=wes.pk).calendar
    assert own is not None
    assert own.week == [[[480, 720], [780, 930]], None, None, None, [], None, None]
    assert 'value="8:00–12:00, 13:00–15:30"' in owner.get(page).content.decode()
    for wrong in ("8 till late", "12-8", "8-12, 11-13", "8-25"):
        refused = owner.post(page, {**week, "version": "2", "monday": wrong})
        assert (refused.status_code, "Times such as" in refused.content.decode()) == (422, True)


def test_skills_availability_and_rates_are_added_and_taken_away(people: Cast, plan: Stage, visit: Any):
    manager, wes = visit(people.manager), people.resources["Wes Worker"]
    skill, page = Skill.objects.create(workspace=people.workspace, name="Drawing"), f"/people/{wes.pk}/"
    manager.post(f"{page}skill/", {"skill-skill": skill.pk, "skill-level": "4"})
    period = {
        "period-version": "1",
        "period-start_on": "2026-06-01",
        "period-finish_on": "2026-06-30",
        "period-units": "50",
    }
    manager.post(f"{page}available/", period)
    rate = {"rate-version": "2", "rate-from_on": "2026-01-01", "rate-currency": "eur", "rate-hour_cost": "50"}
    manager.post(f"{page}rates/", rate)
    shown = manager.get(page).content.decode()
    assert all(words in shown for words in ("Level 4 of 5", "Mon 1 Jun – Tue 30 Jun", "50 %", "costs 50.00 EUR"))
    assert "EUR" not in visit(people.member).get(page).content.decode()
    for path, body in (("rates", rate), ("available", period), ("skill", {"skill-skill": skill.pk})):
        assert visit(people.member).post(f"{page}{path}/", body).status_code == 403
    assert manager.post(f"{page}rates/", rate).status_code == 409
    manager.post(f"{page}skill/", {"skill-skill": skill.pk, "skill-level": ""})
    manager.post(f"{page}available/", {"version": "3", "without": "2026-06-01"})
    manager.post(f"{page}rates/", {"version": "4", "without": "2026-01-01"})
    assert [rows.count() for rows in (wes.skills, wes.availabilities, wes.rates)] == [0, 0, 0]


def test_a_team_is_made_led_and_dissolved(people: Cast, visit: Any):
    owner = visit(people.owner)
    owner.post("/people/teams/new/", {"name": "Paint", "lead": people.member.person.pk})
    team = Team.objects.get()
    assert "Led by Mel Member" in owner.get("/people/teams/").content.decode()
    lead = visit(people.member)
    assert 'name="lead"' not in lead.get(f"/people/teams/{team.pk}/edit/").content.decode()
    lead.post(f"/people/teams/{team.pk}/edit/", {"name": "Painters", "version": "1"})
    assert Team.objects.get().name == "Painters"
    assert lead.post(f"/people/teams/{team.pk}/end/", {"version": "2"}).status_code == 403
    owner.post(f"/people/teams/{team.pk}/end/", {"version": "2"})
    assert not Team.objects.exists()


def test_the_matrix_tells_who_can_do_what(pool: Cast, visit: Any):
    shown = visit(pool.member).get("/people/skills/")
    rows = {row.resource.name: row.levels for row, _cells in shown.context["rows"]}
    assert (rows["Ben Bohm"], rows["Ana Reyes"]) == ((4,), (None,))
    assert "data-editable" not in shown.content.decode()
    owner, team = visit(pool.owner), Team.objects.get()
    assert owner.post("/people/skills/", {"name": "drawing"}).status_code == 422
    owner.post("/people/skills/", {"name": "Welding"})
    assert len(owner.get("/people/skills/").context["skills"]) == 2
    of_team = owner.get(f"/people/skills/?team={team.pk}")  # only what somebody of the team can do
    assert [skill.name for skill in of_team.context["skills"]] == ["Drawing"]
    assert "data-editable" in of_team.content.decode()
    welding = Skill.objects.get(name="Welding")
    assert visit(pool.member).post(f"/people/skills/{welding.pk}/end/", {"version": "1"}).status_code == 403
    owner.post(f"/people/skills/{welding.pk}/end/", {"version": "1"})
    assert Skill.objects.count() == 1


def test_a_calendar_brings_holidays_and_takes_other_hours(people: Cast, visit: Any):
    owner = visit(people.owner)
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "9-17")
    made = owner.post("/people/calendars/new/", {"name": "Munich", "country": "DE", "subdivision": "BY", **week})
    page = made["Location"]
    assert "Epiphany" in owner.get(page).content.decode()
    calendar = Calendar.objects.get(name="Munich")
    assert calendar.week == [[[540, 1020]]] * 5 + [[], []]  # nothing typed and nothing to derive from: free
    other = {"version": "1", "name": "Works holiday", "start_on": "2026-08-03", "finish_on": "2026-08-14"}
    owner.post(f"{page}exception/", other)
    assert "Mon 3 Aug – Fri 14 Aug" in owner.get(page).content.decode()
    wrong = owner.post(f"{page}exception/", {**other, "version": "2", "finish_on": "2026-08-02"})
    assert (wrong.status_code, "Not before the first day" in wrong.content.decode()) == (422, True)
    key = calendar.exceptions.get(is_public_holiday=False).pk
    owner.post(f"{page}exception/", {"version": "2", "without": str(key)})
    assert not calendar.exceptions.filter(is_public_holiday=False).exists()
    owner.post(f"{page}edit/", {"version": "3", "name": "Lyon", "country": "FR", **week})
    assert calendar.exceptions.filter(start_on="2026-07-14").exists()
    assert not calendar.exceptions.filter(name="Epiphany").exists()
    member = visit(people.member)
    assert member.post(f"{page}end/", {"version": "4"}).status_code == 403
    assert member.post(f"{page}exception/", other).status_code == 403
    owner.post(f"{page}end/", {"version": "4"})
    assert not Calendar.objects.filter(pk=calendar.pk).exists()


def test_the_parts_of_a_country_are_offered(people: Cast, visit: Any):
    parts = visit(people.owner).get("/people/calendars/subdivisions/?country=DE").content.decode()
    assert '<option value="BY">' in parts


def _names(client: Any, asked: str) -> set[str]:
    return {row.resource.name for row in client.get(f"/people/{asked}").context["rows"]}


def _off(people: Cast, name: str, start: str, finish: str) -> TimeOff:
    return TimeOff.objects.create(resource=people.resources[name], start_on=start, finish_on=finish, entered_at=NOW)


@pytest.mark.parametrize(
    ("part", "minutes", "shown"),
    [
        ({"off-part": "morning"}, (0, 720), "0:00–12:00"),
        ({"off-part": "afternoon"}, (720, 1440), "12:00–24:00"),
        ({"off-part": "hours", "off-from_minute": "15:30", "off-until_minute": "00:00"}, (930, 1440), "15:30–24:00"),
    ],
)
def test_a_part_of_a_day_off_is_entered_and_shown(
    people: Cast, plan: Stage, visit: Any, part: dict[str, str], minutes: tuple[int, int], shown: str
):
    page = f"/people/{people.resources['Wes Worker'].pk}/"
    days = {"off-start_on": "2026-08-03", "off-finish_on": "2026-08-04", "off-kind": "vacation", **part}
    worker = visit(people.worker)
    assert worker.post(f"{page}away/", days).status_code == 302
    off = TimeOff.objects.get()
    assert (off.from_minute, off.until_minute) == minutes
    assert shown in worker.get(page).content.decode()


def test_hours_off_without_times_are_asked_for(people: Cast, plan: Stage, visit: Any):
    page = f"/people/{people.resources['Wes Worker'].pk}/"
    days = {"off-start_on": "2026-08-03", "off-finish_on": "2026-08-03", "off-kind": "vacation", "off-part": "hours"}
    answer = visit(people.worker).post(f"{page}away/", days)
    assert (answer.status_code, answer.content.decode().count("Say from when until when")) == (422, 2)


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("away/", {"off-start_on": "9999-12-31", "off-finish_on": "9999-12-31", "off-kind": "vacation"}),
        ("away/", {"off-start_on": "2026-03-09", "off-finish_on": "2026-03-02", "off-kind": "vacation"}),
        ("away/", {"off-start_on": "0001-01-01", "off-finish_on": "9999-12-31", "off-kind": "vacation"}),
        ("edit/", {"available_from_on": "2026-03-09", "available_until_on": "2026-03-02"}),
        ("edit/", {"available_until_on": "9999-12-31"}),
        ("edit/", {"available_from_on": "0001-01-01"}),
        ("edit/", {"max_units": "-5"}),
        ("available/", {"period-start_on": "9999-12-31", "period-finish_on": "9999-12-31", "period-units": "50"}),
        ("available/", {"period-start_on": "2026-03-09", "period-finish_on": "2026-03-02", "period-units": "50"}),
        ("available/", {"period-start_on": "2026-03-09", "period-finish_on": "", "period-units": "-1"}),
        ("rates/", {"rate-from_on": "9999-12-31", "rate-currency": "EUR", "rate-hour_cost": "5"}),
        ("rates/", {"rate-from_on": "0001-01-01", "rate-currency": "EUR", "rate-hour_cost": "5"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "EUR", "rate-hour_cost": "-5"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "EUR", "rate-hour_cost": "1e300"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "EUR", "rate-hour_cost": "NaN"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "XXQ", "rate-hour_cost": "5"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "<b>", "rate-hour_cost": "5"}),
        ("rates/", {"rate-from_on": "2026-03-09", "rate-currency": "EUR"}),
    ],
)
def test_what_cannot_be_said_of_somebody_is_refused_in_words(
    people: Cast, plan: Stage, visit: Any, form: str, values: dict[str, str]
):
    wes = people.resources["Wes Worker"]
    usual = {"version": "1", "name": wes.name, "kind": "person", "max_units": "100", "person": str(wes.person_id)}
    versions = {"period-version": "1", "rate-version": "1"}
    answer = visit(people.owner).post(f"/people/{wes.pk}/{form}", {**usual, **versions, **values})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="wrong"' in page or "note-bad" in page
    wes.refresh_from_db()
    assert wes.version == 1
