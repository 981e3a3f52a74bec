"""A workspace to measure with: programs of projects of chained tasks with people on them, some late, some blocked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from fairlead.access.models import Person, User, Workspace
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.selectors import actor_of
from fairlead.access.services import NewToken, role_grant, token_create, workspace_create
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar, Resource
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Assignment, Blocker, Link, Project, Task

OFFICE = [[[480, 720], [780, 1020]]] * 5 + [[], []]
PEOPLE, TEAM, EACH = 400, 40, 10  # in all, in a program's projects, in each project
LEADS = 40
CHAIN = 10
BLOCKED_EACH = 50


@dataclass(frozen=True, slots=True)
class Built:
    """What was built, with the owner's token and everybody's sessions; `program` to `person` are ones in the middle."""

    token: str
    sessions: dict[str, str]
    program: int
    project: int
    task: int
    person: int


def build(*, programs: int, projects: int, tasks: int) -> Built:
    """Write `programs` with `projects` each, of `tasks` each, and find their dates.

    The owner manages the program in the middle and its projects. A fifth of the programs, with all their projects, has
    one manager; one person sponsors every program, one leads the projects of a program, one works on tasks.
    """
    now = timezone.now()
    owner = User.objects.create_user("owner@example.org", name="Bea Bench")
    workspace = workspace_create(name="Bench", slug="bench", owner=owner, now=now)
    calendar = Calendar.objects.create(workspace=workspace, name="Office", week=OFFICE, is_default=True)
    people = {name: _person(workspace, name, now) for name in ("manager", "lead", "sponsor", "worker")}
    people["owner"] = Person.objects.get(user=owner)
    pool = _pool(workspace, people["worker"])
    leads = Person.objects.bulk_create([Person(workspace=workspace, name=f"Lead {n:02}") for n in range(LEADS)])
    middle, rows = programs // 2, []
    for number in range(programs):
        named = {middle: people["owner"], middle + 1: people["lead"]}
        lead = named.get(number) or (people["manager"] if number % 5 == 0 else leads[number % LEADS])
        program = _program(workspace, number, people["sponsor"], lead, now)
        rows.append([_project(program, calendar, number * projects + place, lead, now) for place in range(projects)])
        team = [pool[(8 * number + place) % PEOPLE] for place in range(TEAM)]
        for place, project in enumerate(rows[-1]):
            _tasks(project, tasks, [team[(2 * place + each) % TEAM] for each in range(EACH)], now)
        scope_recalculate(scope=scope_of(rows[-1][0]), cause=Recalculation.Cause.REQUEST, now=now)
    project = rows[middle][projects // 2]
    _token, secret = token_create(actor=actor_of(people["owner"]), new=NewToken("bench", None), now=now)
    task = Task.objects.filter(project=project).order_by("position")[tasks // 2]
    sessions = {name: _session(person.user) for name, person in people.items() if person.user}
    return Built(secret, sessions, project.program_id or 0, project.pk, task.pk, leads[0].pk)


def _person(workspace: Workspace, name: str, now: datetime) -> Person:
    """Return a member who can sign in."""
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    person = Person.objects.create(workspace=workspace, user=user, name=name.title(), email=user.email)
    role_grant(person=person, role=Role.MEMBER, scope=ScopeKind.WORKSPACE, scope_id=workspace.pk, now=now)
    return person


def _pool(workspace: Workspace, worker: Person) -> list[Resource]:
    """Return who works on tasks, each a person of the workspace; the first of them is `worker`."""
    people = [Person(workspace=workspace, name=f"Person {number:03}") for number in range(1, PEOPLE)]
    people = [worker, *Person.objects.bulk_create(people)]
    return Resource.objects.bulk_create([Resource(workspace=workspace, name=each.name, person=each) for each in people])


def _program(workspace: Workspace, number: int, sponsor: Person, manager: Person, now: datetime) -> Program:
    program = Program.objects.create(
        workspace=workspace, name=f"Program {number:02}", code=f"G{number}", summary="A summary.", created_at=now
    )
    for person, role in ((sponsor, Role.SPONSOR), (manager, Role.PROGRAM_MANAGER)):
        role_grant(person=person, role=role, scope=ScopeKind.PROGRAM, scope_id=program.pk, now=now)
    return program


def _project(program: Program, calendar: Calendar, number: int, manager: Person, now: datetime) -> Project:
    start = timezone.localtime(now).replace(tzinfo=None, hour=8, minute=0) - timedelta(days=14)
    project = Project.objects.create(
        workspace_id=program.workspace_id,
        program=program,
        name=f"Project {number:03}",
        code=f"P{number}",
        goal="A goal.",
        start_at=start,
        finish_by_at=start + timedelta(days=27 + number % 7),
        calendar=calendar,
        position=number,
        created_at=now,
    )
    role_grant(person=manager, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=project.pk, now=now)
    return project


def _tasks(project: Project, count: int, team: list[Resource], now: datetime) -> None:
    """Write tasks in chains of CHAIN, most of what should be done done, one of BLOCKED_EACH blocked."""
    rows = Task.objects.bulk_create([_task(project, position) for position in range(count)])
    chained = [(before, after) for before, after in pairwise(rows) if after.position % CHAIN]
    Link.objects.bulk_create([Link(predecessor=before, successor=after) for before, after in chained])
    Assignment.objects.bulk_create([Assignment(task=task, resource=team[task.position % EACH]) for task in rows])
    Blocker.objects.bulk_create(
        [Blocker(task=task, reason="Waits for the client.", raised_at=now) for task in rows[::BLOCKED_EACH]]
    )


def _task(project: Project, position: int) -> Task:
    """Return a task; the first of each chain are done as planned, but of one chain in ten none is.

    Every other chain ends with a milestone.
    """
    chain, place = divmod(position, CHAIN)
    is_done = place < CHAIN // 2 and chain % CHAIN > 0
    is_milestone = place == CHAIN - 1 and chain % 2 == 0
    return Task(
        project=project,
        position=position,
        name=f"Task {project.position:03}.{position:03}",
        duration_minutes=0 if is_milestone else 480 * 2,
        is_milestone=is_milestone,
        percent_complete=100 if is_done else 0,
        actual_start_at=project.start_at + timedelta(days=2 * place) if is_done else None,
        actual_finish_at=project.start_at + timedelta(days=2 * place + 1, hours=9) if is_done else None,
    )


def _session(user: User) -> str:
    """Return the key of a session in which `user` is signed in."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
