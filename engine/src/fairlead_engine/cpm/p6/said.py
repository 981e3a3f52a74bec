"""What only P6's rules read, in a machine's memory."""

from dataclasses import dataclass
from typing import NamedTuple

from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network.columns import DEFAULTS, NONE, Columns


class P6Tasks(NamedTuple):
    """Columns of tasks in their own order; see `Columns` for what they hold."""

    spanning: Ints
    second_constraint: Ints
    second_constraint_at: Ints
    remaining: Ints
    outside_start: Ints
    outside_finish: Ints


class P6Projects(NamedTuple):
    """Columns of projects; `data_date` is where what remains begins, ABSENT where nobody said."""

    is_p6: Ints
    data_date: Ints
    progress: Ints
    slack: Ints
    longest_path: Ints
    lags_from_actual: Ints


@dataclass(frozen=True, slots=True)
class P6:
    """All that P6's rules read beyond what the passes do; the options for float paths, by project."""

    tasks: P6Tasks
    projects: P6Projects
    float_paths: list[int]
    paths_by_free: list[bool]
    paths_end: list[int]

    @property
    def dates(self) -> list[Ints]:
        """The columns of dates."""
        tasks = self.tasks
        return [tasks.second_constraint_at, tasks.outside_start, tasks.outside_finish, self.projects.data_date]


def p6_of(columns: Columns, machine: Machine) -> P6 | None:
    """Return what P6's rules read of `columns`, None where they hold in no project. The columns must be checked."""
    if columns.project_is_p6 is None or not any(columns.project_is_p6):
        return None
    of_project = {name: f"project_{name}" for name in P6Projects._fields} | {"data_date": "project_status_at"}
    count = columns.projects
    return P6(
        tasks=P6Tasks._make(_column(columns, name, columns.tasks, machine) for name in P6Tasks._fields),
        projects=P6Projects._make(_column(columns, name, count, machine) for name in of_project.values()),
        float_paths=_plain(columns, "project_float_paths"),
        paths_by_free=[bool(value) for value in _plain(columns, "project_paths_by_free")],
        paths_end=_plain(columns, "project_paths_end"),
    )


def _column(columns: Columns, name: str, count: int, machine: Machine) -> Ints:
    values, usual = getattr(columns, name), DEFAULTS.get(name, 0)
    if usual == NONE:
        return machine.same_instants(count, usual) if values is None else machine.as_instants(values)
    return machine.same_indexes(count, usual) if values is None else machine.as_indexes(values)


def _plain(columns: Columns, name: str) -> list[int]:
    values = getattr(columns, name)
    return [DEFAULTS.get(name, 0)] * columns.projects if values is None else [int(value) for value in values]
