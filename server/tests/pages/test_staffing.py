"""Requests, bookings and notices in the pages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cast import NOW, Cast, Player, Stage, _grant, player, project_of, task_of
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.resources.models import Resource
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.selectors import AlertKind
from fairlead.staffing.services import NewBooking, booking_create
from fairlead.work.models import Assignment, Task

FIRST, LAST = "2026-03-09", "2026-03-13"


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    """The project manager of SHOP."""
    who = player(people.workspace, "Paula Lead", Role.MEMBER)
    _grant(who, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)
    return who


def ask(browser: Client, people: Cast, plan: Stage, **values: Any) -> Any:
    usual = {
        "resource": people.resources["Wes Worker"].pk,
        "start_on": FIRST,
        "finish_on": LAST,
        "amount": "50",
        "measure": "share",
        "reason": "The shop opens in April",
        "answer_by_on": "2026-03-06",
    }
    return browser.post(f"/projects/{plan.shop.pk}/ask/", {**usual, **values})


def part(resource: int, number: int = 0, **values: Any) -> dict[str, Any]:
    usual = {"resource": resource, "start_on": FIRST, "finish_on": LAST, "amount": "50", "measure": "share"}
    return {f"{number}-{name}": value for name, value in {**usual, **values}.items()}


ANSWER = {"message": "", "answer_by_on": "2026-03-06", "version": 1}


def test_days_are_asked_for_with_the_last_one_and_shares_in_percents(
    people: Cast, plan: Stage, lead: Player, visit: Any
):
    answer = ask(visit(lead), people, plan)
    request = Request.objects.get()
    assert answer["Location"] == f"/requests/{request.pk}/"
    assert (request.start_on, request.finish_on, request.units) == (
        date(2026, 3, 9),
        date(2026, 3, 14),
        Decimal("0.5"),
    )
    shown = visit(people.manager).get("/requests/").content.decode()
    assert "Wes Worker" in shown
    assert "9 Mar to 13 Mar 2026" in shown
    assert "answer by Fri 6 Mar" in shown


def test_what_cannot_be_stands_at_its_field(people: Cast, plan: Stage, lead: Player, visit: Any):
    answer = ask(visit(lead), people, plan, resource="", finish_on="2026-03-08", answer_by_on="2026-03-01")
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"resource", "finish_on", "answer_by_on"}
    assert not Request.objects.exists()


def test_hours_are_asked_for_as_hours(people: Cast, plan: Stage, lead: Player, visit: Any):
    ask(visit(lead), people, plan, amount="12.5", measure="hours")
    assert Request.objects.get().minutes == 750


def test_an_offer_of_two_people_is_made_and_accepted(people: Cast, plan: Stage, lead: Player, visit: Any):
    una = Resource.objects.create(workspace=people.workspace, name="Una Unsigned")
    ask(visit(lead), people, plan)
    path = f"/requests/{Request.objects.get().pk}/"
    manager, paula = visit(people.manager), visit(lead)
    body = {
        **part(people.resources["Wes Worker"].pk, amount="25"),
        **part(una.pk, 1, amount="25"),
        **part("", 2),  # type: ignore[arg-type]
        **ANSWER,
    }
    assert manager.post(path, {**body, "do": "offer"}).status_code == 302
    shown = paula.get(path).content.decode()
    assert "Accept this offer" in shown
    assert "Una Unsigned, 9 Mar to 13 Mar 2026, 25 %" in shown
    assert "Accept this offer" not in manager.get(path).content.decode()
    assert paula.post(f"{path}accept/", {"version": 2})["Location"] == path
    assert [(each.resource.name, each.units) for each in Booking.objects.order_by("resource__name")] == [
        ("Una Unsigned", Decimal("0.25")),
        ("Wes Worker", Decimal("0.25")),
    ]
    assert "accepted the offer" in paula.get(path).content.decode()


def test_what_was_asked_is_committed_and_anything_else_is_told_to_be_an_offer(
    people: Cast, plan: Stage, lead: Player, visit: Any
):
    ask(visit(lead), people, plan)
    path, manager = f"/requests/{Request.objects.get().pk}/", visit(people.manager)
    wes = people.resources["Wes Worker"].pk
    other = manager.post(path, {**part(wes, amount="40"), **ANSWER, "do": "commit"})
    assert other.status_code == 422
    assert "This is not what was asked for" in other.content.decode()
    assert 'value="40"' in other.content.decode()
    assert manager.post(path, {**part(wes), **ANSWER, "do": "commit"}).status_code == 302
    assert Booking.objects.get().is_firm


def test_a_late_answer_is_told_and_keeps_what_was_typed(people: Cast, plan: Stage, lead: Player, visit: Any):
    ask(visit(lead), people, plan)
    path, wes = f"/requests/{Request.objects.get().pk}/", people.resources["Wes Worker"].pk
    visit(people.owner).post(path, {**part(wes), **ANSWER, "do": "offer"})
    late = visit(people.manager).post(path, {**part(wes, amount="30"), **ANSWER, "do": "offer"})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.content.decode()
    assert 'value="30"' in late.content.decode()
    assert 'name="version" value="2"' in late.content.decode()


def test_a_request_is_declined_with_a_reason_or_withdrawn(people: Cast, plan: Stage, lead: Player, visit: Any):
    paula, manager = visit(lead), visit(people.manager)
    ask(paula, people, plan)
    ask(paula, people, plan)
    first, second = Request.objects.order_by("pk")
    refused = manager.post(f"/requests/{first.pk}/decline/", {"version": 1, "reason": ""})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    manager.post(f"/requests/{first.pk}/decline/", {"version": 1, "reason": "On leave"})
    paula.post(f"/requests/{second.pk}/withdraw/", {"version": 1})
    decided = paula.get("/requests/?show=decided").content.decode()
    assert ("Declined" in decided, "Withdrawn" in decided) == (True, True)


@pytest.mark.parametrize("step", ["accept", "decline", "withdraw"])
def test_who_may_not_is_not_let(people: Cast, plan: Stage, lead: Player, visit: Any, step: str):
    ask(visit(lead), people, plan)
    path = f"/requests/{Request.objects.get().pk}/{step}/"
    who = (people.member, people.worker, people.guest, people.outsider)
    statuses = [visit(each).post(path, {"version": 1, "reason": "No"}).status_code for each in who]
    assert statuses == [403, 403, 404, 404]
    assert visit(None).post(path).status_code == 302
    assert Request.objects.get().waits_for == "decider"


def test_a_booking_is_made_changed_and_taken_back(people: Cast, plan: Stage, visit: Any):
    manager, wes = visit(people.manager), people.resources["Wes Worker"].pk
    body = {"resource": wes, "start_on": FIRST, "finish_on": LAST, "amount": "100", "measure": "share"}
    manager.post(f"/projects/{plan.shop.pk}/book/", {**body, "is_firm": "on"})
    booking = Booking.objects.get()
    taken = manager.post(f"/projects/{plan.ware.pk}/book/", {**body, "is_firm": "on"})
    assert "Maya Manager has promised that time to “Shop”." in taken.content.decode()
    path = f"/bookings/{booking.pk}/"
    manager.post(path, {**body, "amount": "20", "measure": "hours", "version": 1})
    booking.refresh_from_db()
    assert (booking.units, booking.minutes, booking.is_firm) == (None, 1200, False)
    late = manager.post(path, {**body, "note": "mine", "version": 1})
    assert (late.status_code, "changed this after you opened it" in late.content.decode()) == (409, True)
    for who in (people.member, people.worker):
        assert visit(who).post(f"{path}drop/", {"version": 2}).status_code == 403
    assert manager.post(f"{path}drop/", {"version": 1}).status_code == 409
    assert manager.post(f"{path}drop/", {"version": 2})["Location"] == f"/projects/{plan.shop.pk}/team/"
    assert not Booking.objects.exists()


def test_the_team_shows_hours_booked_above_hours_planned(people: Cast, plan: Stage, visit: Any):
    new = NewBooking(
        plan.shop.pk, date(2026, 3, 2), date(2026, 3, 7), people.resources["Wes Worker"].pk, minutes=600, is_firm=True
    )
    booking_create(actor=people.manager.actor, new=new, now=NOW)
    shown = " ".join(visit(people.worker).get(f"/projects/{plan.shop.pk}/team/").content.decode().split())
    # 10 h are booked; Draw is planned for two days of 8 h
    assert '<span class="booked">10 h</span><span class="planned over">16 h</span>' in shown
    assert "/edit/" not in shown
    later = visit(people.worker).get(f"/projects/{plan.shop.pk}/team/?from=2026-06-03")
    assert "1 Jun" in later.content.decode()


@pytest.mark.parametrize("when", ["", "x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_first_week_that_is_none_is_this_week(people: Cast, plan: Stage, visit: Any, when: str):
    assert visit(people.member).get(f"/projects/{plan.shop.pk}/team/?from={when}").status_code == 200


def test_a_programs_people_page_shows_alerts_by_kind(people: Cast, plan: Stage, visit: Any):
    for project in (plan.shop, plan.ware):
        new = NewBooking(
            project.pk, date(2026, 3, 2), date(2026, 3, 7), people.resources["Maya Manager"].pk, units=Decimal("0.5")
        )
        booking_create(actor=people.owner.actor, new=NewBooking(**{**_fields(new), "is_firm": True}), now=NOW)
    # Wes is on Build from Wednesday on, and booked nowhere; Draw was for Monday and Tuesday
    Assignment.objects.create(task=plan.tasks["build"], resource=people.resources["Wes Worker"])
    page = visit(people.manager).get(f"/programs/{plan.program.pk}/people/")
    assert [(kind.value, count) for kind, count in page.context["counts"]] == [
        ("booked_not_planned", 1),  # Maya, in two projects
        ("planned_not_booked", 1),
    ]
    assert [len(each.alerts) for each in page.context["alerts"]] == [2, 1]
    only = visit(people.manager).get(f"/programs/{plan.program.pk}/people/?show=planned_not_booked")
    assert len(only.context["alerts"]) == 1


def test_the_weeks_of_one_overloaded_person_are_one_line_with_the_worst(people: Cast, plan: Stage, visit: Any):
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(duration_minutes=4 * 2400)
    Assignment.objects.filter(task=plan.tasks["draw"]).update(units=Decimal("1.5"))
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    page = visit(people.manager).get(f"/programs/{plan.program.pk}/people/")
    [group] = [each for each in page.context["alerts"] if each.worst.kind is AlertKind.OVERLOAD]
    # four weeks of 60 h where there are 40
    assert [(each.minutes, each.of_minutes) for each in group.alerts] == [(3600, 2400)] * 4
    assert (group.start_on, group.finish_on, group.projects) == (date(2026, 3, 2), date(2026, 3, 30), [plan.shop])
    assert page.context["counts"][0] == (AlertKind.OVERLOAD, 1)
    assert "4 weeks" in page.content.decode()


def test_of_many_projects_that_overload_somebody_those_that_ask_most_are_named(
    people: Cast, plan: Stage, lead: Player, visit: Any
):
    wes = people.resources["Wes Worker"]
    for number in range(1, 6):
        project = project_of(people, f"Extra {number}", f"X{number}", program=plan.program)
        role_grant(person=lead.person, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=project.pk, now=NOW)
        Assignment.objects.create(task=task_of(project, "Do", duration_minutes=480 * number), resource=wes)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    alert = visit(lead).get("/home/overload/").context["over"][0]
    # In the first week the extra ones ask for 5, 4, 3, 2 and 1 days; equals stand in the order they were made.
    days = [each.name for each in alert.projects if each.name.startswith("Extra")]
    assert days == [f"Extra {number}" for number in (5, 4, 3, 2, 1)]
    page = visit(people.manager).get(f"/programs/{plan.program.pk}/people/").content.decode()
    assert f"and {len(alert.projects) - 4} more" in page


def test_notices_lead_to_what_they_are_about_and_are_read_there(people: Cast, plan: Stage, lead: Player, visit: Any):
    manager = visit(people.manager)
    assert "new notice" not in manager.get("/programs/").content.decode()
    ask(visit(lead), people, plan)
    ask(visit(lead), people, plan)
    assert "2 new notices" in manager.get("/programs/").content.decode()
    shown = manager.get("/notices/").content.decode()
    assert "Paula Lead asks for Wes Worker for Shop" in shown
    manager.get(f"/requests/{Request.objects.earliest('pk').pk}/")
    assert "1 new notice" in manager.get("/programs/").content.decode()
    manager.post("/notices/seen/")
    assert "new notice" not in manager.get("/programs/").content.decode()


def _fields(new: NewBooking) -> dict[str, Any]:
    return {name: getattr(new, name) for name in new.__slots__}
