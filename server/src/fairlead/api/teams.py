"""Teams and skills."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import SkillSaid, TeamSaid
from fairlead.api.shapes import Changes, Id, In, maybe
from fairlead.api.versions import Version
from fairlead.resources import services
from fairlead.resources.models import Skill, Team
from fairlead.resources.selectors import skill_get, skill_said, skills_of, team_get, team_said, teams_led

router = Router(tags=["teams"])


class NewTeam(In):
    """`lead` is the person who leads the team and may edit its people."""

    name: str
    lead: Id | None = None


class TeamChanges(Changes):
    """What to change on a team."""

    name: str = maybe()
    lead: Id | None = maybe()


class SkillIn(In):
    """What a skill is called."""

    name: str


@router.get("/teams", response=Page[TeamSaid])
def teams_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the teams that you may see, by name."""
    rows = teams_led(actor=request.auth)
    show = TeamSaid.model_validate
    return listed(request, rows, by={"name": str, "id": int}, after=after, limit=limit, show=show)


@router.post("/teams", response={201: TeamSaid})
def team_create(request: ApiRequest, new: NewTeam, key: Key = None) -> HttpResponse:
    """Create a team."""

    def effect(now: datetime) -> HttpResponse:
        team = services.team_create(actor=request.auth, name=new.name, lead=new.lead, now=now)
        return created(_team(team), at=f"/api/v1/teams/{team.pk}", version=team.version)

    return once(request, key, effect)


@router.get("/teams/{id}", response=TeamSaid)
def team_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one team."""
    team = team_get(id=id, actor=request.auth)
    return answer(_team(team), version=team.version)


@router.patch("/teams/{id}", response=TeamSaid)
def team_update(request: ApiRequest, id: Id, changes: TeamChanges, version: Version) -> HttpResponse:
    """Rename a team, or say who leads it."""
    team = services.team_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return answer(_team(team), version=team.version)


@router.delete("/teams/{id}", response={204: None})
def team_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Dissolve a team; its people stay in the pool."""
    services.team_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.get("/skills", response=Page[SkillSaid])
def skills_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the skills that people of the workspace may have, by name."""
    rows = skills_of(actor=request.auth)
    show = SkillSaid.model_validate
    return listed(request, rows, by={"name": str, "id": int}, after=after, limit=limit, show=show)


@router.post("/skills", response={201: SkillSaid})
def skill_create(request: ApiRequest, new: SkillIn, key: Key = None) -> HttpResponse:
    """Create a skill."""

    def effect(now: datetime) -> HttpResponse:
        skill = services.skill_create(actor=request.auth, name=new.name, now=now)
        return created(_skill(skill), at=f"/api/v1/skills/{skill.pk}", version=skill.version)

    return once(request, key, effect)


@router.get("/skills/{id}", response=SkillSaid)
def skill_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one skill."""
    skill = skill_get(id=id, actor=request.auth)
    return answer(_skill(skill), version=skill.version)


@router.patch("/skills/{id}", response=SkillSaid)
def skill_update(request: ApiRequest, id: Id, changes: SkillIn, version: Version) -> HttpResponse:
    """Rename a skill."""
    skill = services.skill_update(actor=request.auth, id=id, version=version, name=changes.name, now=timezone.now())
    return answer(_skill(skill), version=skill.version)


@router.delete("/skills/{id}", response={204: None})
def skill_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a skill; nobody has it any more."""
    services.skill_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


def _team(team: Team) -> TeamSaid:
    return TeamSaid.model_validate(team_said(team))


def _skill(skill: Skill) -> SkillSaid:
    return SkillSaid.model_validate(skill_said(skill))
