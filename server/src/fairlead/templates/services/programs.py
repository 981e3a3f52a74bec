"""Making a template from a program, and a program from a template; each in one transaction."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Grant, Person
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind, Spot
from fairlead.access.selectors import actor_of, by, require
from fairlead.access.services import Gift, grant_end, role_defined
from fairlead.governance.services import roles_give
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.programs.models import Program
from fairlead.programs.selectors import program_get
from fairlead.programs.services import program_create
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import Scope, scope_lock
from fairlead.schedule.services import scope_recalculate
from fairlead.strategy.services.checks import day_faults
from fairlead.templates.models import ProgramTemplate
from fairlead.templates.rules import ProgramContent, days_of, program_begun
from fairlead.templates.selectors import program_content_of, program_template_get, served_rows
from fairlead.templates.services.keeping import name_faults, named, template_drop
from fairlead.templates.services.program_writing import program_write
from fairlead.templates.services.serving import objectives_kept, program_serves, projects_serve
from fairlead.work.models import Project
from fairlead_engine.formats.native.codec import encoded

MOST_TASKS = 10_000


@dataclass(frozen=True, slots=True)
class NewProgramStart:
    """What a program needs beside its template; people by their ids, None for nobody yet.

    Without `manager` whoever starts it manages it. `leads` says by id of a project in the template who manages it,
    `fills` by id of a role which resource of the pool fills it; one that nobody fills yet stays a role. `left_out` are
    objectives of the template that neither the program nor its projects are to serve.
    """

    name: str
    code: str
    start_on: date
    sponsor: int | None = None
    manager: int | None = None
    leads: Mapping[str, int | None] = field(default_factory=dict)
    fills: Mapping[str, int | None] = field(default_factory=dict)
    left_out: Collection[int] = frozenset()


@transaction.atomic
def program_template_make(
    *, actor: Actor, program_id: int, name: str, about: str = "", now: datetime
) -> ProgramTemplate:
    """Make a template of a program with its activities and projects, for whoever may edit it.

    Raises: NotFound, Forbidden; Refused for values that cannot be, and a program that is too large.
    """
    program = program_get(id=program_id, actor=actor)
    require(actor, Action.EDIT_PROGRAM, Place(program_id=program_id))
    values = named(name, about)
    wrong = name_faults(values, beside=ProgramTemplate.objects.filter(workspace_id=actor.workspace_id))
    content = program_content_of(program, today=now.date())
    if len(content.plan.tasks) > MOST_TASKS:
        wrong.setdefault("name", _("A template of a program holds at most 10,000 tasks"))
    if wrong:
        raise Refused(_("The template was not made."), fields=wrong)
    template = ProgramTemplate.objects.create(
        workspace_id=actor.workspace_id,
        **values,
        made_from=program,
        project_count=len(content.projects),
        task_count=len(content.plan.tasks),
        content=encoded(content),
        by_id=actor.person_id,
        at=now,
    )
    change = Change("program_template.make", "program_template", template.pk, after={**values, "program": program_id})
    audit_write([change], by=by(actor, now))
    return template


@transaction.atomic
def program_template_remove(*, actor: Actor, id: int, now: datetime) -> None:
    """Take a template away, for who made it and for who may start programs; programs made from it stay.

    Raises: NotFound, Forbidden.
    """
    template = program_template_get(id=id, actor=actor)
    template_drop(template, "program_template", whoever_may=Action.CREATE_PROGRAM, actor=actor, now=now)


@transaction.atomic
def program_template_start(*, actor: Actor, id: int, new: NewProgramStart, now: datetime) -> Program:
    """Make a program with its projects from a template, put people into its roles, and find all dates.

    A fixed number of queries. Codes of projects that are taken get a number. Program and projects serve what the
    template does, where `actor` sees the strategy.
    Raises: NotFound, Forbidden, also for a role that the actor may not give; Refused for values that cannot be, and for
    an objective that can be served no more and is not left out.
    """
    template = program_template_get(id=id, actor=actor)
    require(actor, Action.CREATE_PROGRAM)
    content = program_begun(template.said, new.start_on)
    _check_days(content)
    people = _people(actor, new, content)
    kept = objectives_kept(served_rows(content, actor=actor, start_on=new.start_on), new.left_out)
    if new.manager == actor.person_id:
        new = replace(new, manager=None)
    program = program_create(
        actor=actor, name=new.name, code=new.code, summary=content.summary, charter=content.charter, now=now
    )
    # Who began it manages it from here on, and may say what that allows.
    manager = actor_of(Person.objects.get(pk=actor.person_id))
    projects, changes = program_write(program, content, new.fills, actor=manager, now=now)
    if kept:
        require(manager, Action.CONTRIBUTE, Place(program_id=program.pk))
    changes += program_serves(program, content.serves, kept)
    said = [(project, piece.serves) for project, piece in zip(projects, content.pieces, strict=True)]
    changes += projects_serve(said, kept)
    told = {"template": template.pk, "name": template.name}
    audit_write([*changes, Change("program_template.start", "program", program.pk, after=told)], by=by(actor, now))
    if projects:
        scope = Scope(ScopeKind.PROGRAM, program.pk, program.workspace_id)
        scope_lock(scope)
        scope_recalculate(scope=scope, cause=Recalculation.Cause.PROJECT, now=now, actor=manager)
    leads = {piece.id: project for piece, project in zip(content.pieces, projects, strict=True)}
    roles_give(actor=manager, gifts=list(_gifts(program, leads, new, people)), now=now)
    if new.manager is not None:
        _hand_over(manager, program, now)
    return program


def _check_days(content: ProgramContent) -> None:
    days = {str(place): day for place, day in enumerate(days_of(content))}
    if day_faults(days):
        wrong = {"start_on": _("All days of the template are to be between 1970 and 2149")}
        raise Refused(_("The program was not started."), fields=wrong)


def _people(actor: Actor, new: NewProgramStart, content: ProgramContent) -> dict[int, Person]:
    """Return who is named by id. One query."""
    named = {"sponsor": new.sponsor, "manager": new.manager, **{f"lead_{id}": pk for id, pk in new.leads.items()}}
    wanted = {pk for pk in named.values() if pk is not None}
    found = Person.objects.filter(workspace_id=actor.workspace_id, is_active=True, pk__in=wanted).in_bulk()
    wrong = {name: _("Not in this workspace") for name, pk in named.items() if pk is not None and pk not in found}
    unknown = new.leads.keys() - {piece.id for piece in content.projects}
    wrong |= {f"lead_{id}": _("Not a project of this template") for id in unknown}
    if wrong:
        raise Refused(_("The program was not started."), fields=wrong)
    return found


def _gifts(
    program: Program, leads: Mapping[str, Project], new: NewProgramStart, people: Mapping[int, Person]
) -> Iterator[Gift]:
    """Yield the roles that those who are named get; `leads` are the projects by their ids in the template."""
    whole = _spot(program)
    for role, id in ((Role.SPONSOR, new.sponsor), (Role.PROGRAM_MANAGER, new.manager)):
        if id is not None:
            yield Gift(people[id], role_defined(program.workspace_id, role), whole)
    manager = role_defined(program.workspace_id, Role.PROJECT_MANAGER)
    for key, id in new.leads.items():
        if id is not None:
            project = leads[key]
            yield Gift(people[id], manager, Spot(ScopeKind.PROJECT, project.pk, project.name, project.place))


def _spot(program: Program) -> Spot:
    return Spot(ScopeKind.PROGRAM, program.pk, program.name, Place(program_id=program.pk))


def _hand_over(actor: Actor, program: Program, now: datetime) -> None:
    """End that `actor` manages `program`, where somebody else does."""
    mine = Grant.objects.get(person=actor.person_id, scope=ScopeKind.PROGRAM.value, scope_id=program.pk)
    grant_end(actor=actor, grant=mine, spot=_spot(program), now=now)
