"""Why a task is where it is: the chain of drivers from it back to what nothing drives."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.schedule.models import TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.work.models import Link, Project, Task
from fairlead.work.selectors import task_get
from fairlead_engine.cpm import DriverKind
from fairlead_engine.plan import ConstraintKind, LinkKind

CHAIN_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One driver of the chain: `task` was set at `at` by what `text` says; `by` is the task that drives it, if one."""

    task: int
    name: str
    project: str
    start_at: datetime
    kind: str
    text: str
    at: datetime
    link: int | None
    by: int | None


@dataclass(frozen=True, slots=True)
class Why:
    """The chain for one task, nearest driver first; empty for a task that was never scheduled."""

    task: int
    name: str
    start_at: datetime | None
    steps: list[Step]


def task_why(*, task_id: int, actor: Actor) -> Why:
    """Return what decides the start of a task, and what decides that, back to the first cause.

    Names of tasks in projects that `actor` may not see are left out. Five queries.
    Raises: NotFound.
    """
    task = task_get(id=task_id, actor=actor)
    scope = scope_of(task.project)
    drivers = dict(
        TaskDates.objects.filter(**{f"project__{key}": value for key, value in scope.project_filter.items()})
        .order_by()
        .values_list("task_id", "driver_task_id")
    )
    chain: list[int] = []
    at: int | None = task.pk
    while at is not None and at not in chain and len(chain) < CHAIN_LIMIT:
        chain.append(at)
        at = drivers.get(at)
    dates = TaskDates.objects.select_related("task__project").in_bulk(chain)
    links = Link.objects.in_bulk([row.driver_link_id for row in dates.values() if row.driver_link_id])
    visible = set(
        Project.plans.visible_to(actor)
        .filter(pk__in={row.project_id for row in dates.values()})
        .values_list("pk", flat=True)
    )
    steps = [_step(dates[id], dates, links, visible) for id in chain if id in dates]
    first = dates.get(task.pk)
    return Why(task.pk, task.name, first.start_at if first else None, steps)


def _step(row: TaskDates, dates: dict[int, TaskDates], links: dict[int, Link], visible: set[int]) -> Step:
    kind = DriverKind(row.driver_kind)
    by = dates.get(row.driver_task_id) if row.driver_task_id else None
    link = links.get(row.driver_link_id) if row.driver_link_id else None
    text = _text(kind, row, by, link, name=_name(by.task, visible) if by else "")
    if row.driver_at and row.start_at > row.driver_at and kind is not DriverKind.CHILD:
        text += " " + _("Then working time begins again on %(when)s.") % {"when": when(row.start_at)}
    return Step(
        task=row.task_id,
        name=_name(row.task, visible),
        project=row.task.project.name if row.project_id in visible else "",
        start_at=row.start_at,
        kind=kind.name.lower(),
        text=text,
        at=row.driver_at or row.start_at,
        link=row.driver_link_id,
        by=by.task_id if by else None,
    )


def _text(kind: DriverKind, row: TaskDates, by: TaskDates | None, link: Link | None, *, name: str) -> str:
    if kind is DriverKind.LINK and by is not None and link is not None:
        return _link_text(by, link, name)
    if kind is DriverKind.CONSTRAINT:
        return _constraint_text(row.task)
    if kind is DriverKind.SUMMARY and by is not None:
        return _("It is held by its summary task “%(name)s”.") % {"name": name}
    if kind is DriverKind.CHILD and by is not None:
        return _("It begins with its subtask “%(name)s”, on %(when)s.") % {"name": name, "when": when(by.start_at)}
    texts = {
        DriverKind.ACTUAL: _("Work began on %(when)s."),
        DriverKind.MANUAL: _("It is scheduled by hand, for %(when)s."),
        DriverKind.ALAP: _("It is to be done as late as possible, so on %(when)s."),
        DriverKind.STATUS_DATE: _("It had not begun by the status date, so it waits for %(when)s."),
        DriverKind.LEVELING: _("It was delayed by leveling, to %(when)s."),
        DriverKind.PROJECT_START: _("Nothing holds it, so it begins with the project, on %(when)s."),
    }
    return texts.get(kind, texts[DriverKind.PROJECT_START]) % {"when": when(row.driver_at or row.start_at)}


def _link_text(by: TaskDates, link: Link, name: str) -> str:
    kind = LinkKind(link.kind)
    texts = {
        LinkKind.FS: _("It waits for “%(name)s” to finish, on %(when)s%(lag)s."),
        LinkKind.SS: _("It waits for “%(name)s” to start, on %(when)s%(lag)s."),
        LinkKind.FF: _("It may not finish before “%(name)s” does, on %(when)s%(lag)s."),
        LinkKind.SF: _("It may not finish before “%(name)s” starts, on %(when)s%(lag)s."),
    }
    end = by.finish_at if kind in (LinkKind.FS, LinkKind.FF) else by.start_at
    return texts[kind] % {"name": name, "when": when(end), "lag": _lag_text(link)}


def _lag_text(link: Link) -> str:
    if link.lag == 0:
        return ""
    amount = f"{abs(link.lag)} %" if link.lag_kind >= 2 else _hours(abs(link.lag))
    return (_(", plus %(lag)s") if link.lag > 0 else _(", less %(lag)s")) % {"lag": amount}


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return _("%(hours)d h") % {"hours": hours} if rest == 0 else _("%(minutes)d min") % {"minutes": minutes}


def _constraint_text(task: Task) -> str:
    texts = {
        ConstraintKind.SNET: _("It is not to start before %(when)s."),
        ConstraintKind.SNLT: _("It is to start by %(when)s."),
        ConstraintKind.FNET: _("It is not to finish before %(when)s."),
        ConstraintKind.FNLT: _("It is to finish by %(when)s."),
        ConstraintKind.MSO: _("It must start on %(when)s."),
        ConstraintKind.MFO: _("It must finish on %(when)s."),
    }
    text = texts.get(ConstraintKind(task.constraint), _("A constraint of its summary task holds it."))
    return text % {"when": when(task.constraint_at) if task.constraint_at else ""}


def _name(task: Task, visible: set[int]) -> str:
    return task.name if task.project_id in visible else _("a task you may not see")


def when(moment: datetime) -> str:
    """Return `moment` as people read it: weekday, day, month and the time of day."""
    return date_format(moment, "D j M Y H:i")
