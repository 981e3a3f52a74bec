"""Projects: the list, a project's page, making and changing one."""

from datetime import datetime
from typing import Any

from cast import NOW, Cast, Stage, project_of
from fairlead.work.models import Project


def test_an_empty_list_offers_the_first_step(people: Cast, visit: Any):
    assert "Ask whoever leads a project" in visit(people.guest).get("/projects/").content.decode()
    assert "/projects/new/" in visit(people.owner).get("/projects/").content.decode()


def test_the_list_is_filtered_by_program_and_by_name(people: Cast, plan: Stage, visit: Any):
    client = visit(people.member)
    assert _names(client, "/projects/") == ["Attic", "Shop", "Warehouse"]
    assert _names(client, f"/projects/?program={plan.program.pk}") == ["Shop", "Warehouse"]
    assert _names(client, "/projects/?q=hous") == ["Warehouse"]
    assert _names(client, "/projects/?q=attic&program=") == ["Attic"]
    assert "No project fits this" in client.get("/projects/?q=nothing").content.decode()


def test_the_list_goes_on_by_key(people: Cast, plan: Stage, visit: Any, monkeypatch: Any):
    monkeypatch.setattr("fairlead.pages.views.projects.LIST", 2)
    client = visit(people.member)
    first = client.get("/projects/?q=")
    assert [row.project.name for row in first.context["rows"]] == ["Attic", "Shop"]
    assert _names(client, "/projects/" + first.context["next"]) == ["Warehouse"]


def test_closed_projects_are_apart_and_counted(people: Cast, plan: Stage, visit: Any):
    Project.objects.filter(pk=plan.attic.pk).update(closed_at=NOW)
    client = visit(people.member)
    assert _names(client, "/projects/") == ["Shop", "Warehouse"]
    assert _names(client, "/projects/?show=closed") == ["Attic"]
    assert _names(client, "/projects/?show=all") == ["Attic", "Shop", "Warehouse"]
    choices = client.get(f"/projects/?show=closed&program={plan.program.pk}").context["choices"]
    assert [choice[1:3] for choice in choices] == [("Open", 2), ("Closed", 0), ("All", 2)]
    assert choices[2][3] == f"?program={plan.program.pk}&show=all"


def test_the_highest_priority_comes_first_where_that_is_asked(people: Cast, plan: Stage, visit: Any, monkeypatch: Any):
    monkeypatch.setattr("fairlead.pages.views.projects.LIST", 2)
    Project.objects.filter(pk=plan.ware.pk).update(priority=Project.Priority.HIGHEST)
    client = visit(people.member)
    first = client.get("/projects/?sort=priority")
    assert [row.project.name for row in first.context["rows"]] == ["Warehouse", "Attic"]
    assert 'aria-sort="descending"' in first.content.decode()
    assert _names(client, "/projects/" + first.context["next"]) == ["Shop"]
    assert "Highest priority" in client.get(f"/projects/{plan.ware.pk}/").content.decode()


def test_a_project_shows_its_facts(people: Cast, plan: Stage, visit: Any):
    shown = visit(people.member).get(f"/projects/{plan.shop.pk}/").content.decode()
    assert "Fri 6 Mar" in shown  # Draw Mon Tue, Build Wed Thu Fri
    assert "0 of 3 tasks done" in shown
    assert "Sign off" in shown  # the next milestone


def test_an_empty_project_offers_its_plan(people: Cast, visit: Any):
    empty = project_of(people, "Empty", "EMP")
    assert "Nothing is planned yet" in visit(people.owner).get(f"/projects/{empty.pk}/").content.decode()


def test_the_plan_belongs_to_the_project(people: Cast, plan: Stage, visit: Any):
    shown = visit(people.worker).get(f"/projects/{plan.shop.pk}/plan/?task=7").content.decode()
    assert f'src="/api/v1/plans/project/{plan.shop.pk}"' in shown
    assert 'selected="7"' in shown


def test_making_a_project_leads_to_its_plan(people: Cast, plan: Stage, visit: Any):
    sent = {
        "name": "Website",
        "code": "WEB",
        "program": plan.program.pk,
        "goal": "",
        "start_at": "2026-04-01",
        "finish_by_at": "2026-05-29",
        "calendar": people.calendar.pk,
        "priority": "4",
    }
    answer = visit(people.manager).post("/projects/new/", sent)
    made = Project.objects.get(code="WEB")
    assert answer["Location"] == f"/projects/{made.pk}/plan/"
    assert (made.program_id, made.priority) == (plan.program.pk, Project.Priority.HIGH)
    # The promise is kept by whatever is done on the 29th, so it ends as the 30th begins.
    assert made.finish_by_at == datetime.fromisoformat("2026-05-30T00:00")


def test_a_program_manager_chooses_among_their_programs(people: Cast, plan: Stage, visit: Any):
    form = visit(people.manager).get("/projects/new/").context["form"]
    assert form.fields["program"].widget.choices == [(plan.program.pk, "Relaunch")]
    form = visit(people.owner).get("/projects/new/").context["form"]
    assert form.fields["program"].widget.choices == [("", "In no program"), (plan.program.pk, "Relaunch")]


def test_the_start_of_a_project_moves_its_tasks(people: Cast, plan: Stage, visit: Any):
    where = f"/projects/{plan.attic.pk}/edit/"
    client = visit(people.owner)
    form = client.get(where).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(where, {**sent, "start_at": "2026-03-16"}).status_code == 302
    sort = plan.tasks["sort"]
    sort.refresh_from_db()
    assert sort.dates.start_at == datetime.fromisoformat("2026-03-16T08:00")


def test_a_late_save_shows_days_as_people_say_them(people: Cast, plan: Stage, visit: Any):
    where = f"/projects/{plan.attic.pk}/edit/"
    client = visit(people.owner)
    form = client.get(where).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(where, {**sent, "finish_by_at": "2026-03-20"})
    late = client.post(where, {**sent, "finish_by_at": "2026-03-27"})
    assert late.status_code == 409
    assert late.context["versions"].rows == (("Promised finish", "Fri 20 Mar", "Fri 27 Mar"),)


def test_a_project_without_tasks_has_no_finish_yet(people: Cast, visit: Any):
    olga = visit(people.owner)
    sent = {"name": "Empty", "code": "EMP", "start_at": "2026-03-09", "calendar": people.calendar.pk, "priority": 3}
    olga.post("/projects/new/", sent)
    empty = Project.objects.get()
    olga.post(f"/projects/{empty.pk}/edit/", {**sent, "start_at": "2026-03-16", "version": 1})  # its dates are found
    page = olga.get("/projects/").content.decode()
    assert "Mon 16 Mar" in page  # its start
    assert "Sun 15 Mar" not in page  # the last day before it, where nothing is planned


def test_where_there_is_no_calendar_yet_one_is_made_first(people: Cast, visit: Any):
    people.outside_calendar.delete()
    assert visit(people.outsider).get("/projects/new/")["Location"] == "/people/calendars/new/"


def test_impossible_days_are_refused_at_their_field(people: Cast, visit: Any):
    sent = {"name": "Old", "code": "OLD", "start_at": "9999-01-01", "calendar": people.calendar.pk, "priority": 3}
    answer = visit(people.owner).post("/projects/new/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"start_at": ["A date between 1970 and 2149"]}


def _names(client: Any, path: str) -> list[str]:
    return [row.project.name for row in client.get(path).context["rows"]]
