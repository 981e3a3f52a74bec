"""Compiled kernels of the passes made ready before anybody waits for them."""

from fairlead_engine.cpm.scheduling import schedule_columns
from fairlead_engine.machine import compiled_machine
from fairlead_engine.network import Columns

_PLAIN = Columns(project=[0], parent=[-1], duration=[480], project_start=[0])
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
