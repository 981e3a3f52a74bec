"""Who is what in the demo: the roles that people have in the workspace, its programs and projects."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from fairlead.access.models import Person
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.demo.content import PROGRAMS
from fairlead.demo.rows import Created, Setting

ADMINISTRATORS = ("Amara",)
STAKEHOLDERS = {"GROW": ("Malik", "Stefan"), "BRAND": ("Malik",), "MOVE": ("Amara", "Stefan")}
_ROLELESS = {"Desmond"}  # a sponsor sees what he sponsors, and nothing else of the workspace

_Post = tuple[str, Role, ScopeKind, int]


def roles_grant(setting: Setting, created: Created, *, now: datetime) -> None:
    """Put everybody of the pool in their roles."""
    people = {key: resource.person for key, resource in setting.resources.items() if resource.person}
    for who, role, scope, scope_id in (
        *_workspace_posts(setting, people),
        *_program_posts(created),
        *_project_posts(created, people),
    ):
        role_grant(person=people[who], role=role, scope=scope, scope_id=scope_id, now=now)
    _visitors_let_in(setting, created, now=now)


def _visitors_let_in(setting: Setting, created: Created, *, now: datetime) -> None:
    """Let in the client who follows one program, and the printer who follows one project."""
    for role, scope, id in (
        ("Stakeholder", ScopeKind.PROGRAM, created.programs["GROW"].pk),
        ("Guest", ScopeKind.PROJECT, created.projects["WEB"].pk),
    ):
        person = setting.visitors[role]
        role_grant(person=person, role=Role.GUEST, scope=ScopeKind.WORKSPACE, scope_id=setting.workspace.pk, now=now)
        role_grant(person=person, role=Role.STAKEHOLDER, scope=scope, scope_id=id, now=now)


def _workspace_posts(setting: Setting, people: Mapping[str, Person]) -> Iterator[_Post]:
    for who in people:
        if who not in _ROLELESS:
            role = Role.ADMINISTRATOR if who in ADMINISTRATORS else Role.MEMBER
            yield who, role, ScopeKind.WORKSPACE, setting.workspace.pk


def _program_posts(created: Created) -> Iterator[_Post]:
    for program in PROGRAMS:
        id = created.programs[program.code].pk
        yield program.manager, Role.PROGRAM_MANAGER, ScopeKind.PROGRAM, id
        yield program.sponsor, Role.SPONSOR, ScopeKind.PROGRAM, id
        for who in STAKEHOLDERS[program.code]:
            yield who, Role.STAKEHOLDER, ScopeKind.PROGRAM, id


def _project_posts(created: Created, people: Mapping[str, Person]) -> Iterator[_Post]:
    for code, project in created.projects.items():
        id, outline = project.pk, created.outlines[code]
        yield outline.manager, Role.PROJECT_MANAGER, ScopeKind.PROJECT, id
        team = {share.who for task in outline.tasks for share in task.people} & set(people)
        for who in sorted(team - {outline.manager}):
            yield who, Role.TEAM_MEMBER, ScopeKind.PROJECT, id
