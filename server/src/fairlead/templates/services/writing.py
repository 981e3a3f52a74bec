"""What templates hold, written for any number of projects in a fixed number of statements; rights are the caller's."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import roles_of as defined_roles
from fairlead.exchange import writer
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.kernel.audit import Change
from fairlead.kernel.errors import Refused
from fairlead.programs.models import Gate, GateCriterion
from fairlead.programs.selectors import gate_said
from fairlead.resources.models import Calendar, Resource
from fairlead.templates.rules import Barrier, Brief, Duty, Part, day_of, roles_of
from fairlead.templates.selectors import same_in_pool
from fairlead.work.models import Phase, Project, SuccessCriterion
from fairlead.work.phases import phase_said
from fairlead_engine.plan import Plan

_TEXTS = ("goal", "scope", "out_of_scope")
_SAID = ("priority", *_TEXTS)


def pool_filled(plan: Plan, fills: Mapping[str, int | None], *, actor: Actor) -> dict[str, int]:
    """Return who of the pool stands for each resource of `plan`; roles that nobody fills are found there, or made.

    `fills` says by id of a role who fills it.
    Raises: Refused for somebody who is not in the pool.
    """
    roles = roles_of(plan)
    chosen = {id: pk for id, pk in fills.items() if pk is not None}
    pool = Resource.objects.filter(workspace_id=actor.workspace_id, archived_at=None)
    known = set(pool.filter(pk__in=chosen.values()).values_list("pk", flat=True))
    if not known >= set(chosen.values()) or not {each.id for each in roles} >= set(fills):
        raise Refused(_("Somebody chosen is not in the pool, or left it. Load the page again."), code="unknown_person")
    open_roles = [each for each in roles if each.id not in chosen]
    same = dict(same_in_pool([each.name for each in open_roles], actor.workspace_id))
    missing = [each for each in open_roles if each.name not in same]
    made = Resource.objects.bulk_create(
        Resource(workspace_id=actor.workspace_id, kind=Resource.Kind.ROLE, name=each.name) for each in missing
    )
    same |= {row.name: row.pk for row in made}
    things = [each for each in plan.resources if each not in roles]
    there = dict(pool.filter(name__in=[each.name for each in things]).values_list("name", "pk"))
    found: dict[str, int] = {each.id: there[each.name] for each in things if each.name in there}
    found |= writer.resources_write([each for each in things if each.id not in found], {}, actor.workspace_id)
    return {**found, **{each.id: same[each.name] for each in open_roles}, **chosen}


def calendars_there(plan: Plan, *, actor: Actor) -> dict[str, int]:
    """Return the calendars of the workspace by id of the plan's: those of the same name, others are written."""
    shared = Calendar.objects.filter(workspace_id=actor.workspace_id, resource=None)
    by_name = dict(shared.order_by("-pk").values_list("name", "pk"))
    there: dict[str, int] = {each.id: by_name[each.name] for each in plan.calendars if each.name in by_name}
    needed = {each.calendar for each in plan.projects} | {each.calendar for each in plan.tasks}
    return {**writer.calendars_write(plan, needed - there.keys(), actor.workspace_id), **there}


def plan_write(
    plan: Plan, projects: Sequence[Project], calendars: Mapping[str, int], resources: Mapping[str, int]
) -> dict[str, int]:
    """Write `plan` as that of `projects`, in its order of them, and return the keys of its tasks by their ids."""
    keys: dict[str, int] = {said.id: project.pk for said, project in zip(plan.projects, projects, strict=True)}
    writer.settings_write(plan.projects, projects)
    tasks = writer.tasks_write(plan.tasks, keys, calendars)
    writer.options_write(plan.projects, projects, tasks)
    writer.splits_write(plan.tasks, tasks)
    writer.links_write(plan.links, tasks)
    writer.assignments_write(plan.assignments, tasks, resources)
    return tasks


def briefs_write(
    said: Sequence[tuple[Project, Brief]], tasks: Mapping[str, int], start_on: date, *, actor: Actor
) -> list[Change]:
    """Write charter, phases with their gates, and RACI matrix of new projects, and return what the audit is to tell.

    `tasks` are keys by id, days count from `start_on`. Eight statements.
    """
    for project, brief in said:
        for name in _SAID:
            setattr(project, name, getattr(brief, name))
    Project.plans.bulk_update([project for project, _brief in said], _SAID)
    SuccessCriterion.objects.bulk_create(
        SuccessCriterion(project=project, position=position, **asdict(aim))
        for project, brief in said
        for position, aim in enumerate(brief.success)
    )
    charters = [Change("project.charter", "project", project.pk, after=_charter(brief)) for project, brief in said]
    lines = [
        (Deliverable(workspace_id=actor.workspace_id, project=project, position=position), duty)
        for project, brief in said
        for position, duty in enumerate(brief.duties)
    ]
    parts = [(project, part) for project, brief in said for part in brief.phases]
    return [*charters, *_phases_write(parts, tasks, start_on), *duties_write(lines, actor=actor)]


def gates_write(said: Sequence[tuple[Gate, Barrier]], start_on: date) -> list[Change]:
    """Write new gates, with name, day and criteria as is said beside them, and return what the audit is to tell."""
    for gate, barrier in said:
        gate.name, gate.due_on = barrier.name, day_of(start_on, barrier.due_day)
    Gate.objects.bulk_create([gate for gate, _barrier in said])
    criteria = {
        gate.pk: [
            GateCriterion(gate=gate, position=position, text=text) for position, text in enumerate(barrier.criteria)
        ]
        for gate, barrier in said
    }
    GateCriterion.objects.bulk_create([row for rows in criteria.values() for row in rows])
    return [
        Change("gate.create", "gate", gate.pk, after=gate_said(gate, criteria=criteria[gate.pk]))
        for gate, _barrier in said
    ]


def duties_write(said: Sequence[tuple[Deliverable, Duty]], *, actor: Actor) -> list[Change]:
    """Write new lines of RACI matrices as is said beside them, and return what the audit is to tell.

    Of a role that the workspace has no more, nothing is written: the matrix shows where somebody is missing.
    """
    roles = dict(defined_roles(actor=actor).values_list("key", "pk"))
    for row, duty in said:
        row.name = duty.name
    Deliverable.objects.bulk_create([row for row, _duty in said])
    Responsibility.objects.bulk_create(
        [
            Responsibility(deliverable=row, role_id=roles[key], letter=letter)
            for row, duty in said
            for key, letter in duty.letters.items()
            if key in roles
        ],
    )
    return [
        Change("raci.add", "deliverable", row.pk, after={"name": duty.name, "letters": duty.letters})
        for row, duty in said
    ]


def _phases_write(said: Sequence[tuple[Project, Part]], tasks: Mapping[str, int], start_on: date) -> list[Change]:
    phases = [(_phase(project, part, tasks, start_on), part.gate) for project, part in said]
    gates = [(phase, Gate(workspace_id=phase.project.workspace_id), each) for phase, each in phases if each]
    changes = gates_write([(gate, barrier) for _phase, gate, barrier in gates], start_on)
    for phase, gate, _barrier in gates:
        phase.gate = gate
    rows = [phase for phase, _barrier in phases]
    Phase.objects.bulk_create(rows)
    return [*(Change("phase.create", "phase", row.pk, after=phase_said(row)) for row in rows), *changes]


def _phase(project: Project, part: Part, tasks: Mapping[str, int], start_on: date) -> Phase:
    start, finish = (None if day is None else day_of(start_on, day) for day in (part.start_day, part.finish_day))
    task = tasks[part.task] if part.task else None
    return Phase(project=project, name=part.name, task_id=task, start_on=start, finish_on=finish)


def _charter(brief: Brief) -> dict[str, object]:
    texts = {name: getattr(brief, name) for name in _TEXTS}
    return {**texts, "criteria": [asdict(each) for each in brief.success]}
