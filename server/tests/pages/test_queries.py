"""Lists cost the same number of queries for three rows as for thirty."""

from typing import Any

import pytest

from cast import NOW, Cast, program_of, project_of, task_of
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Assignment, Blocker, Project

# Session, account, person and roles; the workspaces of the frame; then what the page itself reads.
FRAME = 5
QUERIES = {
    "/programs/": 7,
    "/projects/": 6,
    "/programs/{program}/": 10,
    "/programs/{program}/roadmap/": 7,
    "/programs/{program}/tasks/?show=open": 10,
    "/projects/{project}/": 9,
    "/projects/{project}/plan/": 5,
    "/projects/{project}/tasks/?show=open": 8,
    "/tasks/{task}/": 14,
    "/people/": 5,
    "/search/?q=name": 3,
    "/me/tokens/": 1,
}


@pytest.mark.parametrize("path", QUERIES)
@pytest.mark.parametrize("size", [3, 30])
def test_a_page_promises_its_queries(path: str, size: int, people: Cast, visit: Any, django_assert_num_queries: Any):
    project = _workspace_of(people, size)
    task = project.tasks.last()
    where = path.format(program=project.program_id, project=project.pk, task=task.pk)
    client = visit(people.owner)
    client.get(where)
    with django_assert_num_queries(FRAME + QUERIES[path]):
        assert client.get(where).status_code == 200


def _workspace_of(people: Cast, size: int) -> Project:
    """`size` programs; the first has `size` projects, of which the first has `size` tasks, each blocked."""
    programs = [program_of(people.workspace, f"Name {number}", f"P{number}") for number in range(size)]
    projects = [project_of(people, f"Name {number}", f"J{number}", program=programs[0]) for number in range(size)]
    tasks = [task_of(projects[0], f"Name {number}") for number in range(size)]
    resource = people.resources["Wes Worker"]
    Assignment.objects.bulk_create([Assignment(task=task, resource=resource) for task in tasks])
    Blocker.objects.bulk_create([Blocker(task=task, reason="Rain", raised_at=NOW) for task in tasks])
    scope_recalculate(scope=scope_of(projects[0]), cause=Recalculation.Cause.REQUEST, now=NOW)
    return projects[0]
