"""A workspace to measure load in: people with calendars and bookings of their own, on the tasks of a year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from django.utils import timezone

from fairlead.access.models import Person, User, Workspace
from fairlead.access.selectors import actor_of
from fairlead.access.services import NewToken, token_create, workspace_create
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar, Resource, Team, TimeOff
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.models import Booking
from fairlead.work.models import Assignment, Link, Project, Task

START = datetime(2026, 1, 5, 8)
OFFICE = [[[480, 720], [780, 1020]]] * 5 + [[], []]
TEAMS, PROGRAMS = 10, 25


@dataclass(frozen=True, slots=True)
class Built:
    """What was built, with the owner's token; `person` is one of the pool."""

    token: str
    person: int
    assignments: int


def build(*, people: int, projects: int, tasks: int, each: int) -> Built:
    """Write `projects` that last about a year, of `tasks` with `each` of `people` on them, and find their dates.

    Every person has hours of their own with two weeks off, every fifth is part-time, every second booked for a project.
    """
    now = timezone.now()
    owner = User.objects.create_user("bench@example.org", name="Bench")
    workspace = workspace_create(name="Bench", slug="bench", owner=owner, now=now)
    calendar = Calendar.objects.create(workspace=workspace, name="Office", week=OFFICE, is_default=True)
    pool = _pool(workspace, calendar, people)
    rows: list[Project] = []
    for number in range(PROGRAMS):
        program = Program.objects.create(
            workspace=workspace, name=f"Program {number}", code=f"G{number}", created_at=now
        )
        rows += [_project(program, calendar, at, now) for at in range(number, projects, PROGRAMS)]
    count = sum(_tasks(project, tasks, pool, each) for project in rows)
    _book(rows, pool, now)
    for program in Program.objects.all():
        scope = scope_of(Project.objects.filter(program=program)[0])
        scope_recalculate(scope=scope, cause=Recalculation.Cause.REQUEST, now=now)
    _token, secret = token_create(actor=actor_of(Person.objects.get(user=owner)), new=NewToken("bench", None), now=now)
    return Built(secret, pool[people // 2].pk, count)


def _pool(workspace: Workspace, office: Calendar, people: int) -> list[Resource]:
    teams = [Team.objects.create(workspace=workspace, name=f"Team {number}") for number in range(TEAMS)]
    pool = Resource.objects.bulk_create(
        [
            Resource(
                workspace=workspace,
                name=f"Person {number:03}",
                team=teams[number % TEAMS],
                max_units="0.8" if number % 5 == 0 else 1,
            )
            for number in range(people)
        ]
    )
    own = [Calendar(workspace=workspace, name=each.name, week=[None] * 7, base=office, resource=each) for each in pool]
    for each, calendar in zip(pool, Calendar.objects.bulk_create(own), strict=True):
        each.calendar = calendar
    Resource.objects.bulk_update(pool, ["calendar"])
    TimeOff.objects.bulk_create(
        [
            TimeOff(
                resource=each,
                start_on=START.date() + timedelta(days=7 * (number % 40)),
                finish_on=START.date() + timedelta(days=7 * (number % 40) + 14),
                entered_at=timezone.now(),
            )
            for number, each in enumerate(pool)
        ]
    )
    return pool


def _project(program: Program, calendar: Calendar, number: int, now: datetime) -> Project:
    return Project.objects.create(
        workspace_id=program.workspace_id,
        program=program,
        name=f"Project {number:03}",
        code=f"P{number}",
        start_at=START + timedelta(days=number % 28),
        calendar=calendar,
        position=number,
        created_at=now,
    )


def _tasks(project: Project, count: int, pool: list[Resource], each: int) -> int:
    """Write a chain of tasks of two or three days."""
    random = Random(project.position)
    rows = Task.objects.bulk_create(
        [
            Task(
                project=project,
                position=position,
                name=f"Task {project.position}.{position}",
                duration_minutes=480 * random.randint(2, 3),
            )
            for position in range(count)
        ]
    )
    Link.objects.bulk_create([Link(predecessor=before, successor=after) for before, after in pairwise(rows)])
    assignments = [
        Assignment(task=task, resource=resource, units="0.5", work_minutes=480 if random.random() < 0.3 else None)
        for task in rows
        for resource in random.sample(pool, each)
    ]
    return len(Assignment.objects.bulk_create(assignments))


def _book(projects: list[Project], pool: list[Resource], now: datetime) -> None:
    day: date = START.date()
    Booking.objects.bulk_create(
        [
            Booking(
                workspace_id=resource.workspace_id,
                project=projects[number % len(projects)],
                resource=resource,
                start_on=day + timedelta(days=number),
                finish_on=day + timedelta(days=number + 90),
                units="0.5",
                is_firm=number % 4 == 0,
                booked_at=now,
            )
            for number, resource in enumerate(pool)
            if number % 2 == 0
        ]
    )
