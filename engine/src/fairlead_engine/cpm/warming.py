"""Compiled kernels of the passes made ready before anybody waits for them."""

from fairlead_engine.cpm.edits import Edit, LinkAdded, LinkRemoved
from fairlead_engine.cpm.live import LiveSchedule
from fairlead_engine.cpm.scheduling import schedule_columns
from fairlead_engine.machine import compiled_machine
from fairlead_engine.network import Columns

_PLAIN = Columns(project=[0], parent=[-1], duration=[480], project_start=[0])
_LINKED = Columns(
    project=[0, 0, 0], parent=[-1, -1, -1], duration=[480, 480, 480], predecessor=[0], successor=[1], project_start=[0]
)
# By P6's rules a kernel more for tasks that take their dates from others, for open ends and for the longest path.
_BY_P6 = Columns(
    project=[0],
    parent=[-1],
    duration=[480],
    spanning=[1],
    project_start=[0],
    project_is_p6=[1],
    project_opens_critical=[1],
    project_longest_path=[1],
)


def warm_passes() -> None:
    """Compile every kernel of the passes, or load it from the cache on disk."""
    for columns in (_PLAIN, _BY_P6):
        found = schedule_columns(columns, compiled_machine())
        for name in ("start_slack", "finish_slack"):
            found.numbers(name)
    _warm_edits()


def _warm_edits() -> None:
    """Edit a task, links and a project, and last what takes a full pass and a comparison with what was."""
    live = LiveSchedule(_LINKED, compiled_machine())
    numbers = Edit("duration", 0, 960), Edit("lag", 0, 60), Edit("project_start", 0, 480)
    for change in (*numbers, LinkAdded(1, 2), LinkRemoved(1), Edit("is_active", 2, 0)):
        live.edit(change)
