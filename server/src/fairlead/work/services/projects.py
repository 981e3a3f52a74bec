"""Changes to projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.access.selectors import by, deciders, names_of, require
from fairlead.access.services import role_grant
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Forbidden, Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.models import Tranche
from fairlead.programs.selectors import program_get
from fairlead.resources.selectors import calendar_default, calendar_known
from fairlead.work.models import Link, Project
from fairlead.work.rules import FIRST_DAY, LAST_DAY, clean_name
from fairlead.work.selectors import PROJECT_SAID

_LIMITS = {"name": 200, "code": 12, "goal": 20_000}


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be created, in a program or in none; without `calendar_id` on the workspace's default calendar."""

    name: str
    code: str
    start_at: datetime
    program_id: int | None = None
    calendar_id: int | None = None
    goal: str = ""
    finish_by_at: datetime | None = None
    from_finish: bool = False
    priority: int = Project.Priority.NORMAL


@transaction.atomic
def project_create(*, actor: Actor, new: NewProject, now: datetime) -> Project:
    """Create a project with `actor` as its project manager.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    if new.program_id is not None:
        program_get(id=new.program_id, actor=actor)
    require(actor, Action.CREATE_PROJECT, Place(program_id=new.program_id))
    values = _checked(
        actor,
        {
            "name": new.name,
            "code": new.code,
            "goal": new.goal,
            "start_at": new.start_at,
            "finish_by_at": new.finish_by_at,
            "from_finish": new.from_finish,
            "priority": new.priority,
            "calendar": new.calendar_id or calendar_default(actor=actor).pk,
        },
    )
    beside = Project.objects.filter(workspace_id=actor.workspace_id, program=new.program_id)
    last = beside.aggregate(last=Max("position"))["last"]
    project = Project(
        workspace_id=actor.workspace_id,
        program_id=new.program_id,
        position=0 if last is None else last + 1,
        created_at=now,
    )
    _assign(project, values)
    project.save(force_insert=True)
    role_grant(
        person=Person.objects.get(pk=actor.person_id),
        role=Role.PROJECT_MANAGER,
        scope=ScopeKind.PROJECT,
        scope_id=project.pk,
        now=now,
    )
    audit_write([Change("project.create", "project", project.pk, after=values)], by=by(actor, now))
    return project


@transaction.atomic
def project_update(
    *, actor: Actor, project: Project, version: int, changes: Mapping[str, Any], now: datetime
) -> Project:
    """Change said values of `project`, by field name.

    Another program takes it out of its tranche.
    Raises: Forbidden, also for an agreed finish made later by who may not; StaleVersion; Refused for values that
    cannot be, or for leaving a program to whose other projects its tasks are linked.
    """
    require(actor, Action.EDIT_PROJECT, project.place)
    check_version(project, version, kind="project", current=said(project, (*PROJECT_SAID, "version")))
    values = _checked(actor, changes, but=project)
    if "program" in values and values["program"] != project.program_id:
        _check_leaving(actor, project, values["program"])
        values.setdefault("tranche", None)
    if values.get("tranche") is not None:
        _check_tranche(values["tranche"], values.get("program", project.program_id))
    if "finish_by_at" in values:
        _check_agreed(actor, project, values["finish_by_at"])
    before = said(project, values)
    _assign(project, values)
    project.version += 1
    project.save(update_fields=[*values, "version"])
    audit_write([Change("project.update", "project", project.pk, before=before, after=values)], by=by(actor, now))
    return project


def _check_tranche(id: int, program_id: int | None) -> None:
    if program_id is None or not Tranche.objects.filter(pk=id, program_id=program_id).exists():
        wrong = {"tranche": _("Not a tranche of its program")}
        raise Refused(_("The project was not saved."), code="invalid", fields=wrong)


def _check_agreed(actor: Actor, project: Project, finish_by_at: datetime | None) -> None:
    """Raise where the agreed finish would be later, or taken back, and that is not the actor's to decide.

    Raises: Forbidden, with the names of those who decide.
    """
    agreed = project.finish_by_at
    if agreed is None or (finish_by_at is not None and finish_by_at <= agreed):
        return
    if not actor.may(Action.AGREE_FINISH, project.place):
        who = names_of(deciders(Action.AGREE_FINISH, project.place, workspace_id=actor.workspace_id))
        raise Forbidden(
            _(
                "A finish is agreed for this project, and a later one is decided by %(who)s. "
                "Plan on: only the agreed finish stays until they agree another."
            )
            % {"who": who or _("who runs the workspace")}
        )
    require(actor, Action.AGREE_FINISH, project.place)


def _assign(project: Project, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(project, project._meta.get_field(name).attname, value)  # type: ignore[union-attr]


def _check_leaving(actor: Actor, project: Project, program_id: int | None) -> None:
    if program_id is not None:
        program_get(id=program_id, actor=actor)
    require(actor, Action.CREATE_PROJECT, Place(program_id=program_id))
    across = Link.objects.filter(predecessor__project=project).exclude(successor__project=project)
    into = Link.objects.filter(successor__project=project).exclude(predecessor__project=project)
    if across.exists() or into.exists():
        raise Refused(
            _("Tasks of this project are linked to other projects of its program. Remove those links first."),
            code="linked_across",
            fields={"program": _("Linked to other projects")},
        )


def _checked(actor: Actor, changes: Mapping[str, Any], *, but: Project | None = None) -> dict[str, Any]:
    values = dict(changes)
    values |= {name: clean_name(values[name]) for name in ("name", "code") if name in values}
    wrong = {
        name: _("At most %(limit)d characters") % {"limit": limit}
        for name, limit in _LIMITS.items()
        if len(values.get(name, "")) > limit
    }
    wrong |= {name: _("Missing") for name in ("name", "code", "start_at") if not values.get(name, True)}
    wrong |= {
        name: _("A date between 1970 and 2149")
        for name, value in values.items()
        if isinstance(value, datetime) and not FIRST_DAY <= value <= LAST_DAY
    }
    wrong |= {
        name: _("More than nothing")
        for name in ("minutes_per_day", "minutes_per_week", "days_per_month")
        if values.get(name, 1) < 1
    }
    if values.get("priority", Project.Priority.NORMAL) not in Project.Priority.values:
        wrong["priority"] = _("From 1, the lowest, to 5, the highest")
    backward = {name: values.get(name, getattr(but, name, None)) for name in ("from_finish", "finish_by_at")}
    if backward["from_finish"] and backward["finish_by_at"] is None:
        wrong["finish_by_at"] = _("Needed to plan backward from it")
    taken = Project.objects.filter(workspace_id=actor.workspace_id, code=values.get("code", "")).exclude(
        pk__in=[but.pk] if but else []
    )
    if "code" in values and "code" not in wrong and taken.exists():
        wrong["code"] = _("Another project has this code")
    if wrong:
        raise Refused(_("The project was not saved."), code="invalid", fields=wrong)
    if "calendar" in values:
        calendar_known(values["calendar"], actor=actor)
    return values
