"""The people and the plan that tests play with.

`cast()` builds a workspace with its people; `stage(cast)` a small program in it:

    days             | MTWTF..M     Monday is 2026-03-02, each day 8-12 and 13-17
    SHOP  design     | XX
            draw     | XX           worker is on it
            sign_off |  *           after draw
          build      |   XXX        after sign_off
    WARE  shelves    | XX
          move_in    |        X     after shelves, after build
    and ATTIC, a project in no program, with one task: sort.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from fairlead.access.models import Person, User, Workspace
from fairlead.access.rules import Actor, Role, ScopeKind
from fairlead.access.selectors import actor_of
from fairlead.access.services import role_grant, workspace_create
from fairlead.programs.models import Program
from fairlead.resources.models import Calendar, Resource, ResourceSkill, Skill
from fairlead.work.models import Assignment, Link, Project, Task

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
MONDAY = datetime.fromisoformat("2026-03-02T08:00")
DAY = 480
PASSWORD = "correct horse battery"
OFFICE_WEEK = [[[480, 720], [780, 1020]]] * 5 + [[], []]


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who signs in (`user`) and is `person` in a workspace."""

    user: User
    person: Person

    @property
    def actor(self) -> Actor:
        """Who they are now: roles granted meanwhile count. One query."""
        return actor_of(self.person)


@dataclass(slots=True)
class Cast:
    """A workspace and its people; `outsider` owns another workspace and has no part in this one."""

    workspace: Workspace
    calendar: Calendar
    owner: Player
    manager: Player  # a plain member, program manager of the staged program
    member: Player  # sees everything of the workspace, edits nothing
    worker: Player  # a guest, team member of SHOP, assigned to draw
    guest: Player  # in the workspace, with no role that shows anything
    outsider: Player
    outside_calendar: Calendar
    resources: dict[str, Resource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """The staged program: its rows by the names in the drawing."""

    program: Program
    shop: Project
    ware: Project
    attic: Project
    tasks: dict[str, Task]
    links: dict[tuple[str, str], Link]


def cast(name: str = "Harbor") -> Cast:
    """Build a workspace with its people, and an outsider with a workspace of their own."""
    workspace, owner = _workspace(name, "Olga Owner")
    elsewhere, outsider = _workspace(f"{name} elsewhere", "Otto Outsider")
    people = Cast(
        workspace=workspace,
        calendar=calendar_of(workspace),
        owner=owner,
        manager=player(workspace, "Maya Manager", Role.MEMBER),
        member=player(workspace, "Mel Member", Role.MEMBER),
        worker=player(workspace, "Wes Worker", Role.GUEST),
        guest=player(workspace, "Gus Guest", Role.GUEST),
        outsider=outsider,
        outside_calendar=calendar_of(elsewhere),
    )
    for who in (people.manager, people.worker):
        people.resources[who.person.name] = Resource.objects.create(
            workspace=workspace, name=who.person.name, person=who.person
        )
    return people


def stage(people: Cast) -> Stage:
    """Build the small program and the project beside it; dates are not found yet."""
    program = program_of(people.workspace, "Relaunch", "REL")
    shop = project_of(people, "Shop", "SHOP", program=program)
    ware = project_of(people, "Warehouse", "WARE", program=program)
    attic = project_of(people, "Attic", "ATTIC")
    design = task_of(shop, "Design", duration_minutes=0)
    tasks = {
        "design": design,
        "draw": task_of(shop, "Draw", parent=design, duration_minutes=2 * DAY),
        "sign_off": task_of(shop, "Sign off", parent=design, duration_minutes=0, is_milestone=True),
        "build": task_of(shop, "Build", duration_minutes=3 * DAY),
        "shelves": task_of(ware, "Shelves", duration_minutes=2 * DAY),
        "move_in": task_of(ware, "Move in"),
        "sort": task_of(attic, "Sort"),
    }
    pairs = [("draw", "sign_off"), ("sign_off", "build"), ("shelves", "move_in"), ("build", "move_in")]
    links = {
        (before, after): Link.objects.create(predecessor=tasks[before], successor=tasks[after])
        for before, after in pairs
    }
    Assignment.objects.create(task=tasks["draw"], resource=people.resources["Wes Worker"])
    _grant(people.manager, Role.PROGRAM_MANAGER, ScopeKind.PROGRAM, program.pk)
    _grant(people.worker, Role.TEAM_MEMBER, ScopeKind.PROJECT, shop.pk)
    return Stage(program=program, shop=shop, ware=ware, attic=attic, tasks=tasks, links=links)


def overload(people: Cast, plan: Stage) -> None:
    """Put worker on the shelves too: Monday and Tuesday they are asked for twice, 200 % of what they have."""
    Assignment.objects.create(task=plan.tasks["shelves"], resource=people.resources["Wes Worker"])


def roles(people: Cast, plan: Stage) -> Resource:
    """Put a joiner of level 3, whom nobody is yet, on build; Maya can do it at level 4, Wes at 2."""
    skill = Skill.objects.create(workspace=people.workspace, name="Joinery")
    joiner = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Joiner")
    levels = [(joiner, 3), (people.resources["Maya Manager"], 4), (people.resources["Wes Worker"], 2)]
    ResourceSkill.objects.bulk_create(ResourceSkill(resource=who, skill=skill, level=level) for who, level in levels)
    Assignment.objects.create(task=plan.tasks["build"], resource=joiner)
    return joiner


def tries(who: str, few: Collection[str]) -> bool:
    """Tell whether `who` tries a case of the tables of rights on this database.

    On SQLite everybody does. Rights are decided alike on all; of another database the `few` ask all that is asked.
    """
    return connection.vendor == "sqlite" or who in few


def player(workspace: Workspace, name: str, role: Role) -> Player:
    """Build somebody in `workspace` who signs in as `first.last@<workspace>.example` with PASSWORD."""
    user = user_of(name, workspace.slug)
    person = Person.objects.create(workspace=workspace, user=user, name=name, email=user.email)
    who = Player(user, person)
    _grant(who, role, ScopeKind.WORKSPACE, workspace.pk)
    return who


def user_of(name: str, domain: str) -> User:
    """Build an account with PASSWORD."""
    return User.objects.create_user(f"{name.lower().replace(' ', '.')}@{domain}.example", PASSWORD, name=name)


def calendar_of(workspace: Workspace, name: str = "Office", *, is_default: bool = True) -> Calendar:
    """Build a calendar of five days, 8-12 and 13-17."""
    return Calendar.objects.create(workspace=workspace, name=name, week=OFFICE_WEEK, is_default=is_default)


def program_of(workspace: Workspace, name: str, code: str) -> Program:
    """Build an empty program."""
    return Program.objects.create(workspace=workspace, name=name, code=code, created_at=NOW)


def project_of(people: Cast, name: str, code: str, *, program: Program | None = None, **values: Any) -> Project:
    """Build an empty project that starts on MONDAY."""
    usual = {"workspace": people.workspace, "calendar": people.calendar, "start_at": MONDAY, "created_at": NOW}
    return Project.objects.create(**{**usual, "program": program, "name": name, "code": code, **values})


def task_of(project: Project, name: str, *, parent: Task | None = None, **values: Any) -> Task:
    """Build a task of one day at the end of the project's outline; its `parent` must be open there."""
    return Task.objects.create(
        project=project, parent=parent, name=name, position=Task.objects.filter(project=project).count(), **values
    )


def _workspace(name: str, owner: str) -> tuple[Workspace, Player]:
    slug = name.lower().replace(" ", "-")
    user = user_of(owner, slug)
    workspace = workspace_create(name=name, slug=slug, owner=user, now=NOW)
    return workspace, Player(user, Person.objects.get(workspace=workspace, user=user))


def _grant(who: Player, role: Role, scope: ScopeKind, scope_id: int) -> None:
    role_grant(person=who.person, role=role, scope=scope, scope_id=scope_id, now=NOW)
