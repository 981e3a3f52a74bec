"""What happened to a task: what people changed, and how its dates moved, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.models import Recalculation, TaskMove
from fairlead.schedule.words import because_text
from fairlead.work.models import Task
from fairlead.work.selectors import task_get, visible_through

Cursor = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of history: an edit with what differs, or a move with its reason; the other's fields are empty."""

    at: datetime
    who: str
    action: str
    before: dict[str, object]
    after: dict[str, object]
    cause: str
    key: tuple[str, int]


def task_history(
    *, task_id: int, actor: Actor, after: Cursor | None = None, limit: int = 30
) -> tuple[list[Event], Cursor | None]:
    """Return the newest events of a task that lie behind the key `after`, and the key of the last if more follow.

    Tasks that `actor` may not see are not named. Four queries.
    Raises: NotFound.
    """
    task = task_get(id=task_id, actor=actor)
    edits = AuditEntry.objects.filter(scope=actor.workspace_id, target="task", target_id=task.pk)
    moves = TaskMove.objects.filter(task=task).select_related("recalculation__by", "because_task")
    if after is not None:
        edits, moves = edits.filter(at__lte=after[0]), moves.filter(recalculation__at__lte=after[0])
    # One key may repeat at the instant of `after`; a few rows more than the limit cover that.
    room = limit + 20
    said, moved = list(edits.order_by("-at", "-id")[:room]), list(moves.order_by("-recalculation_id")[:room])
    visible = _visible(said, moved, actor)
    events = [_edit(row, visible) for row in said] + [_move(row, visible) for row in moved]
    events.sort(key=_order, reverse=True)
    if after is not None:
        events = [event for event in events if _order(event) < after]
    page = events[:limit]
    return page, _order(page[-1]) if len(events) > limit else None


def _order(event: Event) -> Cursor:
    return (event.at, *event.key)


def _visible(said: list[AuditEntry], moved: list[TaskMove], actor: Actor) -> set[int]:
    """Return those of the tasks that the rows speak of which `actor` may see."""
    ids = {values.get("predecessor_id") for row in said for values in (row.before, row.after)}
    ids |= {row.because_task_id for row in moved}
    seen = Task.objects.filter(visible_through("project", actor), project__workspace_id=actor.workspace_id)
    return set(seen.filter(pk__in=ids - {None}).values_list("pk", flat=True))


def _edit(row: AuditEntry, visible: set[int]) -> Event:
    before, after = (_masked(values, visible) for values in (row.before, row.after))
    return Event(row.at, row.actor_name, row.action, before, after, row.cause, ("a", row.pk))


def _masked(values: dict[str, object], visible: set[int]) -> dict[str, object]:
    if "predecessor_id" not in values:
        return values
    rest = {name: value for name, value in values.items() if not name.endswith("_id")}
    return rest if values["predecessor_id"] in visible else {**rest, "predecessor": _("a task you may not see")}


def _move(row: TaskMove, visible: set[int]) -> Event:
    made: Recalculation = row.recalculation
    name = ""
    if row.because_task is not None:
        name = row.because_task.name if row.because_task_id in visible else _("a task you may not see")
    later = row.finish_before_at is None or row.finish_after_at >= row.finish_before_at
    return Event(
        at=made.at,
        who=made.by.name if made.by else "",
        action="task.moved",
        before={"start_at": row.start_before_at, "finish_at": row.finish_before_at},
        after={"start_at": row.start_after_at, "finish_at": row.finish_after_at},
        cause=because_text(row.reason, name=name, later=later),
        key=("b", row.pk),
    )
