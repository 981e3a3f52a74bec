"""What a program does itself: a plan like any other, that is nowhere a project.

days           | MTWTF..MT     Monday is 2026-03-02
SHOP  build    |   XXX        and draw before it, as in `cast`
WARE  move_in  |        X
REL   brief    | X            before build, though it decides nothing there
      announce |         X    after move_in: worker is on it
      open_day |         *    after announce
"""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from cast import DAY, MONDAY, NOW, Cast, Stage, project_of
from fairlead.access.rules import Action, Place, Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.kernel.errors import Forbidden, NotFound
from fairlead.schedule.alignment.selectors import gaps_of, picture_of
from fairlead.schedule.attention import Show, task_rows
from fairlead.schedule.health.figures import figure_open
from fairlead.schedule.health.findings import Concern, State, tally
from fairlead.schedule.health.program import ProgramFacts, program_health
from fairlead.schedule.health.rows import Figure
from fairlead.schedule.health.subjects import SubjectKind
from fairlead.schedule.leveling.overload import overloaded
from fairlead.schedule.mine import my_tasks
from fairlead.schedule.models import TaskDates
from fairlead.schedule.portfolio import portfolio_rows
from fairlead.schedule.selectors import plan_payload, program_row, project_rows, task_why
from fairlead.schedule.services import link_add, people_edit, project_edit, task_add, task_edit
from fairlead.work.models import Project, Task
from fairlead.work.search import found_by_name
from fairlead.work.selectors import project_get
from fairlead.work.services import NewLink, NewTask, PersonSaid, activities_begin, program_edit

WEDNESDAY = datetime(2026, 3, 4, 9)
SPRING = datetime(2026, 4, 1, 9)


@pytest.fixture
def own(people: Cast, plan: Stage) -> Project:
    """The activities of the staged program, as drawn above."""
    actor = people.manager.actor
    made = activities_begin(actor=actor, program_id=plan.program.pk, now=NOW)
    for name, is_milestone in (("Brief", False), ("Announce", False), ("Open day", True)):
        last = Task.objects.filter(project=made).order_by("-position").first()
        new = NewTask(made.pk, name, DAY, after_id=last.pk if last else None, is_milestone=is_milestone)
        task_add(actor=actor, new=new, now=NOW)
    tasks = {task.name: task for task in Task.objects.filter(project=made)}
    links = [("Brief", plan.tasks["build"]), (plan.tasks["move_in"], "Announce"), ("Announce", "Open day")]
    for before, after in links:
        one, other = (tasks[each].pk if isinstance(each, str) else each.pk for each in (before, after))
        link_add(actor=actor, new=NewLink(one, other), now=NOW)
    wes = PersonSaid(people.resources["Wes Worker"].pk)
    version = Task.objects.get(name="Announce").version
    people_edit(actor=actor, task_id=tasks["Announce"].pk, version=version, people=[wes], now=NOW)
    return made


def dates(name: str) -> str:
    row = TaskDates.objects.get(task__name=name)
    return f"{row.start_at:%a %d %H:%M} - {row.finish_at:%a %d %H:%M}"


def test_activities_are_planned_with_the_projects_and_wait_for_their_tasks(people: Cast, plan: Stage, own: Project):
    assert (own.name, own.code, own.start_at) == ("Relaunch", "REL", MONDAY)  # as its first project
    assert dates("Brief") == "Mon 02 08:00 - Mon 02 17:00"
    assert dates("Announce") == "Tue 10 08:00 - Tue 10 17:00"
    task = plan.tasks["build"]
    task_edit(actor=people.manager.actor, task_id=task.pk, version=1, edit={"duration_minutes": 4 * DAY}, now=NOW)
    assert dates("Open day") == "Wed 11 17:00 - Wed 11 17:00"  # build ends Mon, move_in Tue, announce Wed
    why = task_why(task_id=Task.objects.get(name="Open day").pk, actor=people.manager.actor)
    assert [(step.name, step.project) for step in why.steps][:3] == [
        ("Open day", "Relaunch"),
        ("Announce", "Relaunch"),
        ("Move in", "Warehouse"),
    ]


def test_a_program_has_one_plan_of_activities_and_beginning_again_gives_that(people: Cast, plan: Stage, own: Project):
    assert activities_begin(actor=people.owner.actor, program_id=plan.program.pk, now=NOW) == own
    with pytest.raises(IntegrityError), transaction.atomic():
        project_of(people, "Relaunch", "R2", program=plan.program, kind=Project.Kind.ACTIVITIES)
    with pytest.raises(IntegrityError), transaction.atomic():  # they are of a program
        project_of(people, "Loose", "L", kind=Project.Kind.ACTIVITIES)


def test_activities_begin_today_in_a_program_without_projects(people: Cast, plan: Stage):
    Project.objects.filter(program=plan.program).update(program=None)
    made = activities_begin(actor=people.manager.actor, program_id=plan.program.pk, now=NOW)
    assert made.start_at == datetime(2026, 3, 4)


def test_who_manages_the_program_manages_its_activities_and_a_project_manager_does_not(
    people: Cast, plan: Stage, own: Project
):
    for role, id in ((Role.PROJECT_MANAGER, plan.shop.pk), (Role.PROJECT_MANAGER, own.pk)):  # the latter means nothing
        role_grant(person=people.guest.person, role=role, scope=ScopeKind.PROJECT, scope_id=id, now=NOW)
    lost = (people.guest.actor, people.worker.actor, people.outsider.actor)
    for actor, failure in ((people.member.actor, Forbidden), *((each, NotFound) for each in lost)):
        with pytest.raises(failure):
            activities_begin(actor=actor, program_id=plan.program.pk, now=NOW)
        with pytest.raises(failure):
            task_add(actor=actor, new=NewTask(own.pk, "Mine"), now=NOW)
    assert own.place == Place(program_id=plan.program.pk)
    assert people.manager.actor.may(Action.EDIT_PROJECT, own.place)


def test_activities_are_called_as_the_program_is(people: Cast, plan: Stage, own: Project):
    changes = {"name": "Renewal", "code": "REN"}
    program_edit(actor=people.manager.actor, id=plan.program.pk, version=1, changes=changes, now=NOW)
    own.refresh_from_db()
    assert (own.name, own.code) == ("Renewal", "REN")


def test_a_project_may_have_the_code_of_a_program_with_activities(people: Cast, own: Project):
    assert project_of(people, "Relay", "REL").pk


def test_activities_are_no_project_wherever_projects_are_listed_counted_or_weighed(
    people: Cast, plan: Stage, own: Project
):
    actor = people.owner.actor
    assert own not in Project.objects.all()
    assert [each.project.code for each in project_rows(actor=actor, now=WEDNESDAY).rows] == ["ATTIC", "SHOP", "WARE"]
    row = program_row(id=plan.program.pk, actor=actor, now=WEDNESDAY)
    assert [each.project.code for each in row.projects] == ["SHOP", "WARE"]
    assert [each.project_count for each in portfolio_rows(actor=actor, now=WEDNESDAY)] == [2]
    picture = picture_of(actor=actor, now=WEDNESDAY)
    assert own.pk not in picture.projects
    assert picture.programs[plan.program.pk].project_ids == (plan.shop.pk, plan.ware.pk)
    assert [each.code for each in gaps_of(picture).projects] == ["ATTIC"]
    assert [hit.id for hit in found_by_name(words="Relaunch", actor=actor).projects] == []
    with pytest.raises(NotFound):
        project_get(id=own.pk, actor=actor)
    with pytest.raises(NotFound):
        project_edit(actor=actor, project_id=own.pk, version=1, changes={"name": "Mine"}, now=NOW)


def test_activities_are_there_wherever_tasks_are(people: Cast, plan: Stage, own: Project):
    actor = people.manager.actor
    payload = plan_payload(kind=ScopeKind.PROGRAM, id=plan.program.pk, actor=actor, now=WEDNESDAY)
    assert [each["kind"] for each in payload["projects"]] == ["activities", "project", "project"]  # first of all
    assert payload["tasks"]["name"][:3] == ["Brief", "Announce", "Open day"]
    alone = plan_payload(kind=ScopeKind.PROJECT, id=own.pk, actor=actor, now=WEDNESDAY)
    assert [each["name"] for each in alone["outside"]] == ["Build", "Move in"]
    late = task_rows(actor=actor, now=SPRING, show=Show.LATE, program_id=plan.program.pk).rows
    assert {"Announce", "Open day"} <= {each.name for each in late}
    assert [hit.name for hit in found_by_name(words="Announce", actor=actor).tasks] == ["Announce"]
    wes = people.worker
    role_grant(person=wes.person, role=Role.STAKEHOLDER, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    mine = {(each.name, each.project) for each in my_tasks(actor=wes.actor, now=WEDNESDAY)}
    assert mine == {("Draw", "Shop"), ("Announce", "Relaunch")}


def test_who_is_on_activities_too_is_overloaded(people: Cast, plan: Stage, own: Project):
    brief, wes = Task.objects.get(name="Brief"), people.resources["Wes Worker"]
    said = [PersonSaid(wes.pk)]
    people_edit(actor=people.manager.actor, task_id=brief.pk, version=brief.version, people=said, now=NOW)
    monday = datetime(2026, 3, 2)
    found = overloaded(kind=ScopeKind.PROGRAM, id=plan.program.pk, actor=people.manager.actor, now=monday)
    # Draw and brief on Monday; activities are not among the projects that ask.
    assert [(each.name, each.over_minutes, each.project_count) for each in found] == [("Wes Worker", DAY, 1)]


def test_activities_count_in_the_progress_dates_and_health_of_their_program(people: Cast, plan: Stage, own: Project):
    actor = people.manager.actor
    row = program_row(id=plan.program.pk, actor=actor, now=WEDNESDAY)
    assert row.facts.finish_at == datetime(2026, 3, 10, 17)  # the projects end on the 9th
    assert row.facts.task_count == 5 + 3
    [beside] = portfolio_rows(actor=actor, now=WEDNESDAY)
    node = picture_of(actor=actor, now=WEDNESDAY).programs[plan.program.pk]
    assert row.facts.finish_at == beside.finish_at == node.finish_at
    assert row.facts.percent_complete == beside.percent_complete == node.percent_complete == 0.0
    concerns = {each.concern for each in row.health.reasons}
    assert Concern.ACTIVITIES_BEHIND in concerns  # brief should have been done on Monday
    for other in (beside, node):
        assert {each.concern for each in other.health.reasons} == concerns


def test_a_figure_of_a_program_opens_to_its_activities_as_well(people: Cast, plan: Stage, own: Project):
    def opened(figure: Figure) -> list[tuple[str, int]]:
        kind, actor = SubjectKind.PROGRAM, people.manager.actor
        found = figure_open(kind=kind, id=plan.program.pk, figure=figure, actor=actor, now=WEDNESDAY)
        return [(each.kind, each.id) for each in found.rows]

    ours = [("activities", own.pk), ("project", plan.shop.pk), ("project", plan.ware.pk)]
    assert opened(Figure.PROGRESS) == opened(Figure.FINISH) == ours
    assert opened(Figure.ACTIVITIES_BEHIND) == [("activities", own.pk)]
    brief = Task.objects.get(name="Brief")
    assert ("task", brief.pk) in opened(Figure.TASKS_LATE)


@pytest.mark.parametrize(
    ("projects", "activities", "state"),
    [
        ((), None, State.ON_TRACK),
        ((), State.OFF_TRACK, State.AT_RISK),
        ((State.ON_TRACK,), State.AT_RISK, State.AT_RISK),
        ((State.DONE,), State.ON_TRACK, State.ON_TRACK),
        ((State.DONE,), State.DONE, State.DONE),
        ((), State.DONE, State.DONE),
    ],
)
def test_a_program_is_at_risk_while_its_own_activities_are_behind_and_done_with_them(
    projects: tuple[State, ...], activities: State | None, state: State
):
    facts = ProgramFacts(projects=tally((1, each) for each in projects), activities=activities)
    assert program_health(facts).state is state
