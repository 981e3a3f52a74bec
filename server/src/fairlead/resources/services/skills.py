"""Changes to skills, and to what people can do."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import ResourceSkill, Skill
from fairlead.resources.selectors import place_of, resource_get, skill_get, skill_said

LEVELS = range(1, 6)


@transaction.atomic
def skill_create(*, actor: Actor, name: str, now: datetime) -> Skill:
    """Create a skill.

    Raises: Forbidden; Refused for a name that is missing or taken.
    """
    require(actor, Action.EDIT_POOL)
    skill = Skill.objects.create(workspace_id=actor.workspace_id, name=_checked(actor, name))
    audit_write([Change("skill.create", "skill", skill.pk, after={"name": skill.name})], by=by(actor, now))
    return skill


@transaction.atomic
def skill_update(*, actor: Actor, id: int, version: int, name: str, now: datetime) -> Skill:
    """Rename a skill.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    skill = _locked(actor, id, version)
    before, skill.name = skill.name, _checked(actor, name, but=id)
    skill.version += 1
    skill.save(update_fields=["name", "version"])
    change = Change("skill.update", "skill", id, before={"name": before}, after={"name": skill.name})
    audit_write([change], by=by(actor, now))
    return skill


@transaction.atomic
def skill_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete a skill; nobody has it any more.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    skill = _locked(actor, id, version)
    levels = dict(ResourceSkill.objects.filter(skill=skill).values_list("resource__name", "level"))
    skill.delete()
    before = {"name": skill.name, "levels": levels}
    audit_write([Change("skill.delete", "skill", id, before=before)], by=by(actor, now))


@transaction.atomic
def skill_level_set(*, actor: Actor, resource_id: int, skill_id: int, level: int | None, now: datetime) -> None:
    """Say how well somebody can do something, from 1 to 5; None that they cannot. Said twice, it changes nothing.

    Raises: NotFound, Forbidden; Refused for another level.
    """
    resource = resource_get(id=resource_id, actor=actor, lock=True)
    require(actor, Action.EDIT_POOL, place_of(resource, actor=actor))
    skill = skill_get(id=skill_id, actor=actor)
    if level is not None and level not in LEVELS:
        raise Refused(_("A skill has a level from 1 to 5."), fields={"level": _("From 1 to 5")})
    now_said = ResourceSkill.objects.filter(resource=resource, skill=skill)
    before = now_said.values_list("level", flat=True).first()
    if level == before:
        return
    if level is None:
        now_said.delete()
    else:
        ResourceSkill.objects.update_or_create(resource=resource, skill=skill, defaults={"level": level})
    change = Change("resource.skill", "resource", resource_id, before={skill.name: before}, after={skill.name: level})
    audit_write([change], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> Skill:
    skill = skill_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_POOL)
    check_version(skill, version, kind="skill", current=skill_said(skill))
    return skill


def _checked(actor: Actor, name: str, *, but: int | None = None) -> str:
    clean = " ".join(name.split())
    reason = ""
    if not clean or len(clean) > 200:
        reason = _("Between 1 and 200 characters")
    elif Skill.objects.filter(workspace_id=actor.workspace_id, name__iexact=clean).exclude(pk=but or 0).exists():
        reason = _("There is a skill of this name")
    if reason:
        raise Refused(_("The skill was not saved."), fields={"name": reason})
    return clean
