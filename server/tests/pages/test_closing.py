"""Closing a project in the pages, its report, and lessons."""

from typing import Any

from cast import NOW, Cast, Player, Stage
from fairlead.work.models import Lesson, Project
from fairlead.work.services import NewProposal, Success, charter_say, proposal_create

LESSON = {"name": "Permits first", "happened": "It came late.", "advice": "Ask early.", "tags": "permits, City hall"}


def judging(plan: Stage, said: str) -> dict[str, str]:
    row = plan.shop.success.get()
    count = {"judge-TOTAL_FORMS": "1", "judge-INITIAL_FORMS": "1"}
    return {**count, "judge-0-id": str(row.pk), "judge-0-is_met": said, "judge-0-evidence": "The ledger of May"}


def closed(who: Any, plan: Stage, **values: str) -> Any:
    version = str(Project.objects.get(pk=plan.shop.pk).version)
    nothing = {"judge-TOTAL_FORMS": "0", "judge-INITIAL_FORMS": "0"}
    sent = {"summary": "A shop with a door", "handover": "Ida", "version": version, **nothing, **values}
    return who.post(f"/projects/{plan.shop.pk}/close/", sent)


def test_a_project_is_closed_with_its_report_and_reopened(people: Cast, plan: Stage, visit: Any):
    maya, project = visit(people.manager), f"/projects/{plan.shop.pk}/"
    changes = {"criteria": [Success("It pays", "the ledger")]}
    charter_say(actor=people.manager.actor, project_id=plan.shop.pk, version=1, changes=changes, now=NOW)
    told = maya.get(f"{project}close/").content.decode()
    assert "3 tasks are open" in told
    assert "1 success criterion is not judged" in told
    assert maya.get(f"{project}closing/").status_code == 404
    early = closed(maya, plan, **judging(plan, ""))
    assert early.status_code == 422
    assert "Judge each success criterion first" in early.content.decode()
    late = closed(maya, plan, **judging(plan, "yes"), version="1")
    assert late.status_code == 409
    assert closed(maya, plan, **judging(plan, "yes"))["Location"] == f"{project}closing/"
    report = visit(people.worker).get(f"{project}closing/").content.decode()
    for words in ("A shop with a door", "Ida", "The ledger of May", "1 / 1", "0 / 3"):
        assert words in report
    assert 'name="reason"' not in report
    shown = maya.get(project).content.decode()
    assert "/edit/" not in shown
    assert "Closed" in maya.get("/projects/").content.decode()
    assert maya.get(f"{project}edit/").status_code == 403
    assert maya.get(f"{project}close/").status_code == 302
    version = Project.objects.get(pk=plan.shop.pk).version
    assert visit(people.member).post(f"{project}closing/", {"reason": "No", "version": version}).status_code == 403
    silent = maya.post(f"{project}closing/", {"reason": "", "version": version})
    assert silent.status_code == 422
    assert maya.post(f"{project}closing/", {"reason": "It leaks", "version": version}).status_code == 302
    assert "It leaks" in maya.get(f"{project}closing/").content.decode()


def written(visit: Any, who: Player, plan: Stage) -> Lesson:
    visit(who).post(f"/projects/{plan.shop.pk}/lessons/", LESSON)
    return Lesson.objects.get()


def test_a_lesson_is_written_down_found_and_shown_where_the_same_is_proposed(people: Cast, plan: Stage, visit: Any):
    assert visit(people.member).post(f"/projects/{plan.shop.pk}/lessons/", LESSON).status_code == 403
    lesson, mel = written(visit, people.worker, plan), visit(people.member)
    for path in ("/lessons/?q=late+hall", "/lessons/?tag=city+hall", "/search/?q=hall", f"/lessons/{lesson.pk}/"):
        assert "Permits first" in mel.get(path).content.decode()
    assert "No lesson fits this" in mel.get("/lessons/?q=roof").content.decode()
    new = NewProposal("A pier", "City hall wants one", program=plan.program.pk)
    proposal = proposal_create(actor=people.member.actor, new=new, now=NOW)
    assert "Permits first" in mel.get(f"/proposals/{proposal.pk}/").content.decode()
    unlike = proposal_create(actor=people.member.actor, new=NewProposal("A boat", "For trips"), now=NOW)
    assert "Permits first" not in mel.get(f"/proposals/{unlike.pk}/").content.decode()


def test_a_lesson_is_edited_and_taken_away(people: Cast, plan: Stage, visit: Any):
    lesson, wes = written(visit, people.worker, plan), visit(people.worker)
    path = f"/lessons/{lesson.pk}/"
    assert 'value="city hall, permits"' in wes.get(f"{path}edit/").content.decode()
    assert wes.post(f"{path}edit/", {**LESSON, "advice": "Ask in May.", "version": 1}).status_code == 302
    late = wes.post(f"{path}edit/", {**LESSON, "version": 1})
    assert late.status_code == 409
    assert "Ask in May." in late.content.decode()
    assert visit(people.member).post(f"{path}drop/", {"version": 2}).status_code == 403
    assert wes.post(f"{path}drop/", {"version": 2}).status_code == 302
    assert not Lesson.objects.exists()


def test_lessons_come_by_twenty(people: Cast, plan: Stage, visit: Any):
    Lesson.objects.bulk_create(
        Lesson(workspace=people.workspace, project=plan.shop, name=f"No {n:02}", happened="So", advice="Thus", at=NOW)
        for n in range(23)
    )
    mel = visit(people.member)
    first = mel.get("/lessons/")
    assert "No 22" in first.content.decode()
    assert "No 02" not in first.content.decode()
    second = mel.get("/lessons/" + first.context["next"]).content.decode()
    assert "No 02" in second
    assert "Older lessons" not in second
