"""Reading teams, skills and who has which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from fairlead.access.models import Grant, Person
from fairlead.access.rules import Action, Actor, Role, ScopeKind
from fairlead.kernel.errors import NotFound
from fairlead.resources.models import Resource, ResourceSkill, Skill, Team
from fairlead.resources.selectors.pool import place_of, resources_of


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team: who leads it, and who is in it as far as the actor sees them."""

    team: Team
    lead: Person | None
    members: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One line of the matrix: a resource with its level of each skill in the order of the columns, None for none."""

    resource: Resource
    levels: tuple[int | None, ...]
    may_edit: bool


def teams_of(*, actor: Actor) -> QuerySet[Team]:
    """Return the teams that the actor may see, by name: all who sees the pool, else those they lead or are in."""
    teams = Team.objects.filter(workspace_id=actor.workspace_id)
    if actor.sees_pool:
        return teams
    own = Resource.objects.filter(person_id=actor.person_id, team__isnull=False)
    return teams.filter(Q(pk__in=actor.team_ids) | Q(pk__in=own.values("team")))


def teams_led(*, actor: Actor) -> QuerySet[Team]:
    """Return the teams that the actor may see, each with `lead`, the key of who leads it. One query."""
    grants = _leading().filter(scope_id=OuterRef("pk"))
    return teams_of(actor=actor).annotate(lead=Subquery(grants.order_by("pk").values("person_id")[:1]))


def team_get(*, id: int, actor: Actor, lock: bool = False) -> Team:
    """Return one team that the actor may see. One query.

    Raises: NotFound.
    """
    teams = teams_of(actor=actor)
    team = (teams.select_for_update() if lock else teams).filter(pk=id).first()
    if team is None:
        raise NotFound(_("There is no such team, or you may not see it."))
    return team


def team_said(team: Team) -> dict[str, Any]:
    """Return what is said of a team, with the key of who leads it. One query."""
    leads = team_leads([team.pk])
    return {
        "id": team.pk,
        "name": team.name,
        "lead": leads[team.pk].pk if team.pk in leads else None,
        "version": team.version,
    }


def team_leads(ids: Iterable[int]) -> dict[int, Person]:
    """Return who leads each of these teams by key; a team without anybody is left out. One query."""
    grants = _leading().filter(scope_id__in=list(ids))
    return {grant.scope_id: grant.person for grant in grants.select_related("person").order_by("-pk")}


def _leading() -> QuerySet[Grant]:
    return Grant.objects.filter(scope=ScopeKind.TEAM.value, role=Role.TEAM_LEAD.value, person__is_active=True)


def team_rows(*, actor: Actor) -> list[TeamRow]:
    """Return all teams that the actor may see with their people, by name. Three queries."""
    teams = list(teams_of(actor=actor))
    leads = team_leads([team.pk for team in teams])
    members: dict[int | None, list[Resource]] = {}
    for resource in resources_of(actor=actor).in_use().filter(team__in=teams).order_by("name", "pk"):
        members.setdefault(resource.team_id, []).append(resource)
    return [TeamRow(team, leads.get(team.pk), tuple(members.get(team.pk, ()))) for team in teams]


def skills_of(*, actor: Actor) -> QuerySet[Skill]:
    """Return the skills of the actor's workspace by name."""
    return Skill.objects.filter(workspace_id=actor.workspace_id)


def skills_counted(*, actor: Actor) -> QuerySet[Skill]:
    """Return the skills of the actor's workspace by name, each with its `holders` in use. One query."""
    rows = ResourceSkill.objects.filter(skill=OuterRef("pk"), resource__archived_at__isnull=True)
    counted = rows.order_by().values("skill").annotate(count=Count("pk")).values("count")
    return skills_of(actor=actor).annotate(holders=Coalesce(Subquery(counted), 0))


def skill_get(*, id: int, actor: Actor, lock: bool = False) -> Skill:
    """Return one skill of the actor's workspace. One query.

    Raises: NotFound.
    """
    skills = skills_of(actor=actor)
    skill = (skills.select_for_update() if lock else skills).filter(pk=id).first()
    if skill is None:
        raise NotFound(_("There is no such skill."))
    return skill


def skill_said(skill: Skill) -> dict[str, Any]:
    """Return what is said of a skill."""
    return {"id": skill.pk, "name": skill.name, "version": skill.version}


def skill_levels(resource: Resource) -> list[tuple[int, str, int]]:
    """Return the key, name and level of all that `resource` can do, best first. One query."""
    rows = resource.skills.order_by("-level", "skill__name")
    return [(skill, name, level) for skill, name, level in rows.values_list("skill_id", "skill__name", "level")]


def skill_matrix(*, actor: Actor, skills: Sequence[Skill], team_id: int | None = None) -> list[SkillRow]:
    """Return the levels of everybody in use whom the actor may see, by name, of a team where asked. Two queries."""
    resources = resources_of(actor=actor).in_use().exclude(kind__in=[Resource.Kind.MATERIAL, Resource.Kind.COST])
    if team_id is not None:
        resources = resources.filter(team_id=team_id)
    levels = {
        (resource, skill): level
        for resource, skill, level in ResourceSkill.objects.filter(resource__in=resources).values_list(
            "resource_id", "skill_id", "level"
        )
    }
    return [
        SkillRow(
            each,
            tuple(levels.get((each.pk, skill.pk)) for skill in skills),
            actor.may(Action.EDIT_POOL, place_of(each, actor=actor)),
        )
        for each in resources.order_by("name", "pk")
    ]
