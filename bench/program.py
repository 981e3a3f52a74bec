"""A program to measure with: projects whose tasks wait for each other, all behind one kickoff, in an empty database."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from random import Random

from django.utils import timezone

from fairlead.access.models import Person, User
from fairlead.access.selectors import actor_of
from fairlead.access.services import NewToken, token_create, workspace_create
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Link, Project, Task

START = datetime(2026, 1, 5, 8)
OFFICE = [[[480, 720], [780, 1020]]] * 5 + [[], []]
TASKS_PER_SUMMARY = 25


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: `kickoff` precedes every leaf, `head` every leaf of one project only."""

    program: Program
    token: str
    kickoff: Task
    head: Task
    task_count: int
    link_count: int


def build(*, projects: int, tasks: int, links: int) -> Built:
    """Write a program of `projects` with `tasks` (every 25th a summary) and `links` in total, and find its dates."""
    now = timezone.now()
    owner = User.objects.create_user("bench@example.org", name="Bench")
    workspace = workspace_create(name="Bench", slug="bench", owner=owner, now=now)
    calendar = Calendar.objects.create(workspace=workspace, name="Office", week=OFFICE, is_default=True)
    program = Program.objects.create(workspace=workspace, name="Bench", code="BENCH", created_at=now)
    rows = [
        Project.objects.create(
            workspace=workspace,
            program=program,
            name=f"Project {number}",
            code=f"P{number}",
            start_at=START,
            calendar=calendar,
            position=number,
            created_at=now,
        )
        for number in range(projects)
    ]
    leaves = [_tasks(project, tasks // projects) for project in rows]
    _links(leaves, links)
    scope_recalculate(scope=scope_of(rows[0]), cause=Recalculation.Cause.REQUEST, now=now)
    _token, secret = token_create(actor=actor_of(Person.objects.get(user=owner)), new=NewToken("bench", None), now=now)
    return Built(program, secret, leaves[0][0], leaves[projects // 2][0], tasks, links)


def _tasks(project: Project, count: int) -> list[Task]:
    random = Random(project.position)
    summaries: list[Task] = []
    leaves: list[Task] = []
    for position in range(count):
        place, inside = divmod(position, TASKS_PER_SUMMARY)
        task = Task(
            project=project,
            position=position,
            name=f"{'Phase' if inside == 0 else 'Task'} {project.position}.{position}",
            duration_minutes=480 * random.randint(1, 3),
        )
        if inside:
            task.parent_id = -place  # its summary, once that has a key
            leaves.append(task)
        else:
            summaries.append(task)
    Task.objects.bulk_create(summaries)
    for task in leaves:
        task.parent = summaries[-(task.parent_id or 0)]
    Task.objects.bulk_create(leaves)
    return leaves


def _links(leaves: list[list[Task]], count: int) -> None:
    """Chain the leaves of each project behind the kickoff, and add links between them at random up to `count`."""
    random = Random(1)
    kickoff = leaves[0][0]
    pairs = {(kickoff.pk, chain[0].pk) for chain in leaves[1:]}
    for chain in leaves:
        pairs |= {(before.pk, after.pk) for before, after in pairwise(chain)}
    while len(pairs) < count:
        chain = random.choice(leaves)
        first, second = sorted(random.sample(range(len(chain)), 2))
        pairs.add((chain[first].pk, chain[second].pk))
    Link.objects.bulk_create(
        [Link(predecessor_id=before, successor_id=after) for before, after in sorted(pairs)], batch_size=5000
    )
