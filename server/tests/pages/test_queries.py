"""Lists cost the same number of queries for three rows as for thirty."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Player, program_of, project_of, task_of
from fairlead.access.models import Person
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.collaboration.models import Notice
from fairlead.programs.models import Gate, GateCriterion, Program, ProgramContribution
from fairlead.resources.models import Resource
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate, task_edit
from fairlead.staffing.models import Booking, Request
from fairlead.strategy.models import CheckIn, Criterion, KeyResult, Objective
from fairlead.work.models import (
    Assignment,
    Blocker,
    Lesson,
    LessonTag,
    Phase,
    Project,
    ProjectContribution,
    Proposal,
    ProposalDecision,
    ProposalScore,
    SuccessCriterion,
)
from fairlead.work.rules import Verdict

# Session, account, person, whom they stand in for and their roles; the workspaces and unread notices of the frame;
# then what the page itself reads.
FRAME = 7
QUERIES = {
    "/": 18,
    "/home/objectives/": 14,
    "/strategy/": 15,
    "/strategy/objectives/": 14,
    "/strategy/alignment/": 14,
    "/strategy/fit/": 18,
    "/strategy/objectives/{objective}/": 18,
    "/programs/": 10,
    "/programs/?view=timeline": 11,
    "/programs/?view=bubbles": 10,
    "/projects/": 8,
    "/programs/{program}/": 18,
    "/programs/{program}/roadmap/": 12,
    "/programs/{program}/activities/": 12,
    "/programs/{program}/tasks/?show=open": 15,
    "/projects/{project}/": 16,
    "/projects/{project}/plan/": 6,
    "/projects/{project}/tasks/?show=open": 9,
    "/programs/{program}/health/": 13,
    "/programs/{program}/figures/progress/": 13,
    "/projects/{project}/health/": 7,
    "/projects/{project}/figures/progress/": 9,
    "/strategy/objectives/{objective}/health/": 15,
    "/strategy/objectives/{objective}/figures/reached/": 15,
    "/proposals/": 8,
    "/proposals/{proposal}/": 9,
    "/lessons/": 3,
    "/templates/": 2,
    "/tasks/{task}/": 16,
    "/people/": 5,
    "/projects/{project}/team/": 42,
    "/programs/{program}/people/": 30,
    "/requests/?show=open": 3,
    "/notices/": 2,  # the notices, and how often they are mailed
    "/people/{person}/": 13,
    "/people/invitations/": 4,
    "/people/teams/": 1,
    "/people/skills/": 4,
    "/people/calendars/": 4,
    "/people/calendars/{calendar}/": 5,
    "/search/?q=name": 8,
    "/me/sign-in/": 2,
    "/me/tokens/": 1,
}


@pytest.mark.parametrize("path", QUERIES)
@pytest.mark.parametrize("size", [3, 30])
def test_a_page_promises_its_queries(path: str, size: int, people: Cast, visit: Any, django_assert_num_queries: Any):
    project = _workspace_of(people, size)
    task = project.tasks.last()
    aim = Objective.objects.order_by("pk").first()
    others = {
        "objective": aim.pk if aim else 0,
        "proposal": Proposal.objects.filter(decision=None).last().pk,
        "person": people.resources["Wes Worker"].pk,
        "calendar": people.calendar.pk,
    }
    where = path.format(program=project.program_id, project=project.pk, task=task.pk, **others)
    client = visit(people.owner)
    client.get(where)
    with django_assert_num_queries(FRAME + QUERIES[path]):
        assert client.get(where).status_code == 200


@pytest.mark.parametrize("size", [3, 30])
def test_the_home_page_promises_its_queries_to_who_has_every_role(
    size: int, people: Cast, visit: Any, django_assert_num_queries: Any
):
    project = _workspace_of(people, size)
    me = people.manager.person
    for number, program in enumerate(Program.objects.order_by("pk")):
        role = Role.PROGRAM_MANAGER if number % 2 else Role.SPONSOR
        role_grant(person=me, role=role, scope=ScopeKind.PROGRAM, scope_id=program.pk, now=NOW)
    for each in Project.objects.all():
        role_grant(person=me, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=each.pk, now=NOW)
    Assignment.objects.bulk_create(
        Assignment(task=task, resource=people.resources["Maya Manager"]) for task in project.tasks.all()
    )
    _happened(project, people.owner)
    client = visit(people.manager)
    client.get("/")
    with django_assert_num_queries(FRAME + 53):
        assert client.get("/").status_code == 200
    with django_assert_num_queries(FRAME + 16):
        assert client.get("/home/overload/").status_code == 200


def _happened(project: Project, who: Player) -> None:
    """Let `who` make every task of `project` a day longer: each change is news, and its finish moves."""
    for task in project.tasks.all():
        task_edit(actor=who.actor, task_id=task.pk, version=1, edit={"duration_minutes": 960}, now=NOW)


def _workspace_of(people: Cast, size: int) -> Project:
    """`size` programs; the first has `size` projects, of which the first has `size` tasks, each blocked."""
    programs = [program_of(people.workspace, f"Name {number}", f"P{number}") for number in range(size)]
    projects = [project_of(people, f"Name {number}", f"J{number}", program=programs[0]) for number in range(size)]
    tasks = [task_of(projects[0], f"Name {number}") for number in range(size)]
    resource = people.resources["Wes Worker"]
    Assignment.objects.bulk_create([Assignment(task=task, resource=resource) for task in tasks])
    Blocker.objects.bulk_create([Blocker(task=task, reason="Rain", raised_at=NOW) for task in tasks])
    _staffed(projects[0], resource, size)
    _aimed(programs, projects, size)
    _proposed(projects[0].program, people.owner.person, size)
    _learned(projects[0], size)
    scope_recalculate(scope=scope_of(projects[0]), cause=Recalculation.Cause.REQUEST, now=NOW)
    return projects[0]


def _aimed(programs: list[Program], projects: list[Project], size: int) -> None:
    """Give each program and project an objective that it serves, the objectives key results with check-ins."""
    of = programs[0].workspace
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "status": "active", "created_at": NOW}
    aims = [Objective.objects.create(workspace=of, name=f"Name {number}", **year) for number in range(size)]
    results = [
        KeyResult.objects.create(objective=aim, name="Name", direction="up", baseline=0, target=1)
        for aim in [*aims, *aims[:1] * size]
    ]
    day = date(2026, 3, 2)
    CheckIn.objects.bulk_create([CheckIn(key_result=each, on=day, value=1, at=NOW) for each in results])
    share = Decimal("0.5")
    for aim, program, project in zip(aims, programs, projects, strict=True):
        ProgramContribution.objects.create(program=program, objective=aim, share=share)
        ProjectContribution.objects.create(project=project, objective=aim, share=share)
        Criterion.objects.create(workspace=of, name=aim.name)
    for aim in aims[1:]:
        ProgramContribution.objects.create(program=programs[0], objective=aim, share=Decimal("0.001"))


def _proposed(program: Program, who: Person, size: int) -> None:
    """Propose `size` projects for `program`, each scored; the first and the second are decided upon."""
    reach = Criterion.objects.first()
    common = {"workspace": program.workspace, "program": program, "reason": "Rain", "proposed_at": NOW}
    rows = Proposal.objects.bulk_create([Proposal(**common, name=f"Name {n}", proposed_by=who) for n in range(size)])
    ProposalScore.objects.bulk_create([ProposalScore(proposal=row, criterion=reach, score=3, at=NOW) for row in rows])
    for row, verdict in zip(rows, Verdict, strict=False):
        ProposalDecision.objects.create(proposal=row, verdict=verdict, reason="Rain", by=who, at=NOW)


def _learned(project: Project, size: int) -> None:
    """Give `project` lessons about rain, success criteria, and phases with gates."""
    of = {"workspace": project.workspace, "project": project}
    lessons = [Lesson(**of, name=f"Name {n}", happened="Rain", advice="Roof", at=NOW) for n in range(size)]
    tags = [LessonTag(lesson=each, name="rain") for each in Lesson.objects.bulk_create(lessons)]
    LessonTag.objects.bulk_create(tags)
    SuccessCriterion.objects.bulk_create(SuccessCriterion(project=project, text=f"Name {n}") for n in range(size))
    gates = [
        Gate.objects.create(workspace=project.workspace, name="Name", due_on=date(2026, 3, 2)) for _ in range(size)
    ]
    GateCriterion.objects.bulk_create(GateCriterion(gate=gate, text="Roof") for gate in gates)
    Phase.objects.bulk_create(Phase(project=project, name=f"Name {n}", gate=gate) for n, gate in enumerate(gates))


def _staffed(project: Project, resource: Resource, size: int) -> None:
    """Give `project` bookings of `resource`, requests for them, and tell the owner of each."""
    days = {"start_on": date(2026, 3, 2), "finish_on": date(2026, 3, 7), "units": Decimal("0.01")}
    common = {"workspace": project.workspace, "project": project, "resource": resource, **days}
    Booking.objects.bulk_create([Booking(**common, is_firm=True, booked_at=NOW) for _ in range(size)])
    asked = {"reason": "Rain", "asked_at": NOW, "answer_by_on": date(2026, 3, 3), "waits_for": "decider", "due_at": NOW}
    Request.objects.bulk_create([Request(**common, **asked) for _ in range(size)])
    owner = Person.objects.get(name="Olga Owner")
    Notice.objects.bulk_create(
        Notice(workspace=project.workspace, person=owner, kind="request.asked", target="request", target_id=1, at=NOW)
        for _ in range(size)
    )
