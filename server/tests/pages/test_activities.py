"""A program's own activities on its pages, and on none of the pages of projects."""

from typing import Any

import pytest
from django.urls import reverse

from cast import NOW, Cast, Stage
from fairlead.pages.urls import urlpatterns
from fairlead.work.models import Project
from fairlead.work.services import activities_begin

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
