"""Edits on a plan, from what is said to the dates that follow, as the page and the API make them."""

from datetime import datetime, timedelta

import pytest

from cast import DAY, MONDAY, NOW, Cast, Player, Stage, program_of, project_of, task_of
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.models import ProjectDates, Recalculation, TaskDates, TaskMove
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.services import (
    TaskEdit,
    link_add,
    link_edit,
    link_remove,
    project_edit,
    task_add,
    task_edit,
    task_place,
    task_remove,
)
from fairlead.work.models import Link, Project, Task
from fairlead.work.services import NewLink, NewTask


def dates(plan: Stage, name: str) -> tuple[str, str]:
    row = TaskDates.objects.get(task=plan.tasks[name])
    return f"{row.start_at:%a %d %H:%M}", f"{row.finish_at:%a %d %H:%M}"


def edited(who: Player, plan: Stage, name: str, edit: TaskEdit) -> Outcome:
    version = Task.objects.values_list("version", flat=True).get(pk=plan.tasks[name].pk)
    return task_edit(actor=who.actor, task_id=plan.tasks[name].pk, version=version, edit=edit, now=NOW)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}")


def test_dates_are_found_across_the_projects_of_a_program(plan: Stage) -> None:
    assert dates(plan, "draw") == ("Mon 02 08:00", "Tue 03 17:00")
    assert dates(plan, "sign_off") == ("Tue 03 17:00", "Tue 03 17:00")
    assert dates(plan, "build") == ("Wed 04 08:00", "Fri 06 17:00")
    assert dates(plan, "move_in") == ("Mon 09 08:00", "Mon 09 17:00")  # waits for the other project's build
    assert dates(plan, "design") == ("Mon 02 08:00", "Tue 03 17:00")  # rolled up
    assert ProjectDates.objects.get(project=plan.ware).finish_at == moment("09T17:00")


def test_a_longer_task_moves_its_followers_in_the_other_project_and_says_why(people: Cast, plan: Stage) -> None:
    outcome = edited(people.manager, plan, "draw", {"duration_minutes": 4 * DAY})  # Mon to Thu
    assert dates(plan, "build") == ("Fri 06 08:00", "Tue 10 17:00")
    assert dates(plan, "move_in") == ("Wed 11 08:00", "Wed 11 17:00")
    reasons = {step.name: step.because for step in outcome.trail}
    assert reasons == {
        "Draw": "edited",
        "Design": "its subtask “Draw” moved",
        "Sign off": "“Draw” finishes later",
        "Build": "“Sign off” finishes later",
        "Move in": "“Build” finishes later",
    }
    assert outcome.moved.count == 5


def test_a_summary_moves_because_of_the_subtask_that_ends_it(people: Cast, plan: Stage) -> None:
    design, sign_off = plan.tasks["design"], plan.tasks["sign_off"].pk
    print_it = task_of(plan.shop, "Print", parent=design, duration_minutes=3 * DAY)
    task_place(
        actor=people.owner.actor, task_id=print_it.pk, version=1, parent_id=design.pk, after_id=sign_off, now=NOW
    )
    plan.tasks["print"] = print_it
    version = Task.objects.get(pk=print_it.pk).version
    outcome = task_edit(
        actor=people.manager.actor, task_id=print_it.pk, version=version, edit={"duration_minutes": 4 * DAY}, now=NOW
    )
    # Draw still begins the summary; print now ends it a day later.
    assert {step.name: step.because for step in outcome.trail}["Design"] == "its subtask “Print” moved"


def test_a_task_that_is_to_be_late_says_so_when_it_moves(people: Cast, plan: Stage) -> None:
    edited(people.manager, plan, "shelves", {"constraint": 1})  # as late as possible: before move in
    assert dates(plan, "shelves")[0] == "Thu 05 08:00"
    outcome = edited(people.manager, plan, "build", {"duration_minutes": 4 * DAY})
    reasons = {step.name: step.because for step in outcome.trail}
    assert reasons["Shelves"] == "it is to be as late as possible, and what follows moved"


def test_only_rows_that_changed_are_told_and_kept(people: Cast, plan: Stage) -> None:
    before = TaskDates.objects.get(task=plan.tasks["draw"]).recalculation_id
    outcome = edited(people.manager, plan, "move_in", {"duration_minutes": 2 * DAY})
    assert plan.tasks["move_in"].pk in outcome.changed.id
    assert plan.tasks["draw"].pk not in outcome.changed.id
    assert TaskDates.objects.get(task=plan.tasks["draw"]).recalculation_id == before
    assert plan.tasks["sort"].pk not in outcome.changed.id  # another project, in no program


def test_dragging_a_bar_says_start_no_earlier_than(people: Cast, plan: Stage) -> None:
    outcome = edited(people.manager, plan, "build", {"start_at": moment("07T12:00")})  # a Saturday
    assert outcome.task is not None
    assert (outcome.task["constraint"], outcome.task["constraint_at"]) == (2, moment("09T08:00"))
    assert dates(plan, "build")[0] == "Mon 09 08:00"


def test_stretching_a_bar_says_its_duration_in_working_time(people: Cast, plan: Stage) -> None:
    outcome = edited(people.manager, plan, "build", {"finish_at": moment("09T12:00")})
    assert outcome.task is not None
    assert outcome.task["duration_minutes"] == 3 * DAY + 240  # Wed, Thu, Fri and Monday morning


def test_a_finish_before_the_start_is_refused_and_changes_nothing(people: Cast, plan: Stage) -> None:
    with pytest.raises(Refused, match="before it starts"):
        edited(people.manager, plan, "build", {"finish_at": MONDAY})
    assert Task.objects.get(pk=plan.tasks["build"].pk).version == 1


def test_a_summary_refuses_what_it_takes_from_its_subtasks(people: Cast, plan: Stage) -> None:
    with pytest.raises(Refused, match="from its subtasks"):
        edited(people.manager, plan, "design", {"duration_minutes": DAY})
    with pytest.raises(Refused, match="from its subtasks"):
        edited(people.manager, plan, "design", {"percent_complete": 50})


def test_progress_says_that_work_began_and_ended_as_planned(people: Cast, plan: Stage) -> None:
    edited(people.worker, plan, "draw", {"percent_complete": 50})
    task = Task.objects.get(pk=plan.tasks["draw"].pk)
    assert (task.actual_start_at, task.actual_finish_at) == (MONDAY, None)
    edited(people.worker, plan, "draw", {"percent_complete": 100})
    assert Task.objects.get(pk=task.pk).actual_finish_at == moment("03T17:00")
    edited(people.worker, plan, "draw", {"percent_complete": 0})
    assert Task.objects.get(pk=task.pk).actual_start_at is None


def test_progress_rolls_up_by_duration(people: Cast, plan: Stage) -> None:
    edited(people.manager, plan, "draw", {"percent_complete": 100})
    # Draw 2 days of SHOP's 5 days and a milestone of one minute: 960 / (960 + 1440 + 1)
    assert ProjectDates.objects.get(project=plan.shop).percent_complete == pytest.approx(39.98)
    assert TaskDates.objects.get(task=plan.tasks["design"]).percent_complete == pytest.approx(99.9, abs=0.01)


def test_a_task_put_under_manual_control_keeps_its_dates(people: Cast, plan: Stage) -> None:
    edited(people.manager, plan, "build", {"is_manual": True})
    edited(people.manager, plan, "draw", {"duration_minutes": 4 * DAY})
    assert dates(plan, "build") == ("Wed 04 08:00", "Fri 06 17:00")


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"duration_minutes": -1}, "duration_minutes"),
        ({"duration_minutes": 10**12}, "duration_minutes"),
        ({"percent_complete": 101}, "percent_complete"),
        ({"deadline_at": datetime(9999, 12, 31)}, "deadline_at"),
        ({"start_at": datetime(9999, 12, 31)}, "start_at"),
        ({"calendar": 10**9}, "calendar"),
        ({"actual_finish_at": MONDAY - timedelta(days=3), "actual_start_at": MONDAY}, "actual_finish_at"),
    ],
)
def test_what_cannot_be_said_is_refused_by_field_and_changes_nothing(
    people: Cast, plan: Stage, edit: TaskEdit, field: str
) -> None:
    before = Task.objects.filter(pk=plan.tasks["build"].pk).values().get()
    with pytest.raises(Refused) as refusal:
        edited(people.manager, plan, "build", edit)
    assert field in refusal.value.fields
    assert Task.objects.filter(pk=plan.tasks["build"].pk).values().get() == before


def test_script_in_a_name_is_kept_as_the_letters_it_is(people: Cast, plan: Stage) -> None:
    outcome = edited(people.manager, plan, "build", {"name": "<script>alert(1)</script>\n\x00 now"})
    assert outcome.task is not None
    assert outcome.task["name"] == "<script>alert(1)</script> now"


def test_of_two_edits_of_one_version_the_second_changes_nothing_and_shows_the_first(people: Cast, plan: Stage) -> None:
    edited(people.manager, plan, "build", {"duration_minutes": 5 * DAY})
    with pytest.raises(StaleVersion) as stale:
        task_edit(
            actor=people.owner.actor, task_id=plan.tasks["build"].pk, version=1, edit={"name": "Build it"}, now=NOW
        )
    assert stale.value.current["duration_minutes"] == 5 * DAY
    assert stale.value.current["version"] == 2
    assert Task.objects.get(pk=plan.tasks["build"].pk).name == "Build"


def test_who_may_edit_what(people: Cast, plan: Stage) -> None:
    edited(people.owner, plan, "build", {"name": "By the owner"})
    edited(people.manager, plan, "build", {"name": "By the program manager"})
    with pytest.raises(Forbidden):
        edited(people.member, plan, "build", {"name": "By a member"})
    with pytest.raises(Forbidden):
        edited(people.worker, plan, "draw", {"name": "More than progress"})
    with pytest.raises(Forbidden):
        edited(people.worker, plan, "build", {"percent_complete": 10})  # not their task
    for stranger in (people.guest, people.outsider):
        with pytest.raises(NotFound):
            edited(stranger, plan, "build", {"name": "From outside"})


def test_a_link_between_projects_moves_the_successor(people: Cast, plan: Stage) -> None:
    new = NewLink(plan.tasks["build"].pk, plan.tasks["shelves"].pk, lag=DAY)
    link_add(actor=people.manager.actor, new=new, now=NOW)
    assert dates(plan, "shelves") == ("Tue 10 08:00", "Wed 11 17:00")  # Friday's finish, Monday is the lag
    assert dates(plan, "move_in")[0] == "Thu 12 08:00"


def test_changing_and_removing_a_link_moves_the_successor(people: Cast, plan: Stage) -> None:
    link = plan.links["build", "move_in"]
    link_edit(actor=people.manager.actor, link_id=link.pk, version=1, kind=1, lag=0, lag_kind=0, now=NOW)
    assert dates(plan, "move_in")[0] == "Wed 04 08:00"  # starts when build starts
    link_remove(actor=people.manager.actor, link_id=link.pk, version=2, now=NOW)
    assert dates(plan, "move_in")[0] == "Wed 04 08:00"  # after shelves
    with pytest.raises(NotFound):
        link_remove(actor=people.manager.actor, link_id=link.pk, version=2, now=NOW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("move_in", "draw"),  # across projects: draw → … → build → move in → draw
        ("build", "design"),  # through the summary that draw and sign off are in
        ("draw", "design"),  # a subtask before its own summary
    ],
)
def test_a_circle_is_refused_by_its_path_and_changes_nothing(
    people: Cast, plan: Stage, before: str, after: str
) -> None:
    with pytest.raises(Refused, match=r"circle: “.*” → “.*”"):
        link_add(actor=people.manager.actor, new=NewLink(plan.tasks[before].pk, plan.tasks[after].pk), now=NOW)
    assert Link.objects.count() == 4
    assert not AuditEntry.objects.filter(action="link.create").exists()


def test_links_that_join_what_is_not_planned_together_are_refused(people: Cast, plan: Stage) -> None:
    manager, owner = people.manager.actor, people.owner.actor
    draw, sort = plan.tasks["draw"].pk, plan.tasks["sort"].pk
    with pytest.raises(Refused, match="one program first"):
        link_add(actor=owner, new=NewLink(draw, sort), now=NOW)
    with pytest.raises(Refused, match="wait for itself"):
        link_add(actor=manager, new=NewLink(draw, draw), now=NOW)
    with pytest.raises(Refused, match="linked already"):
        link_add(actor=manager, new=NewLink(draw, plan.tasks["sign_off"].pk), now=NOW)
    away = project_of(people, "Elsewhere", "ELSE")
    type(away).objects.filter(pk=away.pk).update(workspace=people.outsider.person.workspace)
    with pytest.raises(NotFound):
        link_add(actor=owner, new=NewLink(draw, task_of(away, "Far").pk), now=NOW)


def test_a_task_is_added_where_it_was_asked_for(people: Cast, plan: Stage) -> None:
    new = NewTask(plan.shop.pk, "Print", parent_id=plan.tasks["design"].pk, after_id=plan.tasks["draw"].pk)
    outcome = task_add(actor=people.manager.actor, new=new, now=NOW)
    names = list(Task.objects.filter(project=plan.shop).order_by("position").values_list("name", flat=True))
    assert names == ["Design", "Draw", "Print", "Sign off", "Build"]
    assert outcome.order is not None
    assert len(outcome.order.id) == 5
    assert outcome.task is not None
    assert outcome.task["id"] in outcome.changed.id


def test_a_task_moves_in_the_outline_with_its_subtasks(people: Cast, plan: Stage) -> None:
    actor, design, build = people.manager.actor, plan.tasks["design"].pk, plan.tasks["build"].pk
    task_place(actor=actor, task_id=design, version=1, parent_id=None, after_id=build, now=NOW)
    order = Task.objects.filter(project=plan.shop).order_by("position").values_list("name", flat=True)
    assert list(order.all()) == ["Build", "Design", "Draw", "Sign off"]
    task_place(actor=actor, task_id=build, version=1, parent_id=design, after_id=None, now=NOW)
    assert list(order.all()) == ["Design", "Build", "Draw", "Sign off"]
    with pytest.raises(Refused, match="below or behind itself"):
        task_place(actor=actor, task_id=design, version=2, parent_id=build, after_id=None, now=NOW)


def test_deleting_a_summary_deletes_its_subtasks_and_frees_what_waited(people: Cast, plan: Stage) -> None:
    outcome = task_remove(actor=people.manager.actor, task_id=plan.tasks["design"].pk, version=1, now=NOW)
    assert list(Task.objects.filter(project=plan.shop).values_list("name", flat=True)) == ["Build"]
    assert dates(plan, "build")[0] == "Mon 02 08:00"
    assert [step.because for step in outcome.trail][:1] == ["nothing holds it any longer"]


def test_a_project_moves_with_its_start_and_may_not_leave_what_it_is_linked_to(people: Cast, plan: Stage) -> None:
    actor = people.manager.actor
    project_edit(actor=actor, project_id=plan.shop.pk, version=1, changes={"start_at": moment("09T08:00")}, now=NOW)
    assert dates(plan, "move_in")[0] == "Mon 16 08:00"
    assert TaskMove.objects.filter(reason=TaskMove.Reason.PROJECT).exists()
    with pytest.raises(Refused, match="Remove those links first"):
        project_edit(actor=people.owner.actor, project_id=plan.shop.pk, version=2, changes={"program": None}, now=NOW)


def test_the_only_project_of_a_program_may_leave_it(people: Cast, plan: Stage) -> None:
    alone = program_of(people.workspace, "Alone", "ALONE")
    actor, id = people.owner.actor, plan.attic.pk
    for program in (alone.pk, None):
        version = Project.objects.get(pk=id).version
        project_edit(actor=actor, project_id=id, version=version, changes={"program": program}, now=NOW)
    assert Project.objects.get(pk=id).program_id is None


def test_every_edit_leaves_its_cause_in_the_audit_trail(people: Cast, plan: Stage) -> None:
    edited(people.manager, plan, "draw", {"duration_minutes": 3 * DAY})
    entry = AuditEntry.objects.get(action="task.update", target_id=plan.tasks["draw"].pk)
    assert (entry.actor_name, entry.before["duration_minutes"], entry.after["duration_minutes"]) == (
        "Maya Manager",
        2 * DAY,
        3 * DAY,
    )
    move = TaskMove.objects.get(task=plan.tasks["build"], recalculation=Recalculation.objects.latest("pk"))
    assert (move.because_task_id, move.reason) == (plan.tasks["sign_off"].pk, TaskMove.Reason.PREDECESSOR)
