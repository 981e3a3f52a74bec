"""Columns in memory of their own, complete where their numbers may be edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from fairlead_engine.machine import Machine
from fairlead_engine.network.columns import DEFAULTS, LINK_COLUMNS, WIDE, Columns, counts_of

# Columns whose numbers change dates, but neither the outline nor the order in which tasks are met; the network reads
# them as they are.
_OF_TASKS = ("duration", "milestone_end", "is_manual", "calendar", "constraint", "constraint_at", "deadline")
_OF_PROGRESS = ("actual_start", "actual_finish", "percent", "stop_at", "resume_at", "leveling_delay")
_OF_OTHERS = ("manual_start", "manual_finish", "link_kind", "lag", "lag_calendar")
_OF_PROJECTS = ("project_start", "project_critical_limit", "project_honors_constraints")
EDITABLE: Final = frozenset((*_OF_TASKS, *_OF_PROGRESS, *_OF_OTHERS, *_OF_PROJECTS))


def owned_columns(columns: Columns, machine: Machine) -> Columns:
    """Return `columns` copied into the memory of `machine`; those of links and EDITABLE ones in full."""
    return replace(
        columns,
        **{name: _owned(columns, name, count, machine) for name, count in counts_of(columns).items()},
    )


def room_for(name: str, count: int, machine: Machine) -> Any:
    """Return `count` numbers of the column `name`, each as it is where nothing is said."""
    if name == "percent":
        return machine.floats(count)
    rooms = machine.instants if name in WIDE else machine.indexes
    return rooms((count, DEFAULTS.get(name, 0)))[0]


def _owned(columns: Columns, name: str, count: int, machine: Machine) -> Any:
    given: Sequence[int] | Sequence[float] | None = getattr(columns, name)
    if given is None and name not in (*EDITABLE, *LINK_COLUMNS):
        return None
    room = room_for(name, count, machine)
    if given is not None:
        room[:] = given
    return room
