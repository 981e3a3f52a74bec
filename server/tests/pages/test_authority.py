"""Roles, authority, stand-ins, tolerances and RACI matrices, on their pages."""

from datetime import timedelta
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from fairlead.access.models import DefinedRole, Delegation, Grant, Tolerance
from fairlead.access.rules import ScopeKind
from fairlead.access.services import NewDelegation
from fairlead.collaboration.models import Notice
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.governance.selectors import spot_get
from fairlead.governance.services import deliverable_add, role_give, stand_in_make


def usual(people: Cast, key: str) -> int:
    return DefinedRole.objects.get(workspace=people.workspace, key=key).pk


def stakeholder(people: Cast, plan: Stage) -> Grant:
    """Guest is a stakeholder of SHOP."""
    owner = people.owner.actor
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=owner)
    given = {"person_id": people.guest.person.pk, "role_id": usual(people, "stakeholder"), "spot": spot}
    return role_give(actor=owner, now=NOW, **given)


def test_one_page_says_who_is_which_manager_and_who_decides_what(people: Cast, plan: Stage, visit: Any):
    page = visit(people.member).get("/people/decides/").content.decode()
    assert "Maya Manager" in page
    assert "Relaunch" in page  # of which she is the program manager
    assert "decides up to 20 days" in page
    assert "decides up to 5 days" in page
    assert page.index("Program manager</span>") < page.index("Project manager</span>")
    assert "Sponsor</span>" in visit(people.member).get("/people/decides/?with=sponsor").content.decode()
    assert "Maya Manager" not in visit(people.guest).get("/people/decides/").content.decode()


def test_a_program_names_the_managers_of_its_projects(people: Cast, plan: Stage, visit: Any):
    given = {"person": people.worker.person.pk, "role": usual(people, "project_manager")}
    visit(people.manager).post(f"/projects/{plan.shop.pk}/decides/", given)
    page = visit(people.manager).get(f"/programs/{plan.program.pk}/decides/").content.decode()
    column = page[page.index("Project manager</span>") : page.index("</thead>")]
    assert people.worker.person.name in column
    assert "Shop" in column  # of which they are the manager


def test_a_role_is_given_at_a_project_and_its_holder_told(people: Cast, plan: Stage, visit: Any):
    page, guest = f"/projects/{plan.shop.pk}/decides/", people.guest.person
    sent = {"person": guest.pk, "role": usual(people, "stakeholder")}
    assert visit(people.manager).post(page, sent).status_code == 302
    assert Notice.objects.get(person=guest).kind == "role.given"
    assert "made you Stakeholder of Shop" in visit(people.guest).get("/notices/").content.decode()
    assert visit(people.manager).post(page, sent).status_code == 422  # has it already
    assert visit(people.member).post(page, {**sent, "role": usual(people, "team_member")}).status_code == 403


def test_a_role_is_given_by_the_code_of_where(people: Cast, plan: Stage, visit: Any):
    page = f"/people/roles/{people.guest.person.pk}/"
    sent = {"role": usual(people, "sponsor"), "where": "REL · Relaunch"}
    assert visit(people.owner).post(page, sent).status_code == 302
    assert "Sponsor" in visit(people.owner).get(page).content.decode()
    answer = visit(people.owner).post(page, {**sent, "where": "NONE"})
    assert answer.status_code == 422
    assert "No program or project has this code" in answer.content.decode()


def test_a_held_role_is_changed_and_ended(people: Cast, plan: Stage, visit: Any):
    grant = stakeholder(people, plan)
    sent = {"role": usual(people, "team_member"), "person": people.guest.person.pk}
    assert visit(people.member).post(f"/people/roles/held/{grant.pk}/", sent).status_code == 403
    assert visit(people.outsider).post(f"/people/roles/held/{grant.pk}/", sent).status_code == 404
    visit(people.manager).post(f"/people/roles/held/{grant.pk}/", sent)
    changed = Grant.objects.get(person=people.guest.person, scope="project")
    assert changed.role == "team_member"
    visit(people.manager).post(f"/people/roles/held/{changed.pk}/", {"role": "", "person": people.guest.person.pk})
    assert Grant.objects.filter(pk=changed.pk).exists()  # nothing was chosen
    visit(people.manager).post(f"/people/roles/held/{changed.pk}/", {"role": "end"})
    assert not Grant.objects.filter(pk=changed.pk).exists()


def test_what_somebody_may_do_says_why(people: Cast, plan: Stage, visit: Any):
    page = visit(people.owner).get(f"/people/roles/{people.manager.person.pk}/").content.decode()
    assert "as Program manager" in page
    assert "Relaunch" in page
    new = NewDelegation(people.guest.person.pk, NOW, NOW + timedelta(days=3))
    stand_in_make(actor=people.manager.actor, new=new, now=NOW)
    mine = visit(people.guest).get(f"/people/roles/{people.guest.person.pk}/").content.decode()
    assert "for Maya Manager, who is Program manager" in mine


def test_a_role_of_ones_own_is_made_changed_and_deleted(people: Cast, plan: Stage, visit: Any):
    owner = visit(people.owner)
    sent = {"name": "Planner", "scopes": ["project"], "may_slip_finish": "on", "most_slip_finish": "2"}
    assert owner.post("/people/roles/defined/new/", sent).status_code == 302
    role = DefinedRole.objects.get(name="Planner")
    assert role.authority == {"slip_finish": 2, "view": None}
    page = f"/people/roles/defined/{role.pk}/"
    assert owner.post(page, {**sent, "version": 1, "most_slip_finish": "9"}).status_code == 302
    late = owner.post(page, {**sent, "version": 1, "most_slip_finish": "4"})
    assert late.status_code == 409
    assert "9" in late.content.decode()  # theirs, beside mine
    assert visit(people.manager).post(f"{page}end/", {"version": 2}).status_code == 403
    owner.post(f"{page}end/", {"version": 2})
    assert not DefinedRole.objects.filter(pk=role.pk).exists()


def test_a_role_in_use_stays_and_the_page_says_who_is_in_it(people: Cast, plan: Stage, visit: Any):
    owner = visit(people.owner)
    owner.post("/people/roles/defined/new/", {"name": "Planner", "scopes": ["project"], "may_level": "on"})
    role = DefinedRole.objects.get(name="Planner")
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=people.owner.actor)
    given = {"person_id": people.guest.person.pk, "role_id": role.pk, "spot": spot}
    role_give(actor=people.owner.actor, now=NOW, **given)
    answer = owner.post(f"/people/roles/defined/{role.pk}/end/", {"version": 1}, follow=True)
    assert "Gus Guest is in this role" in answer.content.decode()
    assert DefinedRole.objects.filter(pk=role.pk).exists()


def test_somebody_acts_for_me_until_the_last_day(people: Cast, plan: Stage, visit: Any):
    sent = {"deputy": people.guest.person.pk, "start_on": "2026-03-04", "finish_on": "2026-03-06", "reason": "Holiday"}
    assert visit(people.manager).post("/me/stand-ins/", sent).status_code == 302
    row = Delegation.objects.get()
    assert (row.ends_at - row.starts_at).days == 3  # three whole days
    assert set(Notice.objects.values_list("person", flat=True)) == {people.manager.person.pk, people.guest.person.pk}
    assert visit(people.guest).get(f"/programs/{plan.program.pk}/edit/").status_code == 200
    assert visit(people.member).post(f"/me/stand-ins/{row.pk}/end/").status_code == 404
    visit(people.guest).post(f"/me/stand-ins/{row.pk}/end/")
    assert visit(people.guest).get(f"/programs/{plan.program.pk}/edit/").status_code == 404


def test_days_the_wrong_way_round_are_refused_at_their_field(people: Cast, plan: Stage, visit: Any):
    sent = {"deputy": people.guest.person.pk, "start_on": "2026-03-06", "finish_on": "2026-03-04"}
    answer = visit(people.manager).post("/me/stand-ins/", sent)
    assert answer.status_code == 422
    assert "After its start" in answer.content.decode()


@pytest.mark.parametrize("kind", ["program", "project"])
def test_a_tolerance_is_agreed_by_the_level_above(kind: str, people: Cast, plan: Stage, visit: Any):
    id = plan.program.pk if kind == "program" else plan.shop.pk
    page, sent = f"/{kind}s/{id}/tolerance/time/", {"amount": "4", "words": "", "version": "0"}
    assert visit(people.member).post(page, sent).status_code == 403
    assert visit(people.outsider).post(page, sent).status_code == 404
    assert visit(people.manager).post(page, sent).status_code == (403 if kind == "program" else 302)
    visit(people.owner).post(page, {**sent, "version": str(Tolerance.objects.count())})
    assert Tolerance.objects.get().amount == 4
    late = visit(people.owner).post(page, sent, follow=True)
    assert "Somebody else agreed" in late.content.decode()
    for amount, told in (("99999", "Between 0 and"), ("-1", "not below 0"), ("few", "a whole number")):
        refused = visit(people.owner).post(page, {**sent, "amount": amount, "version": "1"}, follow=True)
        assert told in refused.content.decode()
        assert refused.redirect_chain == [(f"/{kind}s/{id}/decides/", 302)]  # where the form stands


@pytest.mark.parametrize("kind", ["program", "project"])
def test_a_matrix_begins_from_what_the_roles_decide(kind: str, people: Cast, plan: Stage, visit: Any):
    page = f"/{kind}s/{plan.program.pk if kind == 'program' else plan.shop.pk}/raci/"
    assert visit(people.member).post(f"{page}begin/").status_code == 403
    assert visit(people.outsider).post(f"{page}begin/").status_code == 404
    visit(people.manager).post(f"{page}begin/")
    assert Deliverable.objects.count() == 5
    shown = visit(people.member).get(page).content.decode()
    assert "Nobody is" not in shown  # what it begins with keeps the rules
    assert Responsibility.objects.filter(letter="AR").exists()


def test_a_line_is_added_and_removed_and_says_what_is_wrong(people: Cast, plan: Stage, visit: Any):
    page = f"/projects/{plan.shop.pk}/raci/"
    visit(people.manager).post(page, {"name": "Sign"})
    shown = visit(people.manager).get(page).content.decode()
    assert "Nobody is accountable: give one A. Nobody is responsible: give at least one R." in shown
    assert visit(people.manager).post(page, {"name": "Sign"}).status_code == 422
    row = Deliverable.objects.get()
    assert visit(people.member).post(f"/raci/{row.pk}/remove/", {"version": 1}).status_code == 403
    assert visit(people.outsider).post(f"/raci/{row.pk}/remove/", {"version": 1}).status_code == 404
    visit(people.manager).post(f"/raci/{row.pk}/remove/", {"version": 1})
    assert not Deliverable.objects.exists()


def test_a_matrix_goes_to_spreadsheets_and_runs_nothing_there(people: Cast, plan: Stage, visit: Any):
    owner = people.owner.actor
    spot = spot_get(scope=ScopeKind.PROJECT, id=plan.shop.pk, actor=owner)
    row = deliverable_add(actor=owner, spot=spot, name="=1+1", now=NOW)
    Responsibility.objects.create(deliverable=row, person=people.manager.person, letter="AR")
    page = visit(people.owner).get(f"/projects/{plan.shop.pk}/raci/file/?format=csv")
    lines = page.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Deliverable or decision,")
    assert lines[1].startswith("'=1+1,")
    assert lines[1].endswith("AR,")
    book = visit(people.owner).get(f"/projects/{plan.shop.pk}/raci/file/?format=xlsx")
    assert book.content.startswith(b"PK")
    assert book["Content-Disposition"] == 'attachment; filename="raci-shop.xlsx"'
