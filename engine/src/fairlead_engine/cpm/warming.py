"""Compiled kernels of the passes made ready before anybody waits for them."""

from fairlead_engine.cpm.scheduling import schedule_columns
from fairlead_engine.machine import compiled_machine
from fairlead_engine.network import Columns


def warm_passes() -> None:
    """Compile every kernel of the passes, or load it from the cache on disk."""
    columns = Columns(project=[0], parent=[-1], duration=[480], project_start=[0])
    found = schedule_columns(columns, compiled_machine())
    for name in ("start_slack", "finish_slack"):
        found.numbers(name)
