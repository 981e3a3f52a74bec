"""A program's own activities on its pages, and on none of the pages of projects."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from cast import NOW, Cast, Stage, _grant
from fairlead.access.rules import Role, ScopeKind
from fairlead.pages.urls import urlpatterns
from fairlead.schedule.models import TaskDates
from fairlead.schedule.services import TaskEdit, task_add, task_edit
from fairlead.staffing.models import Booking
from fairlead.staffing.services import NewRequest, request_ask, request_commit
from fairlead.work.models import Project
from fairlead.work.services import NewTask, activities_begin
from pages.test_rights import delivered

# A plan is exported as a file by its id, whatever it is of.
ALIKE = {"project_export", "project_export_file"}
OF_PROJECTS = [
    each.name
    for each in urlpatterns
    if str(each.pattern).startswith("projects/<int:id>/")
    and each.name not in ALIKE
    and "<str:" not in str(each.pattern)
]


@pytest.fixture
def own(people: Cast, plan: Stage) -> Project:
    return activities_begin(actor=people.owner.actor, program_id=plan.program.pk, now=NOW)


def test_a_program_without_activities_says_what_belongs_there_and_how_to_begin(people: Cast, plan: Stage, visit: Any):
    page = f"/programs/{plan.program.pk}/activities/"
    shown = visit(people.manager).get(page).content.decode()
    assert "change management" in shown
    assert f"{page}begin/" in shown
    for who in (people.member, people.worker):
        told = visit(who).get(page).content.decode()
        assert "begin/" not in told
        assert "Whoever manages the program plans them." in told
        assert page not in visit(who).get(f"/programs/{plan.program.pk}/").content.decode()  # no tab for nothing


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 302), ("manager", 302), ("member", 403), ("worker", 404), ("outsider", 404)]
)
def test_who_manages_the_program_begins_its_activities(who: str, status: int, people: Cast, plan: Stage, visit: Any):
    at = f"/programs/{plan.program.pk}/activities/"
    answer = visit(getattr(people, who)).post(f"{at}begin/")
    assert answer.status_code == status
    assert Project.plans.filter(program=plan.program, kind=Project.Kind.ACTIVITIES).exists() is (status == 302)
    if status == 302:
        assert answer["Location"] == at


def test_the_activities_of_a_program_are_one_plan_that_opens(people: Cast, plan: Stage, own: Project, visit: Any):
    page = f"/programs/{plan.program.pk}/activities/"
    assert own.get_absolute_url() == page
    assert f'src="/api/v1/plans/project/{own.pk}"' in visit(people.manager).get(page).content.decode()
    hidden = visit(people.worker).get(page).content.decode()  # who is in one of its projects sees that one alone
    assert f"plans/project/{own.pk}" not in hidden


def test_activities_are_not_in_the_list_of_projects(people: Cast, plan: Stage, own: Project, visit: Any):
    shown = visit(people.owner).get("/projects/").content.decode()
    assert f"/projects/{plan.shop.pk}/" in shown
    assert f"/projects/{own.pk}/" not in shown


@pytest.mark.parametrize("name", OF_PROJECTS)
def test_no_page_of_a_project_is_one_of_activities(name: str, people: Cast, plan: Stage, own: Project, visit: Any):
    client, address = visit(people.owner), reverse(name, args=[own.pk])
    answers = (client.get(address), client.post(address, {"version": 1}))
    assert {answer.status_code for answer in answers} <= {404, 405}
    assert 404 in {answer.status_code for answer in answers}


def test_a_programs_new_name_is_that_of_its_activities(people: Cast, plan: Stage, own: Project, visit: Any):
    said = {"version": 1, "name": "Renewal", "code": "REN"}
    assert visit(people.manager).post(f"/programs/{plan.program.pk}/edit/", said).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.code) == ("Renewal", "REN")


def test_the_next_milestones_of_the_program_are_on_its_overview_and_late_ones_are_marked(
    people: Cast, plan: Stage, own: Project, visit: Any
):
    actor = people.manager.actor
    for name, day in (("Charter told", "2026-03-02T12:00"), ("Doors open", "2026-03-20T12:00")):
        added = task_add(actor=actor, new=NewTask(own.pk, name, is_milestone=True), now=NOW)
        edit = TaskEdit(constraint=4, constraint_at=datetime.fromisoformat(day))  # finish no earlier than
        task_edit(actor=actor, task_id=added.task["id"], version=1, edit=edit, now=NOW)
    shown = visit(people.manager).get(f"/programs/{plan.program.pk}/").content.decode()
    card = shown.partition('aria-labelledby="milestones-head"')[2].partition("</section>")[0]
    assert "Late" in card.partition("Charter told")[0]  # it is Wednesday the 4th
    assert "Late" not in card.partition("Charter told")[2]
    assert "Fri 20 Mar" in card.partition("Doors open")[2]
    told = visit(people.manager).get("/programs/?view=timeline").content.decode()
    assert "Charter told was due" in told
    assert told.count('class="milestone') == 2
    assert "Doors open" not in visit(people.worker).get(f"/programs/{plan.program.pk}/").content.decode()


def test_a_program_with_activities_alone_shows_how_they_stand(people: Cast, plan: Stage, own: Project, visit: Any):
    task_add(actor=people.manager.actor, new=NewTask(own.pk, "Announce"), now=NOW)
    Project.objects.filter(program=plan.program).update(program=None)
    shown = visit(people.owner).get(f"/programs/{plan.program.pk}/").content.decode()
    assert "Program activities" in shown
    assert "No projects yet" not in shown


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("manager", 200), ("member", 403), ("worker", 404), ("outsider", 404)]
)
def test_who_manages_the_program_says_when_its_activities_begin(
    who: str, status: int, people: Cast, plan: Stage, own: Project, visit: Any
):
    client, page = visit(getattr(people, who)), f"/programs/{plan.program.pk}/activities/edit/"
    assert client.get(page).status_code == status
    said = {"version": 1, "start_at": "2026-03-09", "calendar": people.calendar.pk}
    assert client.post(page, said).status_code == (302 if status == 200 else status)
    own.refresh_from_db()
    assert own.start_at.day == (9 if status == 200 else 2)


def test_a_later_start_moves_what_nothing_holds_and_a_stale_one_shows_both(
    people: Cast, plan: Stage, own: Project, visit: Any
):
    added = task_add(actor=people.manager.actor, new=NewTask(own.pk, "Announce"), now=NOW)
    client, page = visit(people.manager), f"/programs/{plan.program.pk}/activities/edit/"
    said = {"version": 1, "start_at": "2026-03-09", "calendar": people.calendar.pk}
    client.post(page, said)
    assert TaskDates.objects.get(task=added.task["id"]).start_at.day == 9
    answer = client.post(page, {**said, "start_at": "2026-03-16"})
    assert answer.status_code == 409
    assert "Mon 9 Mar" in answer.content.decode()
    assert "Mon 16 Mar" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "team", "forms"),
    [("owner", 200, 200), ("manager", 200, 200), ("member", 200, 403), ("worker", 404, 404), ("outsider", 404, 404)],
)
def test_who_sees_the_team_of_activities_and_who_asks_and_books(
    who: str, team: int, forms: int, people: Cast, plan: Stage, own: Project, visit: Any
):
    client, at = visit(getattr(people, who)), f"/programs/{plan.program.pk}/activities"
    assert client.get(f"{at}/team/").status_code == team
    for form in ("ask", "book"):
        assert client.get(f"{at}/{form}/").status_code == forms
        assert client.post(f"{at}/{form}/", {}).status_code == (422 if forms == 200 else forms)
    for form in ("ask", "book"):
        assert (f"{at}/{form}/" in client.get(f"{at}/team/").content.decode()) is (forms == 200)


def test_a_program_without_activities_has_no_team_of_them(people: Cast, plan: Stage, visit: Any):
    for form in ("team", "ask", "book"):
        assert visit(people.owner).get(f"/programs/{plan.program.pk}/activities/{form}/").status_code == 404


def test_people_are_asked_for_and_booked_for_activities_on_their_pages(
    people: Cast, plan: Stage, own: Project, visit: Any
):
    maya, at = visit(people.manager), f"/programs/{plan.program.pk}/activities"
    wes = people.resources["Wes Worker"].pk
    wanted = {"resource": wes, "start_on": "2026-03-09", "finish_on": "2026-03-13", "amount": "50", "measure": "share"}
    sent = maya.post(f"{at}/ask/", {**wanted, "reason": "To tell the clients", "answer_by_on": "2026-03-06"})
    shown = maya.get(sent["Location"]).content.decode()
    assert "Wes Worker for Relaunch" in shown
    assert f'<dt>Program activities</dt><dd><a href="{at}/">Relaunch</a>' in shown
    assert maya.post(f"{at}/book/", {**wanted, "is_firm": "on"})["Location"] == f"{at}/team/"
    team = maya.get(f"{at}/team/").content.decode()
    assert "Wes Worker (asked for)" in team
    booking = Booking.objects.get()
    assert f"/bookings/{booking.pk}/" in team
    assert f"{at}/team/" in maya.get(f"/bookings/{booking.pk}/").content.decode()
    assert f"{at}/team/" in maya.get(f"{at}/").content.decode()
    dropped = maya.post(f"/bookings/{booking.pk}/drop/", {"version": booking.version})
    assert dropped["Location"] == f"{at}/team/"


def test_who_is_given_for_activities_is_told_and_led_to_their_team(people: Cast, plan: Stage, own: Project, visit: Any):
    wanted = NewRequest(
        project=own.pk,
        resource=people.resources["Wes Worker"].pk,
        start_on=date(2026, 3, 9),
        finish_on=date(2026, 3, 16),
        units=Decimal("0.5"),
        reason="To tell the clients",
        answer_by_on=date(2026, 3, 6),
    )
    asked = request_ask(actor=people.manager.actor, new=wanted, now=NOW)
    request_commit(actor=people.owner.actor, id=asked.pk, version=1, now=NOW)
    _grant(people.worker, Role.STAKEHOLDER, ScopeKind.PROGRAM, plan.program.pk)
    told = visit(people.worker).get("/notices/").content.decode()
    team = f"/programs/{plan.program.pk}/activities/team/"
    assert f'href="{team}"' in told
    assert "booked you for Relaunch" in told
    assert visit(people.worker).get(team).status_code == 200


def test_a_benefit_depends_on_activities_and_their_milestones(people: Cast, plan: Stage, own: Project, visit: Any):
    actor, maya = people.manager.actor, visit(people.manager)
    told = task_add(actor=actor, new=NewTask(own.pk, "Clients told"), now=NOW).task["id"]
    benefit = delivered(plan)["benefit"]
    page = f"/benefits/{benefit}/outputs/new/"
    form = maya.get(page).context["form"]
    groups = dict(form.fields["source"].choices)
    assert groups["Program activities"] == [(f"{own.pk}.{told}", "Clients told")]  # never the whole: it has no end
    assert groups["Shop"][0] == (f"{plan.shop.pk}.", "The whole project")
    maya.post(page, {"name": "They know", "source": f"{own.pk}.{told}"})
    shown = maya.get(f"/benefits/{benefit}/").content.decode()
    assert "Program activities › Clients told" in shown
    assert "Mon 2 Mar" in shown.partition("They know")[2]  # a day of work from Monday
