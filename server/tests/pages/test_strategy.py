"""The strategy on its pages: from a red objective to the task behind it, and from a task up to why it matters."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from fairlead.collaboration.services import News, notices_write
from fairlead.programs.selectors import contributions_of, scores_of
from fairlead.programs.services import program_contribute
from fairlead.strategy.models import CheckIn, Criterion, KeyResult, Objective, Status
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    NewObjective,
    check_in_add,
    criterion_create,
    key_result_create,
    objective_create,
    objective_status_set,
)
from fairlead.work.selectors import contributions_of as project_contributions_of


@pytest.fixture
def soon(people: Cast, plan: Stage) -> Objective:
    """An objective of member's that ends before the program that serves it does."""
    owner = people.owner.actor
    new = NewObjective("Open early", date(2026, 1, 1), date(2026, 3, 5), owner=people.member.person.pk)
    aim = objective_create(actor=owner, new=new, now=NOW)
    program_contribute(actor=owner, id=plan.program.pk, version=1, shares={aim.pk: Decimal("0.5")}, now=NOW)
    return objective_status_set(actor=owner, id=aim.pk, version=1, status=Status.ACTIVE, note="", now=NOW)


@pytest.fixture
def sales(people: Cast, soon: Objective) -> KeyResult:
    new = NewKeyResult("Sales", Direction.UP, Decimal(0), Decimal(10), unit="k€")
    return key_result_create(actor=people.owner.actor, objective_id=soon.pk, new=new, now=NOW)


def test_three_clicks_lead_from_a_red_objective_to_the_task_behind_it(
    people: Cast, plan: Stage, soon: Objective, visit: Any
):
    browser = visit(people.owner)
    strategy = browser.get("/strategy/").content.decode()
    assert f'href="/strategy/objectives/{soon.pk}/"' in strategy
    page = browser.get(f"/strategy/objectives/{soon.pk}/").content.decode()
    assert "Off track" in page
    assert "finishes 2 days after the period" in page
    assert f'href="/tasks/{plan.tasks["build"].pk}/"' in page


def test_a_task_says_why_it_matters(people: Cast, plan: Stage, soon: Objective, visit: Any):
    page = visit(people.worker).get(f"/tasks/{plan.tasks['draw'].pk}/").content.decode()
    line = page[page.index("Why it matters") :][:600]
    assert line.index("Open early") < line.index("Relaunch") < line.index("Shop")


def test_who_owns_an_objective_checks_in_on_its_page(people: Cast, soon: Objective, sales: KeyResult, visit: Any):
    told = {"on": "2026-03-03", "value": "4", "confidence": "70", "comment": "A good week"}
    where = f"/strategy/results/{sales.pk}/check-in/"
    assert visit(people.member).post(where, told).status_code == 302
    row = CheckIn.objects.get()
    assert (row.value, row.confidence_share, row.by) == (4, Decimal("0.7"), people.member.person)
    assert visit(people.manager).post(where, told).status_code == 403
    assert visit(people.outsider).post(where, told).status_code == 404
    ahead = visit(people.member).post(where, {**told, "on": "2026-04-01"})
    assert ahead.status_code == 422
    assert "Today or before" in ahead.content.decode()


def test_a_correction_shows_what_was_said_before(people: Cast, sales: KeyResult, visit: Any):
    new = NewCheckIn(date(2026, 3, 3), Decimal(40))
    wrong = check_in_add(actor=people.owner.actor, key_result_id=sales.pk, new=new, now=NOW)
    where = f"/strategy/check-ins/{wrong.pk}/correct/"
    assert visit(people.owner).post(where, {"on": "2026-03-03", "value": "4"}).status_code == 302
    page = visit(people.owner).get(f"/strategy/objectives/{sales.objective_id}/").content.decode()
    assert "corrected from 40 k€" in page


def test_objectives_are_made_edited_decided_and_moved(people: Cast, soon: Objective, visit: Any):
    owner = visit(people.owner)
    form = {"name": "Sell", "start_on": "2026-01-01", "finish_on": "2026-12-31", "weight": "3", "currency": ""}
    assert owner.post(f"/strategy/objectives/new/?below={soon.pk}", form).status_code == 302
    made = Objective.objects.get(name="Sell")
    assert (made.parent_id, made.finish_on, made.weight) == (soon.pk, date(2027, 1, 1), 3)
    edited = {**form, "name": "Sell more", "version": "1", "owner": "", "statement": ""}
    assert owner.post(f"/strategy/objectives/{made.pk}/edit/", edited).status_code == 302
    late = owner.post(f"/strategy/objectives/{made.pk}/edit/", {**edited, "name": "Sell less"})
    assert late.status_code == 409
    assert "Sell more" in late.content.decode()
    owner.post(f"/strategy/objectives/{made.pk}/decide/", {"status": "active", "version": "2"})
    made.refresh_from_db()
    assert made.status == "active"
    itself = owner.post(f"/strategy/objectives/{soon.pk}/move/", {"parent": str(made.pk), "version": "2"}, follow=True)
    assert "cannot stand below itself" in itself.content.decode()
    owner.post(f"/strategy/objectives/{made.pk}/move/", {"parent": "0", "after": str(soon.pk), "version": "3"})
    owner.post(f"/strategy/objectives/{made.pk}/move/", {"by": "up", "version": "4"})
    assert [each.name for each in Objective.objects.filter(parent=None)] == ["Sell more", "Open early"]
    for address, data in (("decide", {"status": "draft"}), ("move", {"by": "up"}), ("end", {})):
        answer = visit(people.manager).post(f"/strategy/objectives/{made.pk}/{address}/", {**data, "version": "5"})
        assert answer.status_code == 403
    owner.post(f"/strategy/objectives/{made.pk}/end/", {"version": "5"})
    assert not Objective.objects.filter(pk=made.pk).exists()


def test_a_program_manager_says_what_the_program_serves(people: Cast, plan: Stage, soon: Objective, visit: Any):
    where = f"/programs/{plan.program.pk}/serves/"
    manager = visit(people.manager)
    assert 'value="50"' in manager.get(where).content.decode()
    assert manager.post(where, {"version": "2", f"share_{soon.pk}": "62,5"}).status_code == 302
    assert contributions_of(plan.program) == {soon.pk: Decimal("0.625")}
    over = manager.post(where, {"version": "3", f"share_{soon.pk}": "120"})
    assert over.status_code == 422
    assert "at most 1" in over.content.decode()
    assert manager.post(where, {"version": "2", f"share_{soon.pk}": "10"}).status_code == 409
    assert manager.post(where, {"version": "3", f"share_{soon.pk}": "much"}).status_code == 422
    assert visit(people.member).post(where, {"version": "3"}).status_code == 403


def test_a_project_speaks_for_itself_or_serves_what_its_program_does(
    people: Cast, plan: Stage, soon: Objective, visit: Any
):
    where = f"/projects/{plan.shop.pk}/serves/"
    manager = visit(people.manager)
    assert "serves what its program serves" in manager.get(where).content.decode()
    manager.post(where, {"version": str(plan.shop.version), f"share_{soon.pk}": "30"})
    assert project_contributions_of(plan.shop) == {soon.pk: Decimal("0.3")}


def test_scores_are_given_where_the_shares_are(people: Cast, plan: Stage, visit: Any):
    reach = criterion_create(actor=people.owner.actor, name="Reach", now=NOW)
    where = f"/programs/{plan.program.pk}/fit/"
    assert visit(people.manager).post(where, {f"score_{reach.pk}": "4"}).status_code == 302
    assert scores_of(plan.program) == {reach.pk: 4}
    assert "4.0" in visit(people.member).get("/strategy/fit/").content.decode()
    assert visit(people.member).post(where, {f"score_{reach.pk}": "1"}).status_code == 403
    of_project = f"/projects/{plan.shop.pk}/fit/"
    assert visit(people.manager).post(of_project, {f"score_{reach.pk}": ""}).status_code == 302
    assert visit(people.worker).post(of_project, {f"score_{reach.pk}": "1"}).status_code == 403
    assert visit(people.manager).post("/strategy/fit/", {"name": "Speed", "weight": "1"}).status_code == 403
    assert visit(people.manager).post(f"/strategy/fit/{reach.pk}/end/", {"version": "1"}).status_code == 403
    visit(people.owner).post(f"/strategy/fit/{reach.pk}/end/", {"version": "1"})
    assert not Criterion.objects.exists()


def test_a_key_result_goes_with_its_check_ins(people: Cast, sales: KeyResult, visit: Any):
    where = f"/strategy/results/{sales.pk}/end/"
    assert visit(people.manager).post(where, {"version": "1"}).status_code == 403
    assert visit(people.owner).post(where, {"version": "9"}).status_code == 409
    assert visit(people.owner).post(where, {"version": "1"}).status_code == 302
    assert not KeyResult.objects.exists()


def test_gaps_are_told_on_the_map_and_the_matrix(people: Cast, plan: Stage, soon: Objective, visit: Any):
    matrix = visit(people.member).get("/strategy/alignment/").content.decode()
    assert "50 %" in matrix
    assert "Projects that serve none" in matrix
    assert "Attic" in matrix
    assert "Serves none" in visit(people.member).get("/strategy/").content.decode()


def test_of_very_many_objectives_the_first_levels_are_shown_and_the_others_counted(people: Cast, visit: Any):
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "status": Status.ACTIVE, "created_at": NOW}
    common = {"workspace": people.workspace, **year}
    tops = [Objective.objects.create(**common, name=f"Top {n}", position=n) for n in range(2)]
    middle = [Objective.objects.create(**common, name=f"Middle {n}", parent=tops[0]) for n in range(8)]
    deep = [Objective(**common, name=f"Deep {n}", parent=middle[n % 2], position=n) for n in range(91)]
    Objective.objects.bulk_create(deep)
    browser = visit(people.owner)
    page = browser.get("/strategy/objectives/").content.decode()
    # 2 + 8 + 91 = 101 are one more than a page takes; of the deep ones 46 are below Middle 0, 45 below Middle 1.
    assert page.count("Deep ") == 0
    assert page.count("data-shift") == 2 + 8
    assert ("46 more below" in page, "45 more below" in page, "Show 91 more" in page) == (True, True, True)
    everything = browser.get("/strategy/objectives/?all").content.decode()
    assert everything.count("data-shift") == 2 + 8 + 91
    assert "more below" not in everything
    Objective.objects.filter(name="Deep 90").delete()
    assert browser.get("/strategy/objectives/").content.decode().count("data-shift") == 100


def test_what_an_owner_is_told_of_an_objective_leads_there_and_is_read_there(people: Cast, visit: Any):
    aim = Objective.objects.create(
        workspace=people.workspace,
        name="Be first",
        owner=people.member.person,
        created_at=NOW,
        start_on=date(2026, 1, 1),
        finish_on=date(2027, 1, 1),
    )
    for kind, facts in (("objective.off_track", {}), ("check_in.due", {"result": "Sales"})):
        news = News(kind, "objective", aim.pk, facts={"objective": aim.name, **facts})
        notices_write(news, to=[people.member.person.pk], workspace_id=people.workspace.pk, now=NOW)
    client = visit(people.member)
    shown = client.get("/notices/").content.decode()
    assert f'<a class="name" href="/strategy/objectives/{aim.pk}/">Your objective Be first is off track</a>' in shown
    assert "A check-in of your objective Be first is due: Sales" in shown
    assert "2 new notices" in shown
    client.get(f"/strategy/objectives/{aim.pk}/")
    assert "new notice" not in client.get("/notices/").content.decode()


@pytest.mark.parametrize("share", ["-5", "0", "100.1"])
def test_a_share_beyond_the_whole_is_told_in_percents(
    share: str, people: Cast, plan: Stage, soon: Objective, visit: Any
):
    sent = {"version": 2, f"share_{soon.pk}": share}
    answer = visit(people.manager).post(f"/programs/{plan.program.pk}/serves/", sent)
    assert answer.status_code == 422
    assert "at most 100 %" in answer.content.decode()
