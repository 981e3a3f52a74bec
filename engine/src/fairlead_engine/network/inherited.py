"""What summaries say for all below them, before the passes ask."""

from fairlead_engine.machine import Machine
from fairlead_engine.network.kernels import Said


def with_inactive_children(said: Said, machine: Machine) -> Said:
    """Return `said` with everything below an inactive summary inactive too."""
    active = [int(value) for value in said.is_active]
    for t, p in enumerate(said.parent):
        if p >= 0 and not active[p]:
            active[t] = 0
    return said._replace(is_active=machine.as_indexes(active))
