"""Roles that a leveling may fill with people: which those are, who could, and by which skills."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Q

from fairlead.resources.models import Resource, ResourceSkill
from fairlead.schedule.scope import Scope
from fairlead.work.models import Assignment
from fairlead_engine.plan import Plan, ResourceId, Skill

Skills = Mapping[int, Mapping[int, int]]  # levels by resource and skill


@dataclass(frozen=True, slots=True)
class Fillers:
    """The `skills` of roles to fill and of `people` who could fill one of them, with their levels."""

    roles: frozenset[int]
    people: frozenset[int]
    skills: Skills

    def named_in(self, plan: Plan) -> Plan:
        """Return `plan` with what its resources can do, and which of them stand for whoever can."""
        resources = tuple(
            replace(each, is_generic=int(each.id) in self.roles, skills=_of_engine(self.skills[int(each.id)]))
            if int(each.id) in self.skills
            else each
            for each in plan.resources
        )
        return replace(plan, resources=resources)


NOBODY = Fillers(frozenset(), frozenset(), {})


def fillers_of(scope: Scope, *, on: date) -> Fillers:
    """Return what can be filled in `scope`, and by whom of those who are there on a day. Three queries.

    A role is one with skills that no open task asks for more than one of: several people at once are not chosen, and
    such a role stays as it is.
    """
    inside = {f"task__project__{name}": value for name, value in scope.project_filter.items()}
    asked = Assignment.objects.filter(
        **inside, resource__kind=Resource.Kind.ROLE, task__is_active=True, task__percent_complete__lt=100
    )
    most = asked.order_by().values_list("resource_id").annotate(Max("units"))
    wanted = _levels(Q(resource_id__in=[id for id, units in most if units <= 1]))
    if not wanted:
        return NOBODY
    here = Resource.objects.here_on(on).filter(workspace_id=scope.workspace_id, kind=Resource.Kind.PERSON)
    here = here.filter(Q(person__isnull=True) | Q(person__is_active=True))
    useful = {skill for levels in wanted.values() for skill in levels}
    people = {
        id: levels
        for id, levels in _levels(Q(resource__in=here, skill_id__in=useful)).items()
        if any(is_able(levels, role) for role in wanted.values())
    }
    return Fillers(frozenset(wanted), frozenset(people), wanted | people)


def is_able(levels: Mapping[int, int], asked: Mapping[int, int]) -> bool:
    """Tell whether somebody has all that is asked, at its level or higher."""
    return all(levels.get(skill, 0) >= level for skill, level in asked.items())


def can_fill(plan: Plan, role: int, person: int) -> bool:
    """Tell whether a person of a plan that names skills can, and `role` is one that is filled."""
    known = {each.id: each for each in plan.resources}
    asked, who = known.get(ResourceId(str(role))), known.get(ResourceId(str(person)))
    if asked is None or who is None or not asked.is_generic:
        return False
    has = {each.name: each.level for each in who.skills}
    return all(has.get(each.name, 0) >= each.level for each in asked.skills)


def _levels(which: Q) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    rows = ResourceSkill.objects.filter(which).order_by("resource_id", "skill_id")
    for resource, skill, level in rows.values_list("resource_id", "skill_id", "level"):
        found.setdefault(resource, {})[skill] = level
    return found


def _of_engine(levels: Mapping[int, int]) -> tuple[Skill, ...]:
    return tuple(Skill(str(skill), level) for skill, level in levels.items())
