"""Reading scenarios of a program or a project that is in none, as far as the actor may level it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place, ScopeKind
from fairlead.access.selectors import require
from fairlead.kernel.errors import NotFound, Refused
from fairlead.programs.selectors import program_get
from fairlead.resources.models import ResourceSkill
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import Scenario, ScenarioFill, ScenarioMove
from fairlead.schedule.scope import Scope
from fairlead.work.models import Project
from fairlead.work.selectors import programs_through_projects, project_get

Reason = ScenarioMove.Reason


def scope_to_level(*, kind: ScopeKind, id: int, actor: Actor) -> Scope:
    """Return the program, or the project that is in none, where `actor` may level it.

    Raises: NotFound, Forbidden; Refused for a project that is in a program.
    """
    if kind is ScopeKind.PROGRAM:
        program = program_get(id=id, actor=actor, through=programs_through_projects(actor))
        require(actor, Action.LEVEL, Place(program_id=program.pk))
        return Scope(kind, program.pk, program.workspace_id)
    project = project_get(id=id, actor=actor)
    if project.program_id is not None:
        message = _("This project is leveled together with its program “%(program)s”.")
        raise Refused(message % {"program": project.program}, code="in_program")
    require(actor, Action.LEVEL, Place(project_id=project.pk))
    return Scope(kind, project.pk, project.workspace_id)


def scenarios_of(scope: Scope) -> QuerySet[Scenario]:
    """Return the scenarios of `scope`, newest first, with their states."""
    field = "program_id" if scope.kind is ScopeKind.PROGRAM else "project_id"
    return Scenario.objects.filter(**{field: scope.id}).with_state()


def scenario_get(*, id: int, actor: Actor) -> Scenario:
    """Return a scenario that `actor` may see: one of what they may level. One query.

    Raises: NotFound, Forbidden.
    """
    scenario = Scenario.objects.with_state().filter(pk=id, workspace_id=actor.workspace_id).first()
    if scenario is None:
        raise NotFound(_("There is no such scenario, or you may not see it."))
    require(actor, Action.LEVEL, scenario.place)
    return scenario


def moves_of(scenario: Scenario) -> QuerySet[ScenarioMove]:
    """Return the tasks that a scenario moves, with what they wait for; project by project, by their new starts."""
    return (
        ScenarioMove.objects.filter(scenario=scenario)
        .select_related("task__project", "person", "because_task__project")
        .order_by("task__project__position", "task__project_id", "start_after_at", "id")
    )


@dataclass(frozen=True, slots=True)
class SkillOf:
    """A skill with the level that is asked and the level that somebody has."""

    name: str
    asked: int
    level: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A role that a scenario fills, and by which skills."""

    fill: ScenarioFill
    skills: tuple[SkillOf, ...]


def fills_of(scenario: Scenario) -> list[Filled]:
    """Return who would fill which roles, project by project, with the skills that are asked. Two queries."""
    rows = list(
        ScenarioFill.objects.filter(scenario=scenario)
        .select_related("task__project", "role", "person")
        .order_by("task__project__position", "task__project_id", "task__position", "id")
    )
    levels: dict[int, dict[str, int]] = {}
    who = {id for row in rows for id in (row.role_id, row.person_id)}
    known = ResourceSkill.objects.filter(resource_id__in=who).order_by("skill__name")
    for resource, name, level in known.values_list("resource_id", "skill__name", "level"):
        levels.setdefault(resource, {})[name] = level
    return [Filled(row, _skills_of(levels.get(row.role_id, {}), levels.get(row.person_id, {}))) for row in rows]


def _skills_of(asked: Mapping[str, int], has: Mapping[str, int]) -> tuple[SkillOf, ...]:
    return tuple(SkillOf(name, level, has.get(name, 0)) for name, level in asked.items())


@dataclass(frozen=True, slots=True)
class Reasons:
    """Who may read the names of which projects, and which projects go first."""

    visible: frozenset[int]
    asked: Asked

    def text(self, move: ScenarioMove) -> str:
        """Return the sentence why a task moves."""
        other = move.because_task
        name = _("a task you may not see")
        if other is not None and other.project_id in self.visible:
            name = f"“{other.name}”"
            if other.project_id != move.task.project_id:
                name = _("%(task)s of %(project)s") % {"task": name, "project": other.project.title}
        who = move.person.name if move.person else _("somebody")
        if move.reason == Reason.WAITS and other is None:
            return _("There is not enough of %(who)s before.") % {"who": who}
        if move.reason == Reason.WAITS:
            text = _("%(who)s works on %(task)s until then, %(why)s.")
            return text % {"who": who, "task": name, "why": self._why_first(move)}
        if move.reason == Reason.PAUSES and other is None:
            return _("Pauses while there is not enough of %(who)s.") % {"who": who}
        if move.reason == Reason.PAUSES:
            text = _("Pauses while %(who)s works on %(task)s, %(why)s.")
            return text % {"who": who, "task": name, "why": self._why_first(move)}
        if move.reason == Reason.FOLLOWS:
            return _("Follows %(task)s, which moves.") % {"task": name}
        return _("Nothing keeps it waiting any longer: an earlier leveling delay is taken back.")

    def _why_first(self, move: ScenarioMove) -> str:
        other = move.because_task
        if other is None or other.project_id == move.task.project_id:
            return _("which goes first")
        mine, theirs = ((self.asked.priorities or {}).get(id, 0) for id in (move.task.project_id, other.project_id))
        if theirs > mine:
            return _("whose project goes first")
        one, two = (self.asked.weights.get(id, 1.0) for id in (move.task.project_id, other.project_id))
        return _("where a day of delay counts more") if two > one else _("which can wait less")


def reasons_for(scenario: Scenario, *, actor: Actor) -> Reasons:
    """Return what tells why tasks move, to somebody who sees what `actor` does. One query."""
    seen = Project.plans.filter(workspace_id=actor.workspace_id).visible_to(actor).values_list("pk", flat=True)
    return Reasons(frozenset(seen), Asked.of_json(scenario.leveling.wishes))


def projects_shown(ids: Iterable[int], *, actor: Actor) -> Mapping[int, Project]:
    """Return the projects among `ids` that `actor` may see. One query."""
    return {each.pk: each for each in Project.plans.visible_to(actor).filter(pk__in=list(ids))}
