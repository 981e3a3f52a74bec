"""Making a template from a project, and a project from a template; each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import actor_of, by, require
from fairlead.exchange import writer
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.programs.services import Criterion, NewGate
from fairlead.resources.models import Calendar, Resource
from fairlead.schedule.models import Recalculation
from fairlead.schedule.phases import PhaseRow, phase_rows
from fairlead.schedule.planning import exported
from fairlead.schedule.scope import scope_lock, scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.strategy.services.checks import line, text_faults
from fairlead.templates.models import Template
from fairlead.templates.rules import Aim, Barrier, Content, Part, begun, day_of, generalized, role_names
from fairlead.templates.selectors import same_in_pool, template_get
from fairlead.work.models import Project
from fairlead.work.phases import success_of
from fairlead.work.selectors import project_get
from fairlead.work.services import (
    NewPhase,
    NewProject,
    Success,
    charter_say,
    phase_create,
    phase_gate_create,
    project_create,
)
from fairlead_engine.formats.native.codec import encoded
from fairlead_engine.plan import Plan
from fairlead_engine.units import moment_of

MOST_TASKS = 5_000
_LIMITS = {"name": 200, "about": 5_000}


@dataclass(frozen=True, slots=True)
class NewStart:
    """What a project needs beside its template; `fills` says by id of a role which resource of the pool fills it.

    A role that nobody fills yet stays one: the pool's of that name, or a new one.
    """

    name: str
    code: str
    start_on: date
    program_id: int | None = None
    finish_by_at: datetime | None = None
    fills: Mapping[str, int | None] = field(default_factory=dict)


@transaction.atomic
def template_make(*, actor: Actor, project_id: int, name: str, about: str = "", now: datetime) -> Template:
    """Make a template of a project, also a closed one, for whoever may start projects where it is.

    Raises: NotFound, Forbidden; Refused for values that cannot be, and a project that is too large.
    """
    project = project_get(id=project_id, actor=actor)
    require(actor, Action.CREATE_PROJECT, project.place)
    values = {"name": line(name), "about": about.strip()}
    wrong = text_faults(values, _LIMITS, needed=("name",))
    if Template.objects.filter(workspace_id=actor.workspace_id, name=values["name"]).exists():
        wrong.setdefault("name", _("Another template has this name"))
    content = _content(project, now)
    if len(content.plan.tasks) > MOST_TASKS:
        wrong.setdefault("name", _("A template holds at most 5,000 tasks"))
    if wrong:
        raise Refused(_("The template was not made."), fields=wrong)
    template = Template.objects.create(
        workspace_id=actor.workspace_id,
        **values,
        made_from=project,
        task_count=len(content.plan.tasks),
        content=encoded(content),
        by_id=actor.person_id,
        at=now,
    )
    change = Change("template.make", "template", template.pk, after={**values, "project": project.pk})
    audit_write([change], by=by(actor, now))
    return template


@transaction.atomic
def template_remove(*, actor: Actor, id: int, now: datetime) -> None:
    """Take a template away, for who made it and for who may start projects anywhere; projects made from it stay.

    Raises: NotFound, Forbidden.
    """
    template = template_get(id=id, actor=actor)
    if template.by_id != actor.person_id:
        require(actor, Action.CREATE_PROJECT)
    change = Change("template.remove", "template", id, before={"name": template.name, "about": template.about})
    template.delete()
    audit_write([change], by=by(actor, now))


@transaction.atomic
def template_start(*, actor: Actor, id: int, new: NewStart, now: datetime) -> Project:
    """Make a project from a template, with `actor` as its project manager, and find its dates.

    Raises: NotFound, Forbidden; Refused for values that cannot be, and for somebody who is not in the pool.
    """
    template = template_get(id=id, actor=actor)
    content = begun(template.said, new.start_on)
    plan = content.plan
    resources = _filled(plan, content, new.fills, actor)
    calendars = _calendars(plan, actor.workspace_id)
    project = _project(actor, plan, content, new, calendars, now)
    tasks = writer.tasks_write(plan.tasks, {plan.projects[0].id: project.pk}, calendars)
    writer.options_write(plan.projects, [project], tasks)
    writer.splits_write(plan.tasks, tasks)
    writer.links_write(plan.links, tasks)
    writer.assignments_write(plan.assignments, tasks, resources)
    # Who began it manages it from here on, and may say what that allows.
    manager = actor_of(Person.objects.get(pk=actor.person_id))
    _charter(manager, project, content, now)
    _phases(manager, project, content, tasks, now)
    change = Change("template.start", "project", project.pk, after={"template": template.pk, "name": template.name})
    audit_write([change], by=by(actor, now))
    scope = scope_of(project)
    scope_lock(scope)
    scope_recalculate(scope=scope, cause=Recalculation.Cause.PROJECT, now=now, actor=actor)
    return project


def _content(project: Project, now: datetime) -> Content:
    plan = exported([project], name=project.name, with_emails=False).plan
    ids = [int(each.id) for each in plan.resources]
    titles = [(str(each.pk), _title(each)) for each in Resource.objects.filter(pk__in=ids).order_by("pk")]
    start = project.start_at.date()
    return Content(
        generalized(plan, role_names(titles)),
        project.goal,
        project.scope,
        project.out_of_scope,
        tuple(Aim(each.text, each.measure) for each in success_of(project)),
        tuple(_part(row, start) for row in phase_rows(project, today=now.date())),
    )


def _title(resource: Resource) -> str:
    """What somebody is, not who; what is no person keeps its name."""
    return (resource.title or _("Team member")) if resource.kind == Resource.Kind.PERSON else resource.name


def _part(row: PhaseRow, start: date) -> Part:
    phase, gate = row.phase, row.phase.gate
    barrier = None
    if gate is not None:
        barrier = Barrier(gate.name, (gate.due_on - start).days, tuple(each.text for each in gate.criteria.all()))
    days = [None if day is None else (day - start).days for day in (phase.start_on, phase.finish_on)]
    return Part(phase.name, str(phase.task_id) if phase.task_id else None, days[0], days[1], barrier)


def _filled(plan: Plan, content: Content, fills: Mapping[str, int | None], actor: Actor) -> dict[str, int]:
    """Return who of the pool stands for each resource of `plan`; roles that nobody fills are found or made."""
    chosen = {id: pk for id, pk in fills.items() if pk is not None}
    pool = Resource.objects.filter(workspace_id=actor.workspace_id, archived_at=None)
    known = set(pool.filter(pk__in=chosen.values()).values_list("pk", flat=True))
    if not known >= set(chosen.values()) or not {each.id for each in content.roles} >= set(fills):
        raise Refused(_("Somebody chosen is not in the pool, or left it. Load the page again."), code="unknown_person")
    open_roles = [each for each in content.roles if each.id not in chosen]
    same = dict(same_in_pool([each.name for each in open_roles], actor.workspace_id))
    missing = [each for each in open_roles if each.name not in same]
    made = Resource.objects.bulk_create(
        Resource(workspace_id=actor.workspace_id, kind=Resource.Kind.ROLE, name=each.name) for each in missing
    )
    same |= {row.name: row.pk for row in made}
    things = [each for each in plan.resources if each not in content.roles]
    there = dict(pool.filter(name__in=[each.name for each in things]).values_list("name", "pk"))
    found: dict[str, int] = {each.id: there[each.name] for each in things if each.name in there}
    found |= writer.resources_write([each for each in things if each.id not in found], {}, actor.workspace_id)
    return {**found, **{each.id: same[each.name] for each in open_roles}, **chosen}


def _calendars(plan: Plan, workspace_id: int) -> dict[str, int]:
    """Return the calendars of the workspace by id of the template's: those of the same name, others are written."""
    shared = Calendar.objects.filter(workspace_id=workspace_id, resource=None)
    by_name = dict(shared.order_by("-pk").values_list("name", "pk"))
    there: dict[str, int] = {each.id: by_name[each.name] for each in plan.calendars if each.name in by_name}
    needed = {each.calendar for each in plan.projects} | {each.calendar for each in plan.tasks}
    return {**writer.calendars_write(plan, needed - there.keys(), workspace_id), **there}


def _project(
    actor: Actor, plan: Plan, content: Content, new: NewStart, calendars: Mapping[str, int], now: datetime
) -> Project:
    said = plan.projects[0]
    finish = moment_of(said.finish) if said.finish is not None else None
    project = project_create(
        actor=actor,
        new=NewProject(
            name=new.name,
            code=new.code,
            start_at=moment_of(said.start),
            program_id=new.program_id,
            calendar_id=calendars[said.calendar] if said.calendar else None,
            goal=content.goal,
            finish_by_at=new.finish_by_at or finish,
            from_finish=said.from_finish,
        ),
        now=now,
    )
    writer.settings_write(said, project)
    return project


def _charter(manager: Actor, project: Project, content: Content, now: datetime) -> None:
    changes = {
        "scope": content.scope,
        "out_of_scope": content.out_of_scope,
        "criteria": [Success(each.text, each.measure) for each in content.success],
    }
    charter_say(actor=manager, project_id=project.pk, version=project.version, changes=changes, now=now)


def _phases(manager: Actor, project: Project, content: Content, tasks: Mapping[str, int], now: datetime) -> None:
    start = content.starts_on
    for part in content.phases:
        days = [None if day is None else day_of(start, day) for day in (part.start_day, part.finish_day)]
        new = NewPhase(part.name, tasks[part.task] if part.task else None, days[0], days[1])
        phase = phase_create(actor=manager, project_id=project.pk, new=new, now=now)
        if part.gate is not None:
            criteria = [Criterion(text) for text in part.gate.criteria]
            gate = NewGate(part.gate.name, day_of(start, part.gate.due_day), criteria=criteria)
            phase_gate_create(actor=manager, id=phase.pk, new=gate, now=now)
