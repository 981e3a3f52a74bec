"""Which outputs of projects the benefits of programs depend on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import NotFound, Refused
from fairlead.programs.selectors import benefit_get
from fairlead.work.models import Output, Project, Task
from fairlead.work.rules import NAME_LIMIT, clean_name
from fairlead.work.selectors import plan_get, programs_through_projects

_SAID = ("project", "benefit", "task", "name")


@transaction.atomic
def output_add(
    *, actor: Actor, project_id: int, benefit_id: int, name: str, task_id: int | None = None, now: datetime
) -> Output:
    """Say that a benefit depends on an output of a project, which is there once `task_id` is finished.

    Without a task it is there once the project is; of a program's activities, which never end as a whole, it is one of
    them. The project and the benefit may be of different programs.
    Raises: NotFound, Forbidden; Refused for a task of another project, or an output that is said already.
    """
    project = plan_get(id=project_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, project.place)
    benefit = benefit_get(id=benefit_id, actor=actor, through=programs_through_projects(actor))
    values = {"project": project, "benefit": benefit, "name": clean_name(name)}
    wrong = _name_faults(values) | _task_faults(project, task_id)
    if wrong:
        raise Refused(_("The output was not saved."), fields=wrong)
    output = Output.objects.create(**values, task_id=task_id)
    audit_write([Change("output.add", "output", output.pk, after=said(output, _SAID))], by=by(actor, now))
    return output


@transaction.atomic
def output_remove(*, actor: Actor, id: int, now: datetime) -> None:
    """Say that a benefit does not depend on an output any more.

    Raises: NotFound, Forbidden.
    """
    output = Output.objects.filter(pk=id, project__workspace_id=actor.workspace_id).first()
    if output is None:
        raise NotFound(_("There is no such output, or you may not see it."))
    project = plan_get(id=output.project_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, project.place)
    before = said(output, _SAID)
    output.delete()
    audit_write([Change("output.remove", "output", id, before=before)], by=by(actor, now))


def _name_faults(values: Mapping[str, Any]) -> dict[str, str]:
    if not values["name"]:
        return {"name": _("Missing")}
    if len(values["name"]) > NAME_LIMIT:
        return {"name": _("At most %(limit)d characters") % {"limit": NAME_LIMIT}}
    return {"name": _("This is said already")} if Output.objects.filter(**values).exists() else {}


def _task_faults(project: Project, task_id: int | None) -> dict[str, str]:
    if task_id is None and project.is_activities:
        return {"task": _("Say which of the activities")}
    is_here = task_id is None or Task.objects.filter(pk=task_id, project=project).exists()
    return {} if is_here else {"task": _("Not a task of this project")}
