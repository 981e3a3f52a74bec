"""One task with all that a page shows of it: what is said, what was found, who, what holds it and what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from fairlead.access.rules import Action, Actor
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Assignment, Blocker, Link, Project, Split, Task
from fairlead.work.selectors import place_of, task_get


@dataclass(frozen=True, slots=True)
class PersonOn:
    """Who works on a task, with which share of their time."""

    name: str
    title: str
    units: Decimal


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """The task at the other end of a link; without a name where the actor may not see its project."""

    id: int
    name: str
    project_id: int
    project: str
    kind: int
    lag: int
    lag_kind: int
    start_at: datetime | None
    finish_at: datetime | None
    is_driver: bool
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """A task for its page; `dates` is None until it was scheduled, `blocker` where it can go on."""

    task: Task
    dates: TaskDates | None
    splits: tuple[Split, ...]
    people: tuple[PersonOn, ...]
    blocker: Blocker | None
    predecessors: tuple[LinkedTask, ...]
    successors: tuple[LinkedTask, ...]
    may_edit: bool
    may_progress: bool

    @property
    def misses_deadline(self) -> bool:
        """Whether it misses its deadline."""
        return bool(self.dates and self.task.deadline_at and self.dates.finish_at > self.task.deadline_at)


def task_details(*, task_id: int, actor: Actor) -> TaskDetails:
    """Return a task that `actor` may see. Eight queries.

    Raises: NotFound.
    """
    task = task_get(id=task_id, actor=actor)
    place = place_of(task, actor=actor)
    dates = TaskDates.objects.filter(task=task).first()
    links = list(
        Link.objects.filter(Q(predecessor=task) | Q(successor=task))
        .select_related("predecessor__project", "predecessor__dates", "successor__project", "successor__dates")
        .order_by("pk")
    )
    visible = _visible(links, actor)
    driver = dates.driver_link_id if dates else None
    return TaskDetails(
        task=task,
        dates=dates,
        splits=tuple(task.splits.all()),
        people=_people(task),
        blocker=Blocker.objects.filter(task=task, resolved_at=None).select_related("raised_by").first(),
        predecessors=tuple(
            _linked(link, link.predecessor, task, visible, driver) for link in links if link.successor_id == task.pk
        ),
        successors=tuple(
            _linked(link, link.successor, task, visible, None) for link in links if link.predecessor_id == task.pk
        ),
        may_edit=actor.may(Action.EDIT_PROJECT, place),
        may_progress=actor.may(Action.EDIT_PROGRESS, place),
    )


def _people(task: Task) -> tuple[PersonOn, ...]:
    rows = Assignment.objects.filter(task=task).order_by("resource__name", "pk")
    return tuple(PersonOn(*row) for row in rows.values_list("resource__name", "resource__title", "units"))


def _visible(links: Iterable[Link], actor: Actor) -> set[int]:
    ids = {task.project_id for link in links for task in (link.predecessor, link.successor)}
    return set(Project.plans.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _linked(link: Link, other: Task, task: Task, visible: set[int], driver: int | None) -> LinkedTask:
    is_visible = other.project_id in visible
    dates = getattr(other, "dates", None)
    return LinkedTask(
        id=other.pk,
        name=other.name if is_visible else "",
        project_id=other.project_id,
        project=other.project.name if is_visible else "",
        kind=link.kind,
        lag=link.lag,
        lag_kind=link.lag_kind,
        start_at=dates.start_at if dates else None,
        finish_at=dates.finish_at if dates else None,
        is_driver=link.pk == driver,
        is_elsewhere=other.project_id != task.project_id,
    )
