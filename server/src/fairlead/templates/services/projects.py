"""Making a template from a project, and a project from a template; each in one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import actor_of, by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_lock, scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.templates.models import Template
from fairlead.templates.rules import Content, begun
from fairlead.templates.selectors import content_of, served_rows, template_get
from fairlead.templates.services.keeping import name_faults, named, template_drop
from fairlead.templates.services.serving import objectives_kept, projects_serve
from fairlead.templates.services.writing import (
    briefs_write,
    calendars_there,
    plan_write,
    pool_filled,
)
from fairlead.work.models import Project
from fairlead.work.selectors import project_get
from fairlead.work.services import NewProject, project_create
from fairlead_engine.formats.native.codec import encoded
from fairlead_engine.units import moment_of

MOST_TASKS = 5_000


@dataclass(frozen=True, slots=True)
class NewStart:
    """What a project needs beside its template; `fills` says by id of a role which resource of the pool fills it.

    A role that nobody fills yet stays one: the pool's of that name, or a new one. `left_out` are objectives of the
    template that the project is not to serve.
    """

    name: str
    code: str
    start_on: date
    program_id: int | None = None
    finish_by_at: datetime | None = None
    fills: Mapping[str, int | None] = field(default_factory=dict)
    left_out: Collection[int] = frozenset()


@transaction.atomic
def template_make(*, actor: Actor, project_id: int, name: str, about: str = "", now: datetime) -> Template:
    """Make a template of a project, also a closed one, for whoever may start projects where it is.

    Raises: NotFound, Forbidden; Refused for values that cannot be, and a project that is too large.
    """
    project = project_get(id=project_id, actor=actor)
    require(actor, Action.CREATE_PROJECT, project.place)
    values = named(name, about)
    wrong = name_faults(values, beside=Template.objects.filter(workspace_id=actor.workspace_id))
    content = content_of(project, today=now.date())
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
    template_drop(template, "template", whoever_may=Action.CREATE_PROJECT, actor=actor, now=now)


@transaction.atomic
def template_start(*, actor: Actor, id: int, new: NewStart, now: datetime) -> Project:
    """Make a project from a template, with `actor` as its project manager, and find its dates.

    It serves what the template does, where `actor` sees the strategy.
    Raises: NotFound, Forbidden; Refused for values that cannot be, for somebody who is not in the pool, and for an
    objective that can be served no more and is not left out.
    """
    template = template_get(id=id, actor=actor)
    content = begun(template.said, new.start_on)
    kept = objectives_kept(served_rows(content, actor=actor, start_on=new.start_on), new.left_out)
    resources = pool_filled(content.plan, new.fills, actor=actor)
    calendars = calendars_there(content.plan, actor=actor)
    project = _project(actor, content, new, calendars, now)
    tasks = plan_write(content.plan, [project], calendars, resources)
    changes = briefs_write([(project, content)], tasks, content.starts_on, actor=actor)
    if kept:
        require(actor_of(Person.objects.get(pk=actor.person_id)), Action.CONTRIBUTE, project.place)
    changes += projects_serve([(project, content.serves)], kept)
    told = {"template": template.pk, "name": template.name}
    audit_write([*changes, Change("template.start", "project", project.pk, after=told)], by=by(actor, now))
    scope = scope_of(project)
    scope_lock(scope)
    scope_recalculate(scope=scope, cause=Recalculation.Cause.PROJECT, now=now, actor=actor)
    return project


def _project(actor: Actor, content: Content, new: NewStart, calendars: Mapping[str, int], now: datetime) -> Project:
    said = content.plan.projects[0]
    finish = moment_of(said.finish) if said.finish is not None else None
    return project_create(
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
