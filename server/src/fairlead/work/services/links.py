"""Changes to links, within a project or across the projects of a program."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.work.models import Link, Task
from fairlead.work.selectors import link_said, task_get


@dataclass(frozen=True, slots=True)
class NewLink:
    """A dependency to be created; `kind` and `lag_kind` are the engine's numbers."""

    predecessor_id: int
    successor_id: int
    kind: int = 0
    lag: int = 0
    lag_kind: int = 0


@transaction.atomic
def link_create(*, actor: Actor, new: NewLink, now: datetime) -> Link:
    """Create a link between two tasks of one project, or of one program.

    Raises: NotFound, Forbidden; Refused for tasks that are not planned together, or are linked already.
    """
    predecessor = task_get(id=new.predecessor_id, actor=actor)
    successor = task_get(id=new.successor_id, actor=actor)
    require(actor, Action.EDIT_PROJECT, successor.project.place)
    _check_joinable(predecessor, successor)
    _check_lag(new.kind, new.lag, new.lag_kind)
    if Link.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise Refused(_("These two tasks are linked already; edit that link instead."), code="linked")
    link = Link.objects.create(**asdict(new))
    audit_write(
        [
            Change("link.create", "link", link.pk, after=asdict(new)),
            Change("task.link", "task", successor.pk, after={"predecessor": predecessor.name, **asdict(new)}),
        ],
        by=by(actor, now),
    )
    return link


@transaction.atomic
def link_update(*, actor: Actor, link: Link, version: int, kind: int, lag: int, lag_kind: int, now: datetime) -> Link:
    """Change the kind and lag of `link`.

    Raises: Forbidden, StaleVersion; Refused for a lag that cannot be.
    """
    require(actor, Action.EDIT_PROJECT, link.successor.project.place)
    check_version(link, version, kind="link", current=link_said(link))
    _check_lag(kind, lag, lag_kind)
    fields = ("kind", "lag", "lag_kind")
    before = said(link, fields)
    link.kind, link.lag, link.lag_kind = kind, lag, lag_kind
    link.version += 1
    link.save(update_fields=[*fields, "version"])
    after = said(link, fields)
    audit_write(
        [
            Change("link.update", "link", link.pk, before=before, after=after),
            Change(
                "task.link",
                "task",
                link.successor_id,
                before=before,
                after={"predecessor": link.predecessor.name, "predecessor_id": link.predecessor_id, **after},
            ),
        ],
        by=by(actor, now),
    )
    return link


@transaction.atomic
def link_delete(*, actor: Actor, link: Link, version: int, now: datetime) -> None:
    """Delete `link`.

    Raises: Forbidden, StaleVersion.
    """
    require(actor, Action.EDIT_PROJECT, link.successor.project.place)
    check_version(link, version, kind="link", current=link_said(link))
    before = link_said(link)
    successor_id = link.successor_id
    waited_for = {"predecessor": link.predecessor.name, "predecessor_id": link.predecessor_id}
    id = link.pk
    link.delete()
    audit_write(
        [
            Change("link.delete", "link", id, before=before),
            Change("task.unlink", "task", successor_id, before=waited_for),
        ],
        by=by(actor, now),
    )


def _check_joinable(predecessor: Task, successor: Task) -> None:
    if predecessor.pk == successor.pk:
        raise Refused(_("A task cannot wait for itself."), code="self_link")
    same_project = predecessor.project_id == successor.project_id
    program_id = successor.project.program_id
    if not same_project and (program_id is None or program_id != predecessor.project.program_id):
        raise Refused(
            _("Tasks are linked within a project or a program. Put both projects into one program first."),
            code="other_program",
        )


def _check_lag(kind: int, lag: int, lag_kind: int) -> None:
    if kind not in range(4) or lag_kind not in range(4):
        raise Refused(_("There is no such kind of link."), fields={"kind": _("Unknown")})
    if abs(lag) > 60 * 24 * 366 * 5:
        raise Refused(_("A lag or lead is at most five years."), fields={"lag": _("Too long")})
