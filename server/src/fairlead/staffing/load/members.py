"""Whose load is shown: people, generic roles and equipment of the pool, and the groups that they are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound
from fairlead.programs.selectors import program_get
from fairlead.resources.models import Resource, ResourceQuerySet, ResourceSkill, Skill, Team
from fairlead.resources.selectors import resource_get, resources_of
from fairlead.schedule.hours import WORKING
from fairlead.staffing.models import Booking
from fairlead.work.models import Assignment
from fairlead.work.selectors import plan_get, programs_through_projects, visible_through


class RowKind(StrEnum):
    """What a row of load is of."""

    PERSON = "person"
    TEAM = "team"
    ROLE = "role"
    SKILL = "skill"
    PROGRAM = "program"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose load to show, everybody's whom the actor may see where nothing is said.

    `role` is a title, or the name of a generic role. With `program_id` or `project_id` those who are assigned to
    or booked for it, with all that they are asked for; with `resource_id` one of the pool.
    `level` is the least of the skill.
    """

    search: str = ""
    team_id: int | None = None
    role: str = ""
    skill_id: int | None = None
    level: int = 1
    program_id: int | None = None
    project_id: int | None = None
    resource_id: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One of the pool; a generic role stands for demand that nobody is named for yet."""

    id: int
    kind: str
    name: str
    title: str
    team_id: int | None
    team: str
    calendar_id: int | None

    @property
    def is_generic(self) -> bool:
        return self.kind == Resource.Kind.ROLE

    @property
    def role(self) -> str:
        return self.name if self.is_generic else self.title


def members_of(
    *, actor: Actor, filters: Filters, after: tuple[str, int] | None = None, limit: int | None = None
) -> list[Member]:
    """Return who of the pool is meant, by name; with `limit` one more than that where more follow. One query.

    Raises: NotFound for a program or project that the actor may not see.
    """
    rows = _filtered(resources_of(actor=actor).in_use().filter(kind__in=WORKING), filters, actor)
    if after is not None:
        rows = rows.filter(Q(name__gt=after[0]) | Q(name=after[0], pk__gt=after[1]))
    fields = ("pk", "kind", "name", "title", "team_id", "team__name", "calendar_id")
    found = rows.order_by("name", "pk").values_list(*fields)
    return [
        Member(id, kind, name, title, team_id, team or "", calendar)
        for id, kind, name, title, team_id, team, calendar in (found if limit is None else found[: limit + 1])
    ]


def _filtered(rows: ResourceQuerySet, filters: Filters, actor: Actor) -> ResourceQuerySet:
    if filters.search:
        rows = rows.filter(Q(name__icontains=filters.search) | Q(title__icontains=filters.search))
    if filters.resource_id is not None:
        rows = rows.filter(pk=filters.resource_id)
    if filters.team_id is not None:
        rows = rows.filter(team_id=filters.team_id)
    if filters.role:
        rows = rows.filter(Q(title=filters.role) | Q(kind=Resource.Kind.ROLE, name=filters.role))
    if filters.skill_id is not None:
        having = ResourceSkill.objects.filter(
            resource=OuterRef("pk"), skill_id=filters.skill_id, level__gte=filters.level
        )
        rows = rows.filter(Exists(having))
    for name, id in (("project__program_id", filters.program_id), ("project_id", filters.project_id)):
        if id is not None:
            rows = rows.filter(_on(name, id, actor))
    return rows


def _on(path: str, id: int, actor: Actor) -> Q:
    """Return the condition of being assigned to, or booked for, the projects that `actor` may see of a program."""
    on_tasks = Assignment.objects.filter(
        visible_through("task__project", actor), resource=OuterRef("pk"), **{f"task__{path}": id}
    )
    booked = Booking.objects.visible_to(actor).filter(
        Q(resource=OuterRef("pk")) | Q(resource__isnull=True, role=OuterRef("pk")), **{path: id}
    )
    return Q(Exists(on_tasks)) | Q(Exists(booked))


@dataclass(frozen=True, slots=True)
class Group:
    """Members who are counted together, by their places; `detail` says more than the name."""

    kind: RowKind
    id: int
    name: str
    places: tuple[int, ...]
    detail: str = ""


def groups_of(kind: RowKind, members: Sequence[Member], *, actor: Actor) -> list[Group]:
    """Return the teams, roles or skills of `members`, by name. One query at most.

    Who has several skills counts in each of them. A role has no key: it goes by that of the first who has it.
    """
    if kind is RowKind.TEAM:
        return _grouped(kind, [(each.team_id or 0, each.team or _("No team"), at) for at, each in enumerate(members)])
    if kind is RowKind.ROLE:
        keys = {each.role: each.id for each in reversed(members)}
        return _grouped(kind, [(keys[each.role], each.role or _("No title"), at) for at, each in enumerate(members)])
    places = {each.id: at for at, each in enumerate(members)}
    rows = ResourceSkill.objects.filter(resource__workspace_id=actor.workspace_id, resource_id__in=list(places))
    found = rows.values_list("skill_id", "skill__name", "resource_id")
    return _grouped(kind, [(skill, name, places[resource]) for skill, name, resource in found])


def _grouped(kind: RowKind, rows: Sequence[tuple[int, str, int]]) -> list[Group]:
    found: dict[int, tuple[str, list[int]]] = {}
    for id, name, place in rows:
        found.setdefault(id, (name, []))[1].append(place)
    groups = [Group(kind, id, name, tuple(places)) for id, (name, places) in found.items()]
    return sorted(groups, key=lambda each: (each.name, each.id))


def filters_for(kind: RowKind, id: int, *, actor: Actor) -> tuple[str, Filters]:
    """Return the name of what a row is of, and who belongs to it. Two queries at most.

    Raises: NotFound for what is not there, or not to be seen.
    """
    if kind is RowKind.PROGRAM:
        program = program_get(id=id, actor=actor, through=programs_through_projects(actor))
        return program.name, Filters(program_id=id)
    if kind is RowKind.PROJECT:
        return plan_get(id=id, actor=actor).name, Filters(project_id=id)
    if kind is RowKind.TEAM:
        return _name(Team, id, actor, _("There is no such team.")), Filters(team_id=id)
    if kind is RowKind.SKILL:
        return _name(Skill, id, actor, _("There is no such skill.")), Filters(skill_id=id)
    resource = resource_get(id=id, actor=actor)
    if kind is RowKind.PERSON:
        return resource.name, Filters(resource_id=id)
    role = resource.name if resource.kind == Resource.Kind.ROLE else resource.title
    return role, Filters(role=role)


def _name(model: Any, id: int, actor: Actor, unknown: str) -> str:
    name: str | None = (
        model.objects.filter(workspace_id=actor.workspace_id, pk=id).values_list("name", flat=True).first()
    )
    if name is None:
        raise NotFound(unknown)
    return name
