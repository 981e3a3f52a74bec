"""The outline of a project: where a task and its subtasks stand, and moving them as one block."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from fairlead.kernel.errors import Refused
from fairlead.work.models import Task


@dataclass(frozen=True, slots=True)
class Outline:
    """A project's tasks in outline order: `ids`, with the `parents` and `positions` of each."""

    ids: list[int]
    parents: dict[int, int | None]
    positions: dict[int, int]

    def block(self, id: int) -> list[int]:
        """Return `id` and all its descendants, in order: they stand together."""
        first = self.ids.index(id)
        inside = {id}
        last = first + 1
        while last < len(self.ids) and self.parents[self.ids[last]] in inside:
            inside.add(self.ids[last])
            last += 1
        return self.ids[first:last]

    def place_after(self, parent_id: int | None, after_id: int | None) -> int:
        """Return the position at which a task goes below `parent_id`, behind its child `after_id` or first of all.

        Raises: Refused where the two are not of this project, or not parent and child.
        """
        if parent_id is not None and parent_id not in self.positions:
            raise Refused(_("The summary task is not in this project."), fields={"parent": _("Not here")})
        if after_id is not None:
            if self.parents.get(after_id, -1) != parent_id:
                raise Refused(
                    _("The task to follow is not under the same summary task."), fields={"after": _("Not there")}
                )
            return self.positions[self.block(after_id)[-1]] + 1
        if parent_id is not None:
            return self.positions[parent_id] + 1
        return self.positions[self.ids[0]] if self.ids else 0


def outline_of(project_id: int) -> Outline:
    """Return the outline of a project. One query."""
    rows = list(
        Task.objects.filter(project_id=project_id).order_by("position", "id").values_list("id", "parent_id", "position")
    )
    return Outline(
        ids=[id for id, _parent, _position in rows],
        parents={id: parent for id, parent, _position in rows},
        positions={id: position for id, _parent, position in rows},
    )


def room_make(project_id: int, position: int, rows: int = 1) -> None:
    """Move all from `position` on down by `rows`. One statement."""
    Task.objects.filter(project_id=project_id, position__gte=position).update(position=F("position") + rows)


def block_place(project_id: int, first: int, last: int, position: int) -> None:
    """Move the rows at [first, last] so that they begin where `position`, outside of them, is now. One statement."""
    size = last - first + 1
    if position > last:
        shift_block, shift_others = position - 1 - last, -size
        others = Q(position__gt=last, position__lt=position)
    else:
        shift_block, shift_others = position - first, size
        others = Q(position__gte=position, position__lt=first)
    block = Q(position__gte=first, position__lte=last)
    Task.objects.filter(block | others, project_id=project_id).update(
        position=F("position") + Case(When(block, then=Value(shift_block)), default=Value(shift_others))
    )
