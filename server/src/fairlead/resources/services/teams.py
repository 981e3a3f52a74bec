"""Changes to teams and who leads them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.access.selectors import by, require
from fairlead.access.services import role_holders_set
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import Team
from fairlead.resources.selectors import team_get, team_said


@transaction.atomic
def team_create(*, actor: Actor, name: str, lead: int | None = None, now: datetime) -> Team:
    """Create a team, led by the person `lead`.

    Raises: Forbidden; Refused for a name that is missing or taken, or an unknown lead.
    """
    require(actor, Action.EDIT_POOL)
    team = Team(workspace_id=actor.workspace_id, name=_checked(actor, name))
    team.save(force_insert=True)
    _lead_set(actor, team, lead, now)
    audit_write([Change("team.create", "team", team.pk, after={"name": team.name, "lead": lead})], by=by(actor, now))
    return team


@transaction.atomic
def team_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Team:
    """Change a team's `name` or `lead`, the key of a person or None.

    Who leads a team may rename it; who leads it is decided by those who edit the whole pool.
    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    team = team_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_POOL, Place() if "lead" in changes else Place(team_id=id))
    current = team_said(team)
    check_version(team, version, kind="team", current=current)
    if "name" in changes:
        team.name = _checked(actor, changes["name"], but=id)
    if "lead" in changes:
        _lead_set(actor, team, changes["lead"], now)
    team.version += 1
    team.save(update_fields=["name", "version"])
    before = {name: current[name] for name in changes}
    audit_write([Change("team.update", "team", id, before=before, after=dict(changes))], by=by(actor, now))
    return team


@transaction.atomic
def team_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Dissolve a team; its people stay in the pool without one.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    team = team_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_POOL)
    current = team_said(team)
    check_version(team, version, kind="team", current=current)
    _lead_set(actor, team, None, now)
    team.delete()
    audit_write([Change("team.delete", "team", id, before=current)], by=by(actor, now))


def _lead_set(actor: Actor, team: Team, lead: int | None, now: datetime) -> None:
    people = list(Person.objects.filter(workspace_id=actor.workspace_id, pk=lead)) if lead is not None else []
    if lead is not None and not people:
        raise Refused(_("There is no such person."), fields={"lead": _("Unknown")})
    role_holders_set(people, role=Role.TEAM_LEAD, scope=ScopeKind.TEAM, scope_id=team.pk, now=now)


def _checked(actor: Actor, name: str, *, but: int | None = None) -> str:
    clean = " ".join(name.split())
    reason = ""
    if not clean or len(clean) > 200:
        reason = _("Between 1 and 200 characters")
    elif Team.objects.filter(workspace_id=actor.workspace_id, name=clean).exclude(pk=but or 0).exists():
        reason = _("Another team has this name")
    if reason:
        raise Refused(_("The team was not saved."), fields={"name": reason})
    return clean
