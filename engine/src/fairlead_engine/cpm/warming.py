"""Compiled kernels made ready before anybody waits for them."""

from fairlead_engine.cpm.scheduling import schedule_columns
from fairlead_engine.machine import compiled_machine, mark_warm
from fairlead_engine.network import Columns


def warm() -> None:
    """Compile every kernel, or load it from the cache; from then on all plans of this process run compiled.

    The first time takes some seconds and fills the cache on disk, later a fraction of one.
    """
    columns = Columns(project=[0], parent=[-1], duration=[480], project_start=[0])
    found = schedule_columns(columns, compiled_machine())
    for name in ("start_slack", "finish_slack"):
        found.numbers(name)
    mark_warm()
